"use client";

import { type ClipboardEvent, type KeyboardEvent, type ReactNode, type RefObject, useSyncExternalStore } from "react";
import type { GridCursor } from "./grid-cursor";
import type { useGridPointer } from "./use-grid-pointer";

interface GridBoxProps {
  scroller: RefObject<HTMLDivElement | null>;
  id: string;
  cursor: GridCursor;
  rows: number;
  columns: number;
  onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
  onCopy: (event: ClipboardEvent) => void;
  onPaste: (event: ClipboardEvent) => void;
  handlers: ReturnType<typeof useGridPointer>["handlers"];
  /** Somebody is here: what changes shots may be fetched. */
  onReached: () => void;
  children: ReactNode;
}

/** The grid itself: it keeps focus and names the active cell; moving it draws this element and no row. */
export function GridBox({ scroller, id, cursor, rows, columns, handlers, onReached, children, ...on }: GridBoxProps) {
  useSyncExternalStore(
    cursor.watch,
    () => cursor.version,
    () => 0,
  );
  const { at } = cursor;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a grid of virtual rows
    <div
      ref={scroller}
      role="grid"
      aria-label="Shots"
      tabIndex={0}
      aria-rowcount={rows + 1}
      aria-colcount={columns}
      aria-multiselectable
      aria-activedescendant={at ? `${id}-${at.id}-${at.column}` : undefined}
      {...on}
      {...handlers}
      onFocus={(event) => {
        onReached();
        if (event.target === event.currentTarget && !cursor.at) {
          const first = cursor.cellAt(0, 0);
          if (first) cursor.go(first);
        }
      }}
      className="min-h-0 flex-1 select-none overflow-auto bg-surface outline-none max-md:hidden"
    >
      {children}
    </div>
  );
}
