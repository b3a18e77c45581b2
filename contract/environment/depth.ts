import type { Pixels } from "./pixels";

/** How near a sample is, 0 far to 1 near, whichever way the map was made. `value` 0–1. */
export const nearness = (value: number, whiteIsNear: boolean): number => (whiteIsNear ? value : 1 - value);

const meanOf = ({ width, channels, data }: Pixels, from: number, to: number): number => {
  const top = data instanceof Uint16Array ? 65_535 : 255;
  let [sum, count] = [0, 0];
  for (let row = from; row < to; row++)
    for (let x = 0; x < width; x += 2) {
      sum += data[(row * width + x) * channels] ?? 0;
      count++;
    }
  return count === 0 ? 0 : sum / count / top;
};

/**
 * A guess at a depth map's polarity: the ground below is nearer than the sky above. `sure` is false where top and bottom
 * hardly differ, and then white near is only the custom.
 */
export const guessPolarity = (pixels: Pixels): { whiteIsNear: boolean; sure: boolean } => {
  const third = Math.max(1, Math.floor(pixels.height / 3));
  const above = meanOf(pixels, 0, third);
  const below = meanOf(pixels, pixels.height - third, pixels.height);
  const sure = Math.abs(below - above) > 0.08;
  return { whiteIsNear: sure ? below > above : true, sure };
};

type Size = { name: string; width: number; height: number };

/** Why a depth map does not belong to a picture, with both sizes and what to do; null when their shapes agree. */
export const depthPairProblem = (depth: Size, picture: Size): string | null => {
  const [a, b] = [depth.width / depth.height, picture.width / picture.height];
  if (Math.abs(a - b) / b <= 0.01) return null;
  return `${depth.name} is ${depth.width} × ${depth.height} pixels and ${picture.name} is ${picture.width} × ${picture.height}: their shapes differ, so the depth would lie beside what it measures. Make the depth map from the picture itself, uncropped.`;
};
