"use client";

import { Plus } from "lucide-react";
import type { CSSProperties, ReactNode } from "react";
import { cx } from "@/components/ui/cx";
import { type Slot, slotTitle } from "@/contract/profile/angles";
import type { Dragged } from "./use-slot-drop";

interface SlotCellProps {
  slot: Slot;
  drag: Dragged | null;
  /** The picture that stands there; without one the slot asks for it. */
  children?: ReactNode;
  /** The key that puts the focused picture here. */
  number?: number;
  /** Left out for those who only look. */
  onChoose: (() => void) | undefined;
  style?: CSSProperties;
  className?: string;
}

/** A named place for one picture. */
export function SlotCell({ slot, drag, children, number, onChoose, style, className }: SlotCellProps) {
  const over = drag?.over === slot;
  return (
    <div
      data-place={slot}
      style={style}
      className={cx(
        "grid min-w-0 content-start gap-1 rounded-picture",
        over && "outline-2 outline-accent outline-offset-2",
        className,
      )}
    >
      <h3 className={cx("flex items-center gap-1.5 text-xs", !children && "font-normal text-muted")}>
        <span className="truncate">{slotTitle(slot)}</span>
        {number !== undefined && onChoose && (
          <span aria-hidden className="num ml-auto font-normal text-[11px] text-muted max-md:hidden">
            {number}
          </span>
        )}
      </h3>
      {children || <EmptySlot slot={slot} dragging={drag !== null} over={over} onChoose={onChoose} />}
    </div>
  );
}

interface EmptySlotProps {
  slot: Slot;
  dragging: boolean;
  over: boolean;
  onChoose: (() => void) | undefined;
}

export function EmptySlot({ slot, dragging, over, onChoose }: EmptySlotProps) {
  const shape = cx(
    "grid aspect-[4/5] w-full place-items-center rounded-picture border border-dashed text-muted",
    over ? "border-accent bg-selected" : dragging ? "border-control" : "border-edge",
  );
  return onChoose ? (
    <button
      type="button"
      aria-label={`Choose pictures for ${slotTitle(slot)}`}
      onClick={onChoose}
      className={cx(shape, "hover:border-control hover:text-text")}
    >
      <Plus aria-hidden className="size-4 stroke-[1.5]" />
    </button>
  ) : (
    <div className={shape}>
      <span className="text-xs">Missing</span>
    </div>
  );
}
