import { byteAt } from "./bytes";
import { MaskError } from "./error";

/** Straight RGBA bytes, row by row. */
export type RgbaPicture = { width: number; height: number; data: Uint8Array | Uint8ClampedArray };
/** 0-255 each. `share`: how much of the picture, 0 to 1. */
export type FoundColour = { r: number; g: number; b: number; share: number };
type Colour = Pick<FoundColour, "r" | "g" | "b">;

const LEAST_SHARE = 0.001;
const MOST_COLOURS = 24;
/** Transparent pixels belong to nobody. */
const OPAQUE = 128;

const distance2 = (a: Colour, r: number, g: number, b: number): number =>
  (a.r - r) * (a.r - r) + (a.g - g) * (a.g - g) + (a.b - b) * (a.b - b);

/**
 * The flat colours of a mat-ID picture, the largest first: what an artist would call its colours, not the mixtures at its
 * edges nor the noise of a JPEG. Colours nearer than `tolerance` (a distance in RGB, 0-441) count as one.
 */
export function flatColours({ width, height, data }: RgbaPicture, tolerance: number): FoundColour[] {
  // 5 bits a channel gathers noise; the mean inside a bin gives the colour back.
  const bins = new Map<number, [n: number, r: number, g: number, b: number]>();
  for (let i = 0; i < width * height * 4; i += 4) {
    if (at(data, i + 3) < OPAQUE || !isFlat(data, i, width, height, tolerance)) continue;
    const [r, g, b] = [at(data, i), at(data, i + 1), at(data, i + 2)];
    const key = ((r >> 3) << 10) | ((g >> 3) << 5) | (b >> 3);
    const bin = bins.get(key);
    if (!bin) bins.set(key, [1, r, g, b]);
    else {
      bin[0]++;
      bin[1] += r;
      bin[2] += g;
      bin[3] += b;
    }
  }
  const found: { centre: Colour; n: number; r: number; g: number; b: number }[] = [];
  for (const [n, r, g, b] of [...bins.values()].sort((x, y) => y[0] - x[0])) {
    const centre = { r: r / n, g: g / n, b: b / n };
    const known = found.find((one) => distance2(one.centre, centre.r, centre.g, centre.b) <= tolerance * tolerance);
    if (!known) found.push({ centre, n, r, g, b });
    else {
      known.n += n;
      known.r += r;
      known.g += g;
      known.b += b;
    }
  }
  const all = width * height;
  return found
    .map(({ n, r, g, b }) => ({ r: Math.round(r / n), g: Math.round(g / n), b: Math.round(b / n), share: n / all }))
    .filter(({ share }) => share >= LEAST_SHARE)
    .sort((a, b) => b.share - a.share)
    .slice(0, MOST_COLOURS);
}

/** Like its four neighbours: inside an area, not on an edge between two. */
function isFlat(data: RgbaPicture["data"], i: number, width: number, height: number, tolerance: number): boolean {
  const [x, y] = [(i / 4) % width, Math.floor(i / 4 / width)];
  const own = { r: at(data, i), g: at(data, i + 1), b: at(data, i + 2) };
  const alike = (j: number) => distance2(own, at(data, j), at(data, j + 1), at(data, j + 2)) <= tolerance * tolerance;
  return (
    (x === 0 || alike(i - 4)) &&
    (x === width - 1 || alike(i + 4)) &&
    (y === 0 || alike(i - width * 4)) &&
    (y === height - 1 || alike(i + width * 4))
  );
}

const NOBODY = 255;

/**
 * One black-and-white mask a colour (width x height bytes of 0 and 255). Every opaque pixel that lies within `tolerance` of a
 * colour goes to the nearest; mixtures at edges, specks and hair lines go to the region they touch, so that neighbours meet
 * without a gap. Pixels far from every colour stay in none. At most 254 colours.
 */
export function regionsByColour(
  picture: RgbaPicture,
  colours: readonly Colour[],
  tolerance: number,
): Uint8Array<ArrayBuffer>[] {
  if (colours.length === 0 || colours.length >= NOBODY) throw new MaskError("Choose 1 to 254 colours of the picture");
  const { width, height, data } = picture;
  if (data.length !== width * height * 4) throw new MaskError(`A ${width} x ${height} picture needs RGBA bytes`);
  const labels = settle(nearest(picture, colours, tolerance), width, height);
  grow(labels, picture, colours);
  const masks = colours.map(() => new Uint8Array(width * height));
  for (let i = 0; i < labels.length; i++) {
    const mask = masks[byteAt(labels, i)];
    if (mask) mask[i] = 255;
  }
  return masks;
}

function nearest({ data, width, height }: RgbaPicture, colours: readonly Colour[], tolerance: number): Uint8Array {
  const labels = new Uint8Array(width * height).fill(NOBODY);
  for (let i = 0; i < labels.length; i++) {
    if (at(data, i * 4 + 3) < OPAQUE) continue;
    let best = tolerance * tolerance;
    for (const [n, colour] of colours.entries()) {
      const d = distance2(colour, at(data, i * 4), at(data, i * 4 + 1), at(data, i * 4 + 2));
      if (d > best) continue;
      best = d;
      labels[i] = n;
    }
  }
  return labels;
}

/** Takes back the label of a pixel that too few of its neighbours share: noise, and mixtures that look like a third colour. */
function settle(labels: Uint8Array, width: number, height: number): Uint8Array {
  const out = labels.slice();
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const label = byteAt(labels, y * width + x);
      if (label === NOBODY) continue;
      let [same, seen] = [0, 0];
      for (let v = Math.max(0, y - 1); v <= Math.min(height - 1, y + 1); v++)
        for (let u = Math.max(0, x - 1); u <= Math.min(width - 1, x + 1); u++) {
          seen++;
          if (byteAt(labels, v * width + u) === label) same++;
        }
      if (same * 2 <= seen) out[y * width + x] = NOBODY;
    }
  return out;
}

/** How far an edge or a hair line may be from the region that takes it, in pixels. */
const REACH = 6;

/** Gives opaque pixels without a label that of a neighbour, the one whose colour is nearest, ring by ring. */
function grow(labels: Uint8Array, { data, width, height }: RgbaPicture, colours: readonly Colour[]): void {
  for (let ring = 0; ring < REACH; ring++) {
    const taken: number[] = [];
    const by: number[] = [];
    for (let i = 0; i < labels.length; i++) {
      if (byteAt(labels, i) !== NOBODY || at(data, i * 4 + 3) < OPAQUE) continue;
      const label = touching(labels, i, width, height, (n) => {
        const colour = colours[n];
        return colour ? distance2(colour, at(data, i * 4), at(data, i * 4 + 1), at(data, i * 4 + 2)) : Infinity;
      });
      if (label === NOBODY) continue;
      taken.push(i);
      by.push(label);
    }
    if (taken.length === 0) return;
    for (const [n, i] of taken.entries()) labels[i] = by[n] ?? NOBODY;
  }
}

function touching(labels: Uint8Array, i: number, width: number, height: number, cost: (label: number) => number) {
  const [x, y] = [i % width, Math.floor(i / width)];
  let [best, least] = [NOBODY, Infinity];
  const ask = (j: number) => {
    const label = byteAt(labels, j);
    if (label === NOBODY || label === best) return;
    const d = cost(label);
    if (d < least) [best, least] = [label, d];
  };
  if (x > 0) ask(i - 1);
  if (x < width - 1) ask(i + 1);
  if (y > 0) ask(i - width);
  if (y < height - 1) ask(i + width);
  return best;
}

/** White where a depth (0-255, one byte a pixel) lies from `near` to `far`, both in; either way round (D20). */
export function depthRange(depth: Uint8Array, near: number, far: number): Uint8Array<ArrayBuffer> {
  const [low, high] = [Math.min(near, far), Math.max(near, far)];
  return Uint8Array.from(depth, (value) => (value >= low && value <= high ? 255 : 0));
}

/** How a colour picture says what is masked. `brightness`: white. `transparency`: see-through, as ComfyUI's mask editor saves it. */
export type MaskReading = "brightness" | "transparency";

/** One byte a pixel from RGBA; brightness counts only as far as it is opaque. */
export function readMask({ data, width, height }: RgbaPicture, reading: MaskReading): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(width * height);
  for (let i = 0; i < out.length; i++) {
    const alpha = at(data, i * 4 + 3);
    if (reading === "transparency") out[i] = 255 - alpha;
    else {
      const light = (at(data, i * 4) * 54 + at(data, i * 4 + 1) * 183 + at(data, i * 4 + 2) * 19 + 128) >> 8;
      out[i] = Math.round((light * alpha) / 255);
    }
  }
  return out;
}

const at = (data: Uint8Array | Uint8ClampedArray, i: number): number => data[i] ?? 0;
