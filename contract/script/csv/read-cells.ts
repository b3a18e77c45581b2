import { type StatusSet, whyNotSet } from "../../status-set";
import { setRange } from "../change-range";
import { longest, type TextField } from "../fields";
import { framesFrom } from "../frame-time";
import { readDay } from "../read-day";
import type { CsvField, WhoField } from "./fields";
import type { CsvMapping, CsvProblem, CsvWorld, PlannedShot, WorldShot } from "./world";

/** One row while it is read: cells by field, and a way to complain about one. */
export type RowReader = {
  cell: (field: CsvField) => string;
  say: (severity: CsvProblem["severity"], field: CsvField, message: string) => void;
};

const lower = (text: string) => text.trim().toLowerCase();

/** What a team may have called differently in the tool the file comes from, by what it does there. */
const elsewhere: Record<string, (set: StatusSet) => string | undefined> = {
  "work in progress": (set) => set.first("isWip")?.code,
  "waiting for approval": (set) => set.first("isFeedbackRequest")?.code,
  "pending review": (set) => set.first("isFeedbackRequest")?.code,
  done: (set) => set.first("isDone")?.code,
  approved: (set) => set.first("isDone")?.code,
  final: (set) => set.first("isDone")?.code,
  "ready to start": (set) => set.active.find((row) => row.state === "not_started" && !row.isDefault)?.code,
  "not started": (set) => set.first("isDefault")?.code,
};

/** The code of a status word: the file's mapping, the team's short names and names, words of other tools. */
export function statusOfWord(set: StatusSet, mapping: CsvMapping, word: string): string | undefined {
  const key = lower(word);
  const mapped = mapping.statuses[key];
  if (mapped !== undefined) return mapped;
  const row = set.active.find(({ code, name }) => code === key || lower(name) === key);
  return row?.code ?? elsewhere[key]?.(set);
}

export function readTexts({ cell, say }: RowReader): PlannedShot["values"] {
  const values: PlannedShot["values"] = {};
  for (const field of ["description", "scene", "size", "angle", "move", "lens"] as const satisfies TextField[]) {
    const text = cell(field).normalize("NFC").trim();
    if (text === "") continue;
    if (text.length > longest[field])
      say("error", field, `has ${text.length} characters; ${longest[field]} at most. Shorten it.`);
    else values[field] = text;
  }
  return values;
}

const whole = (text: string): number | undefined =>
  /^[+-]?\d{1,9}([.,]0+)?$/.test(text) ? Number.parseInt(text, 10) : undefined;

/** Frames, In, Out and Duration together; where three disagree In and Out are taken and it is said. */
export function readRange({ cell, say }: RowReader, world: CsvWorld, shot: WorldShot | undefined) {
  const parts: { in?: number; out?: number; frames?: number } = {};
  for (const field of ["in", "out", "frames"] as const) {
    const text = cell(field).trim();
    if (text === "") continue;
    const value = whole(text);
    if (value === undefined) say("error", field, `“${clip(text)}” is no whole number of frames, like 1001.`);
    else if (value < (field === "frames" ? 1 : 0))
      say("error", field, `${value} is below ${field === "frames" ? "one frame" : "0, the first frame number"}.`);
    else parts[field] = value;
    if (parts[field] === undefined) return {};
  }
  const duration = cell("duration").trim();
  if (duration !== "" && parts.frames === undefined && (parts.in === undefined || parts.out === undefined)) {
    const frames = framesFrom(duration, world.fps);
    if (frames === undefined) say("error", "duration", `“${clip(duration)}” is no duration. Write 48, 2.5 s or 1:05.`);
    else parts.frames = frames;
    if (frames === undefined) return {};
  }
  if (Object.keys(parts).length === 0) return {};
  if (parts.in !== undefined && parts.out !== undefined && parts.frames !== undefined) {
    const between = parts.out - parts.in + 1;
    if (between !== parts.frames && between >= 1)
      say(
        "warning",
        "frames",
        `says ${parts.frames}; In ${parts.in} to Out ${parts.out} makes ${between}, which is taken.`,
      );
    delete parts.frames;
  }
  const range = setRange({ frameIn: shot?.frameIn ?? 1001, frames: shot?.frames ?? 48 }, parts);
  if ("problem" in range) {
    say("error", parts.out !== undefined ? "out" : parts.in !== undefined ? "in" : "frames", `${range.problem}.`);
    return {};
  }
  return range;
}

export function readStatus(
  { cell, say }: RowReader,
  {
    set,
    world,
    mapping,
    unknown,
  }: { set: StatusSet; world: CsvWorld; mapping: CsvMapping; unknown: Map<string, number> },
  field: CsvField,
  from: string | undefined,
): string | undefined {
  const word = cell(field).trim();
  if (word === "") return undefined;
  const code = statusOfWord(set, mapping, word);
  if (code === undefined) {
    unknown.set(lower(word), (unknown.get(lower(word)) ?? 0) + 1);
    say("error", field, `“${clip(word)}” is no status of this team. Say which one it means, or add it under Statuses.`);
    return undefined;
  }
  if (code === "") return undefined;
  const why = whyNotSet(set, world.transitions, world.role, { from, to: code });
  if (why !== undefined) {
    say("error", field, why);
    return undefined;
  }
  return code;
}

/** Characters between commas, semicolons, slashes or lines, by code or name. Unknown ones are left out and said. */
export function readCast({ cell, say }: RowReader, { characters }: CsvWorld): string[] | undefined {
  const text = cell("cast").trim();
  if (text === "") return undefined;
  const ids: string[] = [];
  for (const word of text
    .split(/[,;/|\n]+/)
    .map(lower)
    .filter(Boolean)) {
    const found = characters.filter(({ code, name }) => lower(code) === word || lower(name) === word);
    const [one] = found;
    if (one && found.length === 1) ids.push(one.id);
    else if (one)
      say("warning", "cast", `“${clip(word)}” names ${found.length} characters: write the code. It is left out.`);
    else
      say("warning", "cast", `No character “${clip(word)}”: it is left out. Add it under Characters first to keep it.`);
  }
  return ids.length === 0 ? undefined : [...new Set(ids)];
}

export function readPlace({ cell, say }: RowReader, { environments }: CsvWorld): string | undefined {
  const word = lower(cell("place"));
  if (word === "") return undefined;
  const byCode = environments.find(({ code }) => lower(code) === word);
  const named = environments.filter(({ name }) => lower(name) === word);
  if (byCode) return byCode.id;
  if (named.length === 1) return named[0]?.id;
  const why =
    named.length > 1
      ? `names ${named.length} environments: write the code`
      : "is no environment of this project: add it under Environments first";
  say("warning", "place", `“${clip(cell("place").trim())}” ${why}. The cell is left out.`);
  return undefined;
}

/** The person a shot or a task (`who.render`) is given to. Somebody the team does not know is left out and said. */
export function readAssignee(
  { cell, say }: RowReader,
  { people }: CsvWorld,
  field: WhoField | "assignee",
): string | undefined {
  const text = cell(field).trim();
  const words = text
    .split(/[,;\n]+/)
    .map(lower)
    .filter(Boolean);
  const whole = people.filter(({ name }) => lower(name) === lower(text));
  const [word = ""] = words;
  if (word === "") return undefined;
  const found = whole.length > 0 ? whole : people.filter(({ name }) => lower(name) === word);
  const [one] = found;
  if (!one || found.length > 1) {
    const why = one ? `is the name of ${found.length} people` : "is nobody of this team: invite them first";
    say("warning", field, `“${clip(word)}” ${why}. The cell is left out.`);
    return undefined;
  }
  if (whole.length === 0 && words.length > 1)
    say(
      "warning",
      field,
      `A ${field === "assignee" ? "shot" : "task"} has one assignee: ${one.name} is taken, the others are left out.`,
    );
  return one.id;
}

export function readDue({ cell, say }: RowReader, { today }: CsvWorld): string | undefined {
  const text = cell("due").trim();
  if (text === "") return undefined;
  const day = readDay(text, today);
  if (day === undefined) say("error", "due", `“${clip(text)}” is no day. Write it as 2026-11-30.`);
  return day;
}

export const clip = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text);
