import type { TableStatus, TableWords } from "./table-shot";

type Named = { id: string; name: string };
type Found = { id: string } | { problem: string };

/** Names of a project ready for looking up, in both directions. */
export type WordsIndex = {
  words: TableWords;
  statuses: readonly TableStatus[];
  /** The code of the status a task has before anybody touched it. */
  defaultStatus: string;
  characterById: ReadonlyMap<string, { name: string; code: string }>;
  environmentById: ReadonlyMap<string, Named>;
  stateById: ReadonlyMap<string, Named>;
  personById: ReadonlyMap<string, Named>;
  statusByCode: ReadonlyMap<string, TableStatus>;
};

const byId = <T extends { id: string }>(rows: readonly T[]) => new Map(rows.map((row) => [row.id, row]));

export const indexWords = (words: TableWords, statuses: readonly TableStatus[], defaultStatus: string): WordsIndex => ({
  ...{ words, statuses, defaultStatus },
  characterById: byId(words.characters),
  environmentById: byId(words.environments),
  stateById: byId(words.states),
  personById: byId(words.people),
  statusByCode: new Map(statuses.map((status) => [status.code, status])),
});

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
