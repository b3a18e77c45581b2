"use client";

import { X } from "lucide-react";
import { cx } from "@/components/ui/cx";
import { IconButton } from "@/components/ui/icon-button";
import { Select } from "@/components/ui/select";
import type { Picture } from "@/contract/media";
import { angleIds, type Slot, slotIds, slotTitle } from "@/contract/profile/angles";
import { BoxThumb } from "./box-thumb";
import type { Boxes } from "./use-boxes";

const isAngle = (slot: Slot | null) => angleIds.some((angle) => angle === slot);

interface CellListProps {
  picture: Picture;
  boxes: Boxes;
  filled: readonly string[];
}

/** Every box as a line: what is in it, and where it goes. */
export function CellList({ picture, boxes, filled }: CellListProps) {
  const { cells, selected, select, assign, remove } = boxes;
  // One height, however many are found: what stands below does not move when they are.
  if (cells.length === 0) return <p className="h-[44dvh] text-muted text-xs">None yet.</p>;
  return (
    <ul className="-mx-2 grid h-[44dvh] content-start overflow-y-auto">
      {cells.map(({ id, box, slot }, at) => (
        <li
          key={id}
          className={cx("flex items-center gap-2 rounded-control px-2 py-1", id === selected && "bg-selected")}
        >
          <BoxThumb picture={picture} box={box} side={44} />
          <span className="grid min-w-0 flex-1 gap-0.5">
            <Select
              aria-label={`Where view ${at + 1} goes`}
              value={slot ?? ""}
              onFocus={() => select(id)}
              onChange={({ currentTarget: { value } }) => {
                const chosen = slotIds.find((one) => one === value) ?? null;
                assign(id, chosen, isAngle(chosen));
              }}
              options={slotOptions(filled)}
            />
            <span className="num text-[11px] text-muted leading-4">
              {Math.round(box.width)} × {Math.round(box.height)} px
            </span>
          </span>
          <IconButton label={`Remove view ${at + 1}`} icon={<X />} onClick={() => remove(id)} />
        </li>
      ))}
    </ul>
  );
}

/** Slots as a choice; those that hold a picture say so, it then becomes a candidate. */
export const slotOptions = (filled: readonly string[]) => [
  { value: "", label: "Candidates" },
  ...slotIds.map((value) => ({
    value,
    label: filled.includes(value) && isAngle(value) ? `${slotTitle(value)} (replaces)` : slotTitle(value),
  })),
];
