"use client";

import { useCallback } from "react";
import type { TableShot } from "@/contract/script/table-shot";
import type { Leave } from "./cell-field";
import type { Cell } from "./grid-cursor";
import { editOf } from "./grid-edits";
import type { ShotGridProps } from "./grid-props";
import { neighbour } from "./use-grid-keys";

type CellSaving = Pick<ShotGridProps, "store" | "context" | "cursor" | "acts"> & {
  focus: () => void;
  reveal: () => void;
};

/** What happens when somebody leaves a cell they typed in: saved and on to the neighbour, or as it was. */
export function useCellSaving({ store, context, cursor, acts, focus, reveal }: CellSaving) {
  const save = useCallback(
    ({ id, column }: Cell, text: string, leave: Leave, from: TableShot): string | undefined => {
      const made = editOf(store, context, from, column, text);
      if (typeof made === "string") return made;
      cursor.stopEditing();
      if (made) void acts.edit([made], `Changed ${store.get(id)?.code ?? "a shot"}`);
      if (leave === "stay") return undefined;
      const next = neighbour(cursor, leave);
      if (next) cursor.go(next);
      focus();
      reveal();
      return undefined;
    },
    [store, context, cursor, acts, focus, reveal],
  );
  const cancel = useCallback(() => {
    cursor.stopEditing();
    focus();
  }, [cursor, focus]);
  return { save, cancel };
}
