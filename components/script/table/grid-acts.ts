import { notify } from "@/components/ui/notify";
import { dropPlaces, stepPlaces } from "@/contract/script/arrange";
import { type CellEdit, fieldValue } from "@/contract/script/fields";
import { planPaste } from "@/contract/script/paste";
import { emptied } from "@/contract/script/read-cell";
import { blockCells, textAt } from "./grid-edits";
import type { ShotGridProps } from "./grid-props";
import { manyShots } from "./many-shots";
import { storyOf } from "./story-of";

type Grid = Pick<ShotGridProps, "store" | "cursor" | "acts" | "view" | "columns" | "sort" | "context"> & {
  reveal: () => void;
};

/** Moves the shots in hand a place up or down in the story. */
export function step({ store, cursor, acts, sort, reveal }: Grid, way: "up" | "down"): void {
  if (sort) return void notify({ title: "Shots move in story order: take the sorting off first.", id: "shots-sorted" });
  const at = cursor.at?.id;
  const ids: ReadonlySet<string> =
    at !== undefined && cursor.ticked.has(at) ? cursor.ticked : new Set(at === undefined ? [] : [at]);
  void acts.place(stepPlaces(storyOf(store), ids, way), `Moved ${manyShots(ids.size)}`);
  requestAnimationFrame(reveal);
}

/** Moves shots to where they were dropped. */
export function drop({ store, acts }: Grid, ids: ReadonlySet<string>, onto: string, side: "before" | "behind"): void {
  void acts.place(dropPlaces(storyOf(store), ids, onto, side), `Moved ${manyShots(ids.size)}`);
}

/** Empties the cells of the block that can be empty. */
export function clear({ store, cursor, acts, view, columns, context }: Grid): void {
  const edits = blockCells(cursor, view.ids, columns).flatMap(({ id, column }): CellEdit[] => {
    const shot = store.get(id);
    const value = column.field ? emptied(column.field) : undefined;
    if (!shot || !column.field || value === undefined) return [];
    return [
      { shotId: id, field: column.field, seen: fieldValue(shot, column.field, context.index.defaultStatus), value },
    ];
  });
  void acts.edit(edits, edits.length === 1 ? "Emptied a cell" : `Emptied ${edits.length} cells`);
}

/** Fills the block with its first line; a block of one line with the line above it. */
export function fillDown({ store, cursor, acts, view, columns, context }: Grid): void {
  const block = cursor.block();
  if (!block) return;
  const from = block.top === block.bottom ? block.top - 1 : block.top;
  if (from < 0) return;
  const line = columns
    .slice(block.left, block.right + 1)
    .map((column) => textAt(store, view.ids[from], column, context));
  const rows = view.ids.flatMap((id) => store.get(id) ?? []);
  const plan = planPaste([line], {
    ...{ over: { ...block, top: from + 1 }, rows, columns, context },
    codes: new Map(store.all().map((shot) => [shot.code, shot.id])),
  });
  const [problem] = plan.problems;
  if (problem) return void notify({ title: `${problem.column}: ${problem.problem}`, tone: "danger" });
  void acts.edit(plan.edits, `Filled ${plan.cells.length === 1 ? "1 cell" : `${plan.cells.length} cells`} down`, true);
}
