"use client";

import { lazy, Suspense, useLayoutEffect, useState, useSyncExternalStore } from "react";
import type { Box } from "@/components/ui/place";
import type { Column } from "@/contract/script/columns";
import type { GridCursor } from "./grid-cursor";
import type { ShotStore } from "./shot-store";
import { storyOf } from "./story-of";
import type { ShotActs } from "./use-shot-acts";

const CellPicker = lazy(() => import("./cell-picker").then((file) => ({ default: file.CellPicker })));

interface CellChooserProps {
  store: ShotStore;
  cursor: GridCursor;
  columns: readonly Column[];
  acts: ShotActs;
  frameId: string;
  focus: () => void;
}

/** The list of a chosen cell, over the table: one for all rows. */
export function CellChooser({ store, cursor, columns, acts, frameId, focus }: CellChooserProps) {
  const typing = useSyncExternalStore(
    cursor.watch,
    () => cursor.typing,
    () => null,
  );
  const column = columns.find(({ id }) => id === typing?.column);
  const shot = typing && store.get(typing.id);
  const [anchor, setAnchor] = useState<{ of: string; box: Box } | null>(null);
  const wanted = typing && column?.choice ? `${frameId}-${typing.id}-${typing.column}` : null;
  useLayoutEffect(() => {
    const box = wanted === null ? undefined : document.getElementById(wanted)?.getBoundingClientRect();
    setAnchor(wanted !== null && box ? { of: wanted, box } : null);
  }, [wanted]);
  if (!typing || !column?.choice || !shot || anchor?.of !== wanted) return null;
  const set = (value: string) => {
    const { field } = column;
    if (!field) return;
    const edit = { shotId: shot.id, field, seen: store.value(shot.id, field), value };
    void acts.edit([edit], `${column.label} of ${shot.code}`);
  };
  const toSequence = (sequence: string) => {
    const last = storyOf(store).findLast((one) => one.sequence === sequence);
    if (sequence !== shot.sequence)
      void acts.place(
        [{ shotId: shot.id, sequence, ...(last ? { after: last.id } : {}) }],
        `Moved ${shot.code} to ${sequence}`,
      );
  };
  return (
    <Suspense fallback={null}>
      <CellPicker
        key={wanted}
        {...{ store, shot, column, anchor: anchor.box, start: typing.draft, onSet: set, onSequence: toSequence }}
        onClose={(back) => {
          cursor.stopEditing();
          if (back) focus();
        }}
      />
    </Suspense>
  );
}
