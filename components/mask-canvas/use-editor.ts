"use client";

import { useCallback, useSyncExternalStore } from "react";
import type { EditorSnapshot, MaskEditor } from "./engine/editor-types";

/** One value of the editor, kept current. `pick` must answer the same value for the same snapshot. */
export function useEditor<Value>(editor: MaskEditor, pick: (snapshot: EditorSnapshot) => Value): Value {
  const subscribe = useCallback((changed: () => void) => editor.subscribe(changed), [editor]);
  const read = () => pick(editor.getSnapshot());
  return useSyncExternalStore(subscribe, read, read);
}
