import { expect, test } from "vitest";
import { capLongestSide, enlargedSize, fitLongestSide, renderLarger } from "./size";

test("caps the longer side at 1440 and keeps the ratio", () => {
  expect(capLongestSide({ width: 3000, height: 1500 }, 1440)).toEqual({ width: 1440, height: 720 });
  expect(capLongestSide({ width: 1500, height: 3000 }, 1440)).toEqual({ width: 720, height: 1440 });
});

test("leaves a small picture its size, as multiples of 8, and never goes past the cap", () => {
  expect(capLongestSide({ width: 1080, height: 810 }, 1440)).toEqual({ width: 1080, height: 808 });
  expect(capLongestSide({ width: 3, height: 5 }, 1440)).toEqual({ width: 8, height: 8 });
  for (let side = 1; side < 4000; side += 7) {
    const { width, height } = capLongestSide({ width: side, height: 4000 - side }, 1444);
    expect(Math.max(width, height)).toBeLessThanOrEqual(1440);
    expect([width % 8, height % 8]).toEqual([0, 0]);
  }
});

test("brings the longer side to 720", () => {
  expect(fitLongestSide({ width: 1000, height: 800 }, 720)).toEqual({ width: 720, height: 576 });
  expect(fitLongestSide({ width: 800, height: 1000 }, 720)).toEqual({ width: 576, height: 720 });
  expect(fitLongestSide({ width: 300, height: 200 }, 720)).toEqual({ width: 720, height: 480 });
  expect(fitLongestSide({ width: 300, height: 200 }, 720, false)).toEqual({ width: 300, height: 200 });
  expect(fitLongestSide({ width: 9000, height: 2 }, 16)).toEqual({ width: 16, height: 1 });
});

test("multiplies exactly", () => {
  expect(enlargedSize({ width: 333, height: 5 }, 2)).toEqual({ width: 666, height: 10 });
});

test("says how much larger a shot must be rendered for a face of 48 px", () => {
  const larger = renderLarger(48, { width: 1080, height: 810 });
  expect(larger).toEqual({ factor: 64 / 48, width: 1440, height: 1080 });
  expect(renderLarger(64, { width: 1080, height: 810 })).toBeNull();
});
