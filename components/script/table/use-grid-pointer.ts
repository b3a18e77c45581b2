"use client";

import { type MouseEvent, type PointerEvent as ReactPointerEvent, useRef, useState } from "react";
import { rangeIds } from "@/components/media/grid-layout";
import { isColumn } from "@/contract/script/columns";
import type { Cell } from "./grid-cursor";
import type { GridFrame } from "./grid-row";
import { canType } from "./use-grid-keys";

interface GridPointer {
  frame: GridFrame;
  ids: readonly string[];
  onOpen: (id: string) => void;
  onDrop: (ids: ReadonlySet<string>, onto: string, side: "before" | "behind") => void;
}

const cellOf = (target: EventTarget | null): Cell | undefined => {
  if (!(target instanceof Element)) return undefined;
  const cell = target.closest<HTMLElement>("[data-column]");
  const id = cell?.closest<HTMLElement>("[data-id]")?.dataset.id;
  const column = cell?.dataset.column;
  return id !== undefined && column !== undefined && isColumn(column) ? { id, column } : undefined;
};

/** Pressing, dragging and double-pressing cells; ticking rows; dragging rows to another place. One listener for all rows. */
export function useGridPointer({ frame, ids, onOpen, onDrop }: GridPointer) {
  const { cursor, columns } = frame;
  const tickedFrom = useRef(0);
  const [drop, setDrop] = useState<{ onto: string; side: "before" | "behind" } | null>(null);

  const onPointerDown = (event: ReactPointerEvent<HTMLElement>) => {
    const target = event.target as Element;
    if (event.button !== 0 || target.closest("textarea, input")) return;
    const cell = cellOf(target);
    if (!cell) return;
    if (target.closest("[data-grip]")) return dragRow(event, cell.id);
    if (target.closest("[data-open]")) return;
    // Text in cells is not chosen by dragging over them: cells are.
    if (event.pointerType === "mouse") event.preventDefault();
    event.currentTarget.focus({ preventScroll: true });
    cursor.go(cell, event.shiftKey);
    if (event.pointerType !== "mouse") return;
    const over = (now: PointerEvent) => {
      const there = cellOf(now.target);
      const at = cursor.at;
      if (there && (there.id !== at?.id || there.column !== at.column)) cursor.go(there, true);
    };
    const stop = () => {
      document.removeEventListener("pointerover", over);
      document.removeEventListener("pointerup", stop);
    };
    document.addEventListener("pointerover", over);
    document.addEventListener("pointerup", stop);
  };

  const dragRow = (event: ReactPointerEvent<HTMLElement>, id: string) => {
    event.preventDefault();
    const moving: ReadonlySet<string> = cursor.ticked.has(id) ? cursor.ticked : new Set([id]);
    let last: { onto: string; side: "before" | "behind" } | null = null;
    const move = (now: PointerEvent) => {
      const row = document.elementFromPoint(now.clientX, now.clientY)?.closest<HTMLElement>("[data-id]");
      const onto = row?.dataset.id;
      if (!row || onto === undefined) return;
      const { top, height } = row.getBoundingClientRect();
      last = { onto, side: now.clientY < top + height / 2 ? "before" : "behind" };
      setDrop((was) => (was?.onto === last?.onto && was?.side === last?.side ? was : last));
    };
    const stop = (now: Event) => {
      removeEventListener("pointermove", move);
      removeEventListener("pointerup", stop);
      removeEventListener("pointercancel", stop);
      setDrop(null);
      if (last && now.type === "pointerup") onDrop(moving, last.onto, last.side);
    };
    addEventListener("pointermove", move);
    addEventListener("pointerup", stop);
    addEventListener("pointercancel", stop);
  };

  const onClick = (event: MouseEvent<HTMLElement>) => {
    const target = event.target as Element;
    const cell = cellOf(target);
    if (!cell) return;
    if (target.closest("input[type=checkbox]")) return tick(cell.id, event.shiftKey);
    if (target.closest("[data-open]")) {
      // Another tab, another window, a download: the browser's own ways stay.
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button !== 0) return;
      event.preventDefault();
      return onOpen(cell.id);
    }
    const column = columns.find(({ id }) => id === cell.column);
    if (target.closest("[data-pick]") && canType(frame, column)) cursor.edit(cell);
  };

  const tick = (id: string, stretch: boolean) => {
    const at = ids.indexOf(id);
    const next = new Set(cursor.ticked);
    if (stretch) for (const one of rangeIds(ids, tickedFrom.current, at)) next.add(one);
    else if (!next.delete(id)) next.add(id);
    if (!stretch) tickedFrom.current = at;
    cursor.tick(next);
  };

  const onDoubleClick = (event: MouseEvent<HTMLElement>) => {
    const target = event.target as Element;
    const cell = cellOf(target);
    if (!cell || target.closest("[data-open], input, textarea, [data-pick]")) return;
    const column = columns.find(({ id }) => id === cell.column);
    if (canType(frame, column)) cursor.edit(cell);
  };

  return { drop, handlers: { onPointerDown, onClick, onDoubleClick } };
}
