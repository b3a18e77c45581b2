import { grownMask } from "./masks";
import { blank, type Grey, type Rgb, toByte } from "./pixels";

/** Fewer pixels than this say nothing about a colour cast. */
const leastPixels = 64;
/** A ring of a plain wall has hardly any spread: contrast is never changed by more than this. */
const mostContrast = 1.5;

/** px around a mask whose colours count: a sixteenth of what is worked on. */
export const seamRing = ({ width, height }: Rgb): number => Math.max(8, Math.round(Math.max(width, height) / 16));

type Lab = readonly [number, number, number];

/**
 * `result` with the colours it has on a ring of `px` around the mask brought to those `source` has there: mean and spread
 * of each channel in CIE Lab. A model and its VAE shift colours a little everywhere; the ring, which was not repainted,
 * shows by how much. All three of one size; `result` as it is where the ring is too small to tell.
 */
export const matchColours = (result: Rgb, source: Rgb, mask: Grey, px: number): Rgb => {
  const ring = grownMask(mask, px);
  const sums = { of: stats(), is: stats() };
  for (let i = 0; i < ring.data.length; i++) {
    if (mask.data[i] !== 0 || ring.data[i] === 0) continue;
    add(sums.is, labAt(result, i));
    add(sums.of, labAt(source, i));
  }
  if (sums.is.count < leastPixels) return result;
  const [is, wanted] = [summed(sums.is), summed(sums.of)];
  const gain = is.spread.map((spread, c) => {
    const ratio = spread < 0.5 ? 1 : (wanted.spread[c] ?? 0) / spread;
    return Math.min(mostContrast, Math.max(1 / mostContrast, ratio));
  });
  const out = blank(result.width, result.height, 3);
  for (let i = 0; i < ring.data.length; i++) {
    const lab = labAt(result, i).map(
      (value, c) => (value - (is.mean[c] ?? 0)) * (gain[c] ?? 1) + (wanted.mean[c] ?? 0),
    ) as unknown as Lab;
    out.data.set(toRgb(lab), i * 3);
  }
  return out;
};

type Stats = { count: number; sum: [number, number, number]; squares: [number, number, number] };
const stats = (): Stats => ({ count: 0, sum: [0, 0, 0], squares: [0, 0, 0] });
const channels = [0, 1, 2] as const;
const add = (to: Stats, lab: Lab) => {
  to.count++;
  for (const c of channels) {
    to.sum[c] += lab[c];
    to.squares[c] += lab[c] * lab[c];
  }
};
const summed = ({ count, sum, squares }: Stats) => {
  const mean = sum.map((value) => value / count);
  const spread = squares.map((value, c) => Math.sqrt(Math.max(0, value / count - (mean[c] ?? 0) ** 2)));
  return { mean, spread };
};

const linear = Float32Array.from({ length: 256 }, (_, byte) => {
  const value = byte / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
});
const coded = (value: number) =>
  toByte(255 * (value <= 0.0031308 ? 12.92 * value : 1.055 * value ** (1 / 2.4) - 0.055));
/** White of D65. */
const white = [0.95047, 1, 1.08883] as const;
const edge = 6 / 29;
const bent = (t: number) => (t > edge ** 3 ? Math.cbrt(t) : t / (3 * edge ** 2) + 4 / 29);
const straight = (t: number) => (t > edge ? t ** 3 : 3 * edge ** 2 * (t - 4 / 29));

const labAt = ({ data }: Rgb, i: number): Lab => {
  const [r, g, b] = channels.map((c) => linear[data[i * 3 + c] ?? 0] ?? 0) as [number, number, number];
  const x = bent((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / white[0]);
  const y = bent((0.2126729 * r + 0.7151522 * g + 0.072175 * b) / white[1]);
  const z = bent((0.0193339 * r + 0.119192 * g + 0.9503041 * b) / white[2]);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
};

const toRgb = ([l, a, b]: Lab): Lab => {
  const fy = (l + 16) / 116;
  const x = white[0] * straight(fy + a / 500);
  const y = white[1] * straight(fy);
  const z = white[2] * straight(fy - b / 200);
  return [
    coded(3.2404542 * x - 1.5371385 * y - 0.4985314 * z),
    coded(-0.969266 * x + 1.8760108 * y + 0.041556 * z),
    coded(0.0556434 * x - 0.2040259 * y + 1.0572252 * z),
  ];
};
