"use client";

import { useQueryClient } from "@tanstack/react-query";
import { messageOf } from "@/components/studio/problem";
import { type Output, useTRPC, useTRPCClient } from "@/components/trpc";
import { notify } from "@/components/ui/notify";
import type { CharacterStatus } from "./statuses";

type Listed = Output["characters"]["list"][number];

const many = (count: number) => (count === 1 ? "1 character" : `${count} characters`);

/** An approval that left rights unsaid. */
const warns = (result: PromiseSettledResult<unknown> | undefined): boolean =>
  result?.status === "fulfilled" &&
  typeof result.value === "object" &&
  result.value !== null &&
  "warnings" in result.value &&
  Array.isArray(result.value.warnings) &&
  result.value.warnings.length > 0;

/** Acts on several characters of a grid at once. What cannot be done to one is said; the others are done, with one undo. */
export function useBulkEdits() {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queries = useQueryClient();
  const refresh = () => queries.invalidateQueries({ queryKey: trpc.characters.pathKey() });

  const each = async (
    characters: readonly Listed[],
    act: (character: Listed) => Promise<unknown>,
    back: (character: Listed) => Promise<unknown>,
    done: string,
  ) => {
    const results = await Promise.allSettled(characters.map(act));
    await refresh();
    const changed = characters.filter((_, at) => results[at]?.status === "fulfilled");
    for (const [at, result] of results.entries())
      if (result.status === "rejected")
        notify({ title: `${characters[at]?.name}: ${messageOf(result.reason)}`, tone: "danger" });
    if (changed.length === 0) return;
    const undo = async () => {
      const backs = await Promise.allSettled(changed.map(back));
      const stuck = backs.find((result) => result.status === "rejected");
      if (stuck?.status === "rejected") notify({ title: messageOf(stuck.reason), tone: "danger" });
      await refresh();
    };
    const warned = characters.filter((_, at) => warns(results[at])).map(({ name }) => name);
    const description =
      warned.length > 0 ? { description: `Not everything is said of the pictures' rights: ${warned.join(", ")}.` } : {};
    notify({ title: `${many(changed.length)} ${done}`, ...description, undo: () => void undo() });
  };

  const setStatus = (characters: readonly Listed[], status: CharacterStatus) =>
    each(
      characters.filter((character) => character.status !== status),
      ({ id, status: saw }) => client.characters.setStatus.mutate({ characterId: id, status, saw }),
      ({ id, status: before }) => client.characters.setStatus.mutate({ characterId: id, status: before, saw: status }),
      `set to ${status}`,
    );

  const archive = (characters: readonly Listed[]) =>
    each(
      characters,
      ({ id }) => client.characters.update.mutate({ characterId: id, archived: true }),
      ({ id }) => client.characters.update.mutate({ characterId: id, archived: false }),
      "archived",
    );

  return { setStatus, archive };
}
