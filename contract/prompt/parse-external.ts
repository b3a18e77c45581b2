import type { ParsedPrompt } from "./parsed";

// A parameter begins at the start or after white space; phones turn two hyphens into a dash.
const parameter = /(?:^|\s)(?:--|—|–)([a-z][a-z0-9_-]*)/gi;
const command = /^\s*\/imagine\s+(?:prompt:)?\s*/i;

const listOf = (value: string, between: RegExp): string[] =>
  value
    .split(between)
    .map((word) => word.trim())
    .filter(Boolean);

/** Takes an outside generator's prompt apart (B59): the words, then what follows `--ar`, `--no`, `--cref` and any other name. */
export const parseExternalPrompt = (prompt: string): ParsedPrompt => {
  const marks = [...prompt.matchAll(parameter)];
  const first = marks[0]?.index ?? prompt.length;
  const parsed: ParsedPrompt = {
    text: prompt.slice(0, first).replace(command, "").trim(),
    exclude: [],
    characterReferences: [],
    other: [],
  };
  for (const [at, mark] of marks.entries()) {
    const name = (mark[1] ?? "").toLowerCase();
    const value = prompt.slice(mark.index + mark[0].length, marks[at + 1]?.index ?? prompt.length).trim();
    if (name === "no") parsed.exclude.push(...listOf(value, /,/));
    else if (name === "cref") parsed.characterReferences.push(...listOf(value, /\s+/));
    else if ((name === "ar" || name === "aspect") && value) parsed.aspect = value;
    else parsed.other.push({ name, value });
  }
  return parsed;
};

/** Nothing in it but words: no parameter was found. */
export const isPlainPrompt = ({ aspect, exclude, characterReferences, other }: ParsedPrompt): boolean =>
  aspect === undefined && exclude.length + characterReferences.length + other.length === 0;

/** The fields kept beside a picture's prompt; null for no prompt. */
export const promptFieldsOf = (prompt: string): ParsedPrompt | null =>
  prompt.trim() === "" ? null : parseExternalPrompt(prompt);
