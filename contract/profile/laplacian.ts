/** Variance of the 4-neighbour Laplacian over the inner pixels of an 8-bit luma plane, row by row: the more, the crisper. */
export const laplacianVariance = (luma: Uint8Array | Uint8ClampedArray, width: number, height: number): number => {
  const count = (width - 2) * (height - 2);
  if (width < 3 || height < 3) return 0;
  let sum = 0;
  let squares = 0;
  for (let y = 1; y < height - 1; y++) {
    for (let at = y * width + 1, end = at + width - 2; at < end; at++) {
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
