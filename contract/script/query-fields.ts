import { type CellContext, placeName } from "./cells";
import { frameOut } from "./frame-range";
import { isOver, isOverdue } from "./overdue";
import type { TableShot } from "./table-shot";
import { type TaskType, taskTypeIds, taskTypes } from "./task-types";

type Read<T> = (shot: TableShot, context: CellContext) => T;

/** A word that may stand before the sign of a query, and how its values compare. */
export type QueryField = {
  id: string;
  also: readonly string[];
  help: string;
} & (
  | { kind: "text" | "word"; read: Read<readonly string[]> }
  | { kind: "number"; read: Read<number | null>; unit?: "seconds" }
  | { kind: "day"; read: Read<string | null> }
  | { kind: "status"; read: Read<string> }
);

const one = (text: string | null | undefined): readonly string[] => (text ? [text] : []);

const task = (type: TaskType): QueryField => ({
  ...{ id: type, also: [], help: `Status of ${taskTypes[type].label}`, kind: "status" },
  read: (shot, { index }) => shot.tasks[type] ?? index.defaultStatus,
});

/** `text` is found by a part of it, `word` as a whole (or by its start with a star). */
export const queryFields: readonly QueryField[] = [
  { id: "seq", also: ["sequence", "sq"], help: "Sequence", kind: "text", read: (shot) => one(shot.sequence) },
  { id: "shot", also: ["code"], help: "Code of the shot", kind: "text", read: (shot) => one(shot.code) },
  { id: "scene", also: ["sc"], help: "Scene", kind: "word", read: (shot) => one(shot.scene) },
  { id: "desc", also: ["description"], help: "Description", kind: "text", read: (shot) => one(shot.description) },
  {
    ...{ id: "cast", also: ["character"], help: "Somebody in the shot", kind: "text" },
    read: ({ cast }, { index }) =>
      cast.flatMap((id) => {
        const who = index.characterById.get(id);
        return who ? [who.name, who.code] : [];
      }),
  },
  {
    ...{ id: "env", also: ["environment", "place"], help: "Environment and its state", kind: "text" },
    read: (shot, { index }) => one(placeName(shot, index)),
  },
  { id: "size", also: [], help: "Size", kind: "word", read: (shot) => one(shot.size) },
  { id: "angle", also: [], help: "Angle", kind: "word", read: (shot) => one(shot.angle) },
  { id: "move", also: ["movement"], help: "Move", kind: "word", read: (shot) => one(shot.move) },
  { id: "lens", also: [], help: "Lens", kind: "word", read: (shot) => one(shot.lens) },
  { id: "in", also: [], help: "First frame", kind: "number", read: (shot) => shot.frameIn },
  {
    ...{ id: "out", also: [], help: "Last frame", kind: "number" },
    read: (shot) => frameOut({ frameIn: shot.frameIn, frames: shot.durationFrames }),
  },
  { id: "frames", also: ["duration"], help: "Length in frames", kind: "number", read: (shot) => shot.durationFrames },
  {
    ...{ id: "time", also: ["seconds"], help: "Length in seconds", kind: "number", unit: "seconds" },
    read: (shot, { fps }) => shot.durationFrames / fps,
  },
  { id: "status", also: [], help: "Status of the shot", kind: "status", read: (shot) => shot.status },
  ...taskTypeIds.map(task),
  { id: "likeness", also: [], help: "Worst likeness, 0 to 1", kind: "number", read: (shot) => shot.likeness },
  {
    ...{ id: "note", also: [], help: "Last note", kind: "text" },
    read: ({ lastNote }) => (lastNote ? [lastNote.body, lastNote.author] : []),
  },
  {
    ...{ id: "who", also: ["assignee", "user"], help: "Assignee; me is you", kind: "text" },
    read: (shot, { index }) => one(index.personById.get(shot.assigneeId ?? "")?.name),
  },
  { id: "due", also: [], help: "Due day", kind: "day", read: (shot) => shot.dueOn },
  { id: "cost", also: ["gpu"], help: "GPU time in minutes", kind: "number", read: (shot) => shot.seconds / 60 },
];

const byName = new Map(queryFields.flatMap((field) => [field.id, ...field.also].map((name) => [name, field] as const)));
export const findField = (name: string): QueryField | undefined => byName.get(name.toLowerCase());
export const fieldNames: readonly string[] = [...byName.keys()];

/** What may follow `is:`. */
export const conditions: Readonly<
  Record<string, { help: string; holds: (shot: TableShot, at: CellContext) => boolean }>
> = {
  overdue: {
    help: "Due before today and not approved",
    holds: isOverdue,
  },
  mine: { help: "Assigned to you", holds: (shot, { me }) => shot.assigneeId === me },
  unassigned: { help: "Nobody is assigned", holds: (shot) => shot.assigneeId === null },
  uncast: { help: "Nobody is cast", holds: (shot) => shot.cast.length === 0 },
  unplaced: { help: "No environment", holds: (shot) => shot.environmentId === null },
  empty: { help: "No picture yet", holds: (shot) => shot.picture === null },
  noted: { help: "Has a note", holds: (shot) => shot.lastNote !== null },
  done: { help: "Approved or omitted", holds: isOver },
  open: { help: "Neither approved nor omitted", holds: (shot, at) => !isOver(shot, at) },
};
