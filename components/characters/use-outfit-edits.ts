"use client";

import { useQueryClient } from "@tanstack/react-query";
import { messageOf } from "@/components/studio/problem";
import { type Input, useTRPC, useTRPCClient } from "@/components/trpc";
import { notify } from "@/components/ui/notify";
import type { Character } from "./use-character-edits";

type Outfit = Character["packages"][number];
export type OutfitWords = Omit<Input["profiles"]["update"], "packageId" | "revision">;

/** Changes to a character's outfits, each with an undo. */
export function useOutfitEdits({ id: characterId, projectId, code }: Character) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queries = useQueryClient();
  const queryKey = trpc.characters.get.queryKey({ projectId, code });
  const refresh = () => queries.invalidateQueries({ queryKey });
  const say = (error: unknown) => notify({ title: messageOf(error), tone: "danger" });

  /** Answers why it was refused; undefined when it was saved. */
  const change = async (outfit: Outfit, words: OutfitWords, what: string): Promise<string | undefined> => {
    try {
      const { id: packageId, revision } = outfit;
      const { before } = await client.profiles.update.mutate({ packageId, revision, ...words });
      const undo = () => void client.profiles.update.mutate({ packageId, ...before }).then(refresh, say);
      notify({ title: `${what} changed`, id: "outfit-edit", undo });
    } catch (error) {
      await refresh();
      return messageOf(error);
    }
    await refresh();
    return undefined;
  };

  /** Throws what the studio refused. */
  const add = async (name: string): Promise<string> => {
    const { id } = await client.profiles.create.mutate({ characterId, name });
    await refresh();
    return id;
  };

  return { change, add };
}
