"use client";

import { useEffect, useRef } from "react";
import { Thumb } from "@/components/media/thumb";
import { indices, useWindow } from "@/components/media/use-window";
import { useStatuses } from "@/components/statuses/statuses";
import type { BoardItem } from "@/components/storyboard/board-item";
import { cx } from "@/components/ui/cx";
import { StatusDot } from "@/components/ui/status-dot";

interface FilmstripProps {
  frames: readonly BoardItem[];
  currentId: string | undefined;
  onChoose: (id: string) => void;
}

const step = 124;
const pad = 12;
const startOf = (index: number) => pad + index * step;

/** The frames under review in story order; the one looked at stays in view. */
export function Filmstrip({ frames, currentId, onChoose }: FilmstripProps) {
  const strip = useRef<HTMLDivElement>(null);
  const shape = { count: frames.length, startOf, overscan: 4, assumed: 1200, horizontal: true };
  const { first, end, scrollTo } = useWindow(strip, shape);
  const at = frames.findIndex(({ id }) => id === currentId);
  useEffect(() => {
    if (at >= 0) scrollTo(at);
  }, [at, scrollTo]);
  const { mark, name, paint } = useStatuses();
  return (
    <nav
      ref={strip}
      aria-label="Frames under review"
      className="h-24 shrink-0 overflow-x-auto overflow-y-hidden border-t bg-surface [scrollbar-width:thin]"
    >
      <ol className="relative h-full" style={{ width: startOf(frames.length) + pad }}>
        {indices(first, end).map((index) => {
          const frame = frames[index];
          return (
            frame && (
              <li
                key={frame.id}
                className="absolute top-2 left-0"
                style={{ width: step - 8, transform: `translateX(${startOf(index)}px)` }}
              >
                <button
                  type="button"
                  tabIndex={frame.id === currentId ? 0 : -1}
                  aria-current={frame.id === currentId ? "true" : undefined}
                  aria-label={`${frame.name}, ${name(frame.status)}`}
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
                    <StatusDot {...mark(frame.status)} />
                  </span>
                  <span
                    style={paint(frame.status).style}
                    className={cx(
                      "absolute inset-x-0 bottom-0 h-[3px] rounded-b-picture bg-current",
                      paint(frame.status).className,
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
