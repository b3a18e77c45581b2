import { type CellContext, cellText, readCell, readFrames } from "@/contract/script/cells";
import type { Column } from "@/contract/script/columns";
import { type CellEdit, fieldValue, rangeText } from "@/contract/script/fields";
import { changeRange } from "@/contract/script/frame-range";
import type { TableShot } from "@/contract/script/table-shot";
import type { GridCursor } from "./grid-cursor";
import type { ShotStore } from "./shot-store";

/** The change that typed text means, a refusal in words, or undefined when it says what stands there. */
export function editOf(store: ShotStore, context: CellContext, shot: TableShot, column: Column["id"], text: string) {
  const { id } = shot;
  if (column === "in" || column === "out" || column === "frames") {
    const read = readFrames(column, text, context.fps);
    if ("problem" in read) return read.problem;
    const range = { frameIn: shot.frameIn, frames: shot.durationFrames };
    const next = changeRange(range, read.part, read.number);
    if ("problem" in next) return next.problem;
    return changed({ shotId: id, field: "range", seen: rangeText(range), value: rangeText(next) });
  }
  const read = readCell(column, text, context);
  if ("problem" in read) return read.problem;
  const taken = read.field === "code" && store.all().some((other) => other.code === read.value && other.id !== id);
  if (taken) return `Another shot has the code ${read.value}`;
  return changed({
    shotId: id,
    field: read.field,
    seen: fieldValue(shot, read.field, context.index.defaultStatus),
    value: read.value,
  });
}

const changed = (edit: CellEdit): CellEdit | undefined => (edit.seen === edit.value ? undefined : edit);

/** The cells of the block, row by row. */
export function blockCells(cursor: GridCursor, ids: readonly string[], columns: readonly Column[]) {
  const block = cursor.block();
  if (!block) return [];
  return ids
    .slice(block.top, block.bottom + 1)
    .flatMap((id) => columns.slice(block.left, block.right + 1).map((column) => ({ id, column })));
}

/** What a cell says. */
export const textAt = (store: ShotStore, id: string | undefined, column: Column, context: CellContext): string => {
  const shot = store.get(id ?? "");
  return shot ? cellText(shot, column.id, context) : "";
};

/** What Mod+C takes: the block, or every column of the ticked shots when the first column is active. */
export function copied(
  cursor: GridCursor,
  ids: readonly string[],
  columns: readonly Column[],
  store: ShotStore,
  context: CellContext,
): string[][] {
  const block = cursor.block();
  if (!block) return [];
  const whole = cursor.ticked.size > 0 && block.left === 0 && block.right === 0;
  const rows = whole ? ids.filter((id) => cursor.ticked.has(id)) : ids.slice(block.top, block.bottom + 1);
  const wide = whole ? columns : columns.slice(block.left, block.right + 1);
  return rows.map((id) => wide.map((column) => textAt(store, id, column, context)));
}
