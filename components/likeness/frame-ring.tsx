"use client";

import { useProject } from "@/components/studio/project";
import { LikenessMark } from "./ring";
import { useFrameLikeness } from "./use-likeness";

/** The likeness of a frame on its cell of the board; nothing while it was never measured. */
export function FrameRing({ frameId }: { frameId: string }) {
  const { id } = useProject();
  const likeness = useFrameLikeness(id, frameId);
  return likeness && <LikenessMark {...likeness} className="shrink-0" />;
}
