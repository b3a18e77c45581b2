"use client";

import { useSyncExternalStore } from "react";

const store = "backlot-board-cell";
export const cellSizes = { min: 140, max: 520, step: 20, first: 260 } as const;

const listeners = new Set<() => void>();
const watch = (tell: () => void) => {
  listeners.add(tell);
  return () => void listeners.delete(tell);
};
let size: number | undefined;
const read = (): number => {
  if (size !== undefined) return size;
  try {
    const kept = Number(localStorage.getItem(store) ?? "");
    size = kept >= cellSizes.min && kept <= cellSizes.max ? kept : cellSizes.first;
  } catch {
    size = cellSizes.first;
  }
  return size;
};
const write = (next: number) => {
  size = Math.min(cellSizes.max, Math.max(cellSizes.min, next));
  try {
    localStorage.setItem(store, String(size));
  } catch {
    // Storage refused (private window): the size holds until the page is left.
  }
  for (const listener of listeners) listener();
};

/** Smallest width of a cell of the board in px, kept on this machine. */
export const useCellSize = (): [size: number, set: (size: number) => void] => [
  useSyncExternalStore(watch, read, () => cellSizes.first),
  write,
];
