"use client";

import { useRef, useState } from "react";
import { createPortal } from "react-dom";
import { marksOf, marksWords } from "@/contract/passes/marks";
import type { Mark } from "@/contract/passes/parts";
import type { MaskEditor } from "../engine/editor-types";
import { toScreen } from "../engine/viewport";
import { useEditor } from "../use-editor";
import { useViewport } from "../use-viewport";
import { MarkHandle } from "./mark-handle";
import { markNames, markOf, movedMark, sizedMark, turnedMark, withMark, withoutMark } from "./marks-list";
import { type Held, usePresses } from "./use-presses";

interface MarksOverlayProps {
  editor: MaskEditor;
  container: HTMLElement;
  picture: { width: number; height: number };
  value: unknown;
  onChange: (marks: readonly Mark[]) => void;
  /** Presses on the picture mark it; otherwise the marks only show, and can be moved. */
  marking: boolean;
}

/** Marks of a pass on the picture: a click keeps, Alt or the right button does not, a drag is a box; each can be moved and taken away. */
export function MarksOverlay({ editor, container, picture, value, onChange, marking }: MarksOverlayProps) {
  const view = useViewport(editor);
  const marks = marksOf(value);
  const names = markNames(marks);
  const [held, setHeld] = useState<Held | null>(null);
  const grabbed = useRef<readonly Mark[]>(marks);
  const section = useRef<HTMLElement>(null);
  const comparing = useEditor(editor, ({ compare, result }) => result === "ready" && compare.mode !== "off");
  const host = container.parentElement;
  const shown = host !== null && !comparing;
  usePresses({
    ...{ container, editor, active: marking && shown, onHeld: setHeld },
    onPress: (press) => {
      const mark = markOf({ ...press, scale: editor.viewport.scale }, picture);
      if (mark) onChange(withMark(marks, mark));
    },
  });
  if (!host || comparing) return null;

  const remove = (at: number) => {
    onChange(withoutMark(marks, at));
    // The focus stays among the marks, or goes to the picture when none is left.
    requestAnimationFrame(() => {
      const left = section.current?.querySelectorAll<HTMLElement>("[data-mark]") ?? [];
      (left[Math.min(at, left.length - 1)] ?? container).focus({ preventScroll: true });
    });
  };
  const draft = held ? markOf({ ...held, scale: view.scale }, picture) : null;
  return createPortal(
    <section
      ref={section}
      aria-label={`Marks: ${marksWords(marks)}`}
      data-marks={JSON.stringify(marks)}
      className="pointer-events-none absolute inset-0 overflow-clip"
    >
      {[...marks, ...(draft?.kind === "box" ? [draft] : [])].map((mark, at) => {
        if (mark.kind !== "box") return null;
        const from = toScreen(view, mark);
        const size = { width: mark.width * view.scale, height: mark.height * view.scale };
        return (
          <div
            key={names[at] ?? "draft"}
            aria-hidden
            className="absolute outline outline-white"
            style={{ left: from.x, top: from.y, ...size, boxShadow: "0 0 0 2px rgb(0 0 0 / 0.7)" }}
          />
        );
      })}
      {marks.flatMap((mark, at) => {
        const name = names[at] ?? "";
        const shared = {
          ...{ name, mark, scale: view.scale },
          onGrab: () => {
            grabbed.current = marks;
          },
          onTurn: () => onChange(turnedMark(marks, at)),
          onRemove: () => remove(at),
        };
        const start = (from: "drag" | "key") => (from === "drag" ? grabbed.current : marks);
        const handle = (
          <MarkHandle
            key={name}
            {...shared}
            at={toScreen(view, mark)}
            onMove={(by, from) => onChange(movedMark(start(from), at, by, picture))}
          />
        );
        if (mark.kind !== "box") return [handle];
        const end = toScreen(view, { x: mark.x + mark.width, y: mark.y + mark.height });
        return [
          handle,
          <MarkHandle
            key={`${name} corner`}
            {...shared}
            corner
            at={end}
            onMove={(by, from) => onChange(sizedMark(start(from), at, by, picture))}
          />,
        ];
      })}
      <p role="status" className="sr-only">
        {marksWords(marks)}
      </p>
    </section>,
    host,
  );
}
