import type { PassId } from "../../contract/passes/catalogue";
import type { Wanted } from "../engines/engine";
import { works } from "./registry";
import type { Work } from "./work";

/** Which work would be used now. `blocking` empty: it runs; `improving`: what a better way lacks. */
export type Choice = {
  work: (Pick<Work<PassId>, "engine" | "algorithm" | "rough"> & { perform: unknown }) | undefined;
  blocking: Wanted[];
  improving: Wanted[];
};

/** The first way of a pass that lacks nothing; if each lacks something, what the first, the best one, does. */
export const chooseWork = async (id: PassId): Promise<Choice> => {
  const work = works[id];
  if ("missing" in work) return { work: undefined, blocking: work.missing, improving: [] };
  const ways: readonly Work<never>[] = "ways" in work ? (work.ways as readonly Work<never>[]) : [work as Work<never>];
  const better: Wanted[] = [];
  for (const way of ways) {
    const { blocking, improving = [] } = await way.probe();
    if (!blocking.length) return { work: way, blocking, improving: [...better, ...improving] };
    better.push(...blocking);
  }
  const first = ways.find((way) => way.named?.()) ?? ways[0];
  return { work: first, blocking: first ? (await first.probe()).blocking : [], improving: [] };
};
