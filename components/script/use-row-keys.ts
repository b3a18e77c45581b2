"use client";

import { type KeyboardEvent, type RefObject, useCallback, useEffect, useRef, useState } from "react";
import { rangeIds } from "@/components/media/grid-layout";

interface RowKeys {
  ids: readonly string[];
  selected: ReadonlySet<string>;
  onSelect: (selected: ReadonlySet<string>) => void;
  onOpen: (index: number) => void;
  /** Brings a row into the window, so that it can take focus. */
  reveal: (index: number) => void;
}

const page = 12;

/** Roving focus over the rows of a table: arrows, Home, End and Page keys move, Shift extends, x selects, Enter opens, s opens the status. */
export function useRowKeys(frame: RefObject<HTMLElement | null>, rows: RowKeys) {
  const [place, setPlace] = useState(0);
  const at = Math.min(place, Math.max(0, rows.ids.length - 1));
  const anchor = useRef(0);
  const latest = useRef({ rows, at });
  useEffect(() => {
    latest.current = { rows, at };
  });

  const focusRow = useCallback(
    (index: number) => {
      latest.current.rows.reveal(index);
      const focus = () =>
        frame.current?.querySelector<HTMLElement>(`[data-index="${index}"]`)?.focus({ preventScroll: true });
      focus();
      requestAnimationFrame(focus);
    },
    [frame],
  );

  const go = (to: number, extend: boolean) => {
    if (extend) rows.onSelect(new Set(rangeIds(rows.ids, anchor.current, to)));
    else anchor.current = to;
    setPlace(to);
    focusRow(to);
  };

  const toggle = useCallback((index: number, extend: boolean) => {
    const { rows } = latest.current;
    if (extend) return rows.onSelect(new Set([...rows.selected, ...rangeIds(rows.ids, anchor.current, index)]));
    const id = rows.ids[index];
    if (id === undefined) return;
    anchor.current = index;
    const next = new Set(rows.selected);
    if (!next.delete(id)) next.add(id);
    rows.onSelect(next);
  }, []);

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const mod = event.ctrlKey || event.metaKey;
    if (event.altKey || event.defaultPrevented || rows.ids.length === 0) return;
    // Enter and Space belong to the button or link that has focus; a row itself is none.
    const onRow = event.target instanceof HTMLElement && event.target.role === "row";
    const last = rows.ids.length - 1;
    const moves: Record<string, number> = {
      ArrowDown: Math.min(last, at + 1),
      ArrowUp: Math.max(0, at - 1),
      PageDown: Math.min(last, at + page),
      PageUp: Math.max(0, at - page),
      Home: 0,
      End: last,
    };
    const to = mod ? undefined : moves[event.key];
    if (to !== undefined) go(to, event.shiftKey);
    else if (mod && event.key.toLowerCase() === "a") rows.onSelect(new Set(rows.ids));
    else if (mod) return;
    else if (event.key === "x") toggle(at, false);
    else if (event.key === "Enter" && onRow) rows.onOpen(at);
    else if (event.key === "s")
      frame.current?.querySelector<HTMLElement>(`[data-index="${at}"] [data-status]`)?.click();
    else if (event.key === "Escape" && rows.selected.size > 0) rows.onSelect(new Set());
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const onFocusRow = useCallback((index: number) => setPlace(index), []);
  return { at, onKeyDown, onFocusRow, toggle, focusFirst: () => rows.ids.length > 0 && go(at, false) };
}
