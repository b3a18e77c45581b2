"use client";

import { type KeyboardEvent, type PointerEvent, useRef } from "react";
import { cx } from "@/components/ui/cx";
import type { Size } from "@/contract/passes/size";
import { type Handle, leastBox, movedBox, type PixelBox, pulledBox } from "@/contract/profile/box";

export interface LayerBox {
  id: string;
  box: PixelBox;
  /** What stands in its corner and is read out: "2 · Back". */
  label: string;
}

interface BoxLayerProps {
  /** Pixels of the picture below; the layer covers exactly it. */
  size: Size;
  boxes: readonly LayerBox[];
  selected: string | null;
  /** Width through height the boxes keep; null is free. */
  ratio?: number | null;
  onSelect: (id: string | null) => void;
  onChange: (id: string, box: PixelBox) => void;
  onRemove?: (id: string) => void;
  /** A new box drawn on free ground. Left out, nothing can be drawn. */
  onDraw?: (box: PixelBox) => void;
  /** Everything outside is dimmed: for a crop. */
  dim?: boolean;
}

const handles: readonly (Handle & { at: string })[] = [
  { h: -1, v: -1, at: "top-0 left-0 cursor-nwse-resize" },
  { h: 0, v: -1, at: "top-0 left-1/2 cursor-ns-resize" },
  { h: 1, v: -1, at: "top-0 left-full cursor-nesw-resize" },
  { h: -1, v: 0, at: "top-1/2 left-0 cursor-ew-resize" },
  { h: 1, v: 0, at: "top-1/2 left-full cursor-ew-resize" },
  { h: -1, v: 1, at: "top-full left-0 cursor-nesw-resize" },
  { h: 0, v: 1, at: "top-full left-1/2 cursor-ns-resize" },
  { h: 1, v: 1, at: "top-full left-full cursor-nwse-resize" },
];

/** Boxes over a picture: dragged, pulled by their handles, or moved by arrow keys (Shift ×10, Alt pulls the lower right corner). */
export function BoxLayer(props: BoxLayerProps) {
  const { size, boxes, selected, ratio = null, onSelect, onChange, onRemove, onDraw, dim } = props;
  const layer = useRef<HTMLDivElement>(null);
  const drag = useRef<{ id: string; from: PixelBox; handle: Handle | null; x: number; y: number } | null>(null);
  const draft = useRef<{ x: number; y: number } | null>(null);

  /** Screen lengths as pixels of the picture. */
  const scale = () => size.width / Math.max(1, layer.current?.getBoundingClientRect().width ?? 1);
  const pointOf = (event: PointerEvent) => {
    const rect = layer.current?.getBoundingClientRect();
    if (!rect) return { x: 0, y: 0 };
    return { x: (event.clientX - rect.left) * scale(), y: (event.clientY - rect.top) * scale() };
  };
  const grip = (event: PointerEvent, { id, box }: LayerBox, handle: Handle | null) => {
    if (event.button !== 0) return;
    event.stopPropagation();
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = { id, from: box, handle, x: event.clientX, y: event.clientY };
    onSelect(id);
  };
  const pull = (event: PointerEvent) => {
    const now = drag.current;
    if (!now) return;
    const [dx, dy] = [(event.clientX - now.x) * scale(), (event.clientY - now.y) * scale()];
    onChange(
      now.id,
      now.handle ? pulledBox(now.from, now.handle, dx, dy, size, ratio) : movedBox(now.from, dx, dy, size),
    );
  };
  const drop = () => {
    drag.current = null;
  };
  const onKeyDown = (event: KeyboardEvent, { id, box }: LayerBox) => {
    const step = event.shiftKey ? 10 : 1;
    const arrows: Record<string, [number, number]> = {
      ...{ ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] },
    };
    const move = arrows[event.key];
    if ((event.key === "Delete" || event.key === "Backspace") && onRemove) onRemove(id);
    else if (move && event.altKey) onChange(id, pulledBox(box, { h: 1, v: 1 }, ...move, size, ratio));
    else if (move && !event.ctrlKey && !event.metaKey) onChange(id, movedBox(box, ...move, size));
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const percent = ({ x, y, width, height }: PixelBox) => ({
    left: `${(100 * x) / size.width}%`,
    top: `${(100 * y) / size.height}%`,
    width: `${(100 * width) / size.width}%`,
    height: `${(100 * height) / size.height}%`,
  });
  return (
    <div
      ref={layer}
      className={cx("absolute inset-0 touch-none overflow-hidden", onDraw && "cursor-crosshair")}
      onPointerDown={(event) => {
        if (!onDraw || event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        draft.current = pointOf(event);
      }}
      onPointerUp={(event) => {
        const from = draft.current;
        draft.current = null;
        if (!from || !onDraw) return;
        const to = pointOf(event);
        const box = {
          ...{ x: Math.max(0, Math.min(from.x, to.x)), y: Math.max(0, Math.min(from.y, to.y)) },
          ...{ width: Math.abs(to.x - from.x), height: Math.abs(to.y - from.y) },
        };
        if (box.width >= leastBox && box.height >= leastBox) onDraw(box);
        else onSelect(null);
      }}
    >
      {boxes.map((one) => (
        // biome-ignore lint/a11y/useSemanticElements: handles lie inside it, a button must not hold other things to grip
        <div
          key={one.id}
          role="button"
          tabIndex={0}
          aria-label={`${one.label}: ${words(one.box)}`}
          aria-pressed={one.id === selected}
          aria-description="Arrow keys move it, with Shift by ten pixels, with Alt they change its size. Delete removes it."
          onFocus={() => onSelect(one.id)}
          onKeyDown={(event) => onKeyDown(event, one)}
          onPointerDown={(event) => grip(event, one, null)}
          onPointerMove={pull}
          onPointerUp={drop}
          onPointerCancel={drop}
          style={percent(one.box)}
          className={cx(
            "absolute cursor-move outline-2 -outline-offset-1",
            one.id === selected ? "z-10 outline-accent" : "outline-white/80",
            dim
              ? "shadow-[0_0_0_100vmax_#00000099]"
              : "shadow-[0_0_0_1px_#000000b3,inset_0_0_0_2px_#00000059] hover:outline-white",
          )}
        >
          <span className="num pointer-events-none absolute top-1 left-1 max-w-[calc(100%-8px)] truncate rounded-[4px] bg-black/70 px-1 text-[11px] text-white leading-4">
            {one.label}
          </span>
          {one.id === selected &&
            handles.map(({ h, v, at }) => (
              <span
                key={at}
                onPointerDown={(event) => grip(event, one, { h, v })}
                onPointerMove={pull}
                onPointerUp={drop}
                className={cx(
                  "-m-1.5 absolute size-3 rounded-[2px] border border-black/60 bg-accent pointer-coarse:-m-3 pointer-coarse:size-6",
                  at,
                )}
              />
            ))}
        </div>
      ))}
    </div>
  );
}

const words = ({ x, y, width, height }: PixelBox) =>
  `${Math.round(width)} by ${Math.round(height)} pixels at ${Math.round(x)}, ${Math.round(y)}`;
