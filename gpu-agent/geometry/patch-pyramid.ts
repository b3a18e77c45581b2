/** Half the side of a patch: 7 × 7. */
export const patchRadius = 3;

/** One size of the picture while it is filled: colours as floats, hole and forbidden pixels as 0 or 1. */
export type Level = { rgb: Float32Array; hole: Uint8Array; forbid?: Uint8Array; width: number; height: number };

/** Half size: a pixel averages its known children, is hole when two or more of the four are, forbidden when any is. */
export const halved = (from: Level): Level => {
  const width = from.width >> 1;
  const height = from.height >> 1;
  const rgb = new Float32Array(width * height * 3);
  const hole = new Uint8Array(width * height);
  const forbid = from.forbid && new Uint8Array(width * height);
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      const upper = 2 * y * from.width + 2 * x;
      let known = 0;
      for (const q of [upper, upper + 1, upper + from.width, upper + from.width + 1]) {
        if (forbid && from.forbid?.[q]) forbid[i] = 1;
        if (from.hole[q]) continue;
        known++;
        for (let c = 0; c < 3; c++) rgb[i * 3 + c] = (rgb[i * 3 + c] as number) + (from.rgb[q * 3 + c] as number);
      }
      for (let c = 0; c < 3 && known; c++) rgb[i * 3 + c] = (rgb[i * 3 + c] as number) / known;
      hole[i] = known <= 2 ? 1 : 0;
    }
  }
  return { rgb, hole, width, height, ...(forbid && { forbid }) };
};

/** Levels from full size down to a shorter side of 24–48 pixels, while a hole is left. */
export const pyramid = (full: Level, smallest = 24): Level[] => {
  const levels = [full];
  for (let last = full; Math.min(last.width, last.height) > 2 * smallest && levels.length < 9; ) {
    const half = halved(last);
    if (!half.hole.includes(1)) break;
    levels.push(half);
    last = half;
  }
  return levels;
};

/** First guess: the hole filled ring by ring with the mean of known neighbours. Writes into the level. */
export const fillRings = ({ rgb, hole, width, height }: Level) => {
  const known = Uint8Array.from(hole, (value) => (value ? 0 : 1));
  let todo: number[] = [];
  for (let i = 0; i < hole.length; i++) if (hole[i]) todo.push(i);
  while (todo.length) {
    const filled: number[] = [];
    const next: number[] = [];
    for (const i of todo) (takeMean(rgb, known, i, width, height) ? filled : next).push(i);
    if (!filled.length) return;
    for (const i of filled) known[i] = 1;
    todo = next;
  }
};

const takeMean = (rgb: Float32Array, known: Uint8Array, i: number, width: number, height: number) => {
  const x = i % width;
  const y = (i - x) / width;
  const sum = [0, 0, 0];
  let n = 0;
  for (let Y = Math.max(0, y - 1); Y <= Math.min(height - 1, y + 1); Y++) {
    for (let X = Math.max(0, x - 1); X <= Math.min(width - 1, x + 1); X++) {
      const q = Y * width + X;
      if (!known[q]) continue;
      n++;
      for (let c = 0; c < 3; c++) sum[c] = (sum[c] as number) + (rgb[q * 3 + c] as number);
    }
  }
  for (let c = 0; c < 3 && n; c++) rgb[i * 3 + c] = (sum[c] as number) / n;
  return n > 0;
};

/** 1 where a patch must not be copied from: it leaves the picture, or touches the hole or a forbidden pixel (which grows by 3). */
export const refusedSources = ({ hole, forbid, width, height }: Level): Uint8Array => {
  const R = patchRadius;
  const row = width + 1;
  const sums = new Int32Array(row * (height + 1));
  for (let y = 0; y < height; y++) {
    for (let x = 0, run = 0; x < width; x++) {
      run += hole[y * width + x] || forbid?.[y * width + x] ? 1 : 0;
      sums[(y + 1) * row + x + 1] = (sums[y * row + x + 1] as number) + run;
    }
  }
  const at = (x: number, y: number) => sums[y * row + x] as number;
  const refused = new Uint8Array(width * height).fill(1);
  for (let y = R; y < height - R; y++) {
    for (let x = R; x < width - R; x++) {
      const touched = at(x + R + 1, y + R + 1) - at(x + R + 1, y - R) - at(x - R, y + R + 1) + at(x - R, y - R);
      if (!touched) refused[y * width + x] = 0;
    }
  }
  return refused;
};

/** 1 outside the hole, falling by 1.3 per pixel of depth inside it (24 at most). */
export const confidence = ({ hole, width, height }: Level): Float32Array => {
  const n = width * height;
  const depth = new Int32Array(n).fill(-1);
  let front: number[] = [];
  for (let i = 0; i < n; i++) {
    if (hole[i]) continue;
    depth[i] = 0;
    if (touchesHole(hole, i, width, height)) front.push(i);
  }
  while (front.length) {
    const next: number[] = [];
    for (const i of front) {
      const x = i % width;
      for (const q of [x > 0 ? i - 1 : -1, x < width - 1 ? i + 1 : -1, i - width, i + width]) {
        if (q < 0 || q >= n || (depth[q] as number) >= 0) continue;
        depth[q] = (depth[i] as number) + 1;
        next.push(q);
      }
    }
    front = next;
  }
  return Float32Array.from(depth, (value) => (value > 0 ? 1.3 ** -Math.min(value, 24) : 1));
};

const touchesHole = (hole: Uint8Array, i: number, width: number, height: number) => {
  const x = i % width;
  const y = (i - x) / width;
  return (
    (x > 0 && hole[i - 1] === 1) ||
    (x < width - 1 && hole[i + 1] === 1) ||
    (y > 0 && hole[i - width] === 1) ||
    (y < height - 1 && hole[i + width] === 1)
  );
};

/** Every pixel whose patch touches the hole: 1 in `near`, listed in `targets`. */
export const patchesAtHole = ({ hole, width, height }: Level) => {
  const near = new Uint8Array(width * height);
  const targets: number[] = [];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (!hole[y * width + x]) continue;
      for (let Y = Math.max(0, y - patchRadius); Y <= Math.min(height - 1, y + patchRadius); Y++) {
        const from = Y * width;
        near.fill(1, from + Math.max(0, x - patchRadius), from + Math.min(width - 1, x + patchRadius) + 1);
      }
    }
  }
  for (let i = 0; i < near.length; i++) if (near[i]) targets.push(i);
  return { near, targets };
};
