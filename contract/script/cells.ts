import type { ColumnId } from "./columns";
import { addDays, readDay } from "./days";
import { castText, longest, placeText, type ShotField, type TextField, taskField } from "./fields";
import { frameOut, type RangePart } from "./frame-range";
import { framesFrom, timeOf } from "./frame-time";
import type { TableShot } from "./table-shot";
import { type TaskType, taskTypeIds } from "./task-types";
import { findCharacter, findEnvironment, findPerson, findState, findStatus, type WordsIndex } from "./words-index";

/** What reading and writing cells needs beside the row. */
export type CellContext = {
  index: WordsIndex;
  fps: number;
  /** `2026-11-21`, the day where the person is. */
  today: string;
  /** The id of who asks. */
  me: string;
};

const isTask = (id: ColumnId): id is TaskType => taskTypeIds.some((type) => type === id);

/** The names of a cast in their order; a name that two characters share is said by code. */
export const castNames = (ids: readonly string[], { characterById, words }: WordsIndex): string[] =>
  ids
    .flatMap((id) => {
      const who = characterById.get(id);
      if (!who) return [];
      const clear = !/[,;]/.test(who.name) && words.characters.filter(({ name }) => name === who.name).length === 1;
      return [clear ? who.name : who.code];
    })
    .sort((a, b) => a.localeCompare(b));

export function placeName(shot: TableShot, { environmentById, stateById }: WordsIndex): string {
  const place = environmentById.get(shot.environmentId ?? "")?.name ?? "";
  const state = stateById.get(shot.environmentStateId ?? "")?.name;
  return state === undefined ? place : `${place} · ${state}`;
}

/** A cell in plain text: what is copied, and what typing starts from. */
export function cellText(shot: TableShot, id: ColumnId, { index, fps }: CellContext): string {
  switch (id) {
    case "cast":
      return castNames(shot.cast, index).join(", ");
    case "place":
      return placeName(shot, index);
    case "in":
      return String(shot.frameIn);
    case "out":
      return String(frameOut({ frameIn: shot.frameIn, frames: shot.durationFrames }));
    case "frames":
      return String(shot.durationFrames);
    case "time":
      return timeOf(shot.durationFrames, fps);
    case "status":
      return index.statusByCode.get(shot.status)?.name ?? shot.status;
    case "likeness":
      return shot.likeness === null ? "" : shot.likeness.toFixed(2);
    case "note":
      return shot.lastNote?.body ?? "";
    case "assignee":
      return index.personById.get(shot.assigneeId ?? "")?.name ?? "";
    case "due":
      return shot.dueOn ?? "";
    case "cost":
      return shot.seconds === 0 ? "" : (shot.seconds / 60).toFixed(1);
    default:
      if (!isTask(id)) return shot[id];
      return index.statusByCode.get(shot.tasks[id] ?? index.defaultStatus)?.name ?? shot.tasks[id] ?? "";
  }
}

type Read = { field: ShotField; value: string } | { problem: string };
export type RangeRead = { part: RangePart; number: number };

/** A number of one of the three frame columns; several of a row are joined by `setRange`. */
export function readFrames(part: RangePart, text: string, fps: number): RangeRead | { problem: string } {
  const trimmed = text.trim();
  if (part === "frames") {
    const frames = framesFrom(trimmed, fps);
    if (frames !== undefined) return { part, number: frames };
    if (/^-?\d+$/.test(trimmed)) return { part, number: Number(trimmed) };
    return { problem: `“${trimmed}” is no length: write frames like 48, or time like 2 s` };
  }
  return /^-?\d{1,9}$/.test(trimmed)
    ? { part, number: Number(trimmed) }
    : { problem: `“${trimmed}” is no frame number, like 1001` };
}

/** What typed or pasted text means in a cell, for every column but the three of the frames; or why it means nothing. */
export function readCell(id: Exclude<ColumnId, RangePart>, text: string, context: CellContext): Read {
  const trimmed = text.trim();
  const { index, today, me } = context;
  if (isTask(id)) {
    const found = findStatus(index, trimmed);
    return "problem" in found ? found : { field: taskField(id), value: found.code };
  }
  switch (id) {
    case "code":
      return /^[A-Z0-9]+(_[A-Z0-9]+)*$/i.test(trimmed) && trimmed.length <= 40
        ? { field: "code", value: trimmed.toUpperCase() }
        : { problem: `“${trimmed}” is no shot code: A–Z, 0–9 and single underscores, at most 40 letters` };
    case "cast":
      return readNames(trimmed, index);
    case "place":
      return readPlaceName(trimmed, index);
    case "status": {
      const found = findStatus(index, trimmed);
      return "problem" in found ? found : { field: "status", value: found.code };
    }
    case "assignee": {
      if (trimmed === "") return { field: "assignee", value: "" };
      if (trimmed.toLowerCase() === "me") return { field: "assignee", value: me };
      const found = findPerson(index, trimmed);
      return "problem" in found ? found : { field: "assignee", value: found.id };
    }
    case "due": {
      if (trimmed === "") return { field: "due", value: "" };
      const day = readDay(trimmed, today);
      return day === undefined
        ? { problem: `“${trimmed}” is no day: write ${addDays(today, 7)}, 30 Nov or tomorrow` }
        : { field: "due", value: day };
    }
    case "sequence":
    case "time":
    case "likeness":
    case "note":
    case "cost":
      return { problem: "This column follows from others and cannot be typed into" };
    default:
      return readText(id, text);
  }
}

function readText(field: TextField, text: string): Read {
  const value = text.normalize("NFC").trim();
  const most = longest[field];
  return value.length > most ? { problem: `${value.length} letters are too many: at most ${most}` } : { field, value };
}

function readNames(text: string, index: WordsIndex): Read {
  const ids: string[] = [];
  for (const name of text.split(/[,;\n]/)) {
    if (name.trim() === "") continue;
    const found = findCharacter(index, name);
    if ("problem" in found) return found;
    ids.push(found.id);
  }
  return ids.length > 50 ? { problem: "A shot holds at most 50 characters" } : { field: "cast", value: castText(ids) };
}

function readPlaceName(text: string, index: WordsIndex): Read {
  if (text === "") return { field: "place", value: "" };
  const whole = findEnvironment(index, text);
  if ("id" in whole) return { field: "place", value: placeText(whole.id, null) };
  const parts = /^(.+?)\s*(?:·|\/)\s*(.+)$/.exec(text);
  if (!parts) return whole;
  const place = findEnvironment(index, parts[1] ?? "");
  if ("problem" in place) return place;
  const state = findState(index, place.id, parts[2] ?? "");
  return "problem" in state ? state : { field: "place", value: placeText(place.id, state.id) };
}

/** What emptying a cell means there; undefined where a cell cannot be empty. */
export const emptied = (field: ShotField): string | undefined =>
  ["scene", "description", "size", "angle", "move", "lens", "cast", "place", "assignee", "due"].includes(field)
    ? ""
    : undefined;
