"use client";

import { type RefObject, useMemo } from "react";
import { useWindow } from "@/components/media/use-window";
import type { Column } from "@/contract/script/columns";
import { leadWidth, rowHeight } from "./grid-row";
import type { ViewRow } from "./table-view";

const groupHeight = 36;
const headHeight = 32;

/** Which rows to mount, and where each begins in px. */
export function useRows(scroller: RefObject<HTMLDivElement | null>, rows: readonly ViewRow[]) {
  const starts = useMemo(() => {
    const edges = [0];
    for (const row of rows) edges.push((edges.at(-1) ?? 0) + (row.kind === "sequence" ? groupHeight : rowHeight));
    return edges;
  }, [rows]);
  const startOf = (at: number) => starts[Math.min(at, rows.length)] ?? 0;
  // What the server draws before anyone measured: one screen.
  return {
    startOf,
    ...useWindow(scroller, { count: rows.length, startOf, overscan: 3, assumed: 820, lead: headHeight }),
  };
}

/** Px from the left edge of the table for each column, and the width of all. */
export function leftsOf(columns: readonly Column[]): { lefts: number[]; width: number } {
  const lefts: number[] = [];
  let left = leadWidth;
  for (const [at, { width }] of columns.entries()) {
    lefts.push(at === 0 ? 0 : left);
    left += width;
  }
  return { lefts, width: left };
}

/** Scrolls sideways until a column stands clear of the first one, which stays. */
export function revealColumn(
  element: HTMLElement | null,
  lefts: readonly number[],
  columns: readonly Column[],
  at: number,
) {
  const [left, column] = [lefts[at], columns[at]];
  if (!element || at === 0 || left === undefined || !column) return;
  const clear = lefts[1] ?? 0;
  if (left - clear < element.scrollLeft) element.scrollLeft = left - clear;
  else if (left + column.width > element.scrollLeft + element.clientWidth)
    element.scrollLeft = left + column.width - element.clientWidth;
}
