import { blank, type Pixels, toByte } from "./pixels";

/** Takes a target pixel to a source pixel: sx = a·x + b·y + c, sy = d·x + e·y + f. */
export type Affine = readonly [a: number, b: number, c: number, d: number, e: number, f: number];
export type Point = { x: number; y: number };

export const apply = (m: Affine, { x, y }: Point): Point => ({
  x: m[0] * x + m[1] * y + m[2],
  y: m[3] * x + m[4] * y + m[5],
});

/** The way back. The map must not be flat. */
export const invert = (m: Affine): Affine => {
  const det = m[0] * m[4] - m[1] * m[3];
  const a = m[4] / det;
  const b = -m[1] / det;
  const d = -m[3] / det;
  const e = m[0] / det;
  return [a, b, -(a * m[2] + b * m[5]), d, e, -(d * m[2] + e * m[5])];
};

/** Catmull-Rom at distance t ≥ 0. */
const cubic = (t: number) => {
  if (t <= 1) return 1.5 * t * t * t - 2.5 * t * t + 1;
  if (t < 2) return -0.5 * t * t * t + 2.5 * t * t - 4 * t + 2;
  return 0;
};

const clamp = (value: number, size: number) => (value < 0 ? 0 : value >= size ? size - 1 : value);

/** Catmull-Rom resample; beyond the source its edge repeats. No prefilter: shrink by more than 1.5 with `resample` first. */
export const warp = <C extends 1 | 3>(source: Pixels<C>, width: number, height: number, m: Affine): Pixels<C> => {
  const { data, channels } = source;
  const out = blank(width, height, channels);
  const wx = new Float64Array(4);
  const wy = new Float64Array(4);
  const xs = new Int32Array(4);
  const ys = new Int32Array(4);
  for (let y = 0, o = 0; y < height; y++) {
    for (let x = 0; x < width; x++, o += channels) {
      const sx = m[0] * x + m[1] * y + m[2];
      const sy = m[3] * x + m[4] * y + m[5];
      const x0 = Math.floor(sx);
      const y0 = Math.floor(sy);
      for (let i = 0; i < 4; i++) {
        wx[i] = cubic(Math.abs(sx - x0 + 1 - i));
        wy[i] = cubic(Math.abs(sy - y0 + 1 - i));
        xs[i] = clamp(x0 - 1 + i, source.width) * channels;
        ys[i] = clamp(y0 - 1 + i, source.height) * source.width * channels;
      }
      for (let c = 0; c < channels; c++) {
        let sum = 0;
        for (let j = 0; j < 4; j++) {
          const row = (ys[j] as number) + c;
          sum +=
            (wy[j] as number) *
            ((wx[0] as number) * (data[row + (xs[0] as number)] as number) +
              (wx[1] as number) * (data[row + (xs[1] as number)] as number) +
              (wx[2] as number) * (data[row + (xs[2] as number)] as number) +
              (wx[3] as number) * (data[row + (xs[3] as number)] as number));
        }
        out.data[o + c] = toByte(sum);
      }
    }
  }
  return out;
};
