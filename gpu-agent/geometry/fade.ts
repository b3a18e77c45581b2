import { blank, type Grey } from "./pixels";

const diagonal = Math.SQRT2;

/**
 * The mask faded towards its own edge over `px` pixels: black stays black, nothing becomes whiter, and the frame's edge is
 * no edge. Where the mask is thinner than twice the fade, the fade is as short as it is thin there, so that a hair keeps
 * its middle and a thin arm of a broad mask is not lost.
 */
export const fadeInside = (mask: Grey, px: number): Grey => {
  if (px <= 0) return mask;
  const depth = depths(mask, px);
  const thick = boxMax(depth, mask.width, mask.height, Math.ceil(px));
  const out = blank(mask.width, mask.height, 1);
  for (let i = 0; i < out.data.length; i++) {
    const here = depth[i] ?? 0;
    if (here > 0) out.data[i] = Math.min(mask.data[i] ?? 0, Math.round((255 * here) / (thick[i] ?? here)));
  }
  return out;
};

/** How deep each pixel lies in the mask, in px up to `most`: 0 outside, 1 for the first row inside. Chamfer: within 8 % of true. */
const depths = ({ data, width, height }: Grey, most: number): Float32Array => {
  const depth = new Float32Array(width * height);
  const at = (x: number, y: number) =>
    x < 0 || y < 0 || x >= width || y >= height ? Number.POSITIVE_INFINITY : (depth[y * width + x] ?? 0);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      if (data[y * width + x])
        depth[y * width + x] = Math.min(
          most,
          Math.min(at(x - 1, y), at(x, y - 1)) + 1,
          Math.min(at(x - 1, y - 1), at(x + 1, y - 1)) + diagonal,
        );
  for (let y = height - 1; y >= 0; y--)
    for (let x = width - 1; x >= 0; x--)
      if (data[y * width + x])
        depth[y * width + x] = Math.min(
          at(x, y),
          Math.min(at(x + 1, y), at(x, y + 1)) + 1,
          Math.min(at(x + 1, y + 1), at(x - 1, y + 1)) + diagonal,
        );
  return depth;
};

/** The largest value within `reach` px left, right, above and below of each. */
const boxMax = (values: Float32Array, width: number, height: number, reach: number): Float32Array => {
  const rows = new Float32Array(values.length);
  for (let y = 0; y < height; y++) slideMax(values, rows, y * width, 1, width, reach);
  const both = new Float32Array(values.length);
  for (let x = 0; x < width; x++) slideMax(rows, both, x, width, height, reach);
  return both;
};

/** A sliding maximum along one line: what can no longer be the largest leaves the queue, so each value is touched twice. */
const slideMax = (
  from: Float32Array,
  to: Float32Array,
  start: number,
  step: number,
  count: number,
  reach: number,
): void => {
  const queue: number[] = [];
  let head = 0;
  const value = (n: number) => from[start + n * step] ?? 0;
  for (let n = 0; n < count + reach; n++) {
    if (n < count) {
      while (queue.length > head && value(queue[queue.length - 1] ?? 0) <= value(n)) queue.pop();
      queue.push(n);
    }
    const centre = n - reach;
    while ((queue[head] ?? 0) < centre - reach) head++;
    if (centre >= 0) to[start + centre * step] = value(queue[head] ?? centre);
  }
};
