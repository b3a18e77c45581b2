import type { Pixels } from "../palette/dominant";

export type Box = { x: number; y: number; width: number; height: number };

/**
 * Where the figure stands in a picture with a plain backdrop, in pixels; undefined when the backdrop is not plain or
 * nothing stands before it. Transparent pixels are backdrop.
 */
export const figureBox = ({ data, width, height }: Pixels): Box | undefined => {
  const at = (x: number, y: number) => (y * width + x) * 4;
  const corners = [at(0, 0), at(width - 1, 0), at(0, Math.floor(height / 2)), at(width - 1, Math.floor(height / 2))];
  const mean = [0, 1, 2].map((channel) => corners.reduce((sum, corner) => sum + (data[corner + channel] ?? 0), 0) / 4);
  const stands = (corner: number) => {
    if ((data[corner + 3] ?? 0) < 128) return false;
    return Math.max(...mean.map((value, channel) => Math.abs((data[corner + channel] ?? 0) - value))) > 28;
  };
  if (corners.filter(stands).length > 1) return undefined;
  let [left, top, right, bottom] = [width, height, -1, -1];
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      if (stands(at(x, y))) {
        left = Math.min(left, x);
        right = Math.max(right, x);
        top = Math.min(top, y);
        bottom = Math.max(bottom, y);
      }
  if (right < 0 || bottom - top < height / 4) return undefined;
  return { x: left, y: top, width: right - left + 1, height: bottom - top + 1 };
};

/** Marks of a ruler that reaches over `tallest` cm: every 10, 20, 50 or 100 cm, at most about twelve. */
export const rulerMarks = (tallest: number): { top: number; marks: number[] } => {
  const step = [10, 20, 50, 100, 200, 500].find((size) => tallest / size <= 11) ?? 500;
  const top = Math.max(step, Math.ceil((tallest * 1.02) / step) * step);
  return { top, marks: Array.from({ length: top / step + 1 }, (_, n) => n * step) };
};
