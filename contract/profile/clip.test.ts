import { describe, expect, test } from "vitest";
import { cellOf, clipLimits, frameTime, rateWords, sheetLayout } from "./clip";

const size = { width: 1920, height: 1080 };

describe("contact sheets", () => {
  test("of a short clip have large cells, of a long one small ones", () => {
    expect(sheetLayout(size, 240)).toEqual({ cellWidth: 640, cellHeight: 360, columns: 3, rows: 5 });
    expect(sheetLayout(size, clipLimits.frames).cellWidth).toBe(160);
  });

  test("never enlarge a frame and keep even sides", () => {
    expect(sheetLayout({ width: 321, height: 181 }, 10)).toMatchObject({ cellWidth: 322, cellHeight: 182 });
    expect(sheetLayout({ width: 33, height: 4_000 }, 10).cellWidth).toBeGreaterThanOrEqual(2);
  });

  test("stay below what a job may deliver, at every length", () => {
    for (const frames of [1, 14, 300, 2_000, 9_000, clipLimits.frames])
      for (const each of [size, { width: 1080, height: 1920 }, { width: 8_192, height: 400 }]) {
        const { columns, rows, cellWidth, cellHeight } = sheetLayout(each, frames);
        expect(Math.ceil(frames / (columns * rows))).toBeLessThanOrEqual(200);
        expect(Math.max(columns * cellWidth, rows * cellHeight)).toBeLessThanOrEqual(1_920);
      }
  });

  test("know where each frame stands", () => {
    const layout = { cellWidth: 640, cellHeight: 360, columns: 3, rows: 5 };
    expect(cellOf(layout, 0)).toEqual({ sheet: 0, x: 0, y: 0 });
    expect(cellOf(layout, 14)).toEqual({ sheet: 0, x: 1_280, y: 1_440 });
    expect(cellOf(layout, 16)).toEqual({ sheet: 1, x: 640, y: 0 });
  });
});

test("a rate and a moment in words", () => {
  expect(rateWords({ fpsNum: 24_000, fpsDen: 1_001 })).toBe("23.976 fps");
  expect(rateWords({ fpsNum: 25, fpsDen: 1 })).toBe("25 fps");
  expect(frameTime({ fpsNum: 24, fpsDen: 1 }, 61)).toBe("0:02.542");
  expect(frameTime({ fpsNum: 30_000, fpsDen: 1_001 }, 1_800)).toBe("1:00.060");
});
