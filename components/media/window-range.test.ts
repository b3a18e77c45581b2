import { describe, expect, it } from "vitest";
import { itemAt, scrollFor, windowRange } from "./window-range";

const rows = { count: 1000, startOf: (index: number) => index * 50 };

describe("the window of a long list", () => {
  it("mounts what shows and a little on both sides", () => {
    expect(windowRange(rows, { at: 0, span: 400 }, 2)).toEqual([0, 11]);
    expect(windowRange(rows, { at: 5_025, span: 400 }, 2)).toEqual([98, 111]);
    expect(windowRange(rows, { at: 49_600, span: 400 }, 2)).toEqual([990, 1000]);
  });

  it("finds the item at any offset of rows of several heights", () => {
    const starts = [0, 36, 88, 140, 176, 228];
    const mixed = { count: 5, startOf: (index: number) => starts[index] ?? 228 };
    expect([0, 35, 36, 139, 140, 999].map((px) => itemAt(mixed, px))).toEqual([0, 0, 1, 2, 3, 4]);
  });

  it("mounts nothing of an empty list", () => {
    const [first, end] = windowRange({ count: 0, startOf: () => 0 }, { at: 0, span: 900 }, 3);
    expect(end - first).toBe(0);
  });

  it("scrolls no further than an item needs", () => {
    const place = { at: 500, span: 400 };
    expect(scrollFor(rows, 12, place, 0)).toBeUndefined();
    expect(scrollFor(rows, 4, place, 0)).toBe(200);
    expect(scrollFor(rows, 20, place, 0)).toBe(650);
    expect(scrollFor(rows, 20, place, 32)).toBe(682);
  });
});
