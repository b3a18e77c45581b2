"use client";

import { useEffect, useRef, useState } from "react";
import { createPortal } from "react-dom";
import type { MaskEditor } from "../engine/editor-types";
import { type Point, toImage } from "../engine/viewport";

interface LassoCatcherProps {
  editor: MaskEditor;
  /** Where the picture is drawn. */
  surface: HTMLElement;
  /** The outline in image pixels, once the pointer is up. */
  onDone: (points: readonly Point[]) => void;
  onCancel: () => void;
}

/** Lies over the compared pictures until one outline is drawn; Escape gives up. The mask below hears nothing of it. */
export function LassoCatcher({ editor, surface, onDone, onCancel }: LassoCatcherProps) {
  const [pane, setPane] = useState<HTMLElement | null>(null);
  const [path, setPath] = useState("");
  const ends = useRef({ onDone, onCancel });
  ends.current = { onDone, onCancel };
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      event.stopImmediatePropagation();
      ends.current.onCancel();
    };
    window.addEventListener("keydown", hear, { capture: true });
    return () => window.removeEventListener("keydown", hear, { capture: true });
  }, []);
  // The canvas listens on the surface itself, below React's own listener: only one on this pane is before it.
  useEffect(() => {
    if (!pane) return;
    const stop = new AbortController();
    let image: Point[] | null = null;
    let screen: Point[] = [];
    const add = (event: PointerEvent) => {
      const { left, top } = pane.getBoundingClientRect();
      const at = { x: event.clientX - left, y: event.clientY - top };
      image?.push(toImage(editor.viewport, at));
      screen.push(at);
      setPath(`M${screen.map(({ x, y }) => `${x} ${y}`).join("L")}Z`);
    };
    const on = (name: "pointerdown" | "pointermove" | "pointerup" | "pointercancel", run: (e: PointerEvent) => void) =>
      pane.addEventListener(
        name,
        (event) => {
          event.stopPropagation();
          run(event);
        },
        { signal: stop.signal },
      );
    on("pointerdown", (event) => {
      if (event.button !== 0) return;
      pane.setPointerCapture(event.pointerId);
      [image, screen] = [[], []];
      add(event);
    });
    on("pointermove", (event) => image && add(event));
    on("pointerup", () => {
      if (image) ends.current.onDone(image);
      image = null;
    });
    on("pointercancel", () => {
      image = null;
      setPath("");
    });
    return () => stop.abort();
  }, [pane, editor]);
  return createPortal(
    <div ref={setPane} data-accept-lasso="" className="absolute inset-0 z-10 cursor-crosshair touch-none">
      <svg aria-hidden className="pointer-events-none size-full fill-none">
        <path d={path} stroke="rgb(0 0 0 / 0.7)" strokeWidth={3} />
        <path d={path} stroke="#fff" strokeWidth={1.25} strokeDasharray="6 4" />
      </svg>
      <p className="pointer-events-none absolute top-3 left-1/2 -translate-x-1/2 rounded-control bg-black/75 px-2 py-1 text-white text-xs">
        Draw around what to accept. Escape gives up.
      </p>
    </div>,
    surface,
  );
}
