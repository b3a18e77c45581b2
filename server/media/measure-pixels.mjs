// What the decode child measures on a picture's pixels. Plain JavaScript: the child runs outside the bundle.

/** Grows when a step below changes: measures of different chains do not compare. */
export const measureChain = 2;

/** Luma 0–255, one float a pixel, of raw RGB(A) or grey samples; transparent parts stand on white. */
export const lumaOf = (data, channels) => {
  const pixels = data.length / channels;
  const luma = new Float32Array(pixels);
  const hasAlpha = channels === 2 || channels === 4;
  for (let p = 0, at = 0; p < pixels; p++, at += channels) {
    const grey = channels < 3 ? data[at] : 0.299 * data[at] + 0.587 * data[at + 1] + 0.114 * data[at + 2];
    const alpha = hasAlpha ? data[at + channels - 1] / 255 : 1;
    luma[p] = grey * alpha + 255 * (1 - alpha);
  }
  return luma;
};

/** Variance of the 4-neighbour Laplacian, without the outermost pixels. 0 for a picture that has no inside. */
export const sharpnessOf = (luma, width, height) => {
  let sum = 0;
  let squares = 0;
  let count = 0;
  for (let y = 1; y < height - 1; y++)
    for (let x = 1, p = y * width + 1; x < width - 1; x++, p++) {
      const value = luma[p - 1] + luma[p + 1] + luma[p - width] + luma[p + width] - 4 * luma[p];
      sum += value;
      squares += value * value;
      count++;
    }
  return count === 0 ? 0 : squares / count - (sum / count) ** 2;
};

/** Sums of luma above and left of each point, so that the mean of any rectangle takes four reads. */
const sumsOf = (luma, width, height) => {
  const stride = width + 1;
  const sums = new Float64Array(stride * (height + 1));
  for (let y = 0; y < height; y++) {
    let row = 0;
    for (let x = 0; x < width; x++) {
      row += luma[y * width + x];
      sums[(y + 1) * stride + x + 1] = sums[y * stride + x + 1] + row;
    }
  }
  return { sums, stride, width, height };
};

/** A rectangle of the luma shrunk to 32 × 32 by the mean of each cell. Bounds in whole pixels. */
const toCells = ({ sums, stride, width, height }, left = 0, top = 0, wide = width, high = height) => {
  const cells = new Float64Array(32 * 32);
  for (let cy = 0; cy < 32; cy++) {
    const y0 = Math.min(top + Math.floor((cy * high) / 32), height - 1);
    const y1 = Math.min(Math.max(y0 + 1, top + Math.floor(((cy + 1) * high) / 32)), height);
    for (let cx = 0; cx < 32; cx++) {
      const x0 = Math.min(left + Math.floor((cx * wide) / 32), width - 1);
      const x1 = Math.min(Math.max(x0 + 1, left + Math.floor(((cx + 1) * wide) / 32)), width);
      const sum = sums[y1 * stride + x1] - sums[y0 * stride + x1] - sums[y1 * stride + x0] + sums[y0 * stride + x0];
      cells[cy * 32 + cx] = sum / ((y1 - y0) * (x1 - x0));
    }
  }
  return cells;
};

const cosines = Array.from({ length: 8 }, (_, k) =>
  Float64Array.from({ length: 32 }, (_, n) => Math.cos(((2 * n + 1) * k * Math.PI) / 64)),
);

/** The lowest 8 × 8 terms of the cosine transform, row by row. */
const lowTerms = (cells) => {
  const rows = new Float64Array(32 * 8);
  for (let y = 0; y < 32; y++)
    for (let k = 0; k < 8; k++) {
      let sum = 0;
      for (let x = 0; x < 32; x++) sum += cells[y * 32 + x] * cosines[k][x];
      rows[y * 8 + k] = sum;
    }
  const terms = new Float64Array(64);
  for (let v = 0; v < 8; v++)
    for (let u = 0; u < 8; u++) {
      let sum = 0;
      for (let y = 0; y < 32; y++) sum += rows[y * 8 + u] * cosines[v][y];
      terms[v * 8 + u] = sum;
    }
  return terms;
};

/** A bit is set where a term lies above the median of the 63 non-constant ones; 16 hex digits. */
const toHex = (terms) => {
  const median = [...terms.slice(1)].sort((a, b) => a - b)[31];
  let hex = "";
  for (let at = 0; at < 64; at += 4) {
    let digit = 0;
    for (let bit = 0; bit < 4; bit++) digit = digit * 2 + (terms[at + bit] > median ? 1 : 0);
    hex += digit.toString(16);
  }
  return hex;
};

/** 64-bit perceptual hash of a whole picture. */
export const hashOf = (luma, width, height) => toHex(lowTerms(toCells(sumsOf(luma, width, height))));

const cropSides = [0.92, 0.84, 0.76, 0.68, 0.6];
const cropPlaces = [0, 0.25, 0.5, 0.75, 1];

/**
 * Hashes that find a picture again when it was mirrored or cropped: `mirror` of the whole, `windows` of smaller rectangles of
 * the same shape, several sizes at several places, joined. A crop has nearly the hash of one of its source's windows.
 */
export const variantHashes = (luma, width, height) => {
  const sums = sumsOf(luma, width, height);
  // Mirroring left and right turns the sign of every odd term of a row, and nothing else.
  const mirror = toHex(lowTerms(toCells(sums)).map((term, at) => (at % 2 === 1 ? -term : term)));
  let windows = "";
  for (const side of cropSides) {
    const [wide, high] = [Math.round(width * side), Math.round(height * side)];
    for (const v of cropPlaces)
      for (const u of cropPlaces) {
        const [left, top] = [Math.round((width - wide) * u), Math.round((height - high) * v)];
        windows += toHex(lowTerms(toCells(sums, left, top, wide, high)));
      }
  }
  return { mirror, windows };
};

const patch = 16;
/** Flat: its luma varies by less than this. Alike: its mean differs from the border's median by less. */
const flat = 9;
const alike = 44;

/** Mean and spread of a square patch of raw samples. */
const patchFacts = ({ data, channels, width }, x0, y0) => {
  const sums = [0, 0, 0];
  let squares = 0;
  let total = 0;
  for (let y = y0; y < y0 + patch; y++)
    for (let x = x0; x < x0 + patch; x++) {
      const at = (y * width + x) * channels;
      const alpha = channels === 2 || channels === 4 ? data[at + channels - 1] / 255 : 1;
      let grey = 0;
      for (let c = 0; c < 3; c++) {
        const value = data[at + (channels < 3 ? 0 : c)] * alpha + 255 * (1 - alpha);
        sums[c] += value;
        grey += value / 3;
      }
      squares += grey * grey;
      total += grey;
    }
  const count = patch * patch;
  return {
    mean: sums.map((sum) => sum / count),
    spread: Math.sqrt(Math.max(0, squares / count - (total / count) ** 2)),
  };
};

/**
 * 0–1: the share of the border that is flat and of one colour. The border is the top and both sides down to two thirds:
 * below stand shoulders. 0 for pictures smaller than a few patches.
 */
export const plainBackgroundOf = (data, channels, width, height) => {
  if (width < patch * 4 || height < patch * 4) return 0;
  const raw = { data, channels, width };
  const facts = [];
  for (let x = 0; x + patch <= width; x += patch) facts.push(patchFacts(raw, x, 0));
  for (let y = patch; y + patch <= (height * 2) / 3; y += patch) {
    facts.push(patchFacts(raw, 0, y));
    facts.push(patchFacts(raw, width - patch, y));
  }
  const median = [0, 1, 2].map((c) => facts.map(({ mean }) => mean[c]).sort((a, b) => a - b)[facts.length >> 1]);
  const plain = facts.filter(
    ({ mean, spread }) => spread < flat && Math.hypot(...mean.map((value, c) => value - median[c])) < alike,
  );
  return plain.length / facts.length;
};

/** All of it, for raw samples whose longest side is at most 720 pixels. */
export const measurePixels = ({ data, info: { width, height, channels } }) => {
  const luma = lumaOf(data, channels);
  return {
    chain: measureChain,
    sharpness: sharpnessOf(luma, width, height),
    plainBackground: plainBackgroundOf(data, channels, width, height),
    phash: hashOf(luma, width, height),
    ...variantHashes(luma, width, height),
  };
};
