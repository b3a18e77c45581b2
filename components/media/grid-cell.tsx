"use client";

import { type MouseEvent, memo, type ReactNode, useState } from "react";
import { Thumb, type ThumbMedia } from "@/components/media/thumb";
import type { SheetCell } from "@/components/media/use-sheets";
import { cx } from "@/components/ui/cx";

export interface Press {
  shiftKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
}

interface GridCellProps {
  item: { id: string; label: string; media: ThumbMedia | null };
  index: number;
  width: number;
  ratio: number;
  fit: "cover" | "contain";
  caption: boolean;
  /** The overlay holds the words that name it. */
  named: boolean;
  paused: boolean;
  sheet: SheetCell | undefined;
  current: boolean;
  /** Undefined: the grid selects nothing. */
  selected: boolean | undefined;
  overlay: ReactNode;
  onPress: (index: number, press: Press, onMark: boolean) => void;
  onFocusCell: (index: number) => void;
}

const cellClass = "group relative shrink-0 cursor-pointer rounded-picture";
const captionClass =
  "after:block after:h-6 after:truncate after:pt-1 after:font-mono after:text-muted after:text-xs after:content-[attr(aria-label)]";
const markClass =
  "before:absolute before:top-1.5 before:left-1.5 before:z-1 before:size-5 before:rounded-[4px] before:border";
const selectedClass = "before:border-accent-fill before:bg-accent-fill";
const tickedClass =
  "outline-2 outline-accent outline-offset-1 after:absolute after:top-[9px] after:left-[13px] after:z-2 after:h-2.5 after:w-1.5 after:rotate-45 after:border-on-accent after:border-r-2 after:border-b-2";
const offeredClass = "before:border-white/80 before:bg-black/50 before:opacity-0 hover:before:opacity-100";

/** One picture in three elements, caption and mark being drawn by CSS: a screen of them stays under 400. */
export const GridCell = memo(function GridCell(props: GridCellProps) {
  const { item, index, width, ratio, fit, caption, paused, current, selected, overlay } = props;
  // A picture that stood once stays: only what comes by in a fling waits.
  const [live, setLive] = useState(!paused);
  if (!paused && !live) setLive(true);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a cell of the grid role, not of a table
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid handles the keys of all its cells
    <div
      role="gridcell"
      aria-label={props.named ? undefined : item.label}
      aria-selected={selected}
      data-index={index}
      tabIndex={current ? 0 : -1}
      style={{ width }}
      onFocus={() => props.onFocusCell(index)}
      onClick={(event) => props.onPress(index, event, selected !== undefined && onMark(event))}
      className={cx(
        cellClass,
        caption && captionClass,
        selected !== undefined && markClass,
        selected === true && selectedClass,
        selected === false && offeredClass,
      )}
    >
      <Thumb
        media={item.media}
        alt=""
        ratio={ratio}
        fit={fit}
        sizes={`${Math.ceil(width)}px`}
        paused={!live}
        sheet={props.sheet}
        eager
        className={selected ? tickedClass : undefined}
      />
      {overlay}
    </div>
  );
});

/** Within the corner of the mark, 36 px square (44 for a finger). */
function onMark(event: MouseEvent<HTMLElement>): boolean {
  const box = event.currentTarget.getBoundingClientRect();
  const reach = matchMedia("(pointer: coarse)").matches ? 44 : 36;
  return event.clientX - box.left < reach && event.clientY - box.top < reach;
}
