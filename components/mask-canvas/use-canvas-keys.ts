"use client";

import { useEffect, useRef } from "react";
import type { ShortcutMap } from "@/components/shell/shortcut-registry";
import { useShortcuts } from "@/components/shell/shortcuts";
import type { MaskEditor } from "./engine/editor-types";
import { actions, chordWords, type KeyChoices, keysOf } from "./engine/hotkeys";
import { stepFrom } from "./strip-items";
import { useCanvasSettings } from "./use-canvas-settings";
import { useOnionKeys } from "./use-onion-keys";
import type { ResultActs } from "./use-result-acts";
import type { Results } from "./use-results";

export const compareModes = ["wipe", "difference", "onion", "blink", "off"] as const;

// The engine (or useOnionKeys) hears these itself; here they are only listed in the sheet of shortcuts, with the keys this person chose.
const byEngine = (label: string) => ({ label, run: () => {}, when: () => false, quiet: true });
const listed = (choices: KeyChoices): ShortcutMap =>
  Object.fromEntries(
    actions.flatMap((action) => {
      const keys = keysOf(action, choices).map(chordWords).join(", ");
      return keys === "" ? [] : [[keys, byEngine(action.label)]];
    }),
  );

/** Keys of the canvas that the engine does not hear itself: results and comparing. */
export function useCanvasKeys(editor: MaskEditor, container: HTMLElement, results: Results, acts: ResultActs): void {
  const { items, selected, select } = results;
  const painting = usePaintingByKey(container);
  const peek = usePeek(editor);
  const settings = useCanvasSettings();
  const free = () => !painting();
  const chosen = () => selected !== undefined && free();
  const choose = (key: string | undefined) => {
    releaseButton();
    select(key ?? null);
  };
  const step = (by: 1 | -1) => () => choose(stepFrom(items, selected?.key ?? null, by)?.key);
  const nth = Object.fromEntries(
    Array.from({ length: 9 }, (_, n) => [
      String(n + 1),
      {
        label: `Result ${n + 1}`,
        quiet: true,
        run: () => choose(items[n]?.key),
        when: () => items[n] !== undefined,
      },
    ]),
  );
  useOnionKeys(editor, selected !== undefined);
  useShortcuts(
    "Canvas",
    {
      ...listed(settings.keys),
      ArrowLeft: {
        label: "Result before",
        quiet: true,
        repeat: true,
        run: step(-1),
        when: () => items.length > 0 && free(),
      },
      ArrowRight: {
        label: "Next result",
        quiet: true,
        repeat: true,
        run: step(1),
        when: () => items.length > 0 && free(),
      },
      ...nth,
      "Shift+ArrowLeft": byEngine("Onion: less of the result"),
      "Shift+ArrowRight": byEngine("Onion: more of the result"),
      Enter: { label: "Accept result", run: acts.accept, when: chosen },
      Backspace: { label: "Reject result", run: acts.reject, when: () => selected !== undefined },
      Y: {
        label: "Compare in another way",
        when: () => selected !== undefined,
        run: () => {
          const at = compareModes.indexOf(editor.getSnapshot().compare.mode);
          editor.setCompare({ mode: compareModes[(at + 1) % compareModes.length] ?? "wipe" });
        },
      },
      "\\": { label: "Show the original (hold)", quiet: true, run: peek, when: () => selected !== undefined },
      Escape: { label: "Leave the result", quiet: true, run: () => select(null), when: () => selected !== undefined },
    },
    { physical: true, noPrefix: true },
  );
}

/** After "Queue …" was pressed with the pointer, Enter must accept the result chosen by key, not queue again. */
function releaseButton(): void {
  if (document.activeElement instanceof HTMLButtonElement) document.activeElement.blur();
}

/** With the canvas focused by keyboard, arrows and Enter paint: then they are not the results'. */
function usePaintingByKey(container: HTMLElement): () => boolean {
  const state = useRef({ pointer: false, keyboard: false });
  useEffect(() => {
    const { signal, abort } = controller();
    const set = (change: Partial<typeof state.current>) => () => Object.assign(state.current, change);
    container.addEventListener("pointerdown", set({ pointer: true, keyboard: false }), { signal, capture: true });
    window.addEventListener("pointerup", set({ pointer: false }), { signal, capture: true });
    container.addEventListener("focus", () => (state.current.keyboard = !state.current.pointer), { signal });
    container.addEventListener("blur", set({ keyboard: false }), { signal });
    return abort;
  }, [container]);
  return () => state.current.keyboard;
}

const controller = () => {
  const stop = new AbortController();
  return { signal: stop.signal, abort: () => stop.abort() };
};

/** The picture alone until the key goes up. */
function usePeek(editor: MaskEditor): () => void {
  const held = useRef<AbortController | null>(null);
  useEffect(() => () => held.current?.abort(), []);
  return () => {
    if (held.current) return;
    const { mode } = editor.getSnapshot().compare;
    const stop = new AbortController();
    const { signal } = stop;
    held.current = stop;
    const back = () => {
      stop.abort();
      held.current = null;
      editor.setCompare({ mode });
    };
    window.addEventListener("keyup", (event) => event.code === "Backslash" && back(), { signal });
    window.addEventListener("blur", back, { signal });
    editor.setCompare({ mode: "off" });
  };
}
