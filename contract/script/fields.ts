import type { FrameRange } from "./frame-range";
import type { TableShot } from "./table-shot";
import { type TaskType, taskTypeIds } from "./task-types";

type TaskField = `task.${TaskType}`;
export const taskField = (type: TaskType): TaskField => `task.${type}`;
export const taskTypeOf = (field: string): TaskType | undefined =>
  field.startsWith("task.") ? taskTypeIds.find((type) => `task.${type}` === field) : undefined;

export const textFields = ["scene", "description", "size", "angle", "move", "lens"] as const;
export type TextField = (typeof textFields)[number];

/**
 * What of a shot can be changed. On its way a value is text, so that what was seen and what is there compare by letters:
 * `range` "1001+48", `place` "env_…/est_…", `cast` ids between commas, `due` "2026-11-30"; nothing is "".
 */
export const shotFields = [
  ...(["code", ...textFields, "cast", "place", "range", "status", "assignee", "due"] as const),
  ...taskTypeIds.map(taskField),
] as const;
export type ShotField = (typeof shotFields)[number];

/** One cell somebody changed. `seen` is what stood there when they did. */
export type CellEdit = { shotId: string; field: ShotField; seen: string; value: string };

export const rangeText = ({ frameIn, frames }: FrameRange): string => `${frameIn}+${frames}`;
export const readRange = (text: string): FrameRange | undefined => {
  const found = /^(\d{1,7})\+(\d{1,6})$/.exec(text);
  return found ? { frameIn: Number(found[1]), frames: Number(found[2]) } : undefined;
};
export const placeText = (environmentId: string | null, stateId: string | null): string =>
  environmentId === null ? "" : stateId === null ? environmentId : `${environmentId}/${stateId}`;
export const readPlace = (text: string): { environmentId: string | null; environmentStateId: string | null } => {
  const [environmentId = "", stateId = ""] = text.split("/");
  return { environmentId: environmentId || null, environmentStateId: (environmentId && stateId) || null };
};
/** Sorted, so that the same people are the same text. */
export const castText = (ids: readonly string[]): string => [...new Set(ids)].sort().join(",");
export const readCast = (text: string): string[] => text.split(",").filter(Boolean);

/** The value of a field as it travels. */
export function fieldValue(shot: TableShot, field: ShotField, defaultStatus: string): string {
  switch (field) {
    case "range":
      return rangeText({ frameIn: shot.frameIn, frames: shot.durationFrames });
    case "place":
      return placeText(shot.environmentId, shot.environmentStateId);
    case "cast":
      return castText(shot.cast);
    case "assignee":
      return shot.assigneeId ?? "";
    case "due":
      return shot.dueOn ?? "";
    case "code":
    case "status":
    case "scene":
    case "description":
    case "size":
    case "angle":
    case "move":
    case "lens":
      return shot[field];
    default:
      return shot.tasks[taskTypeOf(field) ?? ""] ?? defaultStatus;
  }
}

/** The row with one field at another value. */
export function withValue(shot: TableShot, field: ShotField, value: string): TableShot {
  switch (field) {
    case "range": {
      const range = readRange(value);
      return range ? { ...shot, frameIn: range.frameIn, durationFrames: range.frames } : shot;
    }
    case "place":
      return { ...shot, ...readPlace(value) };
    case "cast":
      return { ...shot, cast: readCast(value) };
    case "assignee":
      return { ...shot, assigneeId: value || null };
    case "due":
      return { ...shot, dueOn: value || null };
    case "status":
      return { ...shot, status: value };
    case "code":
    case "scene":
    case "description":
    case "size":
    case "angle":
    case "move":
    case "lens":
      return { ...shot, [field]: value };
    default: {
      const type = taskTypeOf(field);
      return type ? { ...shot, tasks: { ...shot.tasks, [type]: value } } : shot;
    }
  }
}

/** How many letters a text field takes. */
export const longest: Record<TextField, number> = {
  scene: 40,
  description: 2000,
  size: 40,
  angle: 40,
  move: 40,
  lens: 40,
};
