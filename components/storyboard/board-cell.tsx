"use client";

import { MessageSquare } from "lucide-react";
import { FrameRing } from "@/components/likeness/frame-ring";
import { useStatuses } from "@/components/statuses/statuses";
import { cx } from "@/components/ui/cx";
import { StatusDot } from "@/components/ui/status-dot";
import type { BoardItem } from "./board-item";
import { versionName } from "./version-words";

/** Height kept below a picture of the board for the words of `BoardCell`. */
export const boardCaption = 48;

/** The marks and words of one frame: stripe, results that wait, open notes, code, status, action. */
export function BoardCell({ frame }: { frame: BoardItem }) {
  const { mark, name, paint } = useStatuses();
  const painted = paint(frame.status);
  return (
    <>
      <span
        style={painted.style}
        className={cx(
          "pointer-events-none block h-[3px] -translate-y-[3px] rounded-b-picture bg-current",
          painted.className,
        )}
      />
      <span className="block px-0.5" style={{ height: boardCaption - 3 }}>
        <span className="flex items-center gap-2">
          <span className="code min-w-0 flex-1 truncate">{frame.name}</span>
          <FrameRing frameId={frame.id} />
          <span style={painted.style} className={cx("flex shrink-0 items-center gap-1 text-xs", painted.className)}>
            <StatusDot {...mark(frame.status)} />
            {name(frame.status)}
          </span>
          {frame.number !== null && <span className="code shrink-0 text-muted">{versionName(frame.number)}</span>}
        </span>
        <span className="block truncate text-muted text-xs">{frame.action || "\u00a0"}</span>
      </span>
      {(frame.staged > 0 || frame.notes > 0) && (
        <span className="num pointer-events-none absolute top-1.5 right-1.5 flex items-center gap-1 text-xs">
          {frame.staged > 0 && (
            <span className="rounded-[4px] bg-accent-fill px-1.5 text-on-accent">{frame.staged} new</span>
          )}
          {frame.notes > 0 && (
            <span className="flex items-center gap-1 rounded-[4px] bg-black/70 px-1.5 text-white">
              <MessageSquare aria-hidden className="size-3 stroke-[1.5]" />
              {frame.notes} <span className="sr-only">open notes</span>
            </span>
          )}
        </span>
      )}
    </>
  );
}
