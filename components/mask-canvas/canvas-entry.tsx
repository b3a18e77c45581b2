"use client";

import dynamic from "next/dynamic";
import { createContext, type ReactNode, useContext, useSyncExternalStore } from "react";
import { TopBar } from "@/components/shell/top-bar";
import { Workspace } from "@/components/shell/workspace";
import { NodeStatus } from "@/components/studio/node-status";
import { useCan } from "@/components/studio/viewer";
import type { CanvasProps } from "./canvas-props";
import { CanvasSkeleton } from "./canvas-skeleton";
import { PictureOnly } from "./picture-only";

// What stands in for the room gets no props.
const Picture = createContext<CanvasProps["picture"] | null>(null);
function Opening() {
  const picture = useContext(Picture);
  return picture && <CanvasSkeleton picture={picture} />;
}

// Konva and the engine are for those who paint, and touch the DOM: never on the server, never on a phone.
const CanvasRoom = dynamic(() => import("./canvas-room").then((module) => module.CanvasRoom), {
  ssr: false,
  loading: Opening,
});

const query = "(max-width: 56.24rem)";
const watch = (tell: () => void) => {
  const media = matchMedia(query);
  media.addEventListener("change", tell);
  return () => media.removeEventListener("change", tell);
};

/** Below 900 px, or for those who may not paint, the picture alone; otherwise the canvas. */
export function CanvasEntry(props: CanvasProps) {
  const narrow = useSyncExternalStore(
    watch,
    () => matchMedia(query).matches,
    () => false,
  );
  const can = useCan();
  const { crumbs, versionId } = props;
  const plain = (children: ReactNode) => (
    <Workspace topBar={<TopBar crumbs={crumbs} sidebar node={<NodeStatus />} />} scroll="fixed">
      {children}
    </Workspace>
  );
  if (!can("paint masks")) return plain(<PictureOnly versionId={versionId} why="role" />);
  if (narrow) return plain(<PictureOnly versionId={versionId} why="screen" />);
  return (
    <Picture value={props.picture}>
      <CanvasRoom {...props} />
    </Picture>
  );
}
