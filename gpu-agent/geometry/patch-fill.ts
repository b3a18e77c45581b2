import { type Field, isTooFar, remeasure, sweep, vote } from "./patch-match";
import {
  confidence,
  fillRings,
  type Level,
  patchesAtHole,
  pyramid,
  patchRadius as R,
  refusedSources,
} from "./patch-pyramid";
import { copyOf, type Grey, type Rgb, toByte } from "./pixels";
import { seededRandom } from "./random";

export type PatchFillOptions = {
  seed: number;
  /** Farthest source in pixels, 0 for any. */
  reach: number;
  /** Never copied from; grown by 3 px. */
  forbid?: Grey;
  /** Hears of every round: share done 0–1, words, and the picture so far whenever a level is finished. */
  onRound?: (share: number, label: string, sofar?: Rgb) => void;
};

/** Multi-scale PatchMatch: fills every touched pixel of `hole` with texture of the same picture. Same input, same bytes.
 *  Throws a RangeError when nothing is left to copy from. */
export const patchFill = (source: Rgb, hole: Grey, { seed, reach, forbid, onRound }: PatchFillOptions): Rgb => {
  const next = seededRandom(seed);
  const flag = (mask: Grey) => Uint8Array.from(mask.data, (value) => (value ? 1 : 0));
  const levels = pyramid({
    rgb: Float32Array.from(source.data),
    hole: flag(hole),
    width: source.width,
    height: source.height,
    ...(forbid && { forbid: flag(forbid) }),
  });
  const plan = levels.map((level, at) => ({ level, rounds: at === 0 ? 3 : at === 1 ? 4 : 10, at }));
  const work = plan.reduce((sum, { level, rounds }) => sum + rounds * level.hole.length, 0);
  let done = 0;
  let coarse: Field | null = null;
  for (const { level, rounds, at } of plan.toReversed()) {
    const field = fieldFor(level, reach >> at, reach > 0, coarse, next);
    if (!field && at === 0)
      throw new RangeError(
        "Nothing is left to copy from: the hole and the forbidden parts cover too much of the picture",
      );
    for (let round = 0; round < rounds && field; round++) {
      remeasure(field);
      for (let pass = 0; pass < 3; pass++) sweep(field, pass % 2 === 0, next);
      vote(field);
      done += level.hole.length;
      const last = round === rounds - 1;
      onRound?.(done / work, labelOf(level, round, rounds), last && at > 0 ? asRgb(level) : undefined);
    }
    coarse = field ?? coarse;
  }
  return written(source, hole, levels[0] as Level);
};

const labelOf = ({ width, height }: Level, round: number, rounds: number) =>
  `Matching patches at ${width} × ${height}, round ${round + 1} of ${rounds}`;

/** A field with a starting match for every target, carried down from the coarser level where there is one. */
const fieldFor = (level: Level, reach: number, limited: boolean, coarse: Field | null, next: () => number) => {
  const refused = refusedSources(level);
  const sources: number[] = [];
  for (let i = 0; i < refused.length; i++) if (!refused[i]) sources.push(i);
  if (!sources.length) return null;
  const { near, targets } = patchesAtHole(level);
  const field: Field = {
    level,
    refused,
    near,
    targets,
    sure: confidence(level),
    match: new Int32Array(refused.length).fill(-1),
    cost: new Float32Array(refused.length).fill(Number.POSITIVE_INFINITY),
    far2: limited ? Math.max(10, reach) ** 2 : 0,
  };
  if (coarse) carryDown(field, coarse);
  else fillRings(level);
  for (const i of targets) {
    for (let k = 0; k < 60 && ((field.match[i] as number) < 0 || isTooFar(field, i, field.match[i] as number)); k++) {
      field.match[i] = sources[Math.floor(next() * sources.length)] as number;
    }
  }
  return field;
};

const within = (value: number, size: number) => Math.min(size - 1 - R, Math.max(R, value));

const carryDown = ({ level, match, refused, targets }: Field, coarse: Field) => {
  const { width, height, rgb, hole } = level;
  const { width: W, height: H, rgb: colours } = coarse.level;
  const parent = (i: number) => {
    const x = i % width;
    return Math.min(H - 1, ((i - x) / width) >> 1) * W + Math.min(W - 1, x >> 1);
  };
  for (const i of targets) {
    const q = coarse.match[parent(i)] as number;
    if (q < 0) continue;
    const x = within((q % W) * 2 + ((i % width) & 1), width);
    const y = within(Math.floor(q / W) * 2 + (Math.floor(i / width) & 1), height);
    if (!refused[y * width + x]) match[i] = y * width + x;
  }
  for (let i = 0; i < hole.length; i++) {
    if (!hole[i]) continue;
    const from = match[i] as number;
    for (let c = 0; c < 3; c++) {
      rgb[i * 3 + c] = (from >= 0 ? rgb[from * 3 + c] : colours[parent(i) * 3 + c]) as number;
    }
  }
};

const asRgb = ({ rgb, width, height }: Level): Rgb => ({
  width,
  height,
  channels: 3,
  data: Uint8Array.from(rgb, toByte),
});

const written = (source: Rgb, hole: Grey, { rgb }: Level): Rgb => {
  const out = copyOf(source);
  for (let i = 0; i < hole.data.length; i++) {
    if (!hole.data[i]) continue;
    for (let o = i * 3; o < i * 3 + 3; o++) out.data[o] = toByte(rgb[o] as number);
  }
  return out;
};
