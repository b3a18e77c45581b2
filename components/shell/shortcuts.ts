"use client";

import { useEffect, useRef } from "react";
import {
  type ScopeOptions,
  type Shortcut,
  type ShortcutMap,
  ShortcutRegistry,
} from "@/components/shell/shortcut-registry";

export const shortcuts = new ShortcutRegistry();
let installed = 0;

/**
 * Binds `map` while the component is mounted. `scope` is its heading in the `?` sheet; a scope mounted later is asked
 * first. Acts may change on every render; the keys are read when the scope mounts or its set of keys changes.
 */
export function useShortcuts(
  scope: string,
  map: ShortcutMap,
  { physical = false, noPrefix = false }: ScopeOptions = {},
): void {
  const latest = useRef(map);
  useEffect(() => {
    latest.current = map;
  });
  const signature = Object.entries(map)
    .map(([keys, { label }]) => `${keys}\n${label}`)
    .join("\n\n");
  useEffect(() => {
    const stable = Object.fromEntries(
      signature === "" ? [] : signature.split("\n\n").map((entry) => liveShortcut(entry, latest)),
    );
    const remove = shortcuts.add({ name: scope, map: stable, physical, noPrefix });
    const uninstall = install();
    return () => {
      remove();
      uninstall();
    };
  }, [scope, signature, physical, noPrefix]);
}

function liveShortcut(entry: string, latest: { current: ShortcutMap }): [string, Shortcut] {
  const [keys = "", label = ""] = entry.split("\n");
  const now = () => latest.current[keys];
  return [
    keys,
    {
      label,
      run: (event) => now()?.run(event),
      when: () => now()?.when?.() ?? true,
      get repeat() {
        return now()?.repeat ?? false;
      },
      get inText() {
        return now()?.inText ?? false;
      },
      get quiet() {
        return now()?.quiet ?? false;
      },
    },
  ];
}

function install(): () => void {
  if (installed === 0) document.addEventListener("keydown", onKeyDown);
  installed += 1;
  return () => {
    installed -= 1;
    if (installed === 0) document.removeEventListener("keydown", onKeyDown);
  };
}

function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || event.key === "Process" || event.key === "Dead") return;
  // A dialog or menu owns the keyboard while it is open.
  if (document.querySelector("dialog:modal, [role=menu]:popover-open")) return;
  if (ownsKey(event.target, event)) return;
  const handled = shortcuts.handle(event, {
    mac: /Mac|iPhone|iPad/.test(navigator.platform),
    inText: takesText(event.target),
    repeat: event.repeat,
    singleKeys: singleKeysOn(),
    now: event.timeStamp,
  });
  // Alt alone would move focus to the menu bar on Windows.
  if (handled || event.key === "Alt") event.preventDefault();
}

const untyped = new Set(["button", "checkbox", "color", "file", "image", "radio", "range", "reset", "submit"]);

function takesText(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !untyped.has(target.type);
  return target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}

/** Space and Enter press what has focus; arrows move a slider or a radio. Those keys stay with the element. */
function ownsKey(target: EventTarget | null, event: KeyboardEvent): boolean {
  if (!(target instanceof HTMLElement) || event.ctrlKey || event.metaKey) return false;
  const presses = event.key === "Enter" || event.key === " ";
  if (presses) return target.matches("button, summary, a[href], input, [role=button]");
  return (
    /^(Arrow|Home|End|Page)/.test(event.key) && target.matches("input, [role=slider], [role=separator], [role=tab]")
  );
}

const singleKeysStore = "backlot-single-keys";

export function singleKeysOn(): boolean {
  try {
    return localStorage.getItem(singleKeysStore) !== "off";
  } catch {
    return true;
  }
}

/** Lets a person turn one-key shortcuts off on this machine (WCAG 2.1.4). */
export function setSingleKeys(on: boolean): void {
  try {
    localStorage.setItem(singleKeysStore, on ? "on" : "off");
  } catch {
    // Storage refused (private window): the choice holds for nothing, keys stay on.
  }
}
