"use client";

import { memo, type ReactNode } from "react";
import { Thumb, type ThumbMedia } from "@/components/media/thumb";
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
  paused: boolean;
  current: boolean;
  /** Undefined: the grid selects nothing. */
  selected: boolean | undefined;
  overlay: ReactNode;
  onPress: (index: number, press: Press, onMark: boolean) => void;
  onFocusCell: (index: number) => void;
}

/** One picture: four elements, so that a screen of them stays under 400. */
export const GridCell = memo(function GridCell(props: GridCellProps) {
  const { item, index, width, ratio, fit, caption, paused, current, selected, overlay } = props;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a cell of the grid role, not of a table
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid handles the keys of all its cells
    <div
      role="gridcell"
      aria-label={item.label}
      aria-selected={selected}
      data-index={index}
      tabIndex={current ? 0 : -1}
      style={{ width }}
      onFocus={() => props.onFocusCell(index)}
      onClick={(event) =>
        props.onPress(index, event, event.target instanceof Element && event.target.hasAttribute("data-mark"))
      }
      className={cx("group relative shrink-0 cursor-pointer rounded-picture", selected && "outline-2 outline-accent")}
    >
      <Thumb media={item.media} alt="" ratio={ratio} fit={fit} sizes={`${Math.ceil(width)}px`} paused={paused} eager />
      {selected !== undefined && (
        <span
          data-mark
          aria-hidden
          className={cx(
            "absolute top-1.5 left-1.5 grid size-5 place-items-center rounded-[4px] border font-medium text-xs",
            selected
              ? "border-accent-fill bg-accent-fill text-on-accent before:content-['✓']"
              : "border-white/80 bg-black/50 opacity-0 group-hover:opacity-100 pointer-coarse:opacity-100",
          )}
        />
      )}
      {overlay}
      {caption && <span className="code block h-6 truncate pt-1 text-muted">{item.label}</span>}
    </div>
  );
});
