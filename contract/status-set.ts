import type { Role } from "./roles";
import { roles } from "./roles";

/** The four states every status maps to; the same in other trackers. */
export const statusStates = ["not_started", "in_progress", "done", "blocked"] as const;
export type StatusState = (typeof statusStates)[number];

/** What behaviour hangs on. A status may carry several, or none. */
export const statusFlags = ["isDefault", "isWip", "isFeedbackRequest", "isRetake", "isDone"] as const;
export type StatusFlag = (typeof statusFlags)[number];

/** A status as rows of the team's table say it. `code` is what frames, shots and tasks carry; it never changes. */
export type StatusRow = Record<StatusFlag, boolean> & {
  code: string;
  name: string;
  /** `#rrggbb` as somebody picked it; what is drawn is fitted to each theme (contract/status-colour). */
  colour: string;
  state: StatusState;
  isArtistAllowed: boolean;
  isClientAllowed: boolean;
  position: number;
  archived: boolean;
};

/** A status as screens get it: `drawn` is the CSS colour of its word; left out where the design has a colour of its own. */
export type DrawnStatus = StatusRow & { drawn?: string };

/** A way from one status to another that only some may go: the least role, or nobody. */
export type StatusTransition = { fromCode: string; toCode: string; role: Role | null };

/** Work at this code is left out of every count. The one code with a meaning: no flag says it. */
export const omittedCode = "omit";

/** The words of a team with the questions verbs and screens ask of them. */
export type StatusSet = {
  /** In order, archived ones too: history speaks of them. */
  rows: readonly StatusRow[];
  /** In order, those that can be set. */
  active: readonly StatusRow[];
  /** The row of a code; an unknown one reads as its own code, in progress, without flags. */
  of: (code: string) => StatusRow;
  has: (code: string) => boolean;
  /** The first active status with the flag; undefined only in a team without one. */
  first: (flag: StatusFlag) => StatusRow | undefined;
  /** Codes with the flag, archived ones too. */
  codes: (flag: StatusFlag) => string[];
};

const unknown = (code: string): StatusRow => ({
  ...{ code, name: code, colour: "#9e9e9e", state: "in_progress", position: 999, archived: true },
  ...{ isDefault: false, isWip: false, isFeedbackRequest: false, isRetake: false, isDone: false },
  ...{ isArtistAllowed: false, isClientAllowed: false },
});

export const statusSet = (given: readonly StatusRow[]): StatusSet => {
  const rows = [...given].sort((a, b) => a.position - b.position || (a.code < b.code ? -1 : 1));
  const byCode = new Map(rows.map((row) => [row.code, row]));
  const active = rows.filter(({ archived }) => !archived);
  return {
    rows,
    active,
    of: (code) => byCode.get(code) ?? unknown(code),
    has: (code) => byCode.has(code),
    first: (flag) => active.find((row) => row[flag]),
    codes: (flag) => rows.filter((row) => row[flag]).map(({ code }) => code),
  };
};

/** Where work begins: the code of the default status. */
export const defaultCode = (set: StatusSet): string => set.first("isDefault")?.code ?? set.active[0]?.code ?? "todo";

export const isOmitted = (code: string): boolean => code === omittedCode;

/** Is nothing left to do here: done, or left out. */
export const isFinished = (set: StatusSet, code: string): boolean => isOmitted(code) || set.of(code).isDone;

// What speaks for a shot while not everything is done: the most urgent kind first.
const urgency: readonly ((row: StatusRow) => boolean)[] = [
  (row) => row.isRetake,
  (row) => row.isFeedbackRequest,
  (row) => row.state === "in_progress",
  (row) => row.state === "blocked",
];

/** A shot follows its frames: the most urgent one speaks, and it is done when all are. No frame that counts: undefined. */
export const shotStatusFrom = (set: StatusSet, frames: readonly string[]): string | undefined => {
  const live = [...new Set(frames.filter((code) => !isOmitted(code)))]
    .map((code) => set.of(code))
    .sort((a, b) => a.position - b.position);
  if (live.length === 0) return undefined;
  const done = live.filter((row) => row.isDone);
  if (done.length === live.length) return done.at(-1)?.code;
  for (const urgent of urgency) {
    const row = live.find((it) => !it.isDone && urgent(it));
    if (row) return row.code;
  }
  if (done.length > 0) return set.first("isWip")?.code ?? done[0]?.code;
  return (live.find((row) => !row.isDefault) ?? live[0])?.code;
};

/**
 * What a new picture does to a frame: work has begun, or what was approved asks for eyes again. So does what was sent
 * back, unless that automation is off.
 */
export const statusAfterNewVersion = (
  set: StatusSet,
  code: string,
  { retakeAsks }: { retakeAsks: boolean },
): string => {
  const row = set.of(code);
  if (row.isDone || (row.isRetake && retakeAsks)) return set.first("isFeedbackRequest")?.code ?? code;
  return row.state === "not_started" ? (set.first("isWip")?.code ?? code) : code;
};

const rank = (role: Role) => roles.indexOf(role);
const a: Record<Role, string> = {
  client: "a client",
  artist: "an artist",
  supervisor: "a supervisor",
  manager: "a manager",
  owner: "an owner",
};

/** The least role that may ever set this status; a client may besides where the status says so. */
export const leastRoleFor = (row: StatusRow): Role => (row.isArtistAllowed ? "artist" : "supervisor");

/**
 * Why this role may not go from one status to the other; undefined when it may. `from` undefined: nothing stood there
 * yet. Staying where one is needs no leave.
 */
export const whyNotSet = (
  set: StatusSet,
  transitions: readonly StatusTransition[],
  role: Role,
  { from, to }: { from?: string | undefined; to: string },
): string | undefined => {
  if (from === to) return undefined;
  const target = set.of(to);
  if (target.archived) return `“${target.name}” is not used any more. Choose another status.`;
  const allowed = role === "client" ? target.isClientAllowed : rank(role) >= rank(leastRoleFor(target));
  if (!allowed) return `You may not set “${target.name}”. Ask ${a[leastRoleFor(target)]}.`;
  const way = from === undefined ? undefined : transitions.find((it) => it.fromCode === from && it.toCode === to);
  if (!way) return undefined;
  const path = `from “${set.of(from ?? "").name}” to “${target.name}”`;
  if (way.role === null) return `Nobody goes ${path} in this team. Choose a status between them.`;
  return rank(role) >= rank(way.role) ? undefined : `Only ${a[way.role]} may go ${path}.`;
};
