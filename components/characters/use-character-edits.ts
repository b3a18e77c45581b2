"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { messageOf } from "@/components/studio/problem";
import { useProject } from "@/components/studio/project";
import { type Input, type Output, useTRPC, useTRPCClient } from "@/components/trpc";
import { notify } from "@/components/ui/notify";

export type Character = Output["characters"]["get"];
type Update = Input["characters"]["update"];
/** What may be changed where it is shown. Parts of the prompt that are not named stay. */
export type CharacterWords = Omit<Update, "characterId" | "archived" | "saw" | "code" | "heroMediaId">;

/** Two people wrote at one place: what stands now is theirs, `words` is what I wrote. */
export interface Meanwhile {
  what: string;
  words: CharacterWords;
}

/** Changes to one character: seen at once, put back when refused, each with an undo. */
export function useCharacterEdits(character: Character) {
  const { id: characterId, projectId, code, name } = character;
  const { href } = useProject();
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queries = useQueryClient();
  const router = useRouter();
  const [meanwhile, setMeanwhile] = useState<Meanwhile>();
  const line = useRef<Promise<unknown>>(Promise.resolve());
  const queryKey = trpc.characters.get.queryKey({ projectId, code });
  const listKey = trpc.characters.list.queryKey({ projectId });
  const say = (error: unknown) => notify({ title: messageOf(error), tone: "danger" });
  const refresh = () =>
    Promise.all([queries.invalidateQueries({ queryKey }), queries.invalidateQueries({ queryKey: listKey })]);

  const save = async (words: CharacterWords, saw: CharacterWords) => {
    await queries.cancelQueries({ queryKey });
    queries.setQueryData(queryKey, (now) => now && withWords(now, words));
    // One after the other: the next edit says it saw what this one wrote.
    const turn = line.current.then(() => client.characters.update.mutate({ characterId, ...words, saw }));
    line.current = turn.catch(() => undefined);
    try {
      await turn;
    } catch (error) {
      queries.setQueryData(queryKey, (now) => now && withWords(now, saw));
      throw error;
    }
    void queries.invalidateQueries({ queryKey: listKey });
    void queries.invalidateQueries({ queryKey: [["characters", "history"]] });
    void queries.invalidateQueries({ queryKey: [["characters", "lineUp"]] });
  };

  /** Whether the fields say something else by now than what was seen: then a refusal was a race, no mistake. */
  const raced = async (saw: CharacterWords): Promise<boolean> => {
    await queries.refetchQueries({ queryKey });
    const now = queries.getQueryData(queryKey);
    return now !== undefined && JSON.stringify(sawOf(now, saw)) !== JSON.stringify(saw);
  };

  /**
   * `what` as in "Tier changed"; `saw` what stood there when the person began. Answers why it was refused, for the field
   * that asked; undefined when it was saved, or when somebody else was faster, which is asked in a dialog.
   */
  const change = async (words: CharacterWords, what: string, saw?: CharacterWords): Promise<string | undefined> => {
    const back = saw ?? sawOf(character, words);
    try {
      await save(words, back);
    } catch (error) {
      if (codeOf(error) === "CONFLICT" && (await raced(back))) {
        setMeanwhile({ what, words });
        return undefined;
      }
      return messageOf(error);
    }
    notify({ title: `${what} changed`, id: "character-edit", undo: () => void save(back, words).catch(say) });
    return undefined;
  };

  /** The way out of a race: mine over theirs, knowing theirs. */
  const insist = async () => {
    if (!meanwhile) return;
    const { words, what } = meanwhile;
    setMeanwhile(undefined);
    const refusal = await change(words, what);
    if (refusal !== undefined) notify({ title: refusal, tone: "danger" });
  };
  const yieldToThem = () => setMeanwhile(undefined);

  const setHero = async (heroMediaId: string | null) => {
    const before = character.hero?.id ?? null;
    const set = async (id: string | null) => {
      await client.characters.update.mutate({ characterId, heroMediaId: id });
      await refresh();
    };
    try {
      await set(heroMediaId);
      notify({ title: `${name} has a new main picture`, undo: () => void set(before).catch(say) });
    } catch (error) {
      say(error);
    }
  };

  const setStatus = async (status: Character["status"]) => {
    const set = async (to: Character["status"], saw: Character["status"]) => {
      await queries.cancelQueries({ queryKey });
      queries.setQueryData(queryKey, (now) => now && { ...now, status: to });
      try {
        return await client.characters.setStatus.mutate({ characterId, status: to, saw });
      } finally {
        await refresh();
      }
    };
    const before = character.status;
    try {
      const { warnings } = await set(status, before);
      const description = warnings.length > 0 ? { description: warnings.join(" ") } : {};
      notify({
        title: `${name} is ${statusWord(status)}`,
        ...description,
        undo: () => void set(before, status).catch(say),
      });
    } catch (error) {
      say(error);
    }
  };

  const setArchived = async (archived: boolean) => {
    await client.characters.update.mutate({ characterId, archived });
    await refresh();
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

  /** The character with every edit of mine in it, also those that are still on their way to the screen. */
  const current = (): Character => queries.getQueryData(queryKey) ?? character;

  return { change, current, setHero, setStatus, archive, bringBack, meanwhile, insist, yieldToThem };
}

const statusWord = (status: Character["status"]) => (status === "draft" ? "a draft again" : status);

/** The same fields as `words` as the character has them: what was seen, and the way back. */
const sawOf = (character: Character, words: CharacterWords): CharacterWords =>
  Object.fromEntries(
    (Object.keys(words) as (keyof CharacterWords)[]).map((field) => [
      field,
      field === "fragments"
        ? Object.fromEntries(
            Object.keys(words.fragments ?? {}).map((slot) => [
              slot,
              character.fragments[slot as keyof Character["fragments"]] ?? "",
            ]),
          )
        : character[field],
    ]),
  );

const withWords = (character: Character, { fragments, ...words }: CharacterWords): Character =>
  ({
    ...character,
    ...words,
    ...(fragments === undefined ? {} : { fragments: { ...character.fragments, ...fragments } }),
  }) as Character;

const codeOf = (error: unknown): unknown =>
  error instanceof Error &&
  "data" in error &&
  typeof error.data === "object" &&
  error.data !== null &&
  "code" in error.data
    ? error.data.code
    : undefined;
