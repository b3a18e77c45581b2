"use client";

import { type ReactNode, useId, useRef } from "react";
import { focusFirst, type MenuItem, MenuList } from "@/components/ui/menu-list";
import type { Placement } from "@/components/ui/place";
import { usePopover } from "@/components/ui/use-popover";

export interface MenuTrigger {
  popoverTarget: string;
  "aria-expanded": boolean;
  "aria-haspopup": "menu";
}

export interface MenuProps {
  /** Accessible name of the menu. */
  label: string;
  items: readonly MenuItem[];
  /** Draws the button; spread the attributes on it. */
  trigger: (attributes: MenuTrigger) => ReactNode;
  side?: Placement["side"];
  align?: Placement["align"];
}

export const menuClass =
  "appear fixed inset-auto m-0 max-h-[70dvh] overflow-y-auto rounded-panel bg-raised text-text shadow-float";

export function Menu({ label, items, trigger, side = "bottom", align = "start" }: MenuProps) {
  const id = useId();
  const holder = useRef<HTMLSpanElement>(null);
  const { ref, open } = usePopover<HTMLDivElement>(
    () => holder.current?.firstElementChild?.getBoundingClientRect(),
    { side, align },
    focusFirst,
  );
  return (
    <>
      <span ref={holder} className="contents">
        {trigger({ popoverTarget: id, "aria-expanded": open, "aria-haspopup": "menu" })}
      </span>
      <div ref={ref} id={id} popover="auto" role="menu" aria-label={label} className={menuClass}>
        {open && <MenuList items={items} close={() => ref.current?.hidePopover()} />}
      </div>
    </>
  );
}
