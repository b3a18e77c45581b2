"use client";

import { useCallback } from "react";
import type { TableShot } from "@/contract/script/table-shot";
import type { Cell } from "./grid-cursor";
import type { ShotGridProps } from "./grid-props";
import type { Leave } from "./use-cell-typing";
import { neighbour } from "./use-grid-keys";

type CellSaving = Pick<ShotGridProps, "context" | "cursor" | "acts"> & {
  focus: () => void;
  reveal: () => void;
};

/** What happens when somebody leaves a cell they typed in: saved and on to the neighbour, or as it was. */
export function useCellSaving({ context, cursor, acts, focus, reveal }: CellSaving) {
  const save = useCallback(
    async (cell: Cell, text: string, leave: Leave, from: TableShot): Promise<string | undefined> => {
      const refusal = await acts.type(cell, text, from, context);
      // Gone to another cell meanwhile: that is where the person is.
      const { typing } = cursor;
      const here = typing?.id === cell.id && typing.column === cell.column;
      if (refusal !== undefined || !here) return refusal;
      cursor.stopEditing();
      if (leave === "stay") return undefined;
      const next = neighbour(cursor, leave);
      if (next) cursor.go(next);
      focus();
      reveal();
      return undefined;
    },
    [context, cursor, acts, focus, reveal],
  );
  const cancel = useCallback(() => {
    cursor.stopEditing();
    focus();
  }, [cursor, focus]);
  return { save, cancel };
}
