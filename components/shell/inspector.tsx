"use client";

import { X } from "lucide-react";
import { type ReactNode, useEffect, useRef } from "react";
import { useShortcuts } from "@/components/shell/shortcuts";
import { IconButton } from "@/components/ui/icon-button";
import { Tabs } from "@/components/ui/tabs";

export const inspectorTabs = ["details", "versions", "notes", "recipe", "used"] as const;
export type InspectorTab = (typeof inspectorTabs)[number];

const words: Record<InspectorTab, { label: string; empty: string }> = {
  details: { label: "Details", empty: "Nothing is recorded about this." },
  versions: { label: "Versions", empty: "This has no versions." },
  notes: { label: "Notes", empty: "No notes yet." },
  recipe: { label: "Recipe", empty: "This was not made by a pass, so it has no recipe." },
  used: { label: "Used in", empty: "Nothing uses this." },
};

export interface InspectorProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** What is inspected; undefined while nothing is chosen. */
  title?: string;
  /** Left-out tabs say in one line that there is nothing. */
  content: Partial<Record<InspectorTab, ReactNode>>;
  counts?: Partial<Record<InspectorTab, number>>;
  tab?: InspectorTab;
  onTabChange?: (tab: InspectorTab) => void;
}

/** The one drawer on the right. A column from 1280 px up; below that it lies over the page and takes focus. */
export function Inspector({ open, onOpenChange, title, content, counts, tab, onTabChange }: InspectorProps) {
  const drawer = useRef<HTMLElement>(null);
  useShortcuts("Global", {
    "Mod+.": { label: open ? "Close the inspector" : "Open the inspector", run: () => onOpenChange(!open) },
    Escape: { label: "Close the inspector", run: () => onOpenChange(false), when: () => open, quiet: true },
  });
  useEffect(() => {
    if (!open || matchMedia("(min-width: 80rem)").matches) return;
    const before = document.activeElement;
    drawer.current?.focus();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, [open]);
  if (!open) return null;
  const items = inspectorTabs.map((key) => ({
    key,
    label: words[key].label,
    ...(counts?.[key] === undefined ? {} : { count: counts[key] }),
    atOnce: key === "versions",
    content: content[key] ?? <p className="px-4 py-6 text-muted">{words[key].empty}</p>,
  }));
  return (
    <aside
      ref={drawer}
      aria-label="Inspector"
      tabIndex={-1}
      className="flex w-[360px] shrink-0 flex-col border-l bg-surface outline-none xl:absolute xl:inset-y-0 xl:right-0 max-xl:fixed max-xl:inset-y-0 max-xl:right-0 max-xl:z-30 max-xl:w-[min(400px,100vw)] max-xl:border-l-0 max-xl:shadow-float"
    >
      <header className="flex h-11 shrink-0 items-center justify-between gap-2 pr-2 pl-4">
        <h2 className="truncate text-sm">{title ?? "Nothing chosen"}</h2>
        <IconButton label="Close the inspector" keys="Mod+." icon={<X />} onClick={() => onOpenChange(false)} />
      </header>
      <Tabs
        label="Inspector"
        items={items}
        className="flex min-h-0 flex-1 flex-col"
        {...(tab === undefined ? {} : { value: tab })}
        {...(onTabChange ? { onChange: onTabChange } : {})}
      />
    </aside>
  );
}
