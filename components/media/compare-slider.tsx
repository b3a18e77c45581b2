"use client";

import { type KeyboardEvent, type PointerEvent, useRef, useState } from "react";

export interface ComparePicture {
  src: string;
  /** "v001" */
  label: string;
}

export interface CompareSliderProps {
  before: ComparePicture;
  after: ComparePicture;
  /** Pixels; both pictures are drawn in this shape. */
  width: number;
  height: number;
  /** Share of the width that shows `before`, 0 to 1. */
  initial?: number;
  onChange?: (share: number) => void;
}

/** Wipe between two pictures of one shape. Drag anywhere, or ←/→ by 1 % (Shift 10 %), Home, End. */
export function CompareSlider({ before, after, width, height, initial = 0.5, onChange }: CompareSliderProps) {
  const frame = useRef<HTMLDivElement>(null);
  const [share, setShare] = useState(initial);
  const move = (to: number) => {
    const next = Math.min(1, Math.max(0, Math.round(to * 1000) / 1000));
    setShare(next);
    onChange?.(next);
  };
  const follow = (event: PointerEvent) => {
    const box = frame.current?.getBoundingClientRect();
    if (box) move((event.clientX - box.left) / box.width);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.shiftKey ? 0.1 : 0.01;
    const to: Record<string, number> = {
      ArrowLeft: share - step,
      ArrowDown: share - step,
      ArrowRight: share + step,
      ArrowUp: share + step,
      Home: 0,
      End: 1,
    };
    const next = to[event.key];
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    move(next);
  };
  const percent = Math.round(share * 100);
  return (
    <div
      ref={frame}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        follow(event);
      }}
      onPointerMove={(event) => event.currentTarget.hasPointerCapture(event.pointerId) && follow(event)}
      style={{ aspectRatio: width / height }}
      className="relative max-h-full w-full cursor-ew-resize touch-pan-y select-none overflow-hidden rounded-picture bg-well"
    >
      <img src={after.src} alt={after.label} draggable={false} className="absolute inset-0 size-full" />
      <img
        src={before.src}
        alt={before.label}
        draggable={false}
        className="absolute inset-0 size-full"
        style={{ clipPath: `inset(0 ${100 - share * 100}% 0 0)` }}
      />
      <Corner side="left" text={before.label} shown={share > 0.08} />
      <Corner side="right" text={after.label} shown={share < 0.92} />
      <div
        role="slider"
        aria-label={`Wipe between ${before.label} and ${after.label}`}
        aria-orientation="horizontal"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
        aria-valuetext={`${percent} % ${before.label}`}
        tabIndex={0}
        onKeyDown={onKeyDown}
        className="absolute inset-y-0 w-px bg-white shadow-[0_0_0_1px_#0006] after:absolute after:top-1/2 after:left-1/2 after:h-8 after:w-1.5 after:-translate-1/2 after:rounded-full after:bg-white after:shadow-[0_0_0_1px_#0008]"
        style={{ left: `${share * 100}%` }}
      />
    </div>
  );
}

function Corner({ side, text, shown }: { side: "left" | "right"; text: string; shown: boolean }) {
  if (!shown) return null;
  return (
    <span
      aria-hidden
      className={`code pointer-events-none absolute top-2 rounded-[4px] bg-black/70 px-1.5 py-0.5 text-white ${side === "left" ? "left-2" : "right-2"}`}
    >
      {text}
    </span>
  );
}
