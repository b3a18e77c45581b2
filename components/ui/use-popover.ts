"use client";

import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from "react";
import { type Box, type Placement, placeElement } from "@/components/ui/place";

/**
 * Follows a native popover: whether it is open, and its place beside `anchor()` each time it opens.
 * Light dismiss and Escape are the browser's. While not `ready` (its contents are on their way) it stays unseen.
 */
export function usePopover<El extends HTMLElement>(
  anchor: () => Box | undefined,
  placement: Placement,
  onOpen?: (element: El) => void,
  ready = true,
): { ref: RefObject<El | null>; open: boolean } {
  const ref = useRef<El>(null);
  const [open, setOpen] = useState(false);
  const latest = useRef({ anchor, placement, onOpen });
  useLayoutEffect(() => {
    latest.current = { anchor, placement, onOpen };
  });
  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    // Hidden until its contents are drawn and its place is known; `toggle` arrives a task after it is shown.
    const onBefore = (event: ToggleEvent) => {
      if (event.newState === "open") element.style.visibility = "hidden";
    };
    const onToggle = (event: ToggleEvent) => setOpen(event.newState === "open");
    element.addEventListener("beforetoggle", onBefore);
    element.addEventListener("toggle", onToggle);
    return () => {
      element.removeEventListener("beforetoggle", onBefore);
      element.removeEventListener("toggle", onToggle);
    };
  }, []);
  useLayoutEffect(() => {
    const element = ref.current;
    if (!open || !ready || !element) return;
    const box = latest.current.anchor();
    if (box) placeElement(element, box, latest.current.placement);
    element.style.visibility = "";
    latest.current.onOpen?.(element);
  }, [open, ready]);
  return { ref, open };
}
