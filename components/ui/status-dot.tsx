import type { ReactNode } from "react";
import { cx } from "@/components/ui/cx";
import { type StatusShape, type StatusTone, toneClass, toneShape } from "@/components/ui/status-tone";

const ring = <circle cx="7" cy="7" r="5.25" fill="none" stroke="currentColor" strokeWidth="1.5" />;
const disc = <circle cx="7" cy="7" r="6" fill="currentColor" />;
const cut = {
  fill: "none",
  stroke: "var(--surface)",
  strokeWidth: 1.6,
  strokeLinecap: "round",
  strokeLinejoin: "round",
} as const;

const shapes: Record<StatusShape, ReactNode> = {
  empty: ring,
  dashed: (
    <circle cx="7" cy="7" r="5.25" fill="none" stroke="currentColor" strokeWidth="1.5" strokeDasharray="2 2.12" />
  ),
  half: (
    <>
      {ring}
      <path d="M7 3.8a3.2 3.2 0 0 1 0 6.4z" fill="currentColor" />
    </>
  ),
  waiting: (
    <>
      {ring}
      <circle cx="7" cy="7" r="2.4" fill="currentColor" />
    </>
  ),
  back: (
    <>
      {disc}
      <path d="M9.5 7h-5m2-2.2L4.4 7l2.1 2.2" {...cut} />
    </>
  ),
  full: (
    <>
      {disc}
      <path d="m4.4 7.2 1.8 1.8 3.4-3.8" {...cut} />
    </>
  ),
  bar: (
    <>
      {disc}
      <path d="M5.6 4.8v4.4m2.8-4.4v4.4" {...cut} />
    </>
  ),
  cross: (
    <>
      {ring}
      <path
        d="m5.2 5.2 3.6 3.6m0-3.6L5.2 8.8"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinecap="round"
      />
    </>
  ),
};

export interface StatusDotProps {
  tone: StatusTone;
  shape?: StatusShape;
  /** A CSS colour instead of the tone's own, readable in both themes. */
  colour?: string;
  /** Accessible name; left out where the word stands beside it. */
  label?: string;
  className?: string;
}

/** 14 px sign of a status: colour and shape. Alone only with a `label`. */
export function StatusDot({ tone, shape, colour, label, className }: StatusDotProps) {
  return (
    <svg
      viewBox="0 0 14 14"
      role={label === undefined ? undefined : "img"}
      aria-label={label}
      aria-hidden={label === undefined ? true : undefined}
      className={cx("size-3.5 shrink-0", colour === undefined && toneClass[tone], className)}
      style={colour === undefined ? undefined : { color: colour }}
    >
      {shapes[shape ?? toneShape[tone]]}
    </svg>
  );
}
