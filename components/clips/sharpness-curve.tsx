"use client";

import { type KeyboardEvent, type PointerEvent, useMemo, useRef } from "react";
import { cx } from "@/components/ui/cx";
import { type ClipFacts, frameTime } from "@/contract/profile/clip";
import type { Crispness } from "@/contract/profile/sharpness";

interface SharpnessCurveProps {
  facts: Pick<ClipFacts, "fpsNum" | "fpsDen" | "frames">;
  sharpness: readonly number[];
  crisp: readonly Crispness[];
  frame: number;
  picked: readonly number[];
  taken: readonly number[];
  onFrame: (frame: number) => void;
}

const columns = 480;
const high = 72;

/** The clip as a line of time: how sharp each moment is, what is picked, and the playhead. Dragging scrubs. */
export function SharpnessCurve(props: SharpnessCurveProps) {
  const { facts, sharpness, crisp, frame, picked, taken, onFrame } = props;
  const strip = useRef<HTMLDivElement>(null);
  const { area, blurred } = useMemo(() => drawn(sharpness, crisp), [sharpness, crisp]);
  const last = facts.frames - 1;
  const share = (at: number) => (last > 0 ? (100 * at) / last : 0);
  const seek = (event: PointerEvent) => {
    const rect = strip.current?.getBoundingClientRect();
    if (!rect) return;
    const across = Math.min(1, Math.max(0, (event.clientX - rect.left) / rect.width));
    onFrame(Math.round(across * last));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const by: Record<string, number> = { PageUp: -10, PageDown: 10 };
    const step = by[event.key];
    if (step === undefined) return;
    event.preventDefault();
    onFrame(Math.min(last, Math.max(0, frame + step)));
  };
  return (
    <div
      ref={strip}
      role="slider"
      tabIndex={0}
      aria-label="Frame"
      aria-valuemin={0}
      aria-valuemax={last}
      aria-valuenow={frame}
      aria-valuetext={`Frame ${frame}, ${frameTime(facts, frame)}, ${crisp[frame] ?? "crisp"}`}
      onKeyDown={(event) => {
        if (/^Arrow|^Home$|^End$/.test(event.key)) steer(event, frame, last, onFrame);
        else onKeyDown(event);
      }}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        seek(event);
      }}
      onPointerMove={(event) =>
        event.buttons === 1 && event.currentTarget.hasPointerCapture(event.pointerId) && seek(event)
      }
      className="relative h-[72px] cursor-ew-resize touch-none rounded-picture bg-well"
    >
      <svg
        aria-hidden="true"
        viewBox={`0 0 ${columns} ${high}`}
        preserveAspectRatio="none"
        className="absolute inset-0 size-full overflow-hidden rounded-picture"
      >
        <path d={area} className="fill-control/45" />
        <path d={blurred} className="fill-status-retake/30" />
      </svg>
      {taken.map((at) => (
        <Mark key={`t${at}`} at={share(at)} className="bottom-0 h-1.5 bg-status-done" />
      ))}
      {picked.map((at) => (
        <Mark key={`p${at}`} at={share(at)} className="top-0 h-3 bg-accent" />
      ))}
      <span
        className="pointer-events-none absolute inset-y-0 -ml-px w-0.5 bg-text"
        style={{ left: `${share(frame)}%` }}
      />
    </div>
  );
}

function Mark({ at, className }: { at: number; className: string }) {
  return <span className={cx("-ml-px pointer-events-none absolute w-0.5", className)} style={{ left: `${at}%` }} />;
}

/** Arrows step by one frame, with Shift by ten; Home and End go to the ends. */
export const steer = (
  event: Pick<KeyboardEvent, "key" | "shiftKey" | "preventDefault">,
  frame: number,
  last: number,
  onFrame: (frame: number) => void,
): void => {
  const step = event.shiftKey ? 10 : 1;
  const to: Record<string, number> = {
    ...{ ArrowLeft: frame - step, ArrowRight: frame + step, ArrowDown: frame - step, ArrowUp: frame + step },
    ...{ Home: 0, End: last },
  };
  const wanted = to[event.key];
  if (wanted === undefined) return;
  event.preventDefault();
  onFrame(Math.min(last, Math.max(0, wanted)));
};

/** At most `columns` steps wide: each is the sharpest of its frames, as one would pick it. */
const drawn = (sharpness: readonly number[], crisp: readonly Crispness[]) => {
  const count = Math.min(columns, sharpness.length);
  const most = Math.max(...sharpness.slice(0, 20_000), 1);
  const wide = columns / Math.max(1, count);
  const steps = Array.from({ length: count }, (_, n) => {
    const from = Math.floor((n * sharpness.length) / count);
    const to = Math.max(from + 1, Math.floor(((n + 1) * sharpness.length) / count));
    const value = Math.max(...sharpness.slice(from, to));
    const blurred = crisp.slice(from, to).every((word) => word === "blurred");
    return { x: n * wide, y: high - 4 - (high - 12) * Math.sqrt(value / most), blurred };
  });
  const box = ({ x, y }: { x: number; y: number }) =>
    `M${x.toFixed(2)} ${high}V${y.toFixed(2)}h${wide.toFixed(2)}V${high}Z`;
  return {
    area: steps.map(box).join(""),
    blurred: steps
      .filter((step) => step.blurred)
      .map(({ x }) => box({ x, y: 0 }))
      .join(""),
  };
};
