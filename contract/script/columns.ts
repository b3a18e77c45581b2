import { type ShotField, taskField } from "./fields";
import { type TaskType, taskTypeIds, taskTypes } from "./task-types";

/** A column of the shot table. Without a `field` nothing in it can be changed by typing. */
export type Column = {
  id: ColumnId;
  label: string;
  field: ShotField | null;
  /** Px. */
  width: number;
  numeric?: true;
  /** Chosen from a list instead of typed. */
  choice?: true;
  /** Not there until somebody asks for it. */
  hidden?: true;
};

const plainIds = [
  ...(["code", "sequence", "scene", "description", "cast", "place", "size", "angle", "move", "lens"] as const),
  ...(["in", "out", "frames", "time", "status", "likeness", "note", "assignee", "due", "cost"] as const),
] as const;
export type ColumnId = (typeof plainIds)[number] | TaskType;

const taskColumn = (type: TaskType): Column => ({
  id: type,
  label: taskTypes[type].label,
  field: taskField(type),
  width: 140,
  choice: true,
});

/** Every column in its first order. The code stands first and stays in view. */
export const columns: readonly Column[] = [
  { id: "code", label: "Shot", field: "code", width: 220 },
  // The headings of groups say it already.
  { id: "sequence", label: "Sequence", field: null, width: 88, choice: true, hidden: true },
  { id: "scene", label: "Scene", field: "scene", width: 64 },
  { id: "description", label: "Description", field: "description", width: 280 },
  { id: "status", label: "Status", field: "status", width: 140, choice: true },
  { id: "cast", label: "Cast", field: "cast", width: 160, choice: true },
  { id: "place", label: "Environment", field: "place", width: 144, choice: true },
  { id: "size", label: "Size", field: "size", width: 64 },
  { id: "angle", label: "Angle", field: "angle", width: 76 },
  { id: "move", label: "Move", field: "move", width: 76 },
  { id: "lens", label: "Lens", field: "lens", width: 68 },
  { id: "in", label: "In", field: "range", width: 64, numeric: true },
  { id: "out", label: "Out", field: "range", width: 64, numeric: true },
  { id: "frames", label: "Frames", field: "range", width: 68, numeric: true },
  { id: "time", label: "Time", field: null, width: 68, numeric: true },
  ...taskTypeIds.map(taskColumn),
  { id: "likeness", label: "Likeness", field: null, width: 76 },
  { id: "note", label: "Last note", field: null, width: 220 },
  { id: "assignee", label: "Assignee", field: "assignee", width: 132, choice: true },
  { id: "due", label: "Due", field: "due", width: 92 },
  { id: "cost", label: "GPU time", field: null, width: 84, numeric: true },
];

export const isColumn = (id: string): id is ColumnId => columns.some((column) => column.id === id);
export const columnOf = (id: ColumnId): Column => columns.find((column) => column.id === id) as Column;

/** What somebody made of the columns: an order, widths that differ, and which are put away or fetched out. */
export type ColumnLayout = {
  order?: readonly string[] | undefined;
  widths?: Readonly<Record<string, number>> | undefined;
  shown?: Readonly<Record<string, boolean>> | undefined;
};

/** The whole table as a person keeps it. `sort` null or missing: story order; `grouped` by sequence unless false. */
export type TableLook = ColumnLayout & {
  grouped?: boolean | undefined;
  sort?: { column: string; down: boolean } | null | undefined;
};

/** The columns to draw, left to right; the code is always the first. Names that are no column any more are passed over. */
export function laidOut({ order = [], widths = {}, shown = {} }: ColumnLayout): Column[] {
  const place = new Map(order.map((id, at) => [id, at]));
  // A column that came later than the layout stands behind its neighbour of the first order.
  let last = -1;
  const ranked = columns.map((column) => {
    last = place.get(column.id) ?? last;
    return { column, rank: column.id === "code" ? -2 : (place.get(column.id) ?? last + 0.5) };
  });
  return ranked
    .sort((a, b) => a.rank - b.rank)
    .map(({ column }) => column)
    .filter(({ id, hidden }) => id === "code" || (shown[id] ?? hidden !== true))
    .map((column) => ({ ...column, width: clampWidth(widths[column.id] ?? column.width) }));
}

export const clampWidth = (width: number): number => Math.round(Math.min(800, Math.max(48, width)));
