"use client";

import { useQueryClient } from "@tanstack/react-query";
import { type Input, useTRPC, useTRPCClient } from "@/components/trpc";
import { notify } from "@/components/ui/notify";
import type { ShotDetail } from "./version-words";

type Change = Omit<Input["script"]["updateShot"], "shotId">;

/** Saves a change of one shot and offers the way back. */
export function useShotChange(shot: ShotDetail) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queries = useQueryClient();
  const queryKey = trpc.script.shot.queryKey({ projectId: shot.projectId, code: shot.code });
  const send = async (change: Change) => {
    const { cast: _, ...plain } = change;
    queries.setQueryData(queryKey, (old) => old && { ...old, ...plain, archivedAt: old.archivedAt });
    try {
      await client.script.updateShot.mutate({ shotId: shot.id, ...change });
      return true;
    } catch (error) {
      notify({
        title: error instanceof Error ? error.message : "The shot was not changed. Try again.",
        tone: "danger",
      });
      return false;
    } finally {
      void queries.invalidateQueries({ queryKey: trpc.script.pathKey() });
    }
  };
  return async (change: Change, before: Change, title = `${shot.code} changed`) => {
    await queries.cancelQueries({ queryKey });
    if (await send(change)) notify({ title, id: `shot-${shot.id}`, undo: () => void send(before) });
  };
}
