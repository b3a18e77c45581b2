"use client";

import { useCallback, useRef, useState } from "react";
import type { Slot } from "@/contract/profile/angles";
import type { PixelBox } from "@/contract/profile/box";

export interface SheetCell {
  id: string;
  box: PixelBox;
  slot: Slot | null;
}
interface State {
  cells: readonly SheetCell[];
  selected: string | null;
}

const most = 100;

/** The boxes of a sheet with their way back. A drag is one step: changes of one box within a moment join. */
export function useBoxes() {
  const [state, setState] = useState<State>({ cells: [], selected: null });
  const past = useRef<State[]>([]);
  const future = useRef<State[]>([]);
  const last = useRef({ id: "", at: 0 });
  const ids = useRef(0);

  const keep = useCallback((join = "") => {
    const now = performance.now();
    const joins = join !== "" && last.current.id === join && now - last.current.at < 600;
    last.current = { id: join, at: now };
    return joins;
  }, []);
  const change = useCallback(
    (next: (state: State) => State, join?: string) => {
      const joins = keep(join);
      setState((now) => {
        if (!joins) {
          past.current = [...past.current, now].slice(-most);
          future.current = [];
        }
        return next(now);
      });
    },
    [keep],
  );
  const fresh = useCallback((box: PixelBox, slot: Slot | null = null): SheetCell => {
    ids.current += 1;
    return { id: `box-${ids.current}`, box, slot };
  }, []);

  const lay = useCallback(
    (boxes: readonly PixelBox[]) => {
      const cells = boxes.map((box) => fresh(box));
      change(() => ({ cells, selected: null }));
    },
    [change, fresh],
  );
  const add = (box: PixelBox) => {
    const cell = fresh(box);
    change(({ cells }) => ({ cells: [...cells, cell], selected: cell.id }));
  };
  const select = (selected: string | null) => setState((now) => ({ ...now, selected }));
  const move = (id: string, box: PixelBox) =>
    change(
      ({ cells }) => ({ cells: cells.map((cell) => (cell.id === id ? { ...cell, box } : cell)), selected: id }),
      id,
    );
  const remove = (id: string) =>
    change(({ cells }) => ({ cells: cells.filter((cell) => cell.id !== id), selected: null }));
  /** An angle holds one picture: the box that had it before becomes a candidate. */
  const assign = (id: string, slot: Slot | null, alone: boolean) =>
    change(({ cells, selected }) => ({
      selected,
      cells: cells.map((cell) =>
        cell.id === id
          ? { ...cell, slot }
          : alone && slot !== null && cell.slot === slot
            ? { ...cell, slot: null }
            : cell,
      ),
    }));
  const step = (from: typeof past, to: typeof past) => () => {
    const next = from.current.at(-1);
    if (!next) return;
    from.current = from.current.slice(0, -1);
    last.current = { id: "", at: 0 };
    setState((now) => {
      to.current = [...to.current, now];
      return next;
    });
  };
  return { ...state, lay, add, select, move, remove, assign, undo: step(past, future), redo: step(future, past) };
}
export type Boxes = ReturnType<typeof useBoxes>;
