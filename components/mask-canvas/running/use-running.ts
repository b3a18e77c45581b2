"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "@/components/trpc";

/** The running jobs of a frame, and the one whose steps lie on the picture: the first that works on this version, or the one chosen. */
export function useRunning(frameId: string, versionId: string) {
  const trpc = useTRPC();
  // The question of the pass column: asked once for both.
  const { data } = useQuery(trpc.renders.queue.queryOptions({ frameId, done: 20 }));
  const [choice, setChoice] = useState<string | null | undefined>(undefined);
  const jobs = data?.running ?? [];
  const here = jobs.filter((job) => job.versionId === versionId);
  const placed = choice === null ? undefined : (here.find(({ id }) => id === choice) ?? here[0]);
  return {
    jobs,
    placed,
    canPlace: (id: string) => here.some((job) => job.id === id),
    /** Lays a job's steps on the picture, or takes them off it. */
    toggle: (id: string) => setChoice(id === placed?.id ? null : id),
  };
}

export type Running = ReturnType<typeof useRunning>;
