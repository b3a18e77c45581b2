"use client";

import { lazy, Suspense } from "react";
import { useProject } from "@/components/studio/project";
import { useFrameLikeness } from "./use-frame-likeness";

const LikenessMark = lazy(() => import("./ring").then((file) => ({ default: file.LikenessMark })));

/** The likeness of a frame on its cell of the board; nothing while it was never measured. Drawn once there is one. */
export function FrameRing({ frameId }: { frameId: string }) {
  const { id } = useProject();
  const likeness = useFrameLikeness(id, frameId);
  return (
    likeness && (
      <Suspense fallback={null}>
        <LikenessMark {...likeness} className="shrink-0" />
      </Suspense>
    )
  );
}
