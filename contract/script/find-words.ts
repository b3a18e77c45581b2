import type { WordsIndex } from "./words-index";

type Named = { id: string; name: string };
type Found = { id: string } | { problem: string };

const lower = (text: string) => text.trim().toLowerCase();

/** The one thing with this name, or what is wrong with it in words: nothing has it, or several have. */
const oneOf = (rows: readonly Named[], text: string, what: string): Found => {
  const wanted = lower(text);
  const found = rows.filter(({ name }) => lower(name) === wanted);
  if (found.length > 1) return { problem: `${found.length} ${what}s are called “${text.trim()}”` };
  return found[0] ?? { problem: `No ${what} is called “${text.trim()}”` };
};

export function findCharacter({ words }: WordsIndex, text: string): Found {
  const wanted = lower(text);
  const byCode = words.characters.find(({ code }) => lower(code) === wanted);
  return byCode ?? oneOf(words.characters, text, "character");
}

export const findEnvironment = ({ words }: WordsIndex, text: string): Found =>
  oneOf(words.environments, text, "environment");

export const findState = ({ words }: WordsIndex, environmentId: string, text: string): Found =>
  oneOf(
    words.states.filter((state) => state.environmentId === environmentId),
    text,
    "state of this environment",
  );

export const findPerson = ({ words }: WordsIndex, text: string): Found => oneOf(words.people, text, "member");

/** By its short name or its name, whatever the letters' case. */
export function findStatus({ statuses }: WordsIndex, text: string): { code: string } | { problem: string } {
  const wanted = lower(text);
  const found =
    statuses.find(({ code }) => lower(code) === wanted) ?? statuses.find(({ name }) => lower(name) === wanted);
  const known = statuses.map(({ code }) => code).join(", ");
  return found ?? { problem: `No status is called “${text.trim()}”: there are ${known}` };
}
