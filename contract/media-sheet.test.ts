import { describe, expect, it } from "vitest";
import { newId } from "./ids";
import { sheet, sheetCrop, sheetIds, sheetPath } from "./media-sheet";

describe("the address of a sheet", () => {
  it("names its pictures in order, empty cells too", () => {
    const ids = [newId("media"), "", newId("media")];
    expect(sheetIds(sheetPath(ids).split("/").at(-1) ?? "")).toEqual(ids);
  });
  it.each([
    ["nothing", ""],
    ["something else", "abc.def"],
    ["sixty-five", Array.from({ length: 65 }, () => newId("media").slice(4)).join(".")],
  ])("is none with %s", (_, text) => {
    expect(sheetIds(text)).toBeUndefined();
  });
  it("stays short enough for every server on the way", () => {
    expect(sheetPath(Array.from({ length: sheet.most }, () => newId("media"))).length).toBeLessThan(2000);
  });
});

describe("a picture's part of its sheet", () => {
  // What the percentages of CSS mean, back in pixels of the sheet.
  const seen = (at: number, size: { width: number; height: number }, ratio: number, rows = 8) => {
    const crop = sheetCrop(at, size, ratio, rows);
    const [wide, high] = [sheet.columns * sheet.cell, rows * sheet.cell];
    const [w, h] = [(wide * 100) / crop.size[0], (high * 100) / crop.size[1]];
    return {
      ...{ w, h },
      x: ((wide - w) * crop.position[0]) / 100,
      y: ((high - h) * crop.position[1]) / 100,
    };
  };
  it.each([
    ["a landscape in a square", 0, { width: 1600, height: 900 }, 1, { x: 36.75, y: 0, w: 94.5, h: 94.5 }],
    ["a portrait in a portrait box", 9, { width: 800, height: 1000 }, 0.8, { x: 168, y: 168, w: 134.4, h: 168 }],
    ["the last cell", 63, { width: 100, height: 100 }, 1, { x: 1176, y: 1176, w: 168, h: 168 }],
    ["a portrait in a wide box", 7, { width: 500, height: 1000 }, 2, { x: 1176, y: 63, w: 84, h: 42 }],
  ])("%s", (_, at, size, ratio, expected) => {
    const found = seen(at, size, ratio);
    for (const key of ["x", "y", "w", "h"] as const) expect(found[key]).toBeCloseTo(expected[key], 6);
  });
  it("of a short last sheet", () => {
    expect(seen(10, { width: 300, height: 300 }, 1, 2)).toMatchObject({ x: 336, y: expect.closeTo(168, 6) });
  });
});
