import { MaskError } from "./error";
import type { Rect } from "./tiles";

/** Four bytes a pixel, row by row, as the decoded picture has them (not premultiplied). */
export type RgbaPicture = { data: Uint8Array | Uint8ClampedArray; width: number; height: number };
export type FloodOptions = {
  /** Whole pixels inside the picture. */
  x: number;
  y: number;
  /** How far each of red, green, blue and alpha may be from the seed's, 0-255. */
  tolerance: number;
  /** Only what hangs together with the seed over edges, or alike pixels everywhere. */
  contiguous: boolean;
};
/** 255 where filled, w x h bytes of the smallest rectangle around it. */
export type Flooded = Rect & { pixels: Uint8Array<ArrayBuffer> };

/** What a bucket fills: 4-connected scanlines. Throws MaskError when the seed lies outside. */
export function floodFill(picture: RgbaPicture, options: FloodOptions): Flooded {
  const { width, height } = picture;
  const { x, y } = options;
  if (!Number.isInteger(x) || !Number.isInteger(y) || x < 0 || y < 0 || x >= width || y >= height)
    throw new MaskError(`The bucket was poured at ${x}, ${y}, outside the ${width} x ${height} picture`);
  const alike = alikeTo(picture, y * width + x, options.tolerance);
  return options.contiguous ? connected(alike, width, height, x, y) : cut(alike, width, frameOf(alike, width, height));
}

/** 255 for each pixel close enough to the seed's colour. */
function alikeTo({ data, width, height }: RgbaPicture, seed: number, tolerance: number): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(width * height);
  const colour = data.subarray(seed * 4, seed * 4 + 4);
  const low = Uint8ClampedArray.from(colour, (value) => value - tolerance);
  const high = Uint8ClampedArray.from(colour, (value) => value + tolerance);
  const [r0, g0, b0, a0] = low as unknown as [number, number, number, number];
  const [r1, g1, b1, a1] = high as unknown as [number, number, number, number];
  for (let i = 0, o = 0; i < out.length; i++, o += 4) {
    const r = data[o] as number;
    const g = data[o + 1] as number;
    const b = data[o + 2] as number;
    const a = data[o + 3] as number;
    if (r >= r0 && r <= r1 && g >= g0 && g <= g1 && b >= b0 && b <= b1 && a >= a0 && a <= a1) out[i] = 255;
  }
  return out;
}

const REACHED = 1;

/** Fills row by row: each filled run looks for the runs it touches above and below. */
function connected(alike: Uint8Array, width: number, height: number, x: number, y: number): Flooded {
  const stack: number[] = [y * width + x];
  let [left, top, right, bottom] = [x, y, x, y];
  for (let start = stack.pop(); start !== undefined; start = stack.pop()) {
    if (alike[start] !== 255) continue;
    const row = start - (start % width);
    let [from, to] = [start, start];
    while (from > row && alike[from - 1] === 255) from--;
    while (to + 1 < row + width && alike[to + 1] === 255) to++;
    alike.fill(REACHED, from, to + 1);
    const line = row / width;
    left = Math.min(left, from - row);
    right = Math.max(right, to - row);
    top = Math.min(top, line);
    bottom = Math.max(bottom, line);
    if (line > 0) pushRuns(alike, from - width, to - width, stack);
    if (line + 1 < height) pushRuns(alike, from + width, to + width, stack);
  }
  const flooded = cut(alike, width, { x: left, y: top, w: right - left + 1, h: bottom - top + 1 });
  for (let i = 0; i < flooded.pixels.length; i++) flooded.pixels[i] = flooded.pixels[i] === REACHED ? 255 : 0;
  return flooded;
}

/** The first pixel of each run that is still to be filled between two places of one row. */
function pushRuns(alike: Uint8Array, from: number, to: number, stack: number[]): void {
  for (let i = from, inside = false; i <= to; i++) {
    const open = alike[i] === 255;
    if (open && !inside) stack.push(i);
    inside = open;
  }
}

function frameOf(pixels: Uint8Array, width: number, height: number): Rect {
  let [left, top, right, bottom] = [width, height, -1, -1];
  for (let y = 0; y < height; y++) {
    const row = pixels.subarray(y * width, (y + 1) * width);
    const first = row.indexOf(255);
    if (first < 0) continue;
    left = Math.min(left, first);
    right = Math.max(right, row.lastIndexOf(255));
    top = Math.min(top, y);
    bottom = y;
  }
  return { x: left, y: top, w: right - left + 1, h: bottom - top + 1 };
}

function cut(pixels: Uint8Array, width: number, frame: Rect): Flooded {
  const out = new Uint8Array(frame.w * frame.h);
  for (let y = 0; y < frame.h; y++) {
    const from = (frame.y + y) * width + frame.x;
    out.set(pixels.subarray(from, from + frame.w), y * frame.w);
  }
  return { ...frame, pixels: out };
}
