"use client";

import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { firstWindow, wholeList } from "@/components/studio/first-window";
import { useTRPC } from "@/components/trpc";
import { unpackBoard } from "@/contract/packed-board";
import { type BoardItem, boardItem } from "./board-item";

interface Board {
  /** In story order; only the first ones until `complete`. */
  frames: readonly BoardItem[];
  complete: boolean;
  /** How many frames there are, of each status and together, also before they are all here. */
  counts: ReadonlyMap<string, number>;
  total: number;
}

/** The project's frames: the first come with the page, the rest of a long board after it. */
export function useBoard(projectId: string): Board {
  const trpc = useTRPC();
  const { storyboard } = trpc;
  const { data: first } = useSuspenseQuery(storyboard.board.queryOptions({ projectId, limit: firstWindow }));
  const { data: known } = useSuspenseQuery(storyboard.boardCounts.queryOptions({ projectId }));
  const long = first.length >= firstWindow;
  const { data: whole } = useQuery({
    ...storyboard.wholeBoard.queryOptions({ projectId }),
    ...{ enabled: long, meta: wholeList, structuralSharing: false },
  });
  const rows = useMemo(() => (long && whole ? unpackBoard(whole) : first), [long, whole, first]);
  const frames = useMemo(() => rows.map(boardItem), [rows]);
  const complete = !long || whole !== undefined;
  const counts = useMemo(() => {
    if (!complete) return new Map(Object.entries(known));
    const sums = new Map<string, number>();
    for (const { status } of rows) sums.set(status, (sums.get(status) ?? 0) + 1);
    return sums;
  }, [complete, known, rows]);
  return { frames, complete, counts, total: [...counts.values()].reduce((sum, n) => sum + n, 0) };
}
