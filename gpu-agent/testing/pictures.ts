import { blank, type Grey, type Rgb, toByte } from "../geometry/pixels";
import { seededRandom } from "../geometry/random";

// Pictures made of arithmetic, for tests.

/** A smooth picture with some noise: no two rows alike. */
export const texture = (width: number, height: number, noise = 12, seed = 7): Rgb => {
  const random = seededRandom(seed);
  const out = blank(width, height, 3);
  for (let y = 0, o = 0; y < height; y++) {
    for (let x = 0; x < width; x++, o += 3) {
      const grain = (random() - 0.5) * noise;
      out.data[o] = toByte(120 + 60 * Math.sin(x / 17) + grain);
      out.data[o + 1] = toByte(110 + 50 * Math.sin(y / 13 + x / 40) + grain);
      out.data[o + 2] = toByte(100 + 40 * Math.cos((x + y) / 29) + grain);
    }
  }
  return out;
};

/** A white disc with a soft edge on black. */
export const softDisc = (width: number, height: number, x: number, y: number, radius: number, feather = 6): Grey => {
  const out = blank(width, height, 1);
  for (let j = 0, i = 0; j < height; j++) {
    for (let k = 0; k < width; k++, i++)
      out.data[i] = toByte(255 * (0.5 - (Math.hypot(k - x, j - y) - radius) / feather));
  }
  return out;
};

/** Paints a filled rectangle into a copy. */
export const withBlock = (
  source: Rgb,
  [x0, y0, x1, y1]: readonly [number, number, number, number],
  colour: readonly [number, number, number],
): Rgb => {
  const out = { ...source, data: source.data.slice() };
  for (let y = y0; y < y1; y++) for (let x = x0; x < x1; x++) out.data.set(colour, (y * source.width + x) * 3);
  return out;
};

/** Peak signal to noise in dB over the bytes that `keep` chooses by pixel index. */
export const psnr = (a: Rgb, b: Rgb, keep: (pixel: number) => boolean): number => {
  let sum = 0;
  let n = 0;
  for (let i = 0; i < a.data.length; i++) {
    if (!keep(Math.floor(i / 3))) continue;
    sum += ((a.data[i] ?? 0) - (b.data[i] ?? 0)) ** 2;
    n++;
  }
  return 10 * Math.log10((255 * 255 * n) / Math.max(sum, 1e-9));
};
