import { type Level, patchRadius as R } from "./patch-pyramid";

/** The search at one level: for every target patch the best source patch so far. Positions are pixel indices. */
export type Field = {
  level: Level;
  refused: Uint8Array;
  near: Uint8Array;
  targets: readonly number[];
  sure: Float32Array;
  match: Int32Array;
  cost: Float32Array;
  /** Square of the farthest allowed source, 0 for any. */
  far2: number;
};

export const isTooFar = ({ far2, level: { width } }: Field, target: number, source: number) => {
  if (far2 === 0) return false;
  const dx = (target % width) - (source % width);
  const dy = Math.floor(target / width) - Math.floor(source / width);
  return dx * dx + dy * dy > far2;
};

/** Mean squared difference of two patches, trusting known pixels most; Infinity once it cannot beat `best`. */
const difference = ({ level: { rgb, width, height }, sure }: Field, target: number, source: number, best: number) => {
  const tx = target % width;
  const ty = (target - tx) / width;
  let sum = 0;
  let weight = 0;
  for (let j = -R; j <= R; j++) {
    if (ty + j < 0 || ty + j >= height) continue;
    const left = Math.max(-R, -tx);
    const right = Math.min(R, width - 1 - tx);
    for (let k = left; k <= right; k++) {
      const a = target + j * width + k;
      const b = source + j * width + k;
      const d0 = (rgb[a * 3] as number) - (rgb[b * 3] as number);
      const d1 = (rgb[a * 3 + 1] as number) - (rgb[b * 3 + 1] as number);
      const d2 = (rgb[a * 3 + 2] as number) - (rgb[b * 3 + 2] as number);
      const trust = sure[a] as number;
      sum += trust * (d0 * d0 + d1 * d1 + d2 * d2);
      weight += trust;
    }
    if (sum > best * 49 && j < R) return Number.POSITIVE_INFINITY;
  }
  return sum / weight;
};

/** Colours have changed: measures every match anew. */
export const remeasure = (field: Field) => {
  for (const i of field.targets) {
    field.cost[i] = difference(field, i, field.match[i] as number, Number.POSITIVE_INFINITY);
  }
};

/** One sweep: take over the neighbours' matches, then look around at random in shrinking circles. */
export const sweep = (field: Field, forwards: boolean, next: () => number) => {
  const { match, near, targets, level } = field;
  const { width, height } = level;
  const step = forwards ? 1 : -1;
  for (let z = 0; z < targets.length; z++) {
    const i = targets[forwards ? z : targets.length - 1 - z] as number;
    const x = i % width;
    if (forwards ? x > 0 : x < width - 1) attempt(field, i, neighbour(match, near, i - step) + step);
    const above = i - step * width;
    if (above >= 0 && above < width * height) attempt(field, i, neighbour(match, near, above) + step * width);
    for (let r = Math.max(width, height); r >= 1; r *= 0.5) {
      const at = match[i] as number;
      const X = (at % width) + Math.round((next() * 2 - 1) * r);
      const Y = Math.floor(at / width) + Math.round((next() * 2 - 1) * r);
      if (X >= R && Y >= R && X < width - R && Y < height - R) attempt(field, i, Y * width + X);
    }
  }
};

const neighbour = (match: Int32Array, near: Uint8Array, at: number) =>
  near[at] ? (match[at] as number) : Number.NEGATIVE_INFINITY;

const attempt = (field: Field, target: number, source: number) => {
  if (source < 0 || source >= field.refused.length || field.refused[source]) return;
  if (source === field.match[target] || isTooFar(field, target, source)) return;
  const cost = difference(field, target, source, field.cost[target] as number);
  if (cost >= (field.cost[target] as number)) return;
  field.cost[target] = cost;
  field.match[target] = source;
};

/** Every patch votes for the hole pixels it covers; better and surer patches weigh more. Writes the colours. */
export const vote = ({ level, targets, match, cost, sure }: Field) => {
  const { rgb, hole, width, height } = level;
  const votes = new Float32Array(rgb.length);
  const weights = new Float32Array(hole.length);
  let mean = 0;
  for (const i of targets) mean += Math.sqrt(cost[i] as number);
  const spread = Math.max(1, mean / targets.length) ** 2 * 1.2;
  for (const i of targets) {
    const weight = Math.exp(-(cost[i] as number) / (2 * spread)) * (sure[i] as number) + 1e-6;
    const tx = i % width;
    const ty = (i - tx) / width;
    for (let j = Math.max(-R, -ty); j <= Math.min(R, height - 1 - ty); j++) {
      for (let k = Math.max(-R, -tx); k <= Math.min(R, width - 1 - tx); k++) {
        const t = i + j * width + k;
        if (!hole[t]) continue;
        const q = ((match[i] as number) + j * width + k) * 3;
        for (let c = 0; c < 3; c++) votes[t * 3 + c] = (votes[t * 3 + c] as number) + (rgb[q + c] as number) * weight;
        weights[t] = (weights[t] as number) + weight;
      }
    }
  }
  for (let t = 0; t < hole.length; t++) {
    const weight = weights[t] as number;
    if (!hole[t] || weight <= 0) continue;
    for (let c = 0; c < 3; c++) rgb[t * 3 + c] = (votes[t * 3 + c] as number) / weight;
  }
};
