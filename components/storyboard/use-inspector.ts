"use client";

import { useEffect, useState } from "react";
import type { InspectorTab } from "@/components/shell/inspector";

/**
 * The inspector's state on a page about one picture: open on wide screens, where it is a column. The server draws it
 * open and CSS hides it below 1280 px until somebody asks for it there.
 */
export function useInspector(first: InspectorTab) {
  const [open, setOpen] = useState(true);
  const [settled, setSettled] = useState(false);
  const [tab, setTab] = useState<InspectorTab>(first);
  useEffect(() => {
    if (!matchMedia("(min-width: 80rem)").matches) setOpen(false);
    setSettled(true);
  }, []);
  return {
    open,
    onOpenChange: setOpen,
    tab,
    onTabChange: setTab,
    className: settled ? "contents" : "contents max-xl:hidden",
    show: (next: InspectorTab) => {
      setTab(next);
      setOpen(true);
    },
  };
}
