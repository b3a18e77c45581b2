"use client";

import { GripVertical } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useRef, useState } from "react";
import { cx } from "@/components/ui/cx";

interface OrderListProps<Row extends { key: string; name: string }> {
  /** `name` is what the handle of a row is called. */
  rows: readonly Row[];
  /** All keys in their new order. */
  onOrder: (keys: string[]) => void;
  children: (row: Row, at: number) => ReactNode;
}

/** Rows that can be ordered: a handle drags its row, or moves it with the arrow keys, Home and End. */
export function OrderList<Row extends { key: string; name: string }>({ rows, onOrder, children }: OrderListProps<Row>) {
  const list = useRef<HTMLOListElement>(null);
  const [held, setHeld] = useState<string>();
  const [over, setOver] = useState<number>();
  const keys = rows.map(({ key }) => key);
  const moveTo = (key: string, to: number) => {
    const rest = keys.filter((other) => other !== key);
    const place = Math.max(0, Math.min(rest.length, to));
    const next = [...rest.slice(0, place), key, ...rest.slice(place)];
    if (next.join() !== keys.join()) onOrder(next);
  };
  const onKeyDown = (event: KeyboardEvent, key: string) => {
    const at = keys.indexOf(key);
    const to = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: keys.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    moveTo(key, to);
    // The row is drawn anew elsewhere: its handle keeps the keyboard.
    requestAnimationFrame(() => list.current?.querySelector<HTMLElement>(`[data-handle="${key}"]`)?.focus());
  };
  const letGo = () => {
    setHeld(undefined);
    setOver(undefined);
  };
  return (
    <ol ref={list} className="border-y [&>li+li]:border-t">
      {rows.map((row, at) => (
        <li
          key={row.key}
          onDragOver={(event) => {
            if (held === undefined) return;
            event.preventDefault();
            setOver(at);
          }}
          onDrop={(event) => {
            event.preventDefault();
            if (held !== undefined) moveTo(held, at);
            letGo();
          }}
          className={cx(
            "group flex min-h-11 items-center gap-3 py-1.5",
            held === row.key && "opacity-45",
            held !== undefined && over === at && held !== row.key && "bg-selected",
          )}
        >
          <button
            type="button"
            draggable
            data-handle={row.key}
            aria-label={`Move ${row.name}: ${at + 1} of ${rows.length}, arrow keys move it`}
            onDragStart={(event) => {
              event.dataTransfer.effectAllowed = "move";
              event.dataTransfer.setData("text/plain", row.key);
              setHeld(row.key);
            }}
            onDragEnd={letGo}
            onKeyDown={(event) => onKeyDown(event, row.key)}
            className="grid size-7 shrink-0 cursor-grab place-items-center rounded-control text-muted hover:bg-hover hover:text-text pointer-coarse:size-11"
          >
            <GripVertical aria-hidden className="size-4 stroke-[1.5]" />
          </button>
          {children(row, at)}
        </li>
      ))}
    </ol>
  );
}
