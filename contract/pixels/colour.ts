/** 8-bit pixels, row by row: three bytes a pixel, or one for a mask. */
type Plane = { width: number; height: number; data: Uint8Array };
type Rgb = Plane & { channels: 3 };
type Grey = Plane & { channels: 1 };

const toByte = (value: number) => (value <= 0 ? 0 : value >= 255 ? 255 : Math.round(value));

export type Adjustment = {
  whiteBalance: "off" | "grey world";
  levels: "off" | "auto" | "by hand";
  /** Percent of pixels auto levels may lose at each end. */
  clip: number;
  black: number;
  white: number;
  gamma: number;
  /** 0 grey, 1 unchanged. */
  saturation: number;
};

/** Auto colour (B49): neutral on the average, stretched to black and white, nothing else. */
export const autoColour: Adjustment = {
  ...{ whiteBalance: "grey world", levels: "auto", clip: 0.5, black: 0, white: 255, gamma: 1, saturation: 1 },
};

/** What was done, as numbers for the record. */
export type AdjustmentFacts = { gains: [number, number, number]; black: number; white: number };

/** Rec. 709 weights on the encoded values: brightness as it looks, 0–255. */
export const luma = (r: number, g: number, b: number) => 0.2126 * r + 0.7152 * g + 0.0722 * b;

/** White balance, levels, gamma, saturation in that order. A mask only decides which pixels are measured; blend afterwards. */
export const adjusted = (source: Rgb, how: Adjustment, mask?: Grey): { rgb: Rgb; facts: AdjustmentFacts } => {
  const gains = how.whiteBalance === "grey world" ? greyWorldGains(source, mask) : ([1, 1, 1] as const);
  const balanced = mapped(source, (r, g, b) => [r * gains[0], g * gains[1], b * gains[2]]);
  const { black, white } =
    how.levels === "auto"
      ? autoLevels(balanced, how.clip, mask)
      : how.levels === "by hand"
        ? how
        : { black: 0, white: 255 };
  const curve = Float64Array.from({ length: 256 }, (_, value) => {
    const share = Math.min(1, Math.max(0, (value - black) / Math.max(1, white - black)));
    return 255 * share ** (1 / how.gamma);
  });
  const rgb = mapped(balanced, (r, g, b) => {
    const [R, G, B] = [curve[r] ?? 0, curve[g] ?? 0, curve[b] ?? 0];
    const grey = luma(R, G, B);
    return [grey + (R - grey) * how.saturation, grey + (G - grey) * how.saturation, grey + (B - grey) * how.saturation];
  });
  return { rgb, facts: { gains: [...gains], black, white } };
};

const mapped = (source: Rgb, fn: (r: number, g: number, b: number) => [number, number, number]): Rgb => {
  const out = { ...source, data: source.data.slice() };
  for (let i = 0; i < out.data.length; i += 3) {
    const [r, g, b] = fn(source.data[i] ?? 0, source.data[i + 1] ?? 0, source.data[i + 2] ?? 0);
    out.data[i] = toByte(r);
    out.data[i + 1] = toByte(g);
    out.data[i + 2] = toByte(b);
  }
  return out;
};

/** Mean of each channel, weighted by the mask. */
export const meanColour = (source: Rgb, mask?: Grey): [number, number, number] => {
  const sum: [number, number, number] = [0, 0, 0];
  let weight = 0;
  for (let i = 0, at = 0; at < source.data.length; i++, at += 3) {
    const share = mask ? (mask.data[i] ?? 0) / 255 : 1;
    weight += share;
    sum[0] += share * (source.data[at] ?? 0);
    sum[1] += share * (source.data[at + 1] ?? 0);
    sum[2] += share * (source.data[at + 2] ?? 0);
  }
  return weight ? [sum[0] / weight, sum[1] / weight, sum[2] / weight] : [0, 0, 0];
};

/** Gains that make the mean neutral; at most 4, so that a picture of one colour is not torn apart. */
const greyWorldGains = (source: Rgb, mask?: Grey): [number, number, number] => {
  const mean = meanColour(source, mask);
  const grey = (mean[0] + mean[1] + mean[2]) / 3;
  const gain = (value: number) => (value > 0 ? Math.min(4, Math.max(0.25, grey / value)) : 1);
  return [gain(mean[0]), gain(mean[1]), gain(mean[2])];
};

/** One black and one white point for all three channels, so that colours keep their hue. */
const autoLevels = (source: Rgb, clip: number, mask?: Grey): { black: number; white: number } => {
  const histogram = new Float64Array(256);
  let total = 0;
  for (let i = 0, at = 0; at < source.data.length; i++, at += 3) {
    const share = mask ? (mask.data[i] ?? 0) / 255 : 1;
    const value = toByte(luma(source.data[at] ?? 0, source.data[at + 1] ?? 0, source.data[at + 2] ?? 0));
    histogram[value] = (histogram[value] ?? 0) + share;
    total += share;
  }
  const lose = (total * clip) / 100;
  const black = firstBeyond(histogram, lose);
  const white = 255 - firstBeyond(histogram.toReversed(), lose);
  return white - black < 8 ? { black: 0, white: 255 } : { black, white };
};

const firstBeyond = (histogram: Float64Array, lose: number) => {
  let sum = 0;
  for (let value = 0; value < histogram.length; value++) {
    sum += histogram[value] ?? 0;
    if (sum > lose) return value;
  }
  return 0;
};
