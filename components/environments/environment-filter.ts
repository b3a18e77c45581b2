import { type EnvironmentKind, environmentKinds } from "@/contract/environment/kind";

interface Place {
  name: string;
  code: string;
  description: string;
  kind: EnvironmentKind;
  states: readonly { name: string }[];
}

export interface EnvironmentFilter {
  words: string;
  kind: EnvironmentKind | "all";
}

/** What the address's `f` says: free words, and `kind:panorama`. */
export const readFilter = (text: string): EnvironmentFilter => {
  const kind = environmentKinds.find((id) => new RegExp(`(^|\\s)kind:${id}(\\s|$)`).test(text)) ?? "all";
  return { kind, words: text.replace(/(^|\s)kind:(plate|panorama|modelled)(?=\s|$)/g, "").trimStart() };
};

export const writeFilter = ({ words, kind }: EnvironmentFilter): string =>
  [kind === "all" ? "" : `kind:${kind}`, words].filter((part) => part !== "").join(" ");

const fold = (text: string) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

/** Every word must occur in the place's name, code, description or a state's name, with or without accents. */
export const fits = (place: Place, { words, kind }: EnvironmentFilter): boolean => {
  if (kind !== "all" && place.kind !== kind) return false;
  const hay = fold([place.name, place.code, place.description, ...place.states.map(({ name }) => name)].join(" "));
  return fold(words)
    .split(/\s+/)
    .every((word) => hay.includes(word));
};
