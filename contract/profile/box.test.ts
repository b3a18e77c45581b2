import { describe, expect, test } from "vitest";
import { fitLongestSide } from "../passes/size";
import { middleBox, movedBox, pulledBox, toRatio, wholeBox } from "./box";
import { headCrop } from "./head-crop";

const size = { width: 1000, height: 800 };
const box = { x: 100, y: 100, width: 200, height: 100 };

test("longest side 720 at the same ratio: 1000 × 800 becomes 720 × 576 (B61)", () => {
  expect(fitLongestSide(size, 720)).toEqual({ width: 720, height: 576 });
});

describe("padding of 35 % around a head (B75)", () => {
  test("is computed exactly", () => {
    expect(headCrop({ x: 400, y: 300, width: 200, height: 180 }, size)).toEqual({
      ...{ x: 330, y: 220, width: 340, height: 340 },
    });
  });

  test("is cut off at the picture's edge", () => {
    expect(headCrop({ x: 10, y: 20, width: 100, height: 100 }, size)).toEqual({ x: 0, y: 0, width: 145, height: 155 });
    expect(headCrop({ x: 900, y: 700, width: 100, height: 100 }, size)).toEqual({
      ...{ x: 865, y: 665, width: 135, height: 135 },
    });
  });
});

describe("a box", () => {
  test("moves and stops at the edges", () => {
    expect(movedBox(box, -500, 30, size)).toEqual({ ...box, x: 0, y: 130 });
    expect(movedBox(box, 5_000, 5_000, size)).toEqual({ ...box, x: 800, y: 700 });
  });

  test("is pulled freely at one side or a corner", () => {
    expect(pulledBox(box, { h: 1, v: 0 }, 50, 999, size, null)).toEqual({ ...box, width: 250 });
    expect(pulledBox(box, { h: -1, v: -1 }, -20, 30, size, null)).toEqual({ x: 80, y: 130, width: 220, height: 70 });
    expect(pulledBox(box, { h: -1, v: 0 }, 5_000, 0, size, null).width).toBe(16);
    expect(pulledBox(box, { h: 1, v: 1 }, 5_000, 5_000, size, null)).toEqual({ ...box, width: 900, height: 700 });
  });

  test.each([1, 4 / 5, 16 / 9])("keeps the ratio %f and stays inside, whatever is pulled", (ratio) => {
    const start = toRatio(box, ratio);
    for (const h of [-1, 0, 1] as const)
      for (const v of [-1, 0, 1] as const)
        for (const pull of [-3_000, -40, 7, 60, 3_000]) {
          if (h === 0 && v === 0) continue;
          const made = pulledBox(start, { h, v }, pull, pull / 2, size, ratio);
          expect(made.width / made.height).toBeCloseTo(ratio, 6);
          expect(made.x).toBeGreaterThanOrEqual(-1e-9);
          expect(made.y).toBeGreaterThanOrEqual(-1e-9);
          expect(made.x + made.width).toBeLessThanOrEqual(1000 + 1e-9);
          expect(made.y + made.height).toBeLessThanOrEqual(800 + 1e-9);
        }
  });

  test("of a ratio is the largest around the middle", () => {
    expect(middleBox(size, 1)).toEqual({ x: 100, y: 0, width: 800, height: 800 });
    expect(middleBox(size, null)).toEqual({ x: 0, y: 0, ...size });
    expect(toRatio(box, 1)).toEqual({ x: 150, y: 100, width: 100, height: 100 });
  });

  test("comes to whole pixels inside the picture", () => {
    expect(wholeBox({ x: -3.2, y: 10.6, width: 20.4, height: 5_000 }, size)).toEqual({
      ...{ x: 0, y: 11, width: 17, height: 789 },
    });
  });
});
