import type { Pixels } from "./pixels";

/** How well an equirectangular picture closes (A25). 0 is perfect; what counts as flagged stands beside the measure. */
export type PanoramaScores = { seam: number; poleTop: number; poleBottom: number };

/** Above these a panorama is flagged. True panoramas of the test set stay far below: seams under 0.07, poles under 0.26. */
export const flaggedAbove = { seam: 0.3, pole: 0.35 } as const;

const twice = 2;
const tolerance = 0.005;

/** Does it have the shape of a panorama: twice as wide as high, a rounded pixel forgiven? */
export const isPanoramaSize = (width: number, height: number): boolean =>
  width >= 64 && Math.abs(width / height - twice) <= tolerance * twice;

/** Why a picture of this size is no panorama, with its numbers and what to do; null when it is one. */
export const panoramaSizeProblem = (name: string, width: number, height: number): string | null => {
  if (isPanoramaSize(width, height)) return null;
  const ratio = Math.round((width / height) * 100) / 100;
  if (width < 64)
    return `${name} is ${width} × ${height} pixels, too small for a panorama. Upload one at least 64 wide.`;
  const cropped =
    width > height * twice ? `${height * twice} × ${height}` : `${width - (width % 2)} × ${Math.floor(width / twice)}`;
  return `${name} is ${width} × ${height} pixels (${ratio}:1). A 360° panorama is 2:1, twice as wide as high. Export it again as a full equirectangular picture, such as ${cropped}, or add it as a plate.`;
};

const distance = ({ data, channels }: Pixels, a: number, b: number): number => {
  let sum = 0;
  const used = channels >= 3 ? 3 : 1;
  for (let c = 0; c < used; c++) sum += Math.abs((data[a + c] ?? 0) - (data[b + c] ?? 0));
  return sum / used;
};

/**
 * The step across the seam against the steps between the columns beside it, rows weighted by how much of the sphere they
 * cover. 0: the seam is as smooth as its surroundings. Towards 1: it is far rougher.
 */
const seamScore = (pixels: Pixels): number => {
  const { width, height, channels, data } = pixels;
  const top = data instanceof Uint16Array ? 65_535 : 255;
  const reach = Math.min(8, Math.floor(width / 4));
  let [across, inside, weights] = [0, 0, 0];
  for (let row = 0; row < height; row++) {
    const weight = Math.sin((Math.PI * (row + 0.5)) / height);
    const at = (x: number) => (row * width + x) * channels;
    let near = 0;
    for (let n = 0; n < reach; n++)
      near += distance(pixels, at(n), at(n + 1)) + distance(pixels, at(width - 1 - n), at(width - 2 - n));
    across += weight * distance(pixels, at(width - 1), at(0));
    inside += weight * (near / (2 * reach));
    weights += weight;
  }
  // A hundredth of the range under both keeps the grain of a flat wall from counting as a step.
  const [step, usual] = [across / weights / top, inside / weights / top];
  return Math.min(1, Math.max(0, step - usual) / (step + usual + 0.01));
};

/** How much one row changes along its length, as a share of the range: standard deviation of its brightness. */
const unrest = ({ width, channels, data }: Pixels, row: number): number => {
  const used = channels >= 3 ? 3 : 1;
  let [sum, squares] = [0, 0];
  for (let x = 0; x < width; x++) {
    let value = 0;
    for (let c = 0; c < used; c++) value += data[(row * width + x) * channels + c] ?? 0;
    value /= used;
    sum += value;
    squares += value * value;
  }
  return Math.sqrt(Math.max(0, squares / width - (sum / width) ** 2)) / (data instanceof Uint16Array ? 65_535 : 255);
};

/** The unrest of the row that is one point of the sphere, against that of the middle rows; 0 for a single colour. */
const poleScore = (pixels: Pixels, row: number): number => {
  const { height } = pixels;
  let [sum, count] = [0, 0];
  for (let y = Math.floor(height / 4); y < Math.ceil((height * 3) / 4); y += Math.max(1, Math.floor(height / 64))) {
    sum += unrest(pixels, y);
    count++;
  }
  const usual = count === 0 ? 0 : sum / count;
  const pole = unrest(pixels, row);
  return Math.min(1, pole / (usual + pole * 0.25 + 0.02));
};

/** Seam and poles of an equirectangular picture, each 0 (closes) to 1. Any size; alpha is not looked at. */
export const panoramaScores = (pixels: Pixels): PanoramaScores => {
  const round = (value: number) => Math.round(value * 1000) / 1000;
  return {
    seam: round(seamScore(pixels)),
    poleTop: round(poleScore(pixels, 0)),
    poleBottom: round(poleScore(pixels, pixels.height - 1)),
  };
};

export type ScoreWords = { part: "seam" | "poleTop" | "poleBottom"; label: string; flagged: boolean; words: string };

/** The scores in words: what is wrong and what mends it. */
export const scoreWords = ({ seam, poleTop, poleBottom }: PanoramaScores): ScoreWords[] => {
  const pole = (part: "poleTop" | "poleBottom", label: string, value: number): ScoreWords => {
    const flagged = value > flaggedAbove.pole;
    const words = flagged
      ? "Should be one colour: it is not stretched like a pole, so it pinches when one looks there."
      : "Closes to a point.";
    return { part, label, flagged, words };
  };
  const open = seam > flaggedAbove.seam;
  return [
    {
      part: "seam",
      label: "Seam",
      flagged: open,
      words: open
        ? "Left and right edge do not meet: a line will show. Move the seam to the middle and repaint it there."
        : "Left and right edge meet.",
    },
    pole("poleTop", "Zenith", poleTop),
    pole("poleBottom", "Nadir", poleBottom),
  ];
};
