"use client";

import { useEffect } from "react";
import type { MaskEditor } from "./engine/editor-types";

const steps: Readonly<Record<string, number>> = { ArrowLeft: -0.1, ArrowRight: 0.1 };
const text = "input:not([type=range], [type=radio], [type=checkbox]), textarea, select, [contenteditable=true]";

/**
 * Shift and the left or right arrow fade the onion, wherever on the canvas's page the focus is: heard before the strip, the
 * radios of the modes, the slider and the virtual brush, which have uses of their own for these keys.
 */
export function useOnionKeys(editor: MaskEditor, chosen: boolean): void {
  useEffect(() => {
    if (!chosen) return;
    const hear = (event: KeyboardEvent) => {
      const by = steps[event.key];
      const { shiftKey, altKey, ctrlKey, metaKey, target } = event;
      if (by === undefined || !shiftKey || altKey || ctrlKey || metaKey) return;
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
