"use client";

import { type FocusEvent, type KeyboardEvent, useRef, useState } from "react";

const moves = new Set(["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End"]);

/**
 * Which cards are chosen together, and which is looked at: Space looks, `x` toggles, Shift with a moving key extends, Mod+A takes all, Escape none. `ids` are
 * the cards in their order. Spread `handlers` on an element around the grid; its cards name themselves by `data-character`.
 */
export function useCardSelection(ids: readonly string[], onLook: (id: string) => void) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const anchor = useRef<string>(undefined);
  const extending = useRef(false);
  const selected = ids.filter((id) => chosen.has(id));
  const idOf = (target: EventTarget) =>
    target instanceof HTMLElement ? target.closest<HTMLElement>("[data-character]")?.dataset.character : undefined;
  const clear = () => setChosen(new Set());
  const handlers = {
    onKeyDownCapture: (event: KeyboardEvent) => {
      const id = idOf(event.target);
      if (id === undefined || event.altKey) return;
      const mod = event.ctrlKey || event.metaKey;
      // The grid moves the focus; what it comes to is taken in there.
      extending.current = event.shiftKey && !mod && moves.has(event.key);
      if (extending.current) {
        anchor.current ??= id;
        return;
      }
      if (mod && event.key.toLowerCase() === "a") setChosen(new Set(ids));
      else if (!mod && event.key === " ") onLook(id);
      else if (!mod && event.key === "x") {
        anchor.current = id;
        setChosen((now) => toggled(now, id));
      } else if (!mod && event.key === "Escape" && chosen.size > 0) {
        anchor.current = undefined;
        clear();
      } else return;
      event.preventDefault();
      event.stopPropagation();
    },
    onFocusCapture: (event: FocusEvent) => {
      const id = idOf(event.target);
      if (id === undefined || !extending.current || anchor.current === undefined) return;
      const [from, to] = [ids.indexOf(anchor.current), ids.indexOf(id)].sort((a, b) => a - b);
      setChosen(new Set(ids.slice(from, (to ?? 0) + 1)));
    },
    onKeyUpCapture: (event: KeyboardEvent) => {
      if (event.key !== "Shift") return;
      extending.current = false;
      anchor.current = undefined;
    },
  };
  /** The chosen ones, or the one in focus. */
  const acted = (): string[] => {
    if (selected.length > 0) return selected;
    const id = document.activeElement ? idOf(document.activeElement) : undefined;
    return id === undefined ? [] : [id];
  };
  return { selected, isSelected: (id: string) => chosen.has(id), handlers, clear, acted };
}

const toggled = (now: ReadonlySet<string>, id: string): ReadonlySet<string> => {
  const next = new Set(now);
  if (!next.delete(id)) next.add(id);
  return next;
};
