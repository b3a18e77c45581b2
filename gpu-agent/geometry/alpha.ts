import { copyOf, type Grey, type Rgb, toByte } from "./pixels";

// Resampling mixes neighbours: colour under full transparency would bleed into the edge of a cut-out unless it is weighted by alpha.

/** Colour times alpha. */
export const premultiplied = (rgb: Rgb, alpha: Grey): Rgb => scaledBy(rgb, (i) => (alpha.data[i] ?? 0) / 255);

/** The way back; exact where alpha is 255, black where it is 0. */
export const unpremultiplied = (rgb: Rgb, alpha: Grey): Rgb =>
  scaledBy(rgb, (i) => (alpha.data[i] ? 255 / (alpha.data[i] ?? 255) : 0));

const scaledBy = (rgb: Rgb, factor: (pixel: number) => number): Rgb => {
  const out = copyOf(rgb);
  for (let i = 0, o = 0; o < out.data.length; i++, o += 3) {
    const f = factor(i);
    if (f === 1) continue;
    for (let c = 0; c < 3; c++) out.data[o + c] = toByte((rgb.data[o + c] ?? 0) * f);
  }
  return out;
};
