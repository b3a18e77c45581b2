import type { Viewport } from "../viewport";
import type { Region } from "./region";

/** How far past a changed pixel a scaled drawing may differ, in device pixels. */
const BLEED = 2;

/** Image pixels to the whole device pixels that may change, inside the canvas; null when off screen. */
export function deviceRegion(
  image: Region,
  view: Viewport,
  ratio: number,
  width: number,
  height: number,
): Region | null {
  const scale = view.scale * ratio;
  const region = {
    x0: Math.max(0, Math.floor(image.x0 * scale + view.x * ratio) - BLEED),
    y0: Math.max(0, Math.floor(image.y0 * scale + view.y * ratio) - BLEED),
    x1: Math.min(width, Math.ceil(image.x1 * scale + view.x * ratio) + BLEED),
    y1: Math.min(height, Math.ceil(image.y1 * scale + view.y * ratio) + BLEED),
  };
  return region.x1 > region.x0 && region.y1 > region.y0 ? region : null;
}

/** Clears and redraws one region of a native canvas; a whole redraw per pointer move costs 10 to 100 times as much. */
export function redrawRegion(
  g: CanvasRenderingContext2D,
  { x0, y0, x1, y1 }: Region,
  paint: (g: CanvasRenderingContext2D) => void,
): void {
  g.save();
  g.setTransform(1, 0, 0, 1, 0, 0);
  g.beginPath();
  g.rect(x0, y0, x1 - x0, y1 - y0);
  g.clip();
  g.clearRect(x0, y0, x1 - x0, y1 - y0);
  paint(g);
  g.restore();
}
