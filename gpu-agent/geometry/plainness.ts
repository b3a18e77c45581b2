import { luma } from "../../contract/pixels/colour";
import type { Rgb, Window } from "./pixels";

export type Side = "top" | "right" | "bottom" | "left";

/** The strip of `depth` pixels along one side. */
export const edgeStrip = ({ width, height }: Rgb, side: Side, depth: number): Window => ({
  x0: side === "right" ? Math.max(0, width - depth) : 0,
  y0: side === "bottom" ? Math.max(0, height - depth) : 0,
  x1: side === "left" ? Math.min(width, depth) : width,
  y1: side === "top" ? Math.min(height, depth) : height,
});

/** How restless a part of a picture is: the mean difference of brightness between neighbours, 0–255. Plain backdrops stay under about 6. */
export const restlessness = (rgb: Rgb, { x0, y0, x1, y1 }: Window): number => {
  const at = (x: number, y: number) => {
    const o = (y * rgb.width + x) * 3;
    return luma(rgb.data[o] ?? 0, rgb.data[o + 1] ?? 0, rgb.data[o + 2] ?? 0);
  };
  let sum = 0;
  let n = 0;
  for (let y = y0; y + 1 < y1; y++) {
    for (let x = x0; x + 1 < x1; x++) {
      const here = at(x, y);
      sum += Math.abs(at(x + 1, y) - here) + Math.abs(at(x, y + 1) - here);
      n += 2;
    }
  }
  return n ? sum / n : 0;
};
