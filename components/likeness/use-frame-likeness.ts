"use client";

import { useQuery } from "@tanstack/react-query";
import { type Output, useTRPC } from "@/components/trpc";
import { type LikenessRow, worstFirst } from "@/contract/profile/likeness-state";

type LikenessList = Output["likeness"]["list"];

// One map an answer, however many cells ask.
const maps = new WeakMap<LikenessList, ReadonlyMap<string, LikenessRow>>();
const byFrame = (list: LikenessList): ReadonlyMap<string, LikenessRow> => {
  const known = maps.get(list) ?? new Map(list.rows.map((row) => [row.frameId, row]));
  maps.set(list, known);
  return known;
};

/** A whole film's list is asked for again in a while after an event, not with each. */
export const wholeFilm = { staleTime: 30_000, meta: { wholeList: true } };

const ranks = new WeakMap<LikenessList, ReadonlyMap<string, number>>();

/** Place of every measured frame when the worst likeness comes first; null while nothing was measured. */
export const useWorstFirst = (projectId: string): ReadonlyMap<string, number> | null => {
  const trpc = useTRPC();
  const { data } = useQuery(trpc.likeness.list.queryOptions({ projectId }, wholeFilm));
  if (!data || data.rows.length === 0) return null;
  const known = ranks.get(data) ?? new Map(worstFirst(data.rows).map(({ frameId }, at) => [frameId, at]));
  ranks.set(data, known);
  return known;
};

/** The likeness of every measured frame of a project, asked for after paint and once for all cells. */
export const useFrameLikeness = (projectId: string, frameId: string) => {
  const trpc = useTRPC();
  const { data } = useQuery(trpc.likeness.list.queryOptions({ projectId }, wholeFilm));
  const row = data && byFrame(data).get(frameId);
  return row ? { row, lacks: data.readers.lacks } : null;
};
