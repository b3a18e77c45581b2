"use client";

import { nameOf } from "@/components/storyboard/version-words";
import type { Output } from "@/components/trpc";
import { ButtonLink } from "@/components/ui/button-link";
import { useCanvasHref } from "./use-canvas-href";

/** Offers the version the frame shows now, when that is not the one on the canvas. Floats: the picture never moves. */
export function FrameMoved({ data: { version, versions, frame } }: { data: Output["storyboard"]["version"] }) {
  const canvasHref = useCanvasHref();
  const current = versions.find(({ id }) => id === frame.currentVersionId);
  if (!current || current.id === version.id) return null;
  const name = nameOf(current);
  return (
    <div className="pointer-events-none absolute inset-x-0 top-3 flex justify-center px-3">
      <p
        role="status"
        className="pointer-events-auto flex items-center gap-3 rounded-panel bg-raised py-1.5 pr-1.5 pl-3 text-sm shadow-float"
      >
        <span>
          The frame shows <span className="code">{name}</span> now.
        </span>
        <ButtonLink size="sm" href={canvasHref(current.id)}>{`Open ${name}`}</ButtonLink>
      </p>
    </div>
  );
}
