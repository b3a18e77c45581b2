import { type CellContext, cellText } from "@/contract/script/cells";
import type { Column } from "@/contract/script/columns";
import type { GridCursor } from "./grid-cursor";
import type { ShotStore } from "./shot-store";

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
