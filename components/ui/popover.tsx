"use client";

import { type ReactNode, useEffect, useId, useRef } from "react";
import { cx } from "@/components/ui/cx";
import type { Placement } from "@/components/ui/place";
import { usePopover } from "@/components/ui/use-popover";

export interface PopoverTrigger {
  popoverTarget: string;
  "aria-expanded": boolean;
  "aria-haspopup": "dialog";
}

export interface PopoverProps {
  /** Accessible name of the panel. */
  label: string;
  /** Draws the button; spread the attributes on it. */
  trigger: (attributes: PopoverTrigger) => ReactNode;
  side?: Placement["side"];
  align?: Placement["align"];
  className?: string;
  /** False while the contents are being loaded: it stays unseen until they are here. */
  ready?: boolean;
  onOpen?: () => void;
  /** A function gets `close`. Rendered only while open. */
  children: ReactNode | ((close: () => void) => ReactNode);
}

export function Popover(props: PopoverProps) {
  const { label, trigger, side = "bottom", align = "start", className, ready = true, onOpen, children } = props;
  const id = useId();
  const holder = useRef<HTMLSpanElement>(null);
  const { ref, open } = usePopover<HTMLDivElement>(
    () => holder.current?.firstElementChild?.getBoundingClientRect(),
    { side, align },
    (panel) => panel.querySelector<HTMLElement>("[autofocus], input, select, textarea, button, a[href]")?.focus(),
    ready,
  );
  useEffect(() => {
    if (open) onOpen?.();
  }, [open, onOpen]);
  return (
    <>
      <span ref={holder} className="contents">
        {trigger({ popoverTarget: id, "aria-expanded": open, "aria-haspopup": "dialog" })}
      </span>
      <div
        ref={ref}
        id={id}
        popover="auto"
        role="dialog"
        aria-label={label}
        className={cx(
          "appear fixed inset-auto m-0 max-w-[calc(100vw-16px)] rounded-panel bg-raised p-3 text-text shadow-float",
          className,
        )}
      >
        {open && (typeof children === "function" ? children(() => ref.current?.hidePopover()) : children)}
      </div>
    </>
  );
}
