"use client";

import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import { useStore } from "./use-package-store";

/** Px between the cells of the tray. */
export const gap = 6;

/** Rows of squares as the browser lays them out; `least` is the smallest width of a cell in px. */
export const flowing = (least: number) => ({
  gap,
  gridTemplateColumns: `repeat(auto-fill, minmax(min(100%, ${least}px), 1fr))`,
});

/** Tells the store what the tray lists; `scroll` brings a candidate's row into view. Answers how to focus a candidate. */
export function useTrayList(
  list: RefObject<HTMLDivElement | null>,
  ids: readonly string[],
  scroll?: (at: number) => void,
) {
  const store = useStore();
  const wanted = useRef<string>(undefined);
  const scrolling = useRef(scroll);
  const [, draw] = useState(0);
  const cellOf = useCallback(
    (id: string) => list.current?.querySelector<HTMLElement>(`[data-picture="${id}"]`),
    [list],
  );
  const reveal = useCallback(
    (id: string) => {
      scrolling.current?.(ids.indexOf(id));
      const cell = cellOf(id);
      if (cell) return cell.focus({ preventScroll: scrolling.current !== undefined });
      // It is mounted with the next drawing.
      wanted.current = id;
      draw((n) => n + 1);
    },
    [ids, cellOf],
  );
  useLayoutEffect(() => {
    scrolling.current = scroll;
  });
  useLayoutEffect(() => store.listTray({ ids, reveal }), [store, ids, reveal]);
  useEffect(() => {
    const cell = wanted.current === undefined ? null : cellOf(wanted.current);
    if (!cell) return;
    wanted.current = undefined;
    cell.focus({ preventScroll: true });
  });
  return reveal;
}
