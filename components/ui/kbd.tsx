"use client";

import { useSyncExternalStore } from "react";

const never = () => () => {};
const isMac = () => /Mac|iPhone|iPad/.test(navigator.platform);
const words: Record<string, [mac: string, other: string]> = {
  Mod: ["⌘", "Ctrl"],
  Shift: ["⇧", "Shift"],
  Alt: ["⌥", "Alt"],
  ArrowLeft: ["←", "←"],
  ArrowRight: ["→", "→"],
  ArrowUp: ["↑", "↑"],
  ArrowDown: ["↓", "↓"],
  Enter: ["↵", "Enter"],
};

/** Draws a shortcut such as "Mod+Shift+K" or "g then t" ("g t") in this machine's words. */
export function Kbd({ keys }: { keys: string }) {
  const mac = useSyncExternalStore(never, isMac, () => false);
  return (
    <kbd className="inline-flex items-center gap-1 whitespace-nowrap font-sans text-muted text-xs">
      {keys.split(" ").map((chord, index) => (
        <span key={index} className="inline-flex gap-0.5">
          {chord.split(/(?<=.)\+/).map((key) => (
            <span
              key={key}
              className="inline-grid h-[18px] min-w-[18px] place-items-center rounded-[4px] border border-edge px-1 text-[11px] leading-none"
            >
              {words[key]?.[mac ? 0 : 1] ?? (key.length === 1 ? key.toUpperCase() : key)}
            </span>
          ))}
        </span>
      ))}
    </kbd>
  );
}
