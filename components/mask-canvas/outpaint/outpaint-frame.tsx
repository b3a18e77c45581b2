"use client";

import { useEffect, useState } from "react";
import { createPortal } from "react-dom";
import { edgesOf, sameEdges } from "@/components/pass-form/edges-value";
import { Button } from "@/components/ui/button";
import type { Rect } from "@/contract/mask/tiles";
import type { FormField } from "@/contract/passes/fields";
import type { Edges } from "@/contract/passes/parts";
import type { MaskEditor } from "../engine/editor-types";
import { toScreen, type Viewport } from "../engine/viewport";
import { useEditor } from "../use-editor";
import { useViewport } from "../use-viewport";
import { frameOf, type Limits, shapeTo, sizeWords } from "./frame-geometry";
import { FrameHandle, handles } from "./frame-handle";

interface OutpaintFrameProps {
  editor: MaskEditor;
  container: HTMLElement;
  picture: { width: number; height: number };
  /** The parameter of kind "edges". */
  field: FormField;
  value: unknown;
  onChange: (edges: Edges) => void;
}

const shapes = [
  { label: "16:9", ratio: 16 / 9 },
  { label: "1:1", ratio: 1 },
  { label: "9:16", ratio: 9 / 16 },
];

/** What a pass adds around the picture, drawn there: eight handles, the new area hatched, its size and some shapes below. */
export function OutpaintFrame({ editor, container, picture, field, value, onChange }: OutpaintFrameProps) {
  const view = useViewport(editor);
  const [dragging, setDragging] = useState(false);
  const edges = edgesOf(value);
  const limits: Limits = { min: field.min ?? 0, max: field.max ?? 4096, multiple: field.step ?? 1 };
  const frame = frameOf(edges, picture);
  const { x, y, w, h } = frame;
  useEffect(() => {
    // The picture must not move under the hand that drags.
    if (!dragging) editor.setExtent({ x, y, w, h });
  }, [editor, dragging, x, y, w, h]);
  useEffect(() => () => editor.setExtent(null), [editor]);
  const comparing = useEditor(editor, ({ compare, result }) => result === "ready" && compare.mode !== "off");
  const host = container.parentElement;
  if (!host || comparing) return null;

  const at = toScreen(view, frame);
  const size = { width: w * view.scale, height: h * view.scale };
  return createPortal(
    <section
      aria-label={`New size, ${sizeWords(frame)}`}
      data-outpaint-frame={[x, y, w, h].join()}
      className="pointer-events-none absolute inset-0 overflow-clip"
    >
      <div
        aria-hidden
        className="absolute"
        style={{ left: at.x, top: at.y, ...size, backgroundImage: hatch, clipPath: around(frame, picture, view) }}
      />
      <div
        aria-hidden
        className="absolute outline outline-white"
        style={{ left: at.x, top: at.y, ...size, boxShadow: "0 0 0 2px rgb(0 0 0 / 0.7)" }}
      />
      {handles.map((handle) => (
        <FrameHandle
          key={handle.name}
          {...{ handle, edges, picture, limits, onChange }}
          scale={view.scale}
          at={{ x: at.x + ((handle.x + 1) / 2) * size.width, y: at.y + ((handle.y + 1) / 2) * size.height }}
          onDragging={setDragging}
        />
      ))}
      <div className="absolute inset-x-0 bottom-2 flex justify-center px-3">
        <div className="pointer-events-auto flex h-8 items-center gap-1 rounded-panel bg-raised pr-0.5 pl-3 text-xs shadow-float">
          <span className="num mr-2 whitespace-nowrap">{sizeWords(frame)}</span>
          {shapes.map(({ label, ratio }) => {
            const shaped = shapeTo(ratio, picture, limits);
            return (
              <Button
                key={label}
                size="sm"
                variant="quiet"
                aria-label={`Frame of ${label}`}
                aria-pressed={shaped !== null && sameEdges(shaped, edges)}
                onClick={() => shaped && onChange(shaped)}
                className="num aria-pressed:bg-press"
                {...(shaped ? {} : { blocked: `Needs more than ${limits.max} px on a side` })}
              >
                {label}
              </Button>
            );
          })}
        </div>
      </div>
    </section>,
    host,
  );
}

/** Two lines, one dark and one light: seen on any canvas. */
const hatch =
  "repeating-linear-gradient(45deg, rgb(255 255 255 / 0.5) 0 1px, rgb(0 0 0 / 0.5) 1px 2px, rgb(127 127 127 / 0.18) 2px 9px)";

/** The frame without the picture, as a clip path. */
function around(frame: Rect, picture: { width: number; height: number }, { scale }: Viewport): string {
  const ring = (x: number, y: number, w: number, h: number) =>
    [
      [x, y],
      [x + w, y],
      [x + w, y + h],
      [x, y + h],
      [x, y],
    ]
      .map(([a = 0, b = 0]) => `${a * scale}px ${b * scale}px`)
      .join(", ");
  return `polygon(evenodd, ${ring(0, 0, frame.w, frame.h)}, ${ring(-frame.x, -frame.y, picture.width, picture.height)})`;
}
