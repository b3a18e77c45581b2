"use client";

import { type MouseEvent, type ReactNode, useRef } from "react";
import { menuClass } from "@/components/ui/menu";
import { focusFirst, type MenuItem, MenuList } from "@/components/ui/menu-list";
import type { Box } from "@/components/ui/place";
import { usePopover } from "@/components/ui/use-popover";

export interface ContextMenuProps {
  label: string;
  items: readonly MenuItem[];
  className?: string;
  children: ReactNode;
}

/** Right press, long press or the menu key on its children. Everything in it must also be reachable another way. */
export function ContextMenu({ label, items, className, children }: ContextMenuProps) {
  const at = useRef<Box>({ left: 0, top: 0, right: 0, bottom: 0 });
  const { ref, open } = usePopover<HTMLDivElement>(() => at.current, { side: "bottom", align: "start" }, focusFirst);
  const show = (event: MouseEvent<HTMLDivElement>) => {
    event.preventDefault();
    // The menu key reports 0,0 or the centre of nothing: use the element that has focus.
    const box =
      event.clientX === 0 && event.clientY === 0 && event.target instanceof Element
        ? event.target.getBoundingClientRect()
        : undefined;
    at.current = box ?? { left: event.clientX, right: event.clientX, top: event.clientY, bottom: event.clientY };
    ref.current?.showPopover();
  };
  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a second way to what its children already offer */}
      <div className={className} onContextMenu={show}>
        {children}
      </div>
      <div ref={ref} popover="auto" role="menu" aria-label={label} className={menuClass}>
        {open && <MenuList items={items} close={() => ref.current?.hidePopover()} />}
      </div>
    </>
  );
}
