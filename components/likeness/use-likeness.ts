"use client";

import { useQueryClient } from "@tanstack/react-query";
import type { inferRouterInputs, inferRouterOutputs } from "@trpc/server";
import { useState } from "react";
import { messageOf } from "@/components/studio/problem";
import { useTRPC, useTRPCClient } from "@/components/trpc";
import { notify } from "@/components/ui/notify";
import type { AppRouter } from "@/server/api/root";

type Outputs = inferRouterOutputs<AppRouter>["likeness"];
type Inputs = inferRouterInputs<AppRouter>["likeness"];
export type LikenessList = Outputs["list"];
export type VersionLikeness = Outputs["version"];
export type LikenessFace = VersionLikeness["faces"][number];
export type Drift = Outputs["drift"];
export type MeasureOf = Inputs["measure"]["of"];

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
