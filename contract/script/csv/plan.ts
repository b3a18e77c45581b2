import { statusSet } from "../../status-set";
import { fullCode } from "../codes";
import { looksLikeFormula, unguard } from "./cells";
import { type CsvField, fieldLabel, taskOf, whoOf } from "./fields";
import {
  clip,
  type RowReader,
  readAssignee,
  readCast,
  readDue,
  readPlace,
  readRange,
  readStatus,
  readTexts,
} from "./read-cells";
import type { CsvMapping, CsvPlan, CsvProblem, CsvWorld, PlannedShot, WorldShot } from "./world";

/** More rows than a project's shots are no shot list. */
export const mostRows = 10_000;
/** So many problems are told; the rest is counted. */
export const mostProblems = 500;

const codePattern = /^[A-Z0-9]+(_[A-Z0-9]+)*$/;

/** Why a table cannot be read at all; undefined when it can. */
export function whyNoTable(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  columns: readonly (CsvField | null)[],
): string | undefined {
  if (header.length === 0 || header.every((name) => name.trim() === ""))
    return "The first row holds the names of the columns; it is empty.";
  if (header.length > 200) return `The file has ${header.length} columns; 200 at most.`;
  if (rows.length === 0) return "The file has a header and no row below it.";
  if (rows.length > mostRows)
    return `The file has ${rows.length.toLocaleString("en")} rows; ${mostRows.toLocaleString("en")} go in at once. Split it, for example by sequence.`;
  const twice = columns.find((field, at) => field !== null && columns.indexOf(field) !== at);
  if (twice) return `Two columns are both read as ${fieldLabel(twice)}: choose one.`;
  return columns.includes("code")
    ? undefined
    : "Say which column holds the shot’s code: without it no row can be matched.";
}

/**
 * Every row of a table held against the project: what would be made and changed, and all that is wrong, by row and
 * column. Pure: the preview and the import read the same lines.
 */
export function planShots(
  table: { header: readonly string[]; rows: readonly (readonly string[])[] },
  mapping: CsvMapping,
  world: CsvWorld,
): CsvPlan {
  const { header, rows } = table;
  const set = statusSet(world.statuses);
  const at = new Map<CsvField, number>();
  mapping.columns.forEach((field, column) => {
    if (field !== null && !at.has(field)) at.set(field, column);
  });
  const byCode = new Map(world.shots.map((shot) => [shot.code, shot]));
  const known = new Set(world.sequences);
  const seen = new Map<string, number>();
  const unknown = new Map<string, number>();
  const problems: CsvProblem[] = [];
  const shots: PlannedShot[] = [];
  for (const [n, cells] of rows.entries()) {
    const row = n + 2;
    if (cells.every((cell) => cell.trim() === "")) continue;
    const reader = readerOf(cells, { row, header, at, problems });
    if (cells.slice(header.length).some((cell) => cell.trim() !== ""))
      problems.push({
        ...{ severity: "error", row, column: "" },
        message: `has ${cells.length} cells under ${header.length} columns: a comma or quote inside a text is not quoted.`,
      });
    const name = readName(reader, mapping, byCode);
    if (!name) continue;
    const first = seen.get(name.code);
    if (first === undefined) seen.set(name.code, row);
    else reader.say("error", "code", `${name.code} stands in row ${first} already.`);
    const shot = byCode.get(name.code);
    if (first === undefined) shots.push(readShot(reader, { row, name, shot, set, world, mapping, unknown }));
  }
  return {
    ...{ shots, problems },
    made: shots.filter(({ shotId }) => shotId === null).length,
    changed: shots.filter(({ shotId }) => shotId !== null).length,
    revived: shots.filter(({ code }) => byCode.get(code)?.archived).length,
    newSequences: [...new Set(shots.filter(({ shotId }) => shotId === null).map(({ sequence }) => sequence))].filter(
      (code) => !known.has(code),
    ),
    unknownStatuses: [...unknown].map(([word, count]) => ({ word, count })),
  };
}

type Place = { row: number; header: readonly string[]; at: ReadonlyMap<CsvField, number>; problems: CsvProblem[] };

function readerOf(cells: readonly string[], { row, header, at, problems }: Place): RowReader {
  const columnOf = (field: CsvField) => header[at.get(field) ?? -1] || fieldLabel(field);
  const warned = new Set<CsvField>();
  const say: RowReader["say"] = (severity, field, message) =>
    problems.push({ severity, row, column: columnOf(field), message });
  return {
    say,
    cell: (field) => {
      const column = at.get(field);
      const raw = column === undefined ? "" : (cells[column] ?? "");
      if (raw === "") return raw;
      if (looksLikeFormula(raw) && !warned.has(field)) {
        warned.add(field);
        say("warning", field, `“${clip(raw)}” looks like a formula: it is kept as text and never run.`);
      }
      return unguard(raw);
    },
  };
}

type Name = { sequence: string; code: string };

/** The full code of a row and its sequence; undefined when it is said what is wrong with them. */
function readName(
  { cell, say }: RowReader,
  mapping: CsvMapping,
  byCode: ReadonlyMap<string, WorldShot>,
): Name | undefined {
  const word = cell("code").trim().toUpperCase();
  if (word === "") return void say("error", "code", "is empty: every row needs the code of a shot.");
  const fault = faultOf(word);
  if (fault) return void say("error", "code", fault);
  const given = cell("sequence").trim().toUpperCase();
  const sequenceFault = given === "" ? undefined : faultOf(given);
  if (sequenceFault) return void say("error", "sequence", sequenceFault);
  // A code of the project stays what it is: SH0010 of SQ020 is not SQ010_SH0010, and the other way round.
  const exact = byCode.get(word);
  if (given === "") {
    if (exact) return { sequence: exact.sequence, code: word };
    const head = word.includes("_") ? word.slice(0, word.lastIndexOf("_")) : mapping.sequence.trim().toUpperCase();
    const headFault = faultOf(head);
    if (headFault) return void say("error", "code", `names no sequence. Choose one for such rows.`);
    return { sequence: head, code: fullCode(head, word) };
  }
  if (exact && exact.sequence !== given && word.includes("_")) {
    say("warning", "sequence", `${word} is in ${exact.sequence} and stays there.`);
    return { sequence: exact.sequence, code: word };
  }
  const code = fullCode(given, word);
  if (exact && exact.sequence === given && !byCode.has(code)) return { sequence: given, code: word };
  if (code.length > 40) return void say("error", "code", `${clip(code)} is longer than 40 characters: shorten it.`);
  return { sequence: byCode.get(code)?.sequence ?? given, code };
}

const faultOf = (word: string): string | undefined => {
  if (word.length > 40) return `“${clip(word)}” is longer than 40 characters: shorten it.`;
  if (codePattern.test(word)) return undefined;
  const fixed = word
    .normalize("NFKD")
    .replace(/[^A-Z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "");
  const hint = codePattern.test(fixed) ? `, like ${fixed}` : "";
  return `“${clip(word)}” may hold only A–Z, 0–9 and single underscores${hint}.`;
};

type Facts = {
  row: number;
  name: Name;
  shot: WorldShot | undefined;
  set: ReturnType<typeof statusSet>;
  world: CsvWorld;
  mapping: CsvMapping;
  unknown: Map<string, number>;
};

function readShot(reader: RowReader, facts: Facts): PlannedShot {
  const { row, name, shot, set, world, mapping } = facts;
  const begin = set.first("isDefault")?.code;
  const values = { ...readTexts(reader), ...readRange(reader, world, shot) };
  const environmentId = readPlace(reader, world);
  const assigneeId = readAssignee(reader, world, "assignee");
  const dueOn = readDue(reader, world);
  const status = readStatus(reader, facts, "status", shot?.status ?? begin);
  const cast = readCast(reader, world);
  const tasks: Record<string, string> = {};
  const people: Record<string, string> = {};
  for (const field of mapping.columns) {
    if (field === null) continue;
    const [type, whose] = [taskOf(field), whoOf(field)];
    const person = whose && readAssignee(reader, world, `who.${whose}`);
    if (person) people[whose] = person;
    if (!type) continue;
    const code = readStatus(reader, facts, field, shot?.tasks[type] ?? begin);
    if (code !== undefined) tasks[type] = code;
  }
  if (shot?.archived) reader.say("warning", "code", `${name.code} is archived: it is brought back and changed.`);
  return {
    ...{ row, shotId: shot?.id ?? null, ...name, tasks, people },
    ...(cast ? { cast } : {}),
    values: {
      ...values,
      ...(environmentId ? { environmentId } : {}),
      ...(assigneeId ? { assigneeId } : {}),
      ...(dueOn ? { dueOn } : {}),
      ...(status ? { status } : {}),
    },
  };
}
