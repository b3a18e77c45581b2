"use client";

import { type KeyboardEvent, type PointerEvent, type ReactNode, useState } from "react";

export interface SplitPaneProps {
  /** Accessible name of the handle: "Width of the notes". */
  label: string;
  /** The pane that keeps its size, in px. */
  fixed: ReactNode;
  children: ReactNode;
  side: "left" | "right";
  initial: number;
  min: number;
  max: number;
  onResize?: (width: number) => void;
}

/** Two panes with a handle: drag, or ←/→ by 16 px, Home and End. Double-click returns to `initial`. */
export function SplitPane({ label, fixed, children, side, initial, min, max, onResize }: SplitPaneProps) {
  const [width, setWidth] = useState(initial);
  const resize = (next: number) => {
    const kept = Math.round(Math.min(max, Math.max(min, next)));
    setWidth(kept);
    onResize?.(kept);
  };
  const sign = side === "left" ? 1 : -1;
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    if (event.currentTarget.hasPointerCapture(event.pointerId)) resize(width + sign * event.movementX);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const next: Record<string, number> = {
      ArrowLeft: width - 16 * sign,
      ArrowRight: width + 16 * sign,
      Home: min,
      End: max,
    };
    const value = next[event.key];
    if (value === undefined) return;
    event.preventDefault();
    resize(value);
  };
  const pane = (
    <div className="min-w-0 shrink-0 overflow-hidden" style={{ width }}>
      {fixed}
    </div>
  );
  return (
    <div className="flex min-h-0 min-w-0 flex-1">
      {side === "left" && pane}
      {/* biome-ignore lint/a11y/useSemanticElements: a focusable separator with a value is ARIA's window splitter, not <hr> */}
      <div
        role="separator"
        aria-label={label}
        aria-orientation="vertical"
        aria-valuenow={width}
        aria-valuemin={min}
        aria-valuemax={max}
        tabIndex={0}
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={onPointerMove}
        onDoubleClick={() => resize(initial)}
        onKeyDown={onKeyDown}
        className="relative w-px shrink-0 cursor-col-resize touch-none bg-line after:absolute after:inset-y-0 after:-left-1 after:w-2 hover:bg-control"
      />
      <div className="min-w-0 flex-1">{children}</div>
      {side === "right" && pane}
    </div>
  );
}
