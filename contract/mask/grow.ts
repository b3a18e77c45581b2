import { byteAt, floatAt, int32At, uint16At } from "./bytes";

/**
 * Grows a w x h part by px > 0, or shrinks it by px < 0: exact distance from the 128 level, one pixel of soft edge stays.
 * Two sweeps give the capped distance within each column, a lower envelope of parabolas per row the distance itself.
 * Only pixels near an edge are looked at twice: the rest is far inside or far outside.
 */
export function growPart(pixels: Uint8Array, width: number, height: number, px: number): Uint8Array<ArrayBuffer> {
  const turn = px < 0 ? 255 : 0;
  const cap = Math.abs(px) + 2;
  const row = new RowDistance(width, Math.abs(px), cap);
  const down = sweepDown(pixels, width, height, cap, turn);
  const below = new Uint16Array(width).fill(cap);
  const out = new Uint8Array(pixels);
  for (let y = height - 1; y >= 0; y--) {
    const base = y * width;
    if (foldRow(down, base, below, row.steps, cap)) row.measure(out, base, turn);
  }
  return out;
}

/** Column distances of one row from those above and those below; false when nothing is in reach. */
function foldRow(down: Uint16Array, base: number, below: Uint16Array, steps: Uint16Array, cap: number): boolean {
  let least = cap;
  for (let x = 0; x < below.length; x++) {
    const above = uint16At(down, base + x);
    let step = uint16At(below, x) + 1;
    if (above === 0) step = 0;
    else if (step > cap) step = cap;
    below[x] = step;
    const nearest = Math.min(above, step);
    steps[x] = nearest;
    if (nearest < least) least = nearest;
  }
  return least < cap;
}

/** Distance up to the nearest inside pixel of the same column, at most `cap`. */
function sweepDown(pixels: Uint8Array, width: number, height: number, cap: number, turn: number): Uint16Array {
  const out = new Uint16Array(pixels.length);
  for (let x = 0; x < width; x++) out[x] = (byteAt(pixels, x) ^ turn) >= 128 ? 0 : cap;
  for (let y = 1; y < height; y++) {
    const base = y * width;
    for (let i = base; i < base + width; i++) {
      if ((byteAt(pixels, i) ^ turn) >= 128) continue;
      const step = uint16At(out, i - width) + 1;
      out[i] = Math.min(step, cap);
    }
  }
  return out;
}

/** From the column distances of one row to the exact ones, as bytes of coverage. */
class RowDistance {
  /** Column distances of the row; `cap` is out of reach. */
  readonly steps: Uint16Array;
  private readonly width: number;
  private readonly cap: number;
  private readonly values: Uint8Array;
  private readonly centres: Int32Array;
  private readonly heights: Int32Array;
  private readonly starts: Float64Array;
  private count = 0;

  constructor(width: number, radius: number, cap: number) {
    this.width = width;
    this.cap = cap;
    this.steps = new Uint16Array(width);
    this.centres = new Int32Array(width);
    this.heights = new Int32Array(width);
    this.starts = new Float64Array(width + 1);
    // Squared distances are whole numbers, so the coverage of each is worked out once.
    this.values = Uint8Array.from({ length: cap * cap + 1 }, (_, square) => {
      const edge = Math.max(0, Math.min(1, radius + 0.5 - Math.sqrt(square)));
      return (edge * 255 + 0.5) | 0;
    });
  }

  /** Writes the row at `base`: the greater of what is there and the coverage, or with `turn` 255 the same of the complement. */
  measure(out: Uint8Array, base: number, turn: number): void {
    let x = 0;
    while (x < this.width) {
      while (x < this.width && uint16At(this.steps, x) >= this.cap) x++;
      if (x === this.width) return;
      const from = x;
      let last = x;
      for (; x < this.width && x - last <= 2 * this.cap; x++) if (uint16At(this.steps, x) < this.cap) last = x;
      this.gather(from, last);
      this.write(from, last, out, base, turn);
      x = last + 1;
    }
  }

  /** The envelope of the sources in [from, last]. */
  private gather(from: number, last: number): void {
    this.count = 0;
    const { steps, cap } = this;
    for (let x = from; x <= last; x++) {
      const step = uint16At(steps, x);
      if (step >= cap) continue;
      // Between two inside pixels an inside pixel is nobody's nearest, except its own.
      if (step === 0 && x > from && x < last && uint16At(steps, x - 1) + uint16At(steps, x + 1) === 0) continue;
      this.add(x, step * step);
    }
  }

  /** The sources reach less than `cap` beyond [from, last]; other spans are too far to matter. */
  private write(from: number, last: number, out: Uint8Array, base: number, turn: number): void {
    const { steps, starts, centres, heights, values, count, cap } = this;
    const end = Math.min(this.width - 1, last + cap);
    let current = 0;
    let next = count > 1 ? floatAt(starts, 1) : Infinity;
    for (let x = Math.max(0, from - cap); x <= end; x++) {
      let value = 255;
      if (uint16At(steps, x) > 0) {
        while (next < x) {
          current++;
          next = current + 1 < count ? floatAt(starts, current + 1) : Infinity;
        }
        const off = x - int32At(centres, current);
        const square = off * off + int32At(heights, current);
        value = square < values.length ? byteAt(values, square) : 0;
      }
      const i = base + x;
      if (value > (byteAt(out, i) ^ turn)) out[i] = value ^ turn;
    }
  }

  private add(x: number, height: number): void {
    let start = -Infinity;
    while (this.count > 0) {
      const centre = int32At(this.centres, this.count - 1);
      const rise = height + x * x - (int32At(this.heights, this.count - 1) + centre * centre);
      start = rise / (2 * x - 2 * centre);
      if (start > floatAt(this.starts, this.count - 1)) break;
      this.count--;
      start = -Infinity;
    }
    this.centres[this.count] = x;
    this.heights[this.count] = height;
    this.starts[this.count] = start;
    this.count++;
  }
}
