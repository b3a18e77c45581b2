"use client";

import { type KeyboardEvent, type PointerEvent, type ReactNode, useCallback, useEffect, useRef, useState } from "react";
import { fitView, keepInside, type ViewTransform, zoomAt } from "@/components/media/view-transform";
import { Segmented } from "@/components/ui/segmented";

export interface ImageViewProps {
  src: string;
  /** A smaller rung shown until `src` has loaded. */
  preview?: string;
  /** What the picture shows. */
  alt: string;
  /** Pixels of the original. */
  width: number;
  height: number;
  /** Drawn over the picture in its own pixels (0,0 to width,height). */
  children?: ReactNode;
}

/** Fit or 100 %; wheel pans, Ctrl+wheel and pinch zoom, drag pans, F fits, Z toggles, + and - step, arrows pan. */
export function ImageView({ src, preview, alt, width, height, children }: ImageViewProps) {
  const frame = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState<ViewTransform | null>(null);
  const [fitted, setFitted] = useState(true);
  const change = useViewChange(frame, width, height, setAt, setFitted);
  useFitWhileFitted(frame, fitted, width, height, setAt);
  useWheel(frame, change);

  const fit = () => setFitted(true);
  const full = () => change((from, view) => zoomAt(from, 1, view.width / 2, view.height / 2));
  const step = (factor: number) =>
    change((from, view) => zoomAt(from, from.scale * factor, view.width / 2, view.height / 2));
  const pan = (x: number, y: number) => change((from) => ({ ...from, x: from.x + x, y: from.y + y }));
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target !== event.currentTarget) return;
    const acts: Record<string, () => void> = {
      f: fit,
      z: () => (fitted ? full() : fit()),
      "+": () => step(1.25),
      "=": () => step(1.25),
      "-": () => step(0.8),
      ArrowLeft: () => pan(48, 0),
      ArrowRight: () => pan(-48, 0),
      ArrowUp: () => pan(0, 48),
      ArrowDown: () => pan(0, -48),
    };
    const act = acts[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    if (event.currentTarget.hasPointerCapture(event.pointerId)) pan(event.movementX, event.movementY);
  };

  return (
    <div className="relative flex min-h-0 min-w-0 flex-1 bg-canvas">
      {/* biome-ignore lint/a11y/useSemanticElements: a pannable picture is a group of its own, not a fieldset */}
      <div
        ref={frame}
        role="group"
        aria-label={`${alt}. F fits, Z shows 100 %, plus and minus zoom, arrows pan.`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: keyboard zoom and pan need focus
        tabIndex={0}
        onKeyDown={onKeyDown}
        onDoubleClick={() => (fitted ? full() : fit())}
        onPointerDown={(event) => event.button === 0 && event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={onPointerMove}
        className="focus-inset relative min-h-0 flex-1 cursor-grab touch-none overflow-hidden active:cursor-grabbing"
      >
        <div
          className="checker absolute top-0 left-0 origin-top-left"
          style={{
            width,
            height,
            visibility: at ? "visible" : "hidden",
            transform: at ? `translate(${at.x}px, ${at.y}px) scale(${at.scale})` : "none",
          }}
        >
          {preview !== undefined && <Layer src={preview} alt="" scale={1} />}
          <Layer src={src} alt={alt} scale={at?.scale ?? 1} />
          {children}
        </div>
      </div>
      <div className="absolute right-3 bottom-3 flex items-center gap-2">
        <output className="num min-w-14 rounded-control bg-raised px-2 py-1 text-center text-muted text-xs">
          {at ? `${Math.round(at.scale * 100)} %` : "\u2007\u2007\u2007 %"}
        </output>
        <Segmented
          label="Zoom"
          options={[
            { value: "fit", label: "Fit", keys: "f" },
            { value: "full", label: "100 %", keys: "z" },
          ]}
          value={fitted ? "fit" : at?.scale === 1 ? "full" : "free"}
          onChange={(choice) => (choice === "fit" ? fit() : full())}
        />
      </div>
    </div>
  );
}

function Layer({ src, alt, scale }: { src: string; alt: string; scale: number }) {
  return (
    <img
      src={src}
      alt={alt}
      draggable={false}
      decoding="async"
      className="absolute inset-0 size-full max-w-none select-none"
      style={{ imageRendering: scale >= 2 ? "pixelated" : "auto" }}
    />
  );
}

type Change = (next: (from: ViewTransform, view: DOMRect) => ViewTransform) => void;

function useViewChange(
  frame: { current: HTMLDivElement | null },
  width: number,
  height: number,
  setAt: (update: (from: ViewTransform | null) => ViewTransform | null) => void,
  setFitted: (fitted: boolean) => void,
): Change {
  return useCallback(
    (next) => {
      const view = frame.current?.getBoundingClientRect();
      if (!view) return;
      setFitted(false);
      setAt((from) => from && keepInside(next(from, view), { width, height }, view));
    },
    [frame, width, height, setAt, setFitted],
  );
}

function useFitWhileFitted(
  frame: { current: HTMLDivElement | null },
  fitted: boolean,
  width: number,
  height: number,
  setAt: (at: ViewTransform) => void,
): void {
  useEffect(() => {
    const element = frame.current;
    if (!element || !fitted) return;
    const fit = () =>
      setAt(fitView({ width, height }, { width: element.clientWidth, height: element.clientHeight }, 16));
    fit();
    const observer = new ResizeObserver(fit);
    observer.observe(element);
    return () => observer.disconnect();
  }, [frame, fitted, width, height, setAt]);
}

/** React's wheel listener is passive; zooming must keep the browser from zooming the page. */
function useWheel(frame: { current: HTMLDivElement | null }, change: Change): void {
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      change((from, view) => {
        if (!event.ctrlKey && !event.metaKey) return { ...from, x: from.x - event.deltaX, y: from.y - event.deltaY };
        return zoomAt(
          from,
          from.scale * Math.exp(-event.deltaY * 0.004),
          event.clientX - view.left,
          event.clientY - view.top,
        );
      });
    };
    element.addEventListener("wheel", onWheel, { passive: false });
    return () => element.removeEventListener("wheel", onWheel);
  }, [frame, change]);
}
