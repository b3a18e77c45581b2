import type { Size } from "../passes/size";

/** A rectangle in pixels of a picture. */
export type PixelBox = { x: number; y: number; width: number; height: number };

/** Sides a crop may be locked to; `null` is free. */
export const lockedRatios = [
  { id: "free", label: "Free", ratio: null },
  { id: "1:1", label: "1:1", ratio: 1 },
  { id: "4:5", label: "4:5", ratio: 4 / 5 },
  { id: "3:4", label: "3:4", ratio: 3 / 4 },
  { id: "2:3", label: "2:3", ratio: 2 / 3 },
  { id: "16:9", label: "16:9", ratio: 16 / 9 },
] as const;

/** The longest side pictures of a package are brought to, in pixels (B61). */
export const packageSide = 720;

/** The least side of a box people draw, in pixels. */
export const leastBox = 16;

const clamp = (value: number, low: number, high: number) => Math.min(Math.max(value, low), Math.max(low, high));

/** Whole pixels inside the picture, at least one a side. */
export const wholeBox = (box: PixelBox, { width, height }: Size): PixelBox => {
  const x = clamp(Math.round(box.x), 0, width - 1);
  const y = clamp(Math.round(box.y), 0, height - 1);
  const right = clamp(Math.round(box.x + box.width), x + 1, width);
  const bottom = clamp(Math.round(box.y + box.height), y + 1, height);
  return { x, y, width: right - x, height: bottom - y };
};

/** Moved by (dx, dy), its size kept, stopped at the edges. */
export const movedBox = (box: PixelBox, dx: number, dy: number, { width, height }: Size): PixelBox => ({
  ...box,
  x: clamp(box.x + dx, 0, width - box.width),
  y: clamp(box.y + dy, 0, height - box.height),
});

/** Which sides a handle pulls: −1 left or top, 0 none, 1 right or bottom. */
export type Handle = { h: -1 | 0 | 1; v: -1 | 0 | 1 };

/** The box with a handle pulled by (dx, dy). The other sides stay; with a ratio (width / height) it holds and stays inside. */
export const pulledBox = (
  box: PixelBox,
  { h, v }: Handle,
  dx: number,
  dy: number,
  size: Size,
  ratio: number | null,
): PixelBox => {
  const right = box.x + box.width;
  const bottom = box.y + box.height;
  const least = Math.min(leastBox, size.width, size.height);
  const left = h === -1 ? clamp(box.x + dx, 0, right - least) : box.x;
  const top = v === -1 ? clamp(box.y + dy, 0, bottom - least) : box.y;
  const width = (h === 1 ? clamp(right + dx, left + least, size.width) : right) - left;
  const height = (v === 1 ? clamp(bottom + dy, top + least, size.height) : bottom) - top;
  if (ratio === null) return { x: left, y: top, width, height };
  // The corner or middle that stays put, and the room it leaves on the pulled side.
  const anchor = {
    x: h === 1 ? box.x : h === -1 ? right : box.x + box.width / 2,
    y: v === 1 ? box.y : v === -1 ? bottom : box.y + box.height / 2,
  };
  const room = {
    width: h === 1 ? size.width - anchor.x : h === -1 ? anchor.x : 2 * Math.min(anchor.x, size.width - anchor.x),
    height: v === 1 ? size.height - anchor.y : v === -1 ? anchor.y : 2 * Math.min(anchor.y, size.height - anchor.y),
  };
  const asked = h === 0 ? height * ratio : v === 0 ? width : Math.max(width, height * ratio);
  const wide = Math.min(Math.max(asked, least * Math.max(1, ratio)), room.width, room.height * ratio);
  const high = wide / ratio;
  return {
    x: h === 1 ? anchor.x : h === -1 ? anchor.x - wide : anchor.x - wide / 2,
    y: v === 1 ? anchor.y : v === -1 ? anchor.y - high : anchor.y - high / 2,
    width: wide,
    height: high,
  };
};

/** The largest box of a ratio around the middle of a picture; without a ratio the whole picture. */
export const middleBox = ({ width, height }: Size, ratio: number | null): PixelBox => {
  if (ratio === null) return { x: 0, y: 0, width, height };
  const wide = Math.min(width, height * ratio);
  const high = wide / ratio;
  return { x: (width - wide) / 2, y: (height - high) / 2, width: wide, height: high };
};

/** The box brought to a ratio around its own middle, no larger than it was. */
export const toRatio = (box: PixelBox, ratio: number | null): PixelBox => {
  const inner = middleBox(box, ratio);
  return { ...inner, x: box.x + inner.x, y: box.y + inner.y };
};
