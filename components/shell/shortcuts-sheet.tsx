"use client";

import { useState, useSyncExternalStore } from "react";
import type { Scope } from "@/components/shell/shortcut-registry";
import { setSingleKeys, shortcuts, singleKeysOn } from "@/components/shell/shortcuts";
import { Dialog } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";
import { Switch } from "@/components/ui/switch";

export interface ShortcutsSheetProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

const none: readonly Scope[] = [];

/** Every key that works here now, by scope, innermost first. */
export function ShortcutsSheet({ open, onOpenChange }: ShortcutsSheetProps) {
  const scopes = useSyncExternalStore(shortcuts.subscribe, shortcuts.list, () => none);
  const [single, setSingle] = useState(singleKeysOn);
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title="Shortcuts on this page" size="lg">
      <div className="gap-x-10 sm:columns-2">
        {grouped(scopes).map(([name, rows]) => (
          <section key={name} className="mb-6 break-inside-avoid">
            <h3 className="mb-1 text-muted text-xs">{name}</h3>
            <dl>
              {rows.map(([keys, label]) => (
                <div key={keys} className="flex min-h-8 items-center justify-between gap-4 border-b">
                  <dt>{label}</dt>
                  <dd className="flex gap-2">
                    {keys.split(", ").map((way) => (
                      <Kbd key={way} keys={way} />
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <Switch
        label="Single-key shortcuts"
        help="Off, only keys with Ctrl, Cmd or Alt, arrows and Enter work. Kept on this machine."
        checked={single}
        onChange={(event) => {
          setSingle(event.currentTarget.checked);
          setSingleKeys(event.currentTarget.checked);
        }}
      />
    </Dialog>
  );
}

function grouped(scopes: readonly Scope[]): [string, [keys: string, label: string][]][] {
  const groups = new Map<string, Map<string, string>>();
  for (const scope of scopes) {
    const rows = groups.get(scope.name) ?? new Map<string, string>();
    for (const [keys, { label }] of Object.entries(scope.map)) if (!rows.has(keys)) rows.set(keys, label);
    groups.set(scope.name, rows);
  }
  return [...groups].map(([name, rows]) => [name, [...rows]]);
}
