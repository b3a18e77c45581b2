"use client";

import { useStatuses } from "@/components/statuses/statuses";
import { cx } from "@/components/ui/cx";
import { StatusDot } from "@/components/ui/status-dot";
import type { FrameCounts } from "./frame-counts";

/** How far the frames are: one bar, and under it every status that occurs in words. */
export function StatusBar({ counts: { total, parts } }: { counts: FrameCounts }) {
  const { mark, name, paint } = useStatuses();
  return (
    <div className="grid gap-2.5">
      <div aria-hidden className="flex h-1.5 gap-px overflow-hidden rounded-full">
        {parts.map(({ status, count }) => (
          <span
            key={status}
            className={cx("min-w-1 bg-current", paint(status).className)}
            style={{ ...paint(status).style, flexGrow: count, flexBasis: 0 }}
          />
        ))}
      </div>
      <ul aria-label={`${total} frames by status`} className="num flex flex-wrap gap-x-5 gap-y-1 text-xs">
        {parts.map(({ status, count }) => (
          <li key={status} className="flex items-center gap-1.5">
            <StatusDot {...mark(status)} />
            <span>
              {count} <span className="text-muted">{name(status)}</span>
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
