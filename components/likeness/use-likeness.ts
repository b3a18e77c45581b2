"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { inferRouterInputs, inferRouterOutputs } from "@trpc/server";
import { useState } from "react";
import { messageOf } from "@/components/studio/problem";
import { useTRPC, useTRPCClient } from "@/components/trpc";
import { notify } from "@/components/ui/notify";
import type { LikenessRow } from "@/contract/profile/likeness-state";
import type { AppRouter } from "@/server/api/root";

type Outputs = inferRouterOutputs<AppRouter>["likeness"];
type Inputs = inferRouterInputs<AppRouter>["likeness"];
export type LikenessList = Outputs["list"];
export type VersionLikeness = Outputs["version"];
export type LikenessFace = VersionLikeness["faces"][number];
export type Drift = Outputs["drift"];
export type MeasureOf = Inputs["measure"]["of"];

// One map an answer, however many cells ask.
const maps = new WeakMap<LikenessList, ReadonlyMap<string, LikenessRow>>();
const byFrame = (list: LikenessList): ReadonlyMap<string, LikenessRow> => {
  const known = maps.get(list) ?? new Map(list.rows.map((row) => [row.frameId, row]));
  maps.set(list, known);
  return known;
};

/** A whole film's list is asked for again in a while after an event, not with each. */
export const wholeFilm = { staleTime: 30_000, meta: { wholeList: true } };

/** The likeness of every measured frame of a project, asked for after paint and once for all cells. */
export const useFrameLikeness = (projectId: string, frameId: string) => {
  const trpc = useTRPC();
  const { data } = useQuery(trpc.likeness.list.queryOptions({ projectId }, wholeFilm));
  const row = data && byFrame(data).get(frameId);
  return row ? { row, lacks: data.readers.lacks } : null;
};

/** Measuring, and saying whose a face is; both tell what happened, assigning with its way back. */
export function useLikenessActs() {
  const trpc = useTRPC();
  const { likeness } = useTRPCClient();
  const queries = useQueryClient();
  const [busy, setBusy] = useState(false);
  const refresh = () => {
    void queries.invalidateQueries({ queryKey: trpc.likeness.pathKey() });
    void queries.invalidateQueries({ queryKey: trpc.script.pathKey() });
  };
  const run = async <Answer>(work: () => Promise<Answer>): Promise<Answer | undefined> => {
    setBusy(true);
    try {
      return await work();
    } catch (error) {
      notify({ title: messageOf(error), tone: "danger" });
      return undefined;
    } finally {
      setBusy(false);
      refresh();
    }
  };
  const measure = async (of: MeasureOf) => {
    const answer = await run(() => likeness.measure.mutate({ of }));
    if (answer) notify({ title: measuredWords(answer), id: "likeness" });
  };
  const assign = async (face: Pick<LikenessFace, "id">, characterId: string | null, name: string) => {
    const answer = await run(() => likeness.assign.mutate({ faceId: face.id, characterId }));
    if (!answer) return;
    notify({
      title: characterId ? `This face is ${name}` : "This face is nobody of the cast",
      undo: () => void run(() => likeness.assign.mutate(answer.before)),
    });
  };
  return { measure, assign, busy };
}

const measuredWords = ({ queued, waiting, matched }: Outputs["measure"]): string => {
  const parts = [
    ...(queued > 0 ? [`${queued} ${queued === 1 ? "picture" : "pictures"} in line to be read`] : []),
    ...(waiting > 0 ? [`${waiting} being read`] : []),
    ...(matched > 0 ? [`${matched} matched anew`] : []),
  ];
  return parts.join(", ") || "Everything that is shown was measured";
};
