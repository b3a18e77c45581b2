"use client";

import { useEffect, useEffectEvent } from "react";
import type { MaskEditor } from "../engine/editor-types";
import { toImage } from "../engine/viewport";

type Point = { x: number; y: number };
/** A press that is still down: from where to where in pixels of the picture, and whether it says "not this". */
export type Held = { from: Point; to: Point; not: boolean };

type Presses = {
  container: HTMLElement;
  editor: MaskEditor;
  active: boolean;
  /** While the button is down; null when it came up or was dropped. */
  onHeld: (held: Held | null) => void;
  onPress: (press: Held) => void;
};

/** A finger slips more than a mouse: CSS pixels. */
const TAP = 8;

/**
 * Presses on the canvas while it is marked, taken before its tools hear them: the main button, or the right one or Alt for "not
 * this". Space, the middle button, the wheel and fingers stay with the canvas; a tap marks all the same. Escape drops a press.
 */
export function usePresses({ container, editor, active, onHeld, onPress }: Presses): void {
  const held = useEffectEvent(onHeld);
  const pressed = useEffectEvent(onPress);
  useEffect(() => {
    if (!active) return;
    const stop = new AbortController();
    const { signal } = stop;
    let press: (Held & { pointer: number }) | null = null;
    let tap: { pointer: number; x: number; y: number } | null = null;
    let space = false;
    const at = (event: PointerEvent): Point => {
      const rect = container.getBoundingClientRect();
      return toImage(editor.viewport, { x: event.clientX - rect.left, y: event.clientY - rect.top });
    };
    const take = (event: Event) => {
      event.preventDefault();
      event.stopImmediatePropagation();
    };
    const drop = () => {
      press = null;
      held(null);
    };
    const on = (
      name: "pointerdown" | "pointermove" | "pointerup" | "pointercancel",
      react: (event: PointerEvent) => void,
    ) => container.addEventListener(name, react, { signal, capture: true });
    on("pointerdown", (event) => {
      if (event.pointerType === "touch") {
        // A second finger means a pinch.
        tap = event.isPrimary ? { pointer: event.pointerId, x: event.clientX, y: event.clientY } : null;
        return;
      }
      if (press || space || (event.button !== 0 && event.button !== 2)) return;
      take(event);
      // As the canvas does for its own presses: no ring around the picture for those who came by pointer.
      container.dataset.pointer = "";
      container.focus({ preventScroll: true });
      container.setPointerCapture(event.pointerId);
      const from = at(event);
      press = { pointer: event.pointerId, from, to: from, not: event.button === 2 || event.altKey };
    });
    on("pointermove", (event) => {
      if (press?.pointer !== event.pointerId) return;
      take(event);
      press = { ...press, to: at(event) };
      held(press);
    });
    on("pointerup", (event) => {
      if (tap?.pointer === event.pointerId) {
        const still = Math.hypot(event.clientX - tap.x, event.clientY - tap.y) < TAP;
        tap = null;
        if (still) pressed({ from: at(event), to: at(event), not: false });
        return;
      }
      if (press?.pointer !== event.pointerId) return;
      take(event);
      const { from, not } = press;
      drop();
      pressed({ from, to: at(event), not });
    });
    on("pointercancel", (event) => {
      if (tap?.pointer === event.pointerId) tap = null;
      if (press?.pointer === event.pointerId) drop();
    });
    const key = (event: KeyboardEvent) => {
      if (event.code === "Space") space = event.type === "keydown";
      if (event.key !== "Escape" || event.type !== "keydown" || !press) return;
      take(event);
      drop();
    };
    window.addEventListener("keydown", key, { signal, capture: true });
    window.addEventListener("keyup", key, { signal, capture: true });
    window.addEventListener(
      "blur",
      () => {
        space = false;
        if (press) drop();
      },
      { signal },
    );
    container.dataset.marking = "";
    return () => {
      stop.abort();
      delete container.dataset.marking;
      held(null);
    };
  }, [container, editor, active]);
}
