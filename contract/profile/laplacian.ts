type Part = { x: number; y: number; width: number; height: number };

/**
 * Variance of the 4-neighbour Laplacian over the inner pixels of an 8-bit luma plane, row by row: the more, the crisper.
 * With `part`, whole pixels, over that part alone; 0 where fewer than 3 × 3 pixels are left of it.
 */
export const laplacianVariance = (
  luma: Uint8Array | Uint8ClampedArray,
  width: number,
  height: number,
  part: Part = { x: 0, y: 0, width, height },
): number => {
  const [left, top] = [Math.max(0, part.x), Math.max(0, part.y)];
  const [right, bottom] = [Math.min(width, part.x + part.width), Math.min(height, part.y + part.height)];
  const count = (right - left - 2) * (bottom - top - 2);
  if (right - left < 3 || bottom - top < 3) return 0;
  let sum = 0;
  let squares = 0;
  for (let y = top + 1; y < bottom - 1; y++) {
    for (let at = y * width + left + 1, end = y * width + right - 1; at < end; at++) {
      const value =
        (luma[at - width] as number) +
        (luma[at + width] as number) +
        (luma[at - 1] as number) +
        (luma[at + 1] as number) -
        4 * (luma[at] as number);
      sum += value;
      squares += value * value;
    }
  }
  const mean = sum / count;
  return squares / count - mean * mean;
};
