"use client";

import { type KeyboardEvent, type PointerEvent, useEffect, useRef } from "react";
import { type Side, sameEdges } from "@/components/pass-form/edges-value";
import type { Edges } from "@/contract/passes/parts";
import { frameOf, type Handle, type Limits, pull, sizeWords } from "./frame-geometry";

type Named = Handle & { name: string; sides: readonly Side[]; cursor: string; label: string };

// Corners last: where a small frame lays them over a side they are on top.
export const handles: readonly Named[] = [
  { name: "Top edge", x: 0, y: -1, sides: ["top"], cursor: "ns-resize", label: "left-1/2 top-5 -translate-x-1/2" },
  { name: "Right edge", x: 1, y: 0, sides: ["right"], cursor: "ew-resize", label: "right-5 top-1/2 -translate-y-1/2" },
  {
    ...{ name: "Bottom edge", x: 0, y: 1, sides: ["bottom"] },
    ...{ cursor: "ns-resize", label: "bottom-5 left-1/2 -translate-x-1/2" },
  },
  { name: "Left edge", x: -1, y: 0, sides: ["left"], cursor: "ew-resize", label: "left-5 top-1/2 -translate-y-1/2" },
  { name: "Top left corner", x: -1, y: -1, sides: ["top", "left"], cursor: "nwse-resize", label: "" },
  { name: "Top right corner", x: 1, y: -1, sides: ["top", "right"], cursor: "nesw-resize", label: "" },
  { name: "Bottom right corner", x: 1, y: 1, sides: ["bottom", "right"], cursor: "nwse-resize", label: "" },
  { name: "Bottom left corner", x: -1, y: 1, sides: ["bottom", "left"], cursor: "nesw-resize", label: "" },
];

const arrows: Record<string, { x: number; y: number }> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};
/** What Shift and an arrow move where the pass wants no multiple. */
const LEAP = 8;

interface FrameHandleProps {
  handle: Named;
  /** Its middle, in CSS pixels of the canvas. */
  at: { x: number; y: number };
  scale: number;
  edges: Edges;
  picture: { width: number; height: number };
  limits: Limits;
  onChange: (edges: Edges) => void;
  onDragging: (dragging: boolean) => void;
}

type Drag = { pointer: number; x: number; y: number; start: Edges };

/** One handle: dragged to the pass's multiple (Alt: to the pixel), moved by arrows, put back by Escape. */
export function FrameHandle({ handle, at, scale, edges, picture, limits, onChange, onDragging }: FrameHandleProps) {
  const drag = useRef<Drag | null>(null);
  // What Escape brings back: the frame as it was when the hand or the focus came here.
  const before = useRef(edges);
  const moved = (start: Edges, by: { x: number; y: number }, snap: boolean) =>
    pull(start, handle, by, { picture, limits, snap });
  const tell = (next: Edges) => {
    if (!sameEdges(next, edges)) onChange(next);
  };
  const end = () => {
    if (!drag.current) return;
    drag.current = null;
    onDragging(false);
  };
  useEffect(() => () => onDragging(false), [onDragging]);

  const down = (event: PointerEvent<HTMLButtonElement>) => {
    if (event.button !== 0 || drag.current) return;
    event.preventDefault();
    event.currentTarget.focus({ preventScroll: true });
    event.currentTarget.setPointerCapture(event.pointerId);
    before.current = edges;
    drag.current = { pointer: event.pointerId, x: event.clientX, y: event.clientY, start: edges };
    onDragging(true);
  };
  const move = (event: PointerEvent) => {
    const { current } = drag;
    if (!current || current.pointer !== event.pointerId) return;
    const by = { x: (event.clientX - current.x) / scale, y: (event.clientY - current.y) / scale };
    tell(moved(current.start, by, !event.altKey));
  };
  const key = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const arrow = arrows[event.key];
    if (event.key === "Escape" && !sameEdges(before.current, edges)) {
      end();
      tell(before.current);
    } else if (arrow) {
      const step = event.shiftKey ? (limits.multiple > 1 ? limits.multiple : LEAP) : 1;
      tell(moved(edges, { x: arrow.x * step, y: arrow.y * step }, event.shiftKey));
    } else return;
    // Or the canvas would take the arrow for its results.
    event.preventDefault();
  };

  const [side] = handle.sides;
  const alone = handle.sides.length === 1 && side !== undefined;
  const words = handle.sides.map((one) => `${one} ${edges[one]} px`).join(", ");
  const size = sizeWords(frameOf(edges, picture));
  return (
    <button
      type="button"
      {...(alone
        ? {
            role: "slider",
            "aria-label": handle.name,
            "aria-orientation": handle.x === 0 ? ("vertical" as const) : ("horizontal" as const),
            "aria-valuenow": edges[side],
            "aria-valuemin": limits.min,
            "aria-valuemax": limits.max,
            "aria-valuetext": `${edges[side]} px, new size ${size}`,
          }
        : { "aria-label": `${handle.name}, ${words}` })}
      aria-description="Drag or use the arrows; Shift moves by more, Escape puts it back"
      onPointerDown={down}
      onPointerMove={move}
      onPointerUp={end}
      onPointerCancel={end}
      onLostPointerCapture={end}
      onFocus={() => {
        before.current = edges;
      }}
      onKeyDown={key}
      className="pointer-events-auto absolute grid size-6 -translate-x-1/2 -translate-y-1/2 touch-none place-items-center rounded-control pointer-coarse:size-11"
      style={{ left: at.x, top: at.y, cursor: handle.cursor }}
    >
      <span aria-hidden className="size-2.5 border border-black bg-white" />
      {alone && edges[side] > 0 && (
        <span
          aria-hidden
          className={`num pointer-events-none absolute whitespace-nowrap rounded-control bg-black/75 px-1.5 py-0.5 text-white text-xs ${handle.label}`}
        >
          +{edges[side]} px
        </span>
      )}
    </button>
  );
}
