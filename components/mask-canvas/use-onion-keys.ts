"use client";

import { useEffect } from "react";
import { singleKeysOn } from "@/components/shell/shortcuts";
import type { MaskEditor } from "./engine/editor-types";
import { chordOf, keysOf } from "./engine/hotkeys";
import { canvasSettings } from "./engine/settings";
import { shellActions } from "./engine/shell-actions";

const steps: Readonly<Record<string, number>> = { onionLess: -0.1, onionMore: 0.1 };

/** By how much a press fades the onion, by the keys this person chose. */
function stepOf({ code, key, shiftKey: shift, altKey: alt, ctrlKey, metaKey }: KeyboardEvent): number | undefined {
  const mod = ctrlKey || metaKey;
  const chord = chordOf({ code, key, shift, alt, mod });
  if (chord === null || (!singleKeysOn() && /^(Shift\+)?(Key|Digit)/.test(chord))) return undefined;
  const { keys } = canvasSettings();
  const action = shellActions.find((one) => steps[one.id] !== undefined && keysOf(one, keys).includes(chord));
  return action && steps[action.id];
}

const text = "input:not([type=range], [type=radio], [type=checkbox]), textarea, select, [contenteditable=true]";

/**
 * Shift and the left or right arrow, or what was chosen instead, fade the onion, wherever on the canvas's page the focus is: heard before the strip, the
 * radios of the modes, the slider and the virtual brush, which have uses of their own for these keys.
 */
export function useOnionKeys(editor: MaskEditor, chosen: boolean): void {
  useEffect(() => {
    if (!chosen) return;
    const hear = (event: KeyboardEvent) => {
      const by = stepOf(event);
      const { target } = event;
      if (by === undefined) return;
      const { compare } = editor.getSnapshot();
      if (compare.mode !== "onion" || (target instanceof Element && target.matches(text))) return;
      if (document.querySelector("dialog:modal, [role=menu]:popover-open")) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      editor.setCompare({ opacity: Math.round((compare.opacity + by) * 20) / 20 });
    };
    window.addEventListener("keydown", hear, { capture: true });
    return () => window.removeEventListener("keydown", hear, { capture: true });
  }, [editor, chosen]);
}
