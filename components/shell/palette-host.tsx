"use client";

import { lazy, Suspense, useEffect, useState } from "react";
import { openPalette, type PaletteItem } from "@/components/shell/palette-store";
import { useShortcuts } from "@/components/shell/shortcuts";

const CommandPalette = lazy(() =>
  import("@/components/shell/command-palette").then((file) => ({ default: file.CommandPalette })),
);
const ShortcutsSheet = lazy(() =>
  import("@/components/shell/shortcuts-sheet").then((file) => ({ default: file.ShortcutsSheet })),
);

export interface PaletteHostProps {
  items?: readonly PaletteItem[];
  search?: (query: string, signal: AbortSignal) => Promise<readonly PaletteItem[]>;
}

/** Mounted once in the shell: Mod+K and ?. Both load on first use and stay. */
export function PaletteHost({ items = [], search }: PaletteHostProps) {
  const [palette, setPalette] = useState({ open: false, wanted: false });
  const [sheet, setSheet] = useState({ open: false, wanted: false });
  useEffect(() => {
    const open = () => setPalette({ open: true, wanted: true });
    document.addEventListener("backlot:palette", open);
    return () => document.removeEventListener("backlot:palette", open);
  }, []);
  useShortcuts("Global", {
    "Mod+K": { label: "Search and commands", run: openPalette, inText: true, quiet: true },
    "?": { label: "Show shortcuts", run: () => setSheet({ open: true, wanted: true }) },
  });
  return (
    <Suspense fallback={null}>
      {palette.wanted && (
        <CommandPalette
          open={palette.open}
          onOpenChange={(open) => setPalette({ open, wanted: true })}
          items={items}
          {...(search ? { search } : {})}
        />
      )}
      {sheet.wanted && <ShortcutsSheet open={sheet.open} onOpenChange={(open) => setSheet({ open, wanted: true })} />}
    </Suspense>
  );
}
