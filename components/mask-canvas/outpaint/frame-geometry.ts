import type { Rect } from "@/contract/mask/tiles";
import type { Edges } from "@/contract/passes/parts";

type Size = { width: number; height: number };
type Point = { x: number; y: number };

/** Which sides a handle moves: −1 is left or top, 1 right or bottom, 0 neither. */
export type Handle = { x: -1 | 0 | 1; y: -1 | 0 | 1 };

/** Pixels that may be added to one side, and what the new width and height are best a multiple of (1: anything). */
export type Limits = { min: number; max: number; multiple: number };

/** The picture with what is added around it, in pixels of the picture. */
export const frameOf = ({ top, right, bottom, left }: Edges, { width, height }: Size): Rect => ({
  x: -left,
  y: -top,
  w: left + width + right,
  h: top + height + bottom,
});

/**
 * The edges after a handle was moved by so many pixels of the picture from where it stood at `start`: whole numbers within the
 * limits. With `snap` the new width or height becomes a multiple where the limits leave one; the least is always within reach.
 */
export function pull(
  start: Edges,
  handle: Handle,
  by: Point,
  { picture, limits, snap }: { picture: Size; limits: Limits; snap: boolean },
): Edges {
  const multiple = snap ? limits.multiple : 1;
  const side = (wanted: number, rest: number) => sideOf(wanted, rest, { ...limits, multiple });
  const { top, right, bottom, left } = start;
  return {
    top: handle.y === -1 ? side(top - by.y, picture.height + bottom) : top,
    right: handle.x === 1 ? side(right + by.x, picture.width + left) : right,
    bottom: handle.y === 1 ? side(bottom + by.y, picture.height + top) : bottom,
    left: handle.x === -1 ? side(left - by.x, picture.width + right) : left,
  };
}

/** `rest` is the length that does not change: the picture and the side across. */
function sideOf(wanted: number, rest: number, { min, max, multiple }: Limits): number {
  if (wanted <= min) return min;
  const nearest = Math.round((wanted + rest) / multiple) * multiple - rest;
  const most = Math.floor((max + rest) / multiple) * multiple - rest;
  return Math.min(max, Math.max(min, Math.min(nearest, most)));
}

/**
 * The smallest frame of a shape (width over height) around the picture, to the multiple; what is added is shared evenly, the odd
 * pixel goes right or below. Null where a side would need more than may be added.
 */
export function shapeTo(ratio: number, { width, height }: Size, { min, max, multiple }: Limits): Edges | null {
  const wider = width < height * ratio;
  const length = wider ? height * ratio : width / ratio;
  const old = wider ? width : height;
  const added = Math.max(0, Math.round(length / multiple) * multiple - old);
  const [first, second] = [Math.floor(added / 2), Math.ceil(added / 2)];
  if (first < min || second > max || min > 0) return null;
  return wider ? { top: 0, right: second, bottom: 0, left: first } : { top: first, right: 0, bottom: second, left: 0 };
}

/** "1376 × 816 px" */
export const sizeWords = ({ w, h }: Rect): string => `${w} × ${h} px`;
