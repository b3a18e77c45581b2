"use client";

import { useEffect, useRef } from "react";
import { isChord, type Press } from "@/components/shell/shortcut-match";
import type { Shortcut, ShortcutMap } from "@/components/shell/shortcut-registry";
import { useShortcuts } from "@/components/shell/shortcuts";
import type { MaskEditor } from "./engine/editor-types";
import { actions, chordWords, type KeyChoices, keysOf } from "./engine/hotkeys";
import { type KeyAction, type ShellAct, shellActions } from "./engine/shell-actions";
import { stepFrom } from "./strip-items";
import { useCanvasSettings } from "./use-canvas-settings";
import { useOnionKeys } from "./use-onion-keys";
import type { ResultActs } from "./use-result-acts";
import type { Results } from "./use-results";

export const compareModes = ["wipe", "difference", "onion", "blink", "off"] as const;

// The engine (or useOnionKeys) hears these itself; here they are only listed in the sheet of shortcuts, with the keys this person chose.
const byEngine = { run: () => {}, when: () => false, quiet: true };

/** As the sheet of shortcuts and the tips write them; "" for none. */
const keyWords = (action: KeyAction, choices: KeyChoices): string =>
  keysOf(action, choices).map(chordWords).filter(isChord).join(", ");

const listed = (choices: KeyChoices): ShortcutMap =>
  Object.fromEntries(
    actions.flatMap((action) => {
      const keys = keyWords(action, choices);
      return keys === "" ? [] : [[keys, { ...byEngine, label: action.label }]];
    }),
  );

/** An act of the shell under the keys this person gave it. */
const bound = (acts: Partial<Record<ShellAct, Omit<Shortcut, "label">>>, choices: KeyChoices): ShortcutMap =>
  Object.fromEntries(
    shellActions.flatMap((action: KeyAction & { id: ShellAct }) => {
      const [act, keys] = [acts[action.id], keyWords(action, choices)];
      return act && keys !== "" ? [[keys, { quiet: action.quiet === true, ...act, label: action.label }]] : [];
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
      `result${n + 1}`,
      { run: () => choose(items[n]?.key), when: () => items[n] !== undefined },
    ]),
  );
  const some = () => selected !== undefined;
  const compare = (mode: (typeof compareModes)[number]) => ({ when: some, run: () => editor.setCompare({ mode }) });
  const stepping = (by: 1 | -1) => ({ repeat: true, run: step(by), when: () => items.length > 0 && free() });
  useOnionKeys(editor, selected !== undefined);
  useShortcuts(
    "Canvas",
    {
      ...listed(settings.keys),
      ...bound(
        {
          ...nth,
          resultBefore: stepping(-1),
          resultNext: stepping(1),
          onionLess: byEngine,
          onionMore: byEngine,
          accept: { run: acts.accept, when: chosen },
          asLayer: { run: acts.asLayer, when: () => selected?.kind === "version" && free() },
          reject: { run: acts.reject, when: some },
          compareNext: {
            when: some,
            run: () => {
              const at = compareModes.indexOf(editor.getSnapshot().compare.mode);
              editor.setCompare({ mode: compareModes[(at + 1) % compareModes.length] ?? "wipe" });
            },
          },
          compareWipe: compare("wipe"),
          compareDifference: compare("difference"),
          compareOnion: compare("onion"),
          peek: { run: peek, when: some },
        },
        settings.keys,
      ),
      Escape: { label: "Leave the result", quiet: true, run: () => select(null), when: some },
    },
    { physical: true, noPrefix: true },
  );
}

/** The keys of one act of the shell as a tip shows them: the first of them, undefined for none. */
export function useKeyOf(id: ShellAct): string | undefined {
  const { keys } = useCanvasSettings();
  const action = shellActions.find((one) => one.id === id);
  return (action && keyWords(action, keys).split(", ")[0]) || undefined;
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
function usePeek(editor: MaskEditor): (press: Press) => void {
  const held = useRef<AbortController | null>(null);
  useEffect(() => () => held.current?.abort(), []);
  return ({ code }) => {
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
    window.addEventListener("keyup", (event) => event.code === code && back(), { signal });
    window.addEventListener("blur", back, { signal });
    editor.setCompare({ mode: "off" });
  };
}
