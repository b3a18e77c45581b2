"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { messageOf } from "@/components/studio/problem";
import { useProject } from "@/components/studio/project";
import { type Output, useTRPC, useTRPCClient } from "@/components/trpc";
import { notify } from "@/components/ui/notify";

export type Character = Output["characters"]["get"];
export type CharacterWords = Partial<Pick<Character, "name" | "tier" | "description" | "triggerWord">>;

/** Changes to one character: seen at once, put back when refused, each with an undo. */
export function useCharacterEdits(character: Character) {
  const { id: characterId, projectId, code, name } = character;
  const { href } = useProject();
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queries = useQueryClient();
  const router = useRouter();
  const queryKey = trpc.characters.get.queryKey({ projectId, code });
  const listKey = trpc.characters.list.queryKey({ projectId });
  const say = (error: unknown) => notify({ title: messageOf(error), tone: "danger" });

  const save = async (change: CharacterWords, back: CharacterWords) => {
    await queries.cancelQueries({ queryKey });
    queries.setQueryData(queryKey, (now) => now && { ...now, ...change });
    try {
      await client.characters.update.mutate({ characterId, ...change });
    } catch (error) {
      queries.setQueryData(queryKey, (now) => now && { ...now, ...back });
      throw error;
    }
    void queries.invalidateQueries({ queryKey: listKey });
  };

  /** `what` as in "Tier changed". Answers why it was refused, for the field that asked; undefined when it was saved. */
  const change = async (words: CharacterWords, what: string): Promise<string | undefined> => {
    const back: CharacterWords = {};
    if (words.name !== undefined) back.name = character.name;
    if (words.tier !== undefined) back.tier = character.tier;
    if (words.description !== undefined) back.description = character.description;
    if (words.triggerWord !== undefined) back.triggerWord = character.triggerWord;
    try {
      await save(words, back);
    } catch (error) {
      return messageOf(error);
    }
    notify({ title: `${what} changed`, id: "character-edit", undo: () => void save(back, words).catch(say) });
    return undefined;
  };

  const setHero = async (heroMediaId: string | null) => {
    const before = character.hero?.id ?? null;
    const set = async (id: string | null) => {
      await client.characters.update.mutate({ characterId, heroMediaId: id });
      await Promise.all([queries.invalidateQueries({ queryKey }), queries.invalidateQueries({ queryKey: listKey })]);
    };
    try {
      await set(heroMediaId);
      notify({ title: `${name} has a new main picture`, undo: () => void set(before).catch(say) });
    } catch (error) {
      say(error);
    }
  };

  const setArchived = async (archived: boolean) => {
    await client.characters.update.mutate({ characterId, archived });
    await Promise.all([queries.invalidateQueries({ queryKey }), queries.invalidateQueries({ queryKey: listKey })]);
  };
  const archive = async () => {
    try {
      await setArchived(true);
      router.push(`${href}/characters`);
      notify({ title: `Archived ${name}`, undo: () => void setArchived(false).catch(say) });
    } catch (error) {
      say(error);
    }
  };
  const bringBack = () => void setArchived(false).catch(say);

  return { change, setHero, archive, bringBack };
}
