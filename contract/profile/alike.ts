// Which pictures are one picture twice. Hashes are 64 bits as 16 hex digits.

/** A hash as two halves, for fast counting. */
type Hash = readonly [number, number];

const bits = (n: number): number => {
  let v = n - ((n >>> 1) & 0x55555555);
  v = (v & 0x33333333) + ((v >>> 2) & 0x33333333);
  return (((v + (v >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
};
const parse = (hex: string, at = 0): Hash => [
  Number.parseInt(hex.slice(at, at + 8), 16),
  Number.parseInt(hex.slice(at + 8, at + 16), 16),
];
const between = (a: Hash, b: Hash) => bits(a[0] ^ b[0]) + bits(a[1] ^ b[1]);

/** Bits in which two 64-bit hashes differ, 0–64. */
export const hamming = (a: string, b: string): number => between(parse(a), parse(b));

/** A picture's hashes, parsed once for many comparisons. */
export type Hashed = { id: string; whole: Hash; mirror: Hash | null; windows: Int32Array };
export const hashed = (image: { id: string; phash: string; mirror?: string; windows?: string }): Hashed => {
  const count = (image.windows?.length ?? 0) / 16;
  const windows = new Int32Array(count * 2);
  for (let at = 0; at < count; at++) windows.set(parse(image.windows ?? "", at * 16), at * 2);
  return { id: image.id, whole: parse(image.phash), mirror: image.mirror ? parse(image.mirror) : null, windows };
};

/** Fewest differing bits between any of `a` and any of `b`, each two halves a hash. */
const nearest = (a: Int32Array | Hash, b: Int32Array): number => {
  let best = 64;
  for (let i = 0; i < a.length; i += 2) {
    const [high, low] = [a[i] as number, a[i + 1] as number];
    for (let j = 0; j < b.length; j += 2) {
      const differ = bits(high ^ (b[j] as number)) + bits(low ^ (b[j + 1] as number));
      if (differ < best) best = differ;
    }
  }
  return best;
};

/** Differing bits: of the whole pictures, of one with the other's mirror image, of one with a window of the other, of two windows. */
export type Evidence = { a: string; b: string; whole: number; mirror: number; crop: number; windows: number };

/** Compares two pictures. `deep` also windows with windows, for two crops of one picture: about 0.1 ms a pair. */
export const evidenceOf = (a: Hashed, b: Hashed, { deep = true } = {}): Evidence => {
  const whole = between(a.whole, b.whole);
  return {
    ...{ a: a.id, b: b.id, whole },
    mirror: a.mirror && b.mirror ? Math.min(between(a.mirror, b.whole), between(b.mirror, a.whole)) : 64,
    crop: Math.min(nearest(a.whole, b.windows), nearest(b.whole, a.windows)),
    windows: deep ? nearest(a.windows, b.windows) : 64,
  };
};

/** Measured on photos and drawings of our own: crops down to three quarters of a photo lie below, other angles of one head mostly above. */
export const alikeLimits = {
  whole: 8,
  crop: 6,
  windows: 2,
  mirror: 2,
  /** So alike that a stated angle does not excuse it. */
  surelyWhole: 4,
  surelyCrop: 2,
} as const;

/** Is there enough to keep this pair for judging? */
export const worthTelling = ({ whole, mirror, crop, windows }: Evidence): boolean =>
  whole <= alikeLimits.whole ||
  crop <= alikeLimits.crop ||
  windows <= alikeLimits.windows ||
  mirror <= alikeLimits.mirror;
