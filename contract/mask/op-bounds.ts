import { at } from "./bytes";
import type { DrawOp } from "./ops";
import { decodePoints } from "./points";
import { type Rect, TILE } from "./tiles";

/** Whole tiles, half open. Two ops meet when their spans overlap: deltas are whole tiles, so boxes are not enough. */
export type TileSpan = { col0: number; row0: number; col1: number; row1: number };

/** The whole pixels an op may change, inside the frame; w or h is 0 when it lies outside. An undo has its target's bounds. */
export function opBounds(op: DrawOp, width: number, height: number): Rect {
  switch (op.kind) {
    case "stroke": {
      const [left, top, right, bottom] = extent(decodePoints(op.points, 3), 3);
      const reach = op.size / 2 + 4;
      return inFrame(left - reach, top - reach, right + reach, bottom + reach, width, height);
    }
    case "rect":
    case "ellipse":
      return inFrame(op.x, op.y, op.x + op.w, op.y + op.h, width, height);
    case "poly": {
      const [left, top, right, bottom] = extent(decodePoints(op.points, 2), 2);
      return inFrame(left, top, right, bottom, width, height);
    }
    case "raster":
      if (op.mode === "intersect") break;
      return inFrame(op.x * 4, op.y * 4, (op.x + op.w) * 4, (op.y + op.h) * 4, width, height);
    default:
      break;
  }
  return { x: 0, y: 0, w: width, h: height };
}

/** True when an op's pixels depend on pixels elsewhere: its tiles cannot be drawn one by one. */
export const readsAround = (op: DrawOp): boolean => op.kind === "bake";

export function tileSpan(rect: Rect): TileSpan {
  if (rect.w <= 0 || rect.h <= 0) return { col0: 0, row0: 0, col1: 0, row1: 0 };
  return {
    col0: Math.floor(rect.x / TILE),
    row0: Math.floor(rect.y / TILE),
    col1: Math.ceil((rect.x + rect.w) / TILE),
    row1: Math.ceil((rect.y + rect.h) / TILE),
  };
}

export function spansMeet(a: TileSpan, b: TileSpan): boolean {
  return a.col0 < b.col1 && b.col0 < a.col1 && a.row0 < b.row1 && b.row0 < a.row1;
}

/** Quarter pixels in, whole pixels out. */
function inFrame(left: number, top: number, right: number, bottom: number, width: number, height: number): Rect {
  const x = Math.max(0, Math.floor(left / 4));
  const y = Math.max(0, Math.floor(top / 4));
  const w = Math.max(0, Math.min(width, Math.ceil(right / 4)) - x);
  const h = Math.max(0, Math.min(height, Math.ceil(bottom / 4)) - y);
  return { x, y, w, h };
}

function extent(points: readonly number[], stride: 2 | 3): [number, number, number, number] {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < points.length; i += stride) {
    left = Math.min(left, at(points, i));
    right = Math.max(right, at(points, i));
    top = Math.min(top, at(points, i + 1));
    bottom = Math.max(bottom, at(points, i + 1));
  }
  return [left, top, right, bottom];
}
