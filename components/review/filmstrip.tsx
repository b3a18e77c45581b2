"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef } from "react";
import { Thumb } from "@/components/media/thumb";
import type { BoardItem } from "@/components/storyboard/board-cell";
import { cx } from "@/components/ui/cx";
import { StatusDot } from "@/components/ui/status-dot";
import { toneClass } from "@/components/ui/status-tone";
import { statuses } from "@/contract/statuses";

interface FilmstripProps {
  frames: readonly BoardItem[];
  currentId: string | undefined;
  onChoose: (id: string) => void;
}

const step = 124;

/** The frames under review in story order; the one looked at stays in view. */
export function Filmstrip({ frames, currentId, onChoose }: FilmstripProps) {
  const strip = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    horizontal: true,
    count: frames.length,
    getScrollElement: () => strip.current,
    estimateSize: () => step,
    getItemKey: (index) => frames[index]?.id ?? index,
    overscan: 4,
    paddingStart: 12,
    paddingEnd: 12,
    initialRect: { width: 1200, height: 84 },
  });
  const { scrollToIndex } = virtual;
  const at = frames.findIndex(({ id }) => id === currentId);
  useEffect(() => {
    if (at >= 0) scrollToIndex(at, { align: "auto" });
  }, [at, scrollToIndex]);
  return (
    <nav
      ref={strip}
      aria-label="Frames under review"
      className="h-24 shrink-0 overflow-x-auto overflow-y-hidden border-t bg-surface [scrollbar-width:thin]"
    >
      <ol className="relative h-full" style={{ width: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ key, index, start }) => {
          const frame = frames[index];
          return (
            frame && (
              <li
                key={key}
                className="absolute top-2 left-0"
                style={{ width: step - 8, transform: `translateX(${start}px)` }}
              >
                <button
                  type="button"
                  tabIndex={frame.id === currentId ? 0 : -1}
                  aria-current={frame.id === currentId ? "true" : undefined}
                  aria-label={`${frame.name}, ${statuses[frame.status].label}`}
                  onClick={() => onChoose(frame.id)}
                  className={cx(
                    "relative block w-full rounded-picture",
                    frame.id === currentId
                      ? "outline-2 outline-accent outline-offset-2"
                      : "opacity-75 hover:opacity-100",
                  )}
                >
                  <Thumb media={frame.media} alt="" ratio={16 / 9} sizes="116px" />
                  <span className="absolute top-1 right-1 rounded-full bg-surface p-px">
                    <StatusDot tone={frame.status} />
                  </span>
                  <span
                    className={cx(
                      "absolute inset-x-0 bottom-0 h-[3px] rounded-b-picture bg-current",
                      toneClass[frame.status],
                    )}
                  />
                </button>
              </li>
            )
          );
        })}
      </ol>
    </nav>
  );
}
