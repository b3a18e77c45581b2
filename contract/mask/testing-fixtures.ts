import { at } from "./bytes";
import type { DrawOp, StrokeOp } from "./ops";
import { encodePoints } from "./points";
import { rasterOp } from "./raster-op";
import type { TiledMask } from "./tiles";

/** A seeded generator: whole-number arithmetic, so the same everywhere. */
export function seeded(seed: number): (below: number) => number {
  let a = seed | 0;
  return (below) => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4294967296) * below);
  };
}

/** A wandering stroke in a picture of the given pixels; whole-number steps. */
export function randomStroke(next: (below: number) => number, width: number, height: number, count = 20): StrokeOp {
  const points: number[] = [];
  let [x, y, vx, vy] = [next(width * 4), next(height * 4), next(81) - 40, next(81) - 40];
  for (let i = 0; i < count; i++) {
    points.push(x, y, 80 + next(176));
    vx += next(31) - 15;
    vy += next(31) - 15;
    x += vx;
    y += vy;
  }
  return {
    kind: "stroke",
    mode: next(4) === 0 ? "erase" : "add",
    size: 20 + next(300),
    hardness: at([100, 100, 50, 0], next(4)),
    points: encodePoints(points, 3),
  };
}

/** Mostly strokes, with every other kind of op in between. */
export function randomOp(next: (below: number) => number, width: number, height: number): DrawOp {
  const box = {
    mode: next(3) === 0 ? ("erase" as const) : ("add" as const),
    x: next(width * 4) - 200,
    y: next(height * 4) - 200,
    w: 1 + next(1600),
    h: 1 + next(1600),
  };
  switch (next(14)) {
    case 12: {
      const [w, h] = [Math.min(width, 1 + next(300)), Math.min(height, 1 + next(200))];
      const soft = next(2) === 0;
      const pixels = Uint8Array.from({ length: w * h }, (_, i) => (soft ? (i * 7) & 255 : (i >> 4) & 1 ? 255 : 0));
      const at = { x: next(width - w + 1), y: next(height - h + 1), w, h };
      return rasterOp(pixels, at, (["add", "erase", "intersect", "replace"] as const)[next(4)] ?? "add");
    }
    case 13:
      return { ...randomStroke(next, width, height), opacity: 1 + next(100) };
    case 0:
      return { kind: "invert" };
    case 1:
      return next(3) === 0 ? { kind: "clear" } : { kind: "invert" };
    case 2:
      return { kind: "rect", ...box };
    case 3:
      return { kind: "ellipse", ...box };
    case 4: {
      const points = Array.from({ length: 14 }, (_, i) => next((i % 2 ? height : width) * 4));
      return { kind: "poly", mode: box.mode, rule: next(2) ? "nonzero" : "evenodd", points: encodePoints(points, 2) };
    }
    default:
      return randomStroke(next, width, height);
  }
}

/** A hash good enough to tell two masks apart in a test. */
export function pixelSum(mask: TiledMask): number {
  let sum = 0;
  for (const value of mask.flat()) sum = (Math.imul(sum, 31) + value) | 0;
  return sum;
}
