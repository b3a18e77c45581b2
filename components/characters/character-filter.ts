import { type Tier, tierIds } from "./tiers";

interface Named {
  name: string;
  code: string;
  tier: Tier;
  triggerWord: string | null;
  description: string;
}

export interface CharacterFilter {
  words: string;
  tier: Tier | "all";
}

/** What the address's `f` says: free words, and `tier:lead`. */
export const readFilter = (text: string): CharacterFilter => {
  const tier = tierIds.find((id) => new RegExp(`(^|\\s)tier:${id}(\\s|$)`).test(text)) ?? "all";
  return { tier, words: text.replace(/(^|\s)tier:(lead|support|extra)(?=\s|$)/g, "").trimStart() };
};

export const writeFilter = ({ words, tier }: CharacterFilter): string =>
  [tier === "all" ? "" : `tier:${tier}`, words].filter((part) => part !== "").join(" ");

/** Every word must occur somewhere in what is known of the character, in any case and with or without accents. */
export const fits = (character: Named, { words, tier }: CharacterFilter): boolean => {
  if (tier !== "all" && character.tier !== tier) return false;
  const { name, code, triggerWord, description } = character;
  const hay = fold(`${name} ${code} ${triggerWord ?? ""} ${description}`);
  return fold(words)
    .split(/\s+/)
    .every((word) => hay.includes(word));
};

const fold = (text: string) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
