import { expect, test } from "vitest";
import { laplacianVariance } from "./laplacian";

const plane = (width: number, height: number, value: (x: number, y: number) => number) =>
  Uint8Array.from({ length: width * height }, (_, i) => value(i % width, Math.floor(i / width)));

test("is exact for a plane worked out by hand", () => {
  // One white dot in black, 5 × 5: of the nine inner values one is −1020, four are 255, four are 0.
  const values = [-1020, 255, 255, 255, 255, 0, 0, 0, 0];
  const mean = values.reduce((sum, value) => sum + value, 0) / 9;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 9;
  expect(
    laplacianVariance(
      plane(5, 5, (x, y) => (x === 2 && y === 2 ? 255 : 0)),
      5,
      5,
    ),
  ).toBeCloseTo(variance, 6);
});

test("is nothing for a flat plane, a ramp, and a plane without inside", () => {
  expect(
    laplacianVariance(
      plane(9, 7, () => 90),
      9,
      7,
    ),
  ).toBe(0);
  expect(
    laplacianVariance(
      plane(9, 7, (x) => 4 * x),
      9,
      7,
    ),
  ).toBeCloseTo(0, 9);
  expect(
    laplacianVariance(
      plane(2, 7, () => 90),
      2,
      7,
    ),
  ).toBe(0);
});

test("falls when a picture is blurred", () => {
  const sharp = plane(40, 40, (x, y) => (((x >> 2) + (y >> 2)) % 2 ? 220 : 30));
  const blurred = plane(40, 40, (x, y) => {
    let sum = 0;
    for (let dy = -1; dy <= 1; dy++)
      for (let dx = -1; dx <= 1; dx++)
        sum += sharp[Math.min(39, Math.max(0, y + dy)) * 40 + Math.min(39, Math.max(0, x + dx))] ?? 0;
    return sum / 9;
  });
  expect(laplacianVariance(blurred, 40, 40)).toBeLessThan(laplacianVariance(sharp, 40, 40) / 3);
});
