"use client";

import { useEffect, useState } from "react";
import type { Marking } from "@/components/pass-form/drawn-values";
import type { FormField } from "@/contract/passes/fields";
import { marksOf } from "@/contract/passes/marks";
import type { MaskEditor } from "../engine/editor-types";
import { toImage } from "../engine/viewport";
import { withMark } from "./marks-list";

type Marked = {
  editor: MaskEditor;
  container: HTMLElement | null;
  picture: { width: number; height: number };
  /** The parameter of kind "marks", if the pass has one. */
  field: FormField | undefined;
  value: unknown;
  onChange: (marks: unknown) => void;
};

/**
 * Marking on the picture for a pass that wants marks: on when such a pass is chosen, off as soon as a tool is taken. Meanwhile
 * the hand is the tool, so that fingers and Space move the picture; the tool before it comes back.
 */
export function useMarking({ editor, container, picture, field, value, onChange }: Marked): Marking | null {
  const [on, setOn] = useState(false);
  const wanted = field !== undefined;
  useEffect(() => {
    if (!wanted) return;
    const before = editor.getSnapshot().tool;
    editor.setTool("hand");
    setOn(true);
    const stop = editor.subscribe(() => {
      if (editor.getSnapshot().tool !== "hand") setOn(false);
    });
    return () => {
      stop();
      setOn(false);
      if (editor.getSnapshot().tool === "hand") editor.setTool(before);
    };
  }, [editor, wanted]);
  if (!wanted) return null;
  return {
    on,
    set: (next) => {
      if (next) editor.setTool("hand");
      setOn(next);
    },
    addMiddle: () => {
      if (!container) return;
      const { x, y } = toImage(editor.viewport, { x: container.clientWidth / 2, y: container.clientHeight / 2 });
      const middle = {
        ...{ kind: "keep" as const, x: Math.round(Math.min(picture.width, Math.max(0, x))) },
        y: Math.round(Math.min(picture.height, Math.max(0, y))),
      };
      onChange(withMark(marksOf(value), middle));
    },
  };
}
