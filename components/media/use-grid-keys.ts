"use client";

import { type KeyboardEvent, type RefObject, useCallback, useEffect, useRef, useState } from "react";
import type { Press } from "@/components/media/grid-cell";
import { type GridLayout, moveIn, rangeIds } from "@/components/media/grid-layout";

interface GridActs<Item extends { id: string }> {
  items: readonly Item[];
  start?: string;
  selected?: ReadonlySet<string>;
  onSelect?: (selected: ReadonlySet<string>) => void;
  onOpen?: (item: Item) => void;
  onLook?: (item: Item) => void;
}

/** Roving focus and selection of an image grid. `at` is the index with tabindex 0. */
export function useGridKeys<Item extends { id: string }>(
  acts: GridActs<Item>,
  frame: RefObject<HTMLElement | null>,
  layout: GridLayout,
) {
  const [place, setPlace] = useState(() =>
    Math.max(
      0,
      acts.items.findIndex(({ id }) => id === acts.start),
    ),
  );
  const at = Math.min(place, Math.max(0, acts.items.length - 1));
  const anchor = useRef(0);
  const wanted = useRef<number | null>(null);
  const latest = useRef({ acts, at, layout });
  useEffect(() => {
    latest.current = { acts, at, layout };
  });

  const go = useCallback((to: number, extend: boolean) => {
    const { acts } = latest.current;
    if (extend)
      acts.onSelect?.(
        new Set(
          rangeIds(
            acts.items.map((item) => item.id),
            anchor.current,
            to,
          ),
        ),
      );
    else anchor.current = to;
    wanted.current = to;
    setPlace(to);
  }, []);

  const toggle = useCallback((index: number) => {
    const { acts } = latest.current;
    const id = acts.items[index]?.id;
    if (id === undefined || !acts.onSelect) return;
    const next = new Set(acts.selected);
    if (!next.delete(id)) next.add(id);
    anchor.current = index;
    acts.onSelect(next);
  }, []);

  const onPress = useCallback(
    (index: number, press: Press, onMark: boolean) => {
      const { acts } = latest.current;
      if (press.shiftKey && acts.onSelect) return go(index, true);
      setPlace(index);
      if (onMark || press.ctrlKey || press.metaKey || (acts.selected?.size ?? 0) > 0) return toggle(index);
      anchor.current = index;
      const item = acts.items[index];
      if (item) acts.onOpen?.(item);
    },
    [go, toggle],
  );

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.altKey || event.defaultPrevented) return;
    const all = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "a";
    if ((event.ctrlKey || event.metaKey) && !all) return;
    const page = Math.max(1, Math.floor((frame.current?.clientHeight ?? layout.row) / layout.row));
    const to = all ? undefined : moveIn(event.key, at, { count: acts.items.length, columns: layout.columns, page });
    if (to !== undefined) go(to, event.shiftKey && acts.onSelect !== undefined);
    else if (!actOn(event.key, all)) return;
    event.preventDefault();
    event.stopPropagation();
  };

  const actOn = (key: string, all: boolean): boolean => {
    const item = acts.items[at];
    if (!item) return false;
    if (all && acts.onSelect) acts.onSelect(new Set(acts.items.map(({ id }) => id)));
    else if (key === "x" && acts.onSelect) toggle(at);
    else if (key === "Enter" && acts.onOpen) acts.onOpen(item);
    else if (key === " " && acts.onLook) acts.onLook(item);
    else if (key === "Escape" && acts.onSelect && (acts.selected?.size ?? 0) > 0) acts.onSelect(new Set());
    else return false;
    return true;
  };

  /** After a move: brings the wanted cell into view and focuses it once it is mounted. */
  const focusCell = useCallback(
    (scrollToRow: (row: number) => void) => {
      const index = wanted.current;
      if (index === null) return;
      wanted.current = null;
      scrollToRow(Math.floor(index / latest.current.layout.columns));
      const focus = () =>
        frame.current?.querySelector<HTMLElement>(`[data-index="${index}"]`)?.focus({ preventScroll: true });
      focus();
      requestAnimationFrame(focus);
    },
    [frame, place],
  );

  const onFocusCell = useCallback((index: number) => setPlace(index), []);
  return { at, onKeyDown, onPress, onFocusCell, focusCell };
}
