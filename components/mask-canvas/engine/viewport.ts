import type { Rect } from "@/contract/mask/tiles";

export type Point = { x: number; y: number };
export type Size = { width: number; height: number };
/** screen = image x scale + offset, in CSS pixels. */
export type Viewport = { scale: number; x: number; y: number };

export const MIN_ZOOM = 0.02;
export const MAX_ZOOM = 32;
/** How much of the picture always stays on screen, so that nobody gets lost. */
const KEEP = 48;

export const clampScale = (scale: number) => Math.min(MAX_ZOOM, Math.max(MIN_ZOOM, scale));

export const toImage = (view: Viewport, at: Point): Point => ({
  x: (at.x - view.x) / view.scale,
  y: (at.y - view.y) / view.scale,
});

export const toScreen = (view: Viewport, at: Point): Point => ({
  x: at.x * view.scale + view.x,
  y: at.y * view.scale + view.y,
});

/** The whole picture, centred, with a margin in CSS pixels; small pictures are not enlarged beyond 100 %. */
export function fitTo(screen: Size, image: Size, margin = 24): Viewport {
  const room = (side: number) => Math.max(16, side - margin * 2);
  const scale = clampScale(Math.min(1, room(screen.width) / image.width, room(screen.height) / image.height));
  return { scale, x: (screen.width - image.width * scale) / 2, y: (screen.height - image.height * scale) / 2 };
}

/** An area of the image, which may reach beyond it, centred like a picture that fits; `below` CSS pixels stay free under it. */
export function fitToArea(screen: Size, { x, y, w, h }: Rect, below = 0): Viewport {
  const room = { width: screen.width, height: Math.max(0, screen.height - below) };
  const view = fitTo(room, { width: w, height: h });
  return { scale: view.scale, x: view.x - x * view.scale, y: view.y - y * view.scale };
}

/** Zooms to a scale so that the image point under `anchor` (screen) stays where it is. */
export function zoomTo(view: Viewport, scale: number, anchor: Point): Viewport {
  const next = clampScale(scale);
  const fixed = toImage(view, anchor);
  return { scale: next, x: anchor.x - fixed.x * next, y: anchor.y - fixed.y * next };
}

export const panBy = (view: Viewport, dx: number, dy: number): Viewport => ({
  ...view,
  x: view.x + dx,
  y: view.y + dy,
});

/** Holds the picture within reach of the screen. */
export function keepInSight(view: Viewport, screen: Size, image: Size): Viewport {
  const hold = (offset: number, length: number, room: number) =>
    Math.min(room - Math.min(KEEP, room), Math.max(Math.min(KEEP, room) - length, offset));
  return {
    scale: view.scale,
    x: hold(view.x, image.width * view.scale, screen.width),
    y: hold(view.y, image.height * view.scale, screen.height),
  };
}

/** Wheel travel to a zoom factor. Mode 1 is lines, 2 is pages. */
export function wheelFactor(deltaY: number, deltaMode: number): number {
  const pixels = deltaY * (deltaMode === 1 ? 16 : deltaMode === 2 ? 400 : 1);
  return 1.0025 ** -Math.max(-400, Math.min(400, pixels));
}

/** The step of the zoom keys: the next round value in that direction. */
export function nextZoom(scale: number, direction: 1 | -1): number {
  const stops = [0.05, 0.1, 0.17, 0.25, 0.33, 0.5, 0.67, 0.75, 1, 1.5, 2, 3, 4, 6, 8, 12, 16, 24, 32];
  const found =
    direction > 0 ? stops.find((stop) => stop > scale * 1.01) : stops.findLast((stop) => stop < scale * 0.99);
  return found ?? (direction > 0 ? MAX_ZOOM : MIN_ZOOM);
}
