import { expect, test } from "vitest";
import { adjusted, autoColour, meanColour } from "./colour";

/** A picture with a strong cast: every value from `low` to `high` in each channel. */
const cast = (lows: readonly number[], highs: readonly number[]) => {
  const [width, height] = [64, 32];
  const data = new Uint8Array(width * height * 3);
  for (let i = 0; i < width * height; i++)
    for (let c = 0; c < 3; c++) {
      const share = ((i * 31) % (width * height)) / (width * height);
      data[i * 3 + c] = (lows[c] ?? 0) + share * ((highs[c] ?? 0) - (lows[c] ?? 0));
    }
  return { width, height, channels: 3 as const, data };
};

test("auto colour makes a grey-world picture's mean neutral (B49) and uses the whole range", () => {
  const warm = cast([60, 40, 20], [220, 160, 90]);
  const before = meanColour(warm);
  expect(Math.max(...before) - Math.min(...before)).toBeGreaterThan(50);

  const { rgb, facts } = adjusted(warm, autoColour);

  const mean = meanColour(rgb);
  expect(Math.max(...mean) - Math.min(...mean)).toBeLessThan(3);
  expect(facts.black).toBeGreaterThan(0);
  expect(Math.min(...rgb.data)).toBeLessThan(5);
  expect(Math.max(...rgb.data)).toBeGreaterThan(250);
  expect(warm.data[0]).toBe(60);
});

test("auto colour leaves a neutral picture of the full range as it is", () => {
  const neutral = cast([0, 0, 0], [255, 255, 255]);
  const { rgb } = adjusted(neutral, autoColour);
  expect(rgb.data.every((value, i) => Math.abs(value - (neutral.data[i] ?? 0)) <= 2)).toBe(true);
});
