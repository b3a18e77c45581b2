import type { CharacterStatus } from "./statuses";
import { type Tier, tierIds } from "./tiers";

interface Listed {
  name: string;
  code: string;
  tier: Tier;
  status: CharacterStatus;
  triggerWord: string | null;
  description: string;
  readiness: { word: string };
  shots: number;
}

/** What may be asked of a character, and the words an address writes for it. */
export const facets = {
  tier: tierIds,
  status: ["draft", "in-review", "approved", "locked"],
  ready: ["thin", "usable", "good"],
  used: ["yes", "no"],
  trigger: ["set", "missing"],
} as const;
export type Facet = keyof typeof facets;
export const facetIds = Object.keys(facets) as Facet[];

/** Free words, and of each facet the values that fit; none means any. */
export type CharacterFilter = { words: string } & Record<Facet, readonly string[]>;

export const noFilter: CharacterFilter = { words: "", tier: [], status: [], ready: [], used: [], trigger: [] };

const term = /(?:^|\s)(tier|status|ready|used|trigger)[=:]([\w,-]+)(?=\s|$)/g;

/** Reads `tier=lead,support status=draft lamp`. A term nobody knows is taken for words. */
export const readFilter = (text: string): CharacterFilter => {
  const filter = { ...noFilter } as { -readonly [K in keyof CharacterFilter]: CharacterFilter[K] };
  const rest = text.replace(term, (whole, facet: Facet, list: string) => {
    const known = list.split(",").filter((value) => facets[facet].some((one) => one === value));
    if (known.length === 0) return whole;
    filter[facet] = facets[facet].filter((value) => known.includes(value) || filter[facet].includes(value));
    return " ";
  });
  // The space a person has just typed stays: it is written back with the next letter.
  filter.words = rest.replace(/\s+/g, " ").trimStart();
  return filter;
};

/** The same filter as one line, facets first: what stands in the address and what a saved filter keeps. */
export const writeFilter = (filter: CharacterFilter): string =>
  [
    ...facetIds.flatMap((facet) => (filter[facet].length > 0 ? [`${facet}=${filter[facet].join(",")}`] : [])),
    filter.words,
  ]
    .filter((part) => part !== "")
    .join(" ");

/** How many facets are asked for. */
export const facetCount = (filter: CharacterFilter): number =>
  facetIds.filter((facet) => filter[facet].length > 0).length;

const asked: Record<Facet, (character: Listed) => string> = {
  tier: ({ tier }) => tier,
  status: ({ status }) => status.replace(" ", "-"),
  ready: ({ readiness }) => readiness.word,
  used: ({ shots }) => (shots > 0 ? "yes" : "no"),
  trigger: ({ triggerWord }) => (triggerWord === null ? "missing" : "set"),
};

/** Every facet asked for must fit, and every word occur somewhere in what is known, in any case and without accents. */
export const fits = (character: Listed, filter: CharacterFilter): boolean => {
  for (const facet of facetIds)
    if (filter[facet].length > 0 && !filter[facet].includes(asked[facet](character))) return false;
  const { name, code, triggerWord, description } = character;
  const hay = fold(`${name} ${code} ${triggerWord ?? ""} ${description}`);
  return fold(filter.words)
    .split(/\s+/)
    .every((word) => hay.includes(word));
};

const fold = (text: string) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
