"use client";

import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { firstWindow, wholeList } from "@/components/studio/first-window";
import { useTRPC } from "@/components/trpc";
import type { Shot } from "./use-shot-edits";

/** The project's shots in story order: the first come with the page, the rest of a long table after it (`complete`). */
export function useShots(projectId: string): { shots: readonly Shot[]; complete: boolean } {
  const { script } = useTRPC();
  const { data: first } = useSuspenseQuery(script.shots.queryOptions({ projectId, limit: firstWindow }));
  const long = first.length >= firstWindow;
  const { data: whole } = useQuery({ ...script.shots.queryOptions({ projectId }), enabled: long, meta: wholeList });
  return { shots: (long && whole) || first, complete: !long || whole !== undefined };
}
