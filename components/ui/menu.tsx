"use client";

import { type ReactNode, useEffect, useId, useLayoutEffect, useRef } from "react";
import type { MenuItem } from "@/components/ui/menu-list";
import type { Placement } from "@/components/ui/place";
import { usePart } from "@/components/ui/use-part";
import { usePopover } from "@/components/ui/use-popover";

export interface MenuTrigger {
  popoverTarget: string;
  "aria-expanded": boolean;
  "aria-haspopup": "menu";
}

export interface MenuProps {
  /** Accessible name of the menu. */
  label: string;
  /** Undefined while they are on their way: the menu then opens once they are here. */
  items: readonly MenuItem[] | undefined;
  /** Somebody reaches for the button, or opened the menu: the moment to load the items. */
  onReach?: () => void;
  /** Draws the button; spread the attributes on it. */
  trigger: (attributes: MenuTrigger) => ReactNode;
  side?: Placement["side"];
  align?: Placement["align"];
}

export const menuClass =
  "appear fixed inset-auto m-0 max-h-[70dvh] overflow-y-auto rounded-panel bg-raised text-text shadow-float";

const loadList = () => import("@/components/ui/menu-list");

/** A button and its menu. The inside is loaded when somebody reaches for the button. */
export function Menu({ label, items, onReach, trigger, side = "bottom", align = "start" }: MenuProps) {
  const id = useId();
  const holder = useRef<HTMLSpanElement>(null);
  const [list, wantList] = usePart(loadList);
  const want = () => {
    wantList();
    onReach?.();
  };
  const latest = useRef(want);
  useLayoutEffect(() => {
    latest.current = want;
  });
  const { ref, open } = usePopover<HTMLDivElement>(
    () => holder.current?.firstElementChild?.getBoundingClientRect(),
    { side, align },
    (element) => list?.focusFirst(element),
    list !== undefined && items !== undefined,
  );
  useEffect(() => {
    if (open) latest.current();
  }, [open]);
  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: only listens for the button inside it being reached for */}
      <span ref={holder} onPointerOver={want} onFocus={want} className="contents">
        {trigger({ popoverTarget: id, "aria-expanded": open, "aria-haspopup": "menu" })}
      </span>
      <div ref={ref} id={id} popover="auto" role="menu" aria-label={label} className={menuClass}>
        {open && list && items && <list.MenuList items={items} close={() => ref.current?.hidePopover()} />}
      </div>
    </>
  );
}
