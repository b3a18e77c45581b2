"use client";

import { type PointerEvent, useEffect, useRef, useState } from "react";
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
  const traced = useRef<{ image: Point[]; screen: Point[] } | null>(null);
  const [path, setPath] = useState("");
  const cancel = useRef(onCancel);
  cancel.current = onCancel;
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      event.stopImmediatePropagation();
      cancel.current();
    };
    window.addEventListener("keydown", hear, { capture: true });
    return () => window.removeEventListener("keydown", hear, { capture: true });
  }, []);

  const add = (event: PointerEvent<HTMLDivElement>) => {
    const { left, top } = event.currentTarget.getBoundingClientRect();
    const at = { x: event.clientX - left, y: event.clientY - top };
    traced.current?.image.push(toImage(editor.viewport, at));
    traced.current?.screen.push(at);
    setPath(`M${(traced.current?.screen ?? []).map(({ x, y }) => `${x} ${y}`).join("L")}Z`);
  };
  return createPortal(
    <div
      data-accept-lasso=""
      className="absolute inset-0 z-10 cursor-crosshair touch-none"
      onPointerDown={(event) => {
        event.stopPropagation();
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        traced.current = { image: [], screen: [] };
        add(event);
      }}
      onPointerMove={(event) => {
        event.stopPropagation();
        if (traced.current) add(event);
      }}
      onPointerUp={(event) => {
        event.stopPropagation();
        if (traced.current) onDone(traced.current.image);
        traced.current = null;
      }}
      onPointerCancel={() => {
        traced.current = null;
        setPath("");
      }}
    >
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
