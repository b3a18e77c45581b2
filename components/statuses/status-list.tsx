"use client";

import { Archive, GripVertical, Pencil } from "lucide-react";
import { type KeyboardEvent, useRef, useState } from "react";
import { cx } from "@/components/ui/cx";
import { IconButton } from "@/components/ui/icon-button";
import { StatusPill } from "@/components/ui/status-pill";
import { isOmitted, type StatusRow } from "@/contract/status-set";
import { type Use, useInWords } from "./archive-dialog";
import { lookOf } from "./look";
import { aboutStatus } from "./status-words";

interface StatusListProps {
  rows: readonly StatusRow[];
  use: Readonly<Record<string, Use>> | undefined;
  onOrder: (codes: string[]) => void;
  onEdit: (row: StatusRow) => void;
  onArchive: (row: StatusRow) => void;
}

/** The team's statuses in order. A handle drags a row, or moves it with the arrow keys. */
export function StatusList({ rows, use, onOrder, onEdit, onArchive }: StatusListProps) {
  const list = useRef<HTMLOListElement>(null);
  const [held, setHeld] = useState<string>();
  const [over, setOver] = useState<number>();
  const codes = rows.map(({ code }) => code);
  const moveTo = (code: string, to: number) => {
    const rest = codes.filter((other) => other !== code);
    const place = Math.max(0, Math.min(rest.length, to));
    const next = [...rest.slice(0, place), code, ...rest.slice(place)];
    if (next.join() !== codes.join()) onOrder(next);
  };
  const onKeyDown = (event: KeyboardEvent, code: string) => {
    const at = codes.indexOf(code);
    const to = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: codes.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    moveTo(code, to);
    // The row is drawn anew elsewhere: its handle keeps the keyboard.
    requestAnimationFrame(() => list.current?.querySelector<HTMLElement>(`[data-handle="${code}"]`)?.focus());
  };
  return (
    <ol ref={list} className="border-y [&>li+li]:border-t">
      {rows.map((row, at) => {
        const used = use?.[row.code];
        return (
          <li
            key={row.code}
            onDragOver={(event) => {
              if (held === undefined) return;
              event.preventDefault();
              setOver(at);
            }}
            onDrop={(event) => {
              event.preventDefault();
              if (held !== undefined) moveTo(held, at);
              setHeld(undefined);
              setOver(undefined);
            }}
            className={cx(
              "group flex min-h-11 items-center gap-3 py-1.5",
              held === row.code && "opacity-45",
              held !== undefined && over === at && held !== row.code && "bg-selected",
            )}
          >
            <button
              type="button"
              draggable
              data-handle={row.code}
              aria-label={`Move ${row.name}: ${at + 1} of ${rows.length}, arrow keys move it`}
              onDragStart={(event) => {
                event.dataTransfer.effectAllowed = "move";
                event.dataTransfer.setData("text/plain", row.code);
                setHeld(row.code);
              }}
              onDragEnd={() => {
                setHeld(undefined);
                setOver(undefined);
              }}
              onKeyDown={(event) => onKeyDown(event, row.code)}
              className="grid size-7 shrink-0 cursor-grab place-items-center rounded-control text-muted hover:bg-hover hover:text-text pointer-coarse:size-11"
            >
              <GripVertical aria-hidden className="size-4 stroke-[1.5]" />
            </button>
            <span className="grid min-w-0 flex-1 gap-1 sm:flex sm:items-center sm:gap-3">
              <span className="flex sm:w-36 sm:shrink-0">
                <StatusPill {...lookOf(row)} />
              </span>
              <span className="code w-20 shrink-0 text-muted max-sm:hidden">{row.code}</span>
              <span className="min-w-0 flex-1 text-muted text-xs">{aboutStatus(row)}</span>
            </span>
            <span className="num w-44 shrink-0 text-right text-muted text-xs max-md:hidden">
              {used ? useInWords(used) : ""}
            </span>
            <IconButton label={`Edit ${row.name}`} icon={<Pencil />} onClick={() => onEdit(row)} />
            <IconButton
              label={`Archive ${row.name}`}
              icon={<Archive />}
              disabled={row.isDefault || isOmitted(row.code)}
              onClick={() => onArchive(row)}
            />
          </li>
        );
      })}
    </ol>
  );
}
