/** Colours in OKLab, where equal distances look equally far apart. */
type Lab = readonly [number, number, number];

const linear = (value: number) => {
  const share = value / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
};

const labOf = (r: number, g: number, b: number): Lab => {
  const [x, y, z] = [linear(r), linear(g), linear(b)];
  const l = Math.cbrt(0.4122214708 * x + 0.5363325363 * y + 0.0514459929 * z);
  const m = Math.cbrt(0.2119034982 * x + 0.6806995451 * y + 0.1073969566 * z);
  const s = Math.cbrt(0.0883024619 * x + 0.2817188376 * y + 0.6299787005 * z);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
};

const far = (a: Lab, b: Lab) => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);

/** 0–255 each → "#rrggbb". */
export const hexOf = (r: number, g: number, b: number): string =>
  `#${[r, g, b].map((value) => Math.round(value).toString(16).padStart(2, "0")).join("")}`;

const rgbOf = (hex: string): [number, number, number] => {
  const value = Number.parseInt(hex.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
};

/** RGBA, 8 bits a channel, row by row. */
export type Pixels = { data: ArrayLike<number>; width: number; height: number };

type Bucket = { r: number; g: number; b: number; count: number };

const least = 0.09;

/**
 * The colours a picture is made of, the largest first, at most `most`, none close to another. What fills the border is
 * taken for the backdrop and left out. Transparent pixels do not count.
 */
export const dominantColours = ({ data, width, height }: Pixels, most = 8): string[] => {
  const inside = new Map<number, Bucket>();
  const border = new Map<number, Bucket>();
  for (let y = 0, at = 0; y < height; y++)
    for (let x = 0; x < width; x++, at += 4) {
      if ((data[at + 3] ?? 0) < 128) continue;
      const edge = x === 0 || y === 0 || x === width - 1 || y === height - 1;
      for (const buckets of edge ? [inside, border] : [inside]) add(buckets, data, at);
    }
  const backdrop = backdropOf(border);
  const chosen: { lab: Lab; hex: string }[] = [];
  for (const { r, g, b, count } of [...inside.values()].sort((one, other) => other.count - one.count)) {
    const lab = labOf(r / count, g / count, b / count);
    if (backdrop && far(lab, backdrop) < least) continue;
    if (chosen.some((other) => far(other.lab, lab) < least)) continue;
    chosen.push({ lab, hex: hexOf(r / count, g / count, b / count) });
    if (chosen.length === most) break;
  }
  return chosen.map(({ hex }) => hex);
};

const add = (buckets: Map<number, Bucket>, data: ArrayLike<number>, at: number) => {
  const [r = 0, g = 0, b = 0] = [data[at], data[at + 1], data[at + 2]];
  const key = ((r >> 4) << 8) | ((g >> 4) << 4) | (b >> 4);
  const bucket = buckets.get(key) ?? { r: 0, g: 0, b: 0, count: 0 };
  buckets.set(key, { r: bucket.r + r, g: bucket.g + g, b: bucket.b + b, count: bucket.count + 1 });
};

/** The colour of the border when one fills most of it. */
const backdropOf = (border: Map<number, Bucket>): Lab | undefined => {
  const all = [...border.values()];
  const total = all.reduce((sum, { count }) => sum + count, 0);
  const [top] = all.sort((one, other) => other.count - one.count);
  if (!top || total === 0) return undefined;
  const lab = labOf(top.r / top.count, top.g / top.count, top.b / top.count);
  const near = all.filter(({ r, g, b, count }) => far(lab, labOf(r / count, g / count, b / count)) < least);
  return near.reduce((sum, { count }) => sum + count, 0) >= total * 0.6 ? lab : undefined;
};

const named: readonly [string, string][] = [
  ["black", "#101010"],
  ["charcoal", "#36393d"],
  ["grey", "#808080"],
  ["silver", "#c0c3c6"],
  ["white", "#f7f7f5"],
  ["cream", "#efe3c8"],
  ["sand", "#cdb38b"],
  ["tan", "#b08a62"],
  ["brown", "#6b4428"],
  ["dark brown", "#3b2619"],
  ["red", "#c62b2b"],
  ["dark red", "#7a1c1c"],
  ["rust", "#a9532a"],
  ["orange", "#e8842a"],
  ["amber", "#f2b33a"],
  ["yellow", "#f0dc3c"],
  ["olive", "#6f6f2c"],
  ["green", "#3f8f3f"],
  ["dark green", "#1f4a2c"],
  ["teal", "#217f7c"],
  ["sky blue", "#86bfe6"],
  ["blue", "#2f62c4"],
  ["navy", "#1c2a52"],
  ["violet", "#7a4bb5"],
  ["pink", "#e79ab0"],
  ["skin", "#d9a583"],
];

/** A plain word for a colour, as a first name to write over. */
export const colourWord = (hex: string): string => {
  const lab = labOf(...rgbOf(hex));
  const [best] = named
    .map(([name, other]) => ({ name, distance: far(lab, labOf(...rgbOf(other))) }))
    .sort((a, b) => a.distance - b.distance);
  return best?.name ?? "";
};

/** The mean colour of the square of `2 × reach + 1` pixels around a place: one grain of noise decides nothing. */
export const colourAt = ({ data, width, height }: Pixels, x: number, y: number, reach = 2): string => {
  const sums = [0, 0, 0];
  let count = 0;
  for (let row = Math.max(0, y - reach); row <= Math.min(height - 1, y + reach); row++)
    for (let column = Math.max(0, x - reach); column <= Math.min(width - 1, x + reach); column++) {
      const at = (row * width + column) * 4;
      for (const channel of [0, 1, 2]) sums[channel] = (sums[channel] ?? 0) + (data[at + channel] ?? 0);
      count++;
    }
  const [r = 0, g = 0, b = 0] = sums.map((sum) => sum / Math.max(1, count));
  return hexOf(r, g, b);
};
