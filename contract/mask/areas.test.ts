import { expect, test } from "vitest";
import { AREA, areasOfRow } from "./areas";
import { applyOp } from "./raster";
import { TiledMask } from "./tiles";

const [width, height] = [600, 300];
const boxed = (x: number, w: number) => {
  const mask = new TiledMask(width, height);
  applyOp(mask, { kind: "rect", mode: "add", x: x * 4, y: 40 * 4, w: w * 4, h: 100 * 4 });
  return mask;
};
const columns = Int32Array.from({ length: 8 }, (_, n) => n * 100 - 50); // -50, 50, 150 … 650
const row = (areas: Parameters<typeof areasOfRow>[0], y: number) => [...areasOfRow(areas, y, columns)];
const { none, gap, overlap, kept } = AREA;

test("gaps and overlaps are where no region is, and where two are; outside the picture nothing is", () => {
  const regions = [boxed(0, 300), boxed(200, 200)];
  expect(row({ regions, kept: [], inpaint: null }, 60)).toEqual([none, none, none, overlap, none, gap, gap, none]);
  expect(row({ regions, kept: [], inpaint: null }, 200)).toEqual([none, gap, gap, gap, gap, gap, gap, none]);
  expect(row({ regions, kept: [], inpaint: null }, 300)).toEqual(new Array(8).fill(none));
});

test("what is masked but protected is told, and only that; without regions there are no gaps", () => {
  const areas = { regions: [], kept: [boxed(100, 400)], inpaint: boxed(0, 300) };
  expect(row(areas, 60)).toEqual([none, none, kept, kept, none, none, none, none]);
  expect(row({ ...areas, inpaint: null }, 60)).toEqual(new Array(8).fill(none));
});
