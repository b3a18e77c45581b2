import type { CellContext } from "./cells";
import type { ColumnId } from "./columns";
import { addDays } from "./days";
import { castText, longest, placeText, type ShotField, type TextField, taskField } from "./fields";
import { findCharacter, findEnvironment, findPerson, findState, findStatus } from "./find-words";
import type { RangePart } from "./frame-range";
import { framesFrom } from "./frame-time";
import { readDay } from "./read-day";
import { type TaskType, taskTypeIds } from "./task-types";
import type { WordsIndex } from "./words-index";

const isTask = (id: ColumnId): id is TaskType => taskTypeIds.some((type) => type === id);

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
