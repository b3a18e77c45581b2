"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { messageOf } from "@/components/studio/problem";
import { useTRPC, useTRPCClient } from "@/components/trpc";
import { late } from "@/components/ui/late";
import { notify } from "@/components/ui/notify";
import type { packageActs } from "./package-acts";
import type { Store } from "./use-package-store";

const names = [
  ...(["place", "tell", "remove", "signOff", "add", "addFiles"] as const),
  ...(["judge", "added", "readFaces", "undo", "flush", "done"] as const),
];

/** Acts on the pictures of one package: seen at once, saved behind, each with its way back. `want` loads them ahead. */
export function usePackageActs(packageId: string, store: Store) {
  const trpc = useTRPC();
  const { profiles } = useTRPCClient();
  const queries = useQueryClient();
  return useMemo(() => {
    const refresh = () => queries.invalidateQueries({ queryKey: trpc.profiles.get.pathKey() });
    /** Runs an act under its preview; whatever happens, the screen then shows what the server has. */
    const run = async <T>(act: () => Promise<T>, settle?: () => void): Promise<T | undefined> => {
      try {
        return await act();
      } catch (error) {
        notify({ title: messageOf(error), tone: "danger" });
        return undefined;
      } finally {
        await refresh();
        settle?.();
      }
    };
    const load = async () => (await import("./package-acts")).packageActs({ packageId, store, profiles, run });
    const { acts, want } = late<ReturnType<typeof packageActs>>(load, names);
    return { ...acts, want, run, refresh };
  }, [packageId, store, profiles, queries, trpc]);
}

export type PackageActs = ReturnType<typeof usePackageActs>;
