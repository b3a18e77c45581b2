import type { Rect } from "@/contract/mask/tiles";

type Size = { width: number; height: number };

/** How far the shape of a preview may be from that of its place: work sizes are rounded up to what a model takes. */
const DIFFERS = 0.15;
/** How many times longer than wide what is worked on may be. */
const THINNEST = 3;

/** The part of a picture a pass works on for a mask's bounds and so many pixels of surroundings: the agent's own arithmetic (planCrop). */
export function repaintWindow({ x, y, w, h }: Rect, padding: number, { width, height }: Size): Rect {
  const [x0, x1] = [Math.max(0, x - padding), Math.min(width, x + w + padding)];
  const [y0, y1] = [Math.max(0, y - padding), Math.min(height, y + h + padding)];
  const least = Math.max(x1 - x0, y1 - y0) / THINNEST;
  const [left, wide] = spanOf(x0, x1, least, width);
  const [top, high] = spanOf(y0, y1, least, height);
  return { x: left, y: top, w: wide, h: high };
}

function spanOf(from: number, to: number, least: number, size: number): [number, number] {
  const length = Math.min(size, Math.max(to - from, least));
  return [Math.min(size - length, Math.max(0, Math.round((from + to - length) / 2))), length];
}

/** Whether a preview shows this place: a face cut out or a backdrop grown wider has another shape, and is not laid over the picture. */
export function fits(preview: Size, place: { w: number; h: number }): boolean {
  const ratio = preview.width / preview.height / (place.w / place.h);
  return Math.abs(Math.log(ratio)) <= Math.log(1 + DIFFERS);
}

/** The smallest rectangle around all bytes above 0 of width × height; null when there are none. */
export function boundsOfBytes(bytes: Uint8Array, { width, height }: Size): Rect | null {
  let [left, top, right, bottom] = [width, -1, -1, -1];
  for (let y = 0; y < height; y++) {
    const row = bytes.subarray(y * width, (y + 1) * width);
    const first = row.findIndex((value) => value > 0);
    if (first < 0) continue;
    if (top < 0) top = y;
    bottom = y;
    left = Math.min(left, first);
    right = Math.max(
      right,
      row.findLastIndex((value) => value > 0),
    );
  }
  return right < 0 ? null : { x: left, y: top, w: right - left + 1, h: bottom - top + 1 };
}
