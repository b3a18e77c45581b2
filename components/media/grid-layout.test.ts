import { describe, expect, it } from "vitest";
import { layOut, moveIn, rangeIds } from "@/components/media/grid-layout";

describe("laying out", () => {
  const measure = { count: 10_000, width: 1168, least: 180, gap: 8, ratio: 1, caption: 20 };

  it("fills the width with whole columns", () => {
    const { columns, cell, row, rows } = layOut(measure);
    expect(columns).toBe(6);
    expect(cell * columns + 8 * (columns - 1)).toBeCloseTo(1168);
    expect(row).toBe(Math.round(cell) + 28);
    expect(rows).toBe(1667);
  });

  it("keeps one column on a screen narrower than a cell", () => {
    expect(layOut({ ...measure, width: 120 }).columns).toBe(1);
  });

  it("has no rows for nothing", () => {
    expect(layOut({ ...measure, count: 0 }).rows).toBe(0);
  });
});

describe("moving", () => {
  const grid = { count: 10, columns: 4, page: 2 };

  it.each([
    ["ArrowRight", 3, 4],
    ["ArrowRight", 9, 9],
    ["ArrowLeft", 4, 3],
    ["ArrowLeft", 0, 0],
    ["ArrowDown", 1, 5],
    ["ArrowUp", 2, 2],
    ["PageUp", 9, 1],
    ["PageUp", 6, 2],
    ["Home", 7, 0],
    ["End", 2, 9],
  ])("%s from %i leads to %i", (key, at, to) => {
    expect(moveIn(key, at, grid)).toBe(to);
  });

  it("goes down into a shorter last row, and stays once there", () => {
    expect(moveIn("ArrowDown", 7, grid)).toBe(9);
    expect(moveIn("ArrowDown", 8, grid)).toBe(8);
  });

  it("leaves other keys alone, and has nowhere to go in an empty grid", () => {
    expect(moveIn("x", 3, grid)).toBeUndefined();
    expect(moveIn("ArrowDown", 0, { ...grid, count: 0 })).toBeUndefined();
  });
});

it("takes a range in either direction", () => {
  expect(rangeIds(["a", "b", "c", "d"], 2, 1)).toEqual(["b", "c"]);
  expect(rangeIds(["a", "b", "c", "d"], 1, 3)).toEqual(["b", "c", "d"]);
});
