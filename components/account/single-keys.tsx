"use client";
import { useState, useSyncExternalStore } from "react";
import { setSingleKeys, singleKeysOn } from "@/components/shell/shortcuts";
import { Switch } from "@/components/ui/switch";

const never = () => () => {};

/** One-key shortcuts on or off, on this machine (WCAG 2.1.4). */
export function SingleKeys() {
  const stored = useSyncExternalStore(never, singleKeysOn, () => true);
  const [chosen, setChosen] = useState<boolean | null>(null);
  return (
    <Switch
      label="One-key shortcuts"
      help="Y approves, B is the brush. Off, only combinations such as Ctrl+K work. Kept on this machine."
      checked={chosen ?? stored}
      onChange={({ target }) => {
        setSingleKeys(target.checked);
        setChosen(target.checked);
      }}
    />
  );
}
