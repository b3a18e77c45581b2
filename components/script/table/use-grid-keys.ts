"use client";

import type { KeyboardEvent } from "react";
import type { ColumnId } from "@/contract/script/columns";
import type { GridCursor } from "./grid-cursor";
import type { GridFrame } from "./grid-row";

interface GridKeys {
  frame: GridFrame;
  ids: readonly string[];
  onOpen: (id: string) => void;
  onClear: () => void;
  onFillDown: () => void;
  onStep: (way: "up" | "down") => void;
  /** Brings the active cell into view. */
  reveal: () => void;
  /** Space: a quick look at the shot. */
  onPeek: () => void;
}

const page = 12;

/** The keys of the table. The first column hears single letters as acts, the others start typing with them. */
export function gridKeys({ frame, ids, onOpen, onClear, onFillDown, onStep, reveal, onPeek }: GridKeys) {
  const { cursor, columns, editable } = frame;

  const walk = (event: KeyboardEvent, rows: number | "first" | "last", cells: number | "first" | "last") => {
    const here = cursor.place(cursor.at) ?? { row: 0, column: 0 };
    const row = target(here.row, rows, ids.length);
    const column = target(here.column, cells, columns.length);
    const cell = cursor.cellAt(row, column);
    if (!cell) return;
    cursor.go(cell, event.shiftKey);
    const block = cursor.block();
    // In the first column a stretched block is a choice of shots.
    if (event.shiftKey && block && block.left === 0 && block.right === 0)
      cursor.tick(new Set(ids.slice(block.top, block.bottom + 1)));
    reveal();
  };

  const tick = () => {
    const id = cursor.at?.id;
    if (id === undefined) return;
    const next = new Set(cursor.ticked);
    if (!next.delete(id)) next.add(id);
    cursor.tick(next);
  };

  const pick = (column: ColumnId) => {
    const at = cursor.at;
    if (at && columns.some(({ id }) => id === column)) cursor.edit({ id: at.id, column });
    reveal();
  };

  return (event: KeyboardEvent<HTMLElement>) => {
    if (event.defaultPrevented || cursor.typing || ids.length === 0) return;
    if (event.target instanceof HTMLElement && event.target.closest("input, textarea, [role=listbox]")) return;
    const mod = event.ctrlKey || event.metaKey;
    const at = cursor.at;
    const column = columns.find(({ id }) => id === at?.column);
    const moves: Record<string, () => void> = {
      ArrowDown: () => walk(event, mod ? "last" : 1, 0),
      ArrowUp: () => walk(event, mod ? "first" : -1, 0),
      ArrowRight: () => walk(event, 0, mod ? "last" : 1),
      ArrowLeft: () => walk(event, 0, mod ? "first" : -1),
      PageDown: () => walk(event, page, 0),
      PageUp: () => walk(event, -page, 0),
      Home: () => walk(event, mod ? "first" : 0, "first"),
      End: () => walk(event, mod ? "last" : 0, "last"),
    };
    const move = moves[event.key];
    if (event.altKey) {
      if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
      if (editable) onStep(event.key === "ArrowUp" ? "up" : "down");
    } else if (move) move();
    else if (mod && event.key.toLowerCase() === "a") cursor.tick(new Set(ids));
    else if (mod && event.key.toLowerCase() === "d" && editable) onFillDown();
    else if (mod) return;
    else if (event.key === "Escape") {
      if (cursor.ticked.size > 0) cursor.tick(new Set());
      else if (at) cursor.go(at);
    } else if (!at || !column) return;
    else if (event.key === " ") onPeek();
    else if (event.key === "Enter" && column.id === "code") onOpen(at.id);
    else if (event.key === "Enter" || event.key === "F2") {
      if (canType(frame, column)) cursor.edit(at);
      else if (event.key === "Enter") onOpen(at.id);
    } else if (column.id === "code" && event.key === "x") tick();
    else if (column.id === "code" && event.key === "s" && editable) pick("status");
    else if (column.id === "code" && event.key === "a" && editable) pick("assignee");
    else if ((event.key === "Delete" || event.key === "Backspace") && editable) onClear();
    else if (column.id !== "code" && event.key.length === 1 && canType(frame, column)) cursor.edit(at, event.key);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
}

export const canType = ({ editable }: GridFrame, column: GridFrame["columns"][number] | undefined): boolean =>
  editable && column !== undefined && (column.field !== null || column.choice === true);

const target = (from: number, by: number | "first" | "last", count: number): number =>
  by === "first" ? 0 : by === "last" ? count - 1 : Math.max(0, Math.min(count - 1, from + by));

/** Where typing leads on: the neighbour in the direction, or the same cell at an edge. */
export const neighbour = (cursor: GridCursor, leave: "down" | "up" | "right" | "left" | "stay") => {
  const here = cursor.place(cursor.at);
  if (!here || leave === "stay") return cursor.at;
  const row = here.row + (leave === "down" ? 1 : leave === "up" ? -1 : 0);
  const column = here.column + (leave === "right" ? 1 : leave === "left" ? -1 : 0);
  return cursor.cellAt(row, column) ?? cursor.at;
};
