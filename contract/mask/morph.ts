import { byteAt, floatAt, int32At, uint16At } from "./bytes";
import type { MaskPost } from "./document";
import type { Rect } from "./tiles";

type Picture = { pixels: Uint8Array; width: number; height: number };
type Bytes = Uint8Array<ArrayBuffer>;

/** What a consumer does to the drawn mask: invert, then grow or shrink, then feather. The input is not changed. */
export function applyPost(pixels: Uint8Array, width: number, height: number, post: MaskPost): Bytes {
  let out = post.invert ? Uint8Array.from(pixels, (value) => 255 - value) : new Uint8Array(pixels);
  if (post.grow !== 0) out = growMask(out, width, height, post.grow);
  if (post.feather > 0) out = featherMask(out, width, height, post.feather);
  return out;
}

/** Grows by px (shrinks when negative) by exact distance from the 128 level; one pixel of soft edge stays. The frame does not erode. */
export function growMask(pixels: Uint8Array, width: number, height: number, px: number): Bytes {
  return withinReach({ pixels, width, height }, px === 0 ? 0 : Math.abs(px) + 2, (part) =>
    px === 0 ? part.pixels.slice() : growPart(part, px),
  );
}

/** Three box blurs, close to a Gaussian of sigma px / 2. Sums are whole numbers. */
export function featherMask(pixels: Uint8Array, width: number, height: number, px: number): Bytes {
  if (px <= 0) return new Uint8Array(pixels);
  const radius = Math.max(1, Math.round((px / 2) * 0.94));
  return withinReach({ pixels, width, height }, radius * 3 + 1, (part) => {
    const out = new Uint8Array(part.pixels);
    const other = new Uint8Array(out.length);
    for (let pass = 0; pass < 3; pass++) {
      blurRows(out, other, part.width, part.height, radius);
      blurColumns(other, out, part.width, part.height, radius);
    }
    return out;
  });
}

/** Works on what is drawn plus a margin: beyond it neither growing nor blurring can change anything. */
function withinReach(picture: Picture, margin: number, work: (part: Picture) => Uint8Array): Bytes {
  const out = new Uint8Array(picture.pixels);
  const box = boundsOf(picture);
  if (!box) return out;
  const x0 = Math.max(0, box.x - margin);
  const y0 = Math.max(0, box.y - margin);
  const width = Math.min(picture.width, box.x + box.w + margin) - x0;
  const height = Math.min(picture.height, box.y + box.h + margin) - y0;
  const pixels = new Uint8Array(width * height);
  const rowOf = (y: number) => (y0 + y) * picture.width + x0;
  for (let y = 0; y < height; y++) pixels.set(picture.pixels.subarray(rowOf(y), rowOf(y) + width), y * width);
  const done = work({ pixels, width, height });
  for (let y = 0; y < height; y++) out.set(done.subarray(y * width, (y + 1) * width), rowOf(y));
  return out;
}

/** The smallest rectangle around all pixels above 0, or null when the mask is empty. */
export function boundsOf({ pixels, width, height }: Picture): Rect | null {
  let [left, top, right, bottom] = [width, -1, -1, -1];
  for (let y = 0; y < height; y++) {
    const row = y * width;
    let first = 0;
    while (first < width && pixels[row + first] === 0) first++;
    if (first === width) continue;
    let last = width - 1;
    while (pixels[row + last] === 0) last--;
    if (top < 0) top = y;
    bottom = y;
    left = Math.min(left, first);
    right = Math.max(right, last);
  }
  return top < 0 ? null : { x: left, y: top, w: right - left + 1, h: bottom - top + 1 };
}

function growPart({ pixels, width, height }: Picture, px: number): Uint8Array {
  const shrink = px < 0;
  const radius = Math.abs(px);
  const cap = radius + 2;
  const steps = columnDistance(pixels, width, cap, shrink);
  const out = new Uint8Array(pixels);
  const parabola = new Parabolas(width, cap);
  for (let y = 0; y < height; y++) {
    const row = y * width;
    if (!parabola.load(steps, row)) continue;
    parabola.envelope();
    for (let x = 0; x < width; x++) {
      const edge = Math.max(0, Math.min(1, radius + 0.5 - parabola.distance(x)));
      const value = (edge * 255 + 0.5) | 0;
      const old = byteAt(pixels, row + x);
      out[row + x] = shrink ? Math.min(old, 255 - value) : Math.max(old, value);
    }
  }
  return out;
}

/** Vertical distance to the nearest inside pixel, capped; whole rows at a time, which the cache likes (1.5x). */
function columnDistance(pixels: Uint8Array, width: number, cap: number, shrink: boolean) {
  const out = new Uint16Array(pixels.length).fill(cap);
  for (let i = 0; i < out.length; i++) if (byteAt(pixels, i) >= 128 !== shrink) out[i] = 0;
  for (let i = width; i < out.length; i++)
    if (uint16At(out, i - width) + 1 < uint16At(out, i)) out[i] = uint16At(out, i - width) + 1;
  for (let i = out.length - width - 1; i >= 0; i--)
    if (uint16At(out, i + width) + 1 < uint16At(out, i)) out[i] = uint16At(out, i + width) + 1;
  return out;
}

/** Lower envelope of parabolas along one row: exact Euclidean distance from capped column distances. */
class Parabolas {
  private readonly width: number;
  private readonly cap: number;
  private readonly heights: Float64Array;
  private readonly centres: Int32Array;
  private readonly starts: Float64Array;
  private last = 0;
  private current = 0;

  constructor(width: number, cap: number) {
    this.width = width;
    this.cap = cap;
    this.heights = new Float64Array(width);
    this.centres = new Int32Array(width);
    this.starts = new Float64Array(width + 1);
  }

  /** False when nothing lies within reach of this row. */
  load(steps: Uint16Array, row: number): boolean {
    let any = false;
    for (let x = 0; x < this.width; x++) {
      const step = uint16At(steps, row + x);
      this.heights[x] = step >= this.cap ? 1e9 : step * step;
      if (step < this.cap) any = true;
    }
    return any;
  }

  envelope(): void {
    this.last = 0;
    this.current = 0;
    this.centres[0] = 0;
    this.starts[0] = -1e20;
    this.starts[1] = 1e20;
    for (let x = 1; x < this.width; x++) {
      let start = this.crossing(x);
      while (start <= floatAt(this.starts, this.last)) {
        this.last--;
        start = this.crossing(x);
      }
      this.last++;
      this.centres[this.last] = x;
      this.starts[this.last] = start;
      this.starts[this.last + 1] = 1e20;
    }
  }

  /** Ask for x in rising order. */
  distance(x: number): number {
    while (floatAt(this.starts, this.current + 1) < x) this.current++;
    const centre = int32At(this.centres, this.current);
    const square = (x - centre) * (x - centre) + floatAt(this.heights, centre);
    return square >= 1e9 ? this.cap : Math.sqrt(square);
  }

  private crossing(x: number): number {
    const centre = int32At(this.centres, this.last);
    const rise = floatAt(this.heights, x) + x * x - (floatAt(this.heights, centre) + centre * centre);
    return rise / (2 * x - 2 * centre);
  }
}

const clamp = (value: number, top: number) => (value < 0 ? 0 : Math.min(value, top));

function blurRows(from: Uint8Array, to: Uint8Array, width: number, height: number, radius: number): void {
  const size = 2 * radius + 1;
  for (let y = 0; y < height; y++) {
    const row = y * width;
    let sum = 0;
    for (let x = -radius; x <= radius; x++) sum += byteAt(from, row + clamp(x, width - 1));
    for (let x = 0; x < width; x++) {
      to[row + x] = (sum / size + 0.5) | 0;
      sum += byteAt(from, row + clamp(x + radius + 1, width - 1)) - byteAt(from, row + clamp(x - radius, width - 1));
    }
  }
}

function blurColumns(from: Uint8Array, to: Uint8Array, width: number, height: number, radius: number): void {
  const size = 2 * radius + 1;
  const sums = new Int32Array(width);
  for (let y = -radius; y <= radius; y++) {
    const row = clamp(y, height - 1) * width;
    for (let x = 0; x < width; x++) sums[x] = int32At(sums, x) + byteAt(from, row + x);
  }
  for (let y = 0; y < height; y++) {
    const enters = clamp(y + radius + 1, height - 1) * width;
    const leaves = clamp(y - radius, height - 1) * width;
    for (let x = 0; x < width; x++) {
      to[y * width + x] = (int32At(sums, x) / size + 0.5) | 0;
      sums[x] = int32At(sums, x) + byteAt(from, enters + x) - byteAt(from, leaves + x);
    }
  }
}
