import { type CellContext, cellText } from "@/contract/script/cells";
import type { ColumnId } from "@/contract/script/columns";
import { frameOut } from "@/contract/script/frame-range";
import type { TableShot } from "@/contract/script/table-shot";
import { type TaskType, taskTypeIds } from "@/contract/script/task-types";

export type Sort = { column: ColumnId; down: boolean };

export type SequenceRow = {
  kind: "sequence";
  sequence: string;
  shots: number;
  frames: number;
  seconds: number;
  collapsed: boolean;
};
/** `index` counts the shots that show. */
export type ShotRow = { kind: "shot"; id: string; index: number };
export type ViewRow = SequenceRow | ShotRow;

export type View = {
  rows: ViewRow[];
  /** The ids of the shots that show, in order, and where each stands among `rows`. */
  ids: string[];
  rowOf: ReadonlyMap<string, number>;
};

/** What of the shots shows and in which order: grouped by sequence or in one list, sorted inside. */
export function viewOf(
  shots: readonly TableShot[],
  {
    grouped,
    collapsed,
    sort,
    context,
  }: {
    grouped: boolean;
    collapsed: ReadonlySet<string>;
    sort: Sort | null;
    context: CellContext;
  },
): View {
  const rows: ViewRow[] = [];
  const ids: string[] = [];
  const rowOf = new Map<string, number>();
  const add = (shot: TableShot) => {
    rowOf.set(shot.id, rows.length);
    rows.push({ kind: "shot", id: shot.id, index: ids.length });
    ids.push(shot.id);
  };
  if (!grouped) {
    for (const shot of sorted(shots, sort, context)) add(shot);
    return { rows, ids, rowOf };
  }
  for (const group of bySequence(shots)) {
    const [first] = group;
    if (!first) continue;
    const { sequence } = first;
    rows.push({
      ...{ kind: "sequence", sequence, shots: group.length, collapsed: collapsed.has(sequence) },
      frames: group.reduce((sum, shot) => sum + shot.durationFrames, 0),
      seconds: group.reduce((sum, shot) => sum + shot.seconds, 0),
    });
    if (!collapsed.has(sequence)) for (const shot of sorted(group, sort, context)) add(shot);
  }
  return { rows, ids, rowOf };
}

function bySequence(shots: readonly TableShot[]): TableShot[][] {
  const groups: TableShot[][] = [];
  for (const shot of shots) {
    const last = groups.at(-1);
    if (last?.[0]?.sequence === shot.sequence) last.push(shot);
    else groups.push([shot]);
  }
  return groups;
}

const isTask = (id: ColumnId): id is TaskType => taskTypeIds.some((type) => type === id);
const words = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

/** By the column's own order: numbers as numbers, statuses as the team orders them, words with their numbers. Empty last. */
function sorted(shots: readonly TableShot[], sort: Sort | null, context: CellContext): readonly TableShot[] {
  if (!sort) return shots;
  const keyed = shots.map((shot) => ({ shot, key: sortKey(shot, sort.column, context) }));
  const way = sort.down ? -1 : 1;
  keyed.sort((a, b) => {
    if (a.key === null || b.key === null) return a.key === b.key ? 0 : a.key === null ? 1 : -1;
    return (
      way *
      (typeof a.key === "number" && typeof b.key === "number"
        ? a.key - b.key
        : words.compare(String(a.key), String(b.key)))
    );
  });
  return keyed.map(({ shot }) => shot);
}

function sortKey(shot: TableShot, id: ColumnId, context: CellContext): string | number | null {
  const { index } = context;
  const rank = (code: string) => index.statuses.findIndex((status) => status.code === code);
  if (isTask(id)) return rank(shot.tasks[id] ?? index.defaultStatus);
  switch (id) {
    case "status":
      return rank(shot.status);
    case "in":
      return shot.frameIn;
    case "out":
      return frameOut({ frameIn: shot.frameIn, frames: shot.durationFrames });
    case "frames":
    case "time":
      return shot.durationFrames;
    case "likeness":
      return shot.likeness;
    case "cost":
      return shot.seconds;
    case "note":
      return shot.lastNote?.at ?? null;
    default:
      return cellText(shot, id, context) || null;
  }
}
