import { builtInStatuses, type Status, statusIds } from "@/contract/statuses";

/** What a filter looks at; every row of the shot table has it. */
export interface FilteredShot {
  code: string;
  sequence: string;
  description: string;
  status: Status;
  environment: string | null;
  assignee: string | null;
  cast: readonly { name: string; code: string }[];
  lastNote: { body: string } | null;
}

/** The words a filter understands before a colon, for the help line. */
export const filterKeys = ["status", "seq", "cast", "env", "who", "note"] as const;
type FilterKey = (typeof filterKeys)[number];

interface Term {
  /** Null: the word may stand anywhere. */
  key: FilterKey | null;
  /** One of these is enough; lower case. */
  values: readonly string[];
  not: boolean;
}

const termPattern = /(-?)(?:([a-z]+)[:=])?(?:"([^"]*)"?|(\S+))/gi;
const isKey = (word: string | undefined): word is FilterKey => filterKeys.some((key) => key === word);

/** `seq:SQ010 cast:mara,tomas -status:done "night rain"`: all terms must hold, commas mean or, a minus means not. */
export function parseFilter(text: string): Term[] {
  return [...text.matchAll(termPattern)].flatMap(([whole, minus, word, quoted, plain]) => {
    const key = word?.toLowerCase();
    // Still being typed: "status:" asks for nothing yet.
    if (plain !== undefined && /[:=]$/.test(plain) && isKey(plain.slice(0, -1).toLowerCase())) return [];
    // "12:30" is no key: the whole word is looked for.
    const value = (word === undefined || isKey(key) ? (quoted ?? plain) : whole.slice(minus?.length ?? 0)) ?? "";
    const values = (quoted === undefined ? value.split(",") : [value])
      .map((part) => part.trim().toLowerCase())
      .filter(Boolean);
    return values.length === 0 ? [] : [{ key: isKey(key) ? key : null, values, not: minus === "-" }];
  });
}

/** A test for the rows that `text` asks for; an empty text lets all through. */
export function shotFilter(text: string): (shot: FilteredShot) => boolean {
  const terms = parseFilter(text);
  return (shot) => terms.every((term) => term.values.some((value) => holds(shot, term.key, value)) !== term.not);
}

function holds(shot: FilteredShot, key: FilterKey | null, value: string): boolean {
  switch (key) {
    case "status":
      return isStatus(shot.status, value);
    case "seq":
      return has(shot.sequence, value);
    case "cast":
      return shot.cast.some((who) => has(who.name, value) || has(who.code, value));
    case "env":
      return has(shot.environment, value);
    case "who":
      return has(shot.assignee, value);
    case "note":
      return has(shot.lastNote?.body, value);
    default:
      return anywhere(shot, value);
  }
}

const labelOf = (status: Status) => builtInStatuses.find(({ code }) => code === status)?.name ?? status;
const anywhere = (shot: FilteredShot, value: string) =>
  [shot.code, shot.description, shot.environment, shot.assignee, labelOf(shot.status)].some((text) =>
    has(text, value),
  ) || shot.cast.some((who) => has(who.name, value));

const has = (text: string | null | undefined, value: string) => text?.toLowerCase().includes(value) ?? false;

/** By its short name (`wfa`) or by its words (`review`). */
const isStatus = (status: Status, value: string) =>
  statusIds.some((id) => id === value) ? status === value : has(labelOf(status), value);
