import { blank, copyOf, type Grey, type Pixels, type Rgb, toByte } from "./pixels";

/** `result` where the mask is white, `source` where it is black, mixed between. A byte under a black mask pixel equals the source. */
export const blendByMask = <C extends 1 | 3>(source: Pixels<C>, result: Pixels<C>, mask: Grey): Pixels<C> => {
  const out = copyOf(source);
  const { channels } = source;
  for (let i = 0; i < mask.data.length; i++) {
    const share = (mask.data[i] ?? 0) / 255;
    if (share === 0) continue;
    for (let o = i * channels; o < (i + 1) * channels; o++) {
      out.data[o] = toByte((source.data[o] ?? 0) * (1 - share) + (result.data[o] ?? 0) * share);
    }
  }
  return out;
};

/** How many bytes differ where the mask is black (without a mask: anywhere). */
export const bytesChangedOutside = (source: Pixels, result: Pixels, mask?: Grey): number => {
  let changed = 0;
  for (let i = 0; i < source.data.length; i++) {
    if (source.data[i] === result.data[i]) continue;
    if (!mask || mask.data[Math.floor(i / source.channels)] === 0) changed++;
  }
  return changed;
};

/** Share of the picture that a mask touches, 0–1. */
export const coverage = (mask: Grey): number => {
  let touched = 0;
  for (const value of mask.data) if (value > 0) touched++;
  return touched / mask.data.length;
};

/** The mask grown by `by` whole pixels (a square brush), every touched pixel white. */
export const grownMask = (mask: Grey, by: number): Grey => {
  const { width, height } = mask;
  const across = blank(width, height, 1);
  const out = blank(width, height, 1);
  spread(mask.data, across.data, width, height, 1, width, by);
  spread(across.data, out.data, height, width, width, 1, by);
  return out;
};

/** Whitens everything within `by` of a touched pixel along one direction; lines of `length` apart by `stride`. */
const spread = (
  from: Uint8Array,
  to: Uint8Array,
  length: number,
  lines: number,
  step: number,
  stride: number,
  by: number,
) => {
  for (let line = 0; line < lines; line++) {
    let last = Number.NEGATIVE_INFINITY;
    for (let at = 0; at < length + by; at++) {
      if (at < length && from[line * stride + at * step]) last = at;
      const target = at - by;
      if (target >= 0 && last >= target - by) to[line * stride + target * step] = 255;
    }
  }
};

/** Gaussian blur of one or three channels; `sigma` in pixels, 0 copies. The edge repeats. */
export const blurred = <C extends 1 | 3>(pixels: Pixels<C>, sigma: number): Pixels<C> => {
  if (sigma <= 0) return copyOf(pixels);
  const plane = blurredPlane(Float32Array.from(pixels.data), pixels.width, pixels.height, pixels.channels, sigma);
  const out = blank(pixels.width, pixels.height, pixels.channels);
  for (let i = 0; i < plane.length; i++) out.data[i] = toByte(plane[i] ?? 0);
  return out;
};

/** The same on floats, unrounded. */
export const blurredPlane = (plane: Float32Array, width: number, height: number, channels: number, sigma: number) => {
  if (sigma <= 0) return plane.slice();
  const radius = Math.ceil(3 * sigma);
  const kernel = Array.from({ length: 2 * radius + 1 }, (_, i) => Math.exp(-((i - radius) ** 2) / (2 * sigma * sigma)));
  const total = kernel.reduce((a, b) => a + b, 0);
  const weights = Float32Array.from(kernel, (value) => value / total);
  const across = convolve(plane, width, height, channels, width * channels, channels, weights);
  return convolve(across, height, width, channels, channels, width * channels, weights);
};

const convolve = (
  from: Float32Array,
  length: number,
  lines: number,
  channels: number,
  stride: number,
  step: number,
  weights: Float32Array,
) => {
  const out = new Float32Array(from.length);
  const radius = (weights.length - 1) / 2;
  for (let line = 0; line < lines; line++) {
    for (let at = 0; at < length; at++) {
      for (let c = 0; c < channels; c++) {
        let sum = 0;
        for (let k = -radius; k <= radius; k++) {
          const q = at + k < 0 ? 0 : at + k >= length ? length - 1 : at + k;
          sum += (weights[k + radius] as number) * (from[line * stride + q * step + c] as number);
        }
        out[line * stride + at * step + c] = sum;
      }
    }
  }
  return out;
};

/** Sharpens by adding back what a blur takes away. `sigma` in pixels, `amount` 0 changes nothing. */
export const unsharp = (pixels: Rgb, sigma: number, amount: number): Rgb => {
  const out = copyOf(pixels);
  if (amount <= 0) return out;
  const soft = blurredPlane(Float32Array.from(pixels.data), pixels.width, pixels.height, 3, sigma);
  for (let i = 0; i < soft.length; i++) {
    const value = pixels.data[i] ?? 0;
    out.data[i] = toByte(value + amount * (value - (soft[i] ?? 0)));
  }
  return out;
};
