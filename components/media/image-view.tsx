"use client";

import {
  type CSSProperties,
  type KeyboardEvent,
  type PointerEvent,
  type ReactNode,
  type Ref,
  type RefObject,
  useCallback,
  useEffect,
  useRef,
  useState,
} from "react";
import { fitView, keepInside, type ViewTransform, zoomAt } from "@/components/media/view-transform";
import { Segmented } from "@/components/ui/segmented";

export interface ImageViewProps {
  /** The exact pixels: asked for once `first` is there, at once when the view needs more pixels than that has. */
  src: string;
  /** The rung that is painted first, with the page. */
  first: string;
  /** Longest side of `first` in pixels. */
  firstSide: number;
  /** A small rung, most likely in the cache, under the others until they have loaded. */
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
export function ImageView({ src, first, firstSide, preview, alt, width, height, children }: ImageViewProps) {
  const frame = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState<ViewTransform | null>(null);
  const [fitted, setFitted] = useState(true);
  const change = useViewChange(frame, width, height, setAt, setFitted);
  useFitWhileFitted(frame, fitted, width, height, setAt);
  useWheel(frame, change);
  const short = at !== null && at.scale * devicePixelRatio * Math.max(width, height) > firstSide;
  const [firstLayer, settled] = useSettled(first);
  const exact = src !== first && (short || settled);

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
        className="focus-inset relative grid min-h-0 flex-1 cursor-grab touch-none place-items-center overflow-hidden [container-type:size] active:cursor-grabbing"
      >
        <div
          className={fitted ? "checker relative" : "checker absolute top-0 left-0 origin-top-left"}
          style={fitted || !at ? fitStyle(width, height) : placedStyle(at, width, height)}
        >
          {preview !== undefined && <Layer src={preview} alt="" scale={1} />}
          <Layer ref={firstLayer} key={first} src={first} alt={alt} scale={at?.scale ?? 1} urgent />
          {exact && <Layer key={src} src={src} alt="" scale={at?.scale ?? 1} />}
          {children !== undefined && at && (
            <div
              className="absolute top-0 left-0 origin-top-left"
              style={{ width, height, ...(fitted ? { transform: `scale(${at.scale})` } : {}) }}
            >
              {children}
            </div>
          )}
        </div>
      </div>
      <div className="absolute right-3 bottom-3 flex items-center gap-2">
        {/* Empty until measured, in a box of its own size: words that change would count as a shift. */}
        <output className="num h-6 min-w-14 rounded-control bg-raised px-2 py-1 text-center text-muted text-xs">
          {at && `${Math.round(at.scale * 100)} %`}
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

interface LayerProps {
  ref?: Ref<HTMLImageElement>;
  src: string;
  alt: string;
  scale: number;
  /** What the page is looked at for: fetched first and painted with the page. */
  urgent?: boolean;
}

function Layer({ ref, src, alt, scale, urgent }: LayerProps) {
  return (
    <img
      ref={ref}
      alt={alt}
      draggable={false}
      decoding={urgent ? "sync" : "async"}
      {...(urgent ? { fetchPriority: "high" } : {})}
      src={src}
      className="absolute inset-0 size-full max-w-none select-none"
      style={{ imageRendering: scale >= 2 ? "pixelated" : "auto" }}
    />
  );
}

const margin = 16;

/** `fitView` in CSS, so that the server can draw it and nothing moves once the script runs. */
const fitStyle = (width: number, height: number): CSSProperties => ({
  width: `min(${width}px, 100cqw - ${2 * margin}px, (100cqh - ${2 * margin}px) * ${width / height})`,
  aspectRatio: `${width} / ${height}`,
});

const placedStyle = ({ x, y, scale }: ViewTransform, width: number, height: number): CSSProperties => ({
  width,
  height,
  transform: `translate(${x}px, ${y}px) scale(${scale})`,
});

const settleMs = 150;

/** Whether the picture `src` is there and has been looked at for a moment: frames passed by with an arrow key are not. */
function useSettled(src: string): [RefObject<HTMLImageElement | null>, boolean] {
  const image = useRef<HTMLImageElement>(null);
  const [settled, setSettled] = useState<string>();
  useEffect(() => {
    const element = image.current;
    if (!element) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const soon = () => {
      timer = setTimeout(() => setSettled(src), settleMs);
    };
    // Drawn by the server it may have loaded before anybody could listen.
    if (element.complete) soon();
    element.addEventListener("load", soon);
    element.addEventListener("error", soon);
    return () => {
      clearTimeout(timer);
      element.removeEventListener("load", soon);
      element.removeEventListener("error", soon);
    };
  }, [src]);
  return [image, settled === src];
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
      setAt(fitView({ width, height }, { width: element.clientWidth, height: element.clientHeight }, margin));
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
