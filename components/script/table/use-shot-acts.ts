"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useMemo, useRef } from "react";
import { useTRPC, useTRPCClient } from "@/components/trpc";
import { late } from "@/components/ui/late";
import type { Quarrel, shotActs } from "./shot-acts";
import type { ShotStore } from "./shot-store";

export type ShotActs = ReturnType<typeof useShotActs>;

const names = [
  ...(["edit", "type", "archive", "restore", "renumber", "place"] as const),
  ...(["duplicate", "created", "queue", "undo", "redo"] as const),
];

/** Everything that changes shots from the table, loaded with the first act; `want` loads it ahead. */
export function useShotActs(projectId: string, store: ShotStore, onQuarrel: (quarrel: Quarrel) => void) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queries = useQueryClient();
  const quarrel = useRef(onQuarrel);
  quarrel.current = onQuarrel;
  return useMemo(() => {
    const world = {
      ...{ projectId, store, client, onQuarrel: (met: Quarrel) => quarrel.current(met) },
      refresh: () => void queries.invalidateQueries({ queryKey: trpc.script.pathKey() }),
    };
    const load = async () => (await import("./shot-acts")).shotActs(world);
    const { acts, want } = late<ReturnType<typeof shotActs>>(load, names);
    return { ...acts, want };
  }, [projectId, store, trpc, client, queries]);
}
