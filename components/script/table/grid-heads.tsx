"use client";

import { memo, useSyncExternalStore } from "react";
import type { Column, TableLook } from "@/contract/script/columns";
import type { GridCursor } from "./grid-cursor";
import { GridHead } from "./grid-head";
import type { Sort } from "./table-view";

interface HeadsProps {
  cursor: GridCursor;
  columns: readonly Column[];
  lefts: readonly number[];
  width: number;
  first: number;
  end: number;
  sort: Sort | null;
  onLook: (next: (look: TableLook) => TableLook) => void;
  ids: readonly string[];
}

/** The heads of the columns, with the box that ticks every shot. */
export const GridHeads = memo(function GridHeads({ cursor, ids, onLook, ...rest }: HeadsProps) {
  const ticked = useSyncExternalStore(
    cursor.watch,
    () => (cursor.ticked.size === 0 ? "none" : cursor.ticked.size >= ids.length ? "all" : "some"),
    () => "none" as const,
  );
  return (
    <GridHead
      {...rest}
      {...{ ticked, onLook }}
      onSort={(sort) => onLook((look) => ({ ...look, sort }))}
      onTickAll={() => cursor.tick(ticked === "all" ? new Set() : new Set(ids))}
    />
  );
});
