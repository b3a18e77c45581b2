"use client";

import { type KeyboardEvent, type PointerEvent, useRef } from "react";
import type { Mark } from "@/contract/passes/parts";

type Point = { x: number; y: number };

interface MarkHandleProps {
  name: string;
  mark: Mark;
  /** Of a box: its lower right corner, which sizes it. */
  corner?: boolean;
  /** Its middle, in CSS pixels of the canvas. */
  at: Point;
  scale: number;
  /** By pixels of the picture since the hand came down, or by a key. */
  onMove: (by: Point, from: "drag" | "key") => void;
  onGrab: () => void;
  onTurn: () => void;
  onRemove: () => void;
}

const arrows: Record<string, Point> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

/** One mark: dragged or moved by arrows (Shift: 10 px), turned by Enter or Alt-click, taken away by Delete. */
export function MarkHandle({
  name,
  mark,
  corner = false,
  at,
  scale,
  onMove,
  onGrab,
  onTurn,
  onRemove,
}: MarkHandleProps) {
  const drag = useRef<{ pointer: number; x: number; y: number } | null>(null);
  const point = mark.kind !== "box";
  const down = (event: PointerEvent<HTMLButtonElement>) => {
    if (event.button === 2 || (event.button === 0 && event.altKey)) {
      event.preventDefault();
      onTurn();
      return;
    }
    if (event.button !== 0 || drag.current) return;
    event.preventDefault();
    event.currentTarget.focus({ preventScroll: true });
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = { pointer: event.pointerId, x: event.clientX, y: event.clientY };
    onGrab();
  };
  const move = (event: PointerEvent) => {
    const { current } = drag;
    if (!current || current.pointer !== event.pointerId) return;
    onMove({ x: (event.clientX - current.x) / scale, y: (event.clientY - current.y) / scale }, "drag");
  };
  const end = () => {
    drag.current = null;
  };
  const key = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const arrow = arrows[event.key];
    const step = event.shiftKey ? 10 : 1;
    if (arrow) onMove({ x: arrow.x * step, y: arrow.y * step }, "key");
    else if (event.key === "Delete" || event.key === "Backspace") onRemove();
    else if ((event.key === "Enter" || event.key === " ") && point) onTurn();
    else return;
    // Or the canvas would take it for its results or its mask.
    event.preventDefault();
    event.stopPropagation();
  };
  const place = `${Math.round(mark.x)}, ${Math.round(mark.y)} px`;
  const size = mark.kind === "box" ? `, ${mark.width} × ${mark.height} px` : "";
  return (
    <button
      type="button"
      data-mark={name}
      aria-label={corner ? `${name}, lower right corner` : `${name}, at ${place}${size}`}
      aria-description={`Drag or use the arrows${point ? "; Enter turns it between keep and not this" : ""}; Delete removes it`}
      onPointerDown={down}
      onPointerMove={move}
      onPointerUp={end}
      onPointerCancel={end}
      onLostPointerCapture={end}
      onContextMenu={(event) => event.preventDefault()}
      onKeyDown={key}
      className="pointer-events-auto absolute grid size-6 -translate-x-1/2 -translate-y-1/2 touch-none place-items-center rounded-full pointer-coarse:size-11"
      style={{ left: at.x, top: at.y, cursor: corner ? "nwse-resize" : "move" }}
    >
      <Sign kind={mark.kind} corner={corner} />
    </button>
  );
}

/** Told apart by sign and by light: white with a plus is kept, black with a minus is not. */
function Sign({ kind, corner }: { kind: Mark["kind"]; corner: boolean }) {
  if (kind === "box")
    return <span aria-hidden className={`border border-black bg-white ${corner ? "size-2.5" : "size-3"}`} />;
  const look = kind === "keep" ? "border-black bg-white text-black" : "border-white bg-black text-white";
  return (
    <span
      aria-hidden
      className={`grid size-4.5 place-items-center rounded-full border font-semibold text-sm leading-none ${look}`}
    >
      {kind === "keep" ? "+" : "−"}
    </span>
  );
}
