"use client";
import { createContext, type ReactNode, useContext } from "react";
import type { Output } from "@/components/trpc";
import { type Action, can } from "@/contract/roles";

export type Viewer = NonNullable<Output["account"]["viewer"]>;

const ViewerContext = createContext<Viewer | null>(null);

export function ViewerProvider({ viewer, children }: { viewer: Viewer; children: ReactNode }) {
  return <ViewerContext value={viewer}>{children}</ViewerContext>;
}

/** The signed-in person of this page. */
export const useViewer = (): Viewer => {
  const viewer = useContext(ViewerContext);
  if (!viewer) throw new Error("useViewer() belongs inside the studio");
  return viewer;
};

/** May the viewer do this? Hide what they may not; the server refuses it anyway. */
export const useCan = (): ((action: Action) => boolean) => {
  const role = useViewer().team?.role;
  return (action) => role !== undefined && can(role, action);
};
