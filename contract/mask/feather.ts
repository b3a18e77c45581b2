import { byteAt, int32At } from "./bytes";

/** How far in pixels a feather of px reaches. */
export const featherReach = (px: number): number => (px > 0 ? radiusOf(px) * 3 + 1 : 0);

const radiusOf = (px: number): number => Math.max(1, Math.round((px / 2) * 0.94));

/** Three box blurs of a w x h part, close to a Gaussian of sigma px / 2. Sums are whole numbers, edges repeat. */
export function featherPart(pixels: Uint8Array, width: number, height: number, px: number): Uint8Array<ArrayBuffer> {
  const radius = radiusOf(px);
  const size = 2 * radius + 1;
  // A division per pixel costs more than looking up what each possible sum comes to.
  const means = Uint8Array.from({ length: 255 * size + 1 }, (_, sum) => (sum / size + 0.5) | 0);
  const out = new Uint8Array(pixels);
  const other = new Uint8Array(out.length);
  for (let pass = 0; pass < 3; pass++) {
    blurRows(out, other, width, height, radius, means);
    blurColumns(other, out, width, height, radius, means);
  }
  return out;
}

const clamp = (value: number, top: number) => (value < 0 ? 0 : Math.min(value, top));

function blurRows(from: Uint8Array, to: Uint8Array, width: number, height: number, radius: number, means: Uint8Array) {
  const [inner, outer] = [Math.min(radius + 1, width), Math.max(Math.min(radius + 1, width), width - radius - 1)];
  for (let y = 0; y < height; y++) {
    const row = y * width;
    let sum = 0;
    for (let x = -radius; x <= radius; x++) sum += byteAt(from, row + clamp(x, width - 1));
    const edge = (x: number) => {
      to[row + x] = byteAt(means, sum);
      sum += byteAt(from, row + clamp(x + radius + 1, width - 1)) - byteAt(from, row + clamp(x - radius, width - 1));
    };
    for (let x = 0; x < inner; x++) edge(x);
    for (let i = row + inner; i < row + outer; i++) {
      to[i] = byteAt(means, sum);
      sum += byteAt(from, i + radius + 1) - byteAt(from, i - radius);
    }
    for (let x = outer; x < width; x++) edge(x);
  }
}

function blurColumns(
  from: Uint8Array,
  to: Uint8Array,
  width: number,
  height: number,
  radius: number,
  means: Uint8Array,
) {
  const sums = new Int32Array(width);
  for (let y = -radius; y <= radius; y++) {
    const row = clamp(y, height - 1) * width;
    for (let x = 0; x < width; x++) sums[x] = int32At(sums, x) + byteAt(from, row + x);
  }
  for (let y = 0; y < height; y++) {
    const row = y * width;
    const enters = clamp(y + radius + 1, height - 1) * width;
    const leaves = clamp(y - radius, height - 1) * width;
    for (let x = 0; x < width; x++) {
      const sum = int32At(sums, x);
      to[row + x] = byteAt(means, sum);
      sums[x] = sum + byteAt(from, enters + x) - byteAt(from, leaves + x);
    }
  }
}
