import type { TableStatus, TableWords } from "./table-shot";

type Named = { id: string; name: string };

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
