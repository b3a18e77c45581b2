import { byteAt } from "./bytes";
import { MaskError } from "./error";

/** A point of the curve: from this value to that one, 0–255. */
export type CurvePoint = readonly [from: number, to: number];

/** What an adjustment layer does to what lies below it, in this order: white balance, levels, gamma, curve, saturation (B49). */
export type LayerAdjustment = {
  /** Factors of red, green and blue, 0.25–4. */
  gains: readonly [number, number, number];
  /** These values become black and white; black lies below white. */
  black: number;
  white: number;
  /** Above 1 lifts the middle tones. */
  gamma: number;
  /** By `from`, rising; straight lines would show, so they are joined smoothly and never overshoot. */
  curve: readonly CurvePoint[];
  /** 0 grey, 1 unchanged. */
  saturation: number;
};

export const neutralAdjustment: LayerAdjustment = {
  ...{ gains: [1, 1, 1], black: 0, white: 255, gamma: 1, saturation: 1 },
  curve: [
    [0, 0],
    [255, 255],
  ],
};

/** At most so many points a curve. */
export const MAX_CURVE_POINTS = 16;

type Samples = Uint8Array | Uint16Array | Uint8ClampedArray;

/** What the curve makes of a value 0–1; a monotone cubic through the points, level beyond them. */
export function curveOf(points: readonly CurvePoint[]): (value: number) => number {
  const x = points.map(([from]) => from / 255);
  const y = points.map(([, to]) => to / 255);
  const last = points.length - 1;
  const at = (list: readonly number[], n: number) => list[n] ?? 0;
  const slope = (n: number) => (at(y, n + 1) - at(y, n)) / Math.max(1e-9, at(x, n + 1) - at(x, n));
  // Fritsch and Carlson: a tangent is the harmonic mean of its two slopes, and level where they turn.
  const tangents = points.map((_, n) => {
    if (last < 1) return 0;
    if (n === 0) return slope(0);
    if (n === last) return slope(last - 1);
    const [before, after] = [slope(n - 1), slope(n)];
    return before * after <= 0 ? 0 : (2 * before * after) / (before + after);
  });
  return (value) => {
    if (last < 0) return value;
    if (value <= at(x, 0)) return at(y, 0);
    if (value >= at(x, last)) return at(y, last);
    let n = 0;
    while (n < last - 1 && value > at(x, n + 1)) n++;
    const h = at(x, n + 1) - at(x, n);
    const t = (value - at(x, n)) / h;
    const [t2, t3] = [t * t, t * t * t];
    const made =
      at(y, n) * (2 * t3 - 3 * t2 + 1) +
      h * at(tangents, n) * (t3 - 2 * t2 + t) +
      at(y, n + 1) * (3 * t2 - 2 * t3) +
      h * at(tangents, n + 1) * (t3 - t2);
    return Math.min(1, Math.max(0, made));
  };
}

/** What each of `max` + 1 sample values becomes, 0–1, one table a channel; saturation comes after. */
export function adjustmentTables(how: LayerAdjustment, max: number): [Float32Array, Float32Array, Float32Array] {
  const curve = curveOf(how.curve);
  const [black, room] = [how.black / 255, Math.max(1, how.white - how.black) / 255];
  const table = (gain: number) =>
    Float32Array.from({ length: max + 1 }, (_, value) => {
      const balanced = Math.min(1, (value / max) * gain);
      return curve(Math.min(1, Math.max(0, (balanced - black) / room)) ** (1 / how.gamma));
    });
  return [table(how.gains[0]), table(how.gains[1]), table(how.gains[2])];
}

/**
 * Adjusts RGBA samples (8 or 16 bits, straight alpha) in place, each as far as its byte of the mask and the opacity (0–100)
 * say. Alpha stays; where the mask is 0 every sample stays as it is.
 */
export function adjustInto(
  below: { width: number; height: number; data: Samples },
  mask: Uint8Array,
  { adjustment, opacity }: { adjustment: LayerAdjustment; opacity: number },
): void {
  const { data } = below;
  const pixels = below.width * below.height;
  if (mask.length !== pixels) throw new MaskError("The mask of an adjustment must be as large as the picture");
  const max = data instanceof Uint16Array ? 65_535 : 255;
  const [red, green, blue] = adjustmentTables(adjustment, max);
  const { saturation } = adjustment;
  for (let p = 0; p < pixels; p++) {
    const held = byteAt(mask, p);
    if (held === 0) continue;
    const share = (held * opacity) / 25_500;
    const i = p * 4;
    const [r, g, b] = [data[i] ?? 0, data[i + 1] ?? 0, data[i + 2] ?? 0];
    const [R, G, B] = [red[r] ?? 0, green[g] ?? 0, blue[b] ?? 0];
    const grey = 0.2126 * R + 0.7152 * G + 0.0722 * B;
    data[i] = mixed(r, grey + (R - grey) * saturation, share, max);
    data[i + 1] = mixed(g, grey + (G - grey) * saturation, share, max);
    data[i + 2] = mixed(b, grey + (B - grey) * saturation, share, max);
  }
}

const mixed = (before: number, after: number, share: number, max: number): number =>
  Math.round(before + (Math.min(1, Math.max(0, after)) * max - before) * share);
