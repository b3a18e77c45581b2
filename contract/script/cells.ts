import type { ColumnId } from "./columns";
import { frameOut } from "./frame-range";
import { timeOf } from "./frame-time";
import type { TableShot } from "./table-shot";
import { type TaskType, taskTypeIds } from "./task-types";
import type { WordsIndex } from "./words-index";

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
