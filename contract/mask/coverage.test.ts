import { expect, test } from "vitest";
import { coverageTile, isComplete, regionCoverage } from "./coverage";
import { protect } from "./protect";
import { applyOp } from "./raster";
import { TiledMask } from "./tiles";

const size = { width: 300, height: 290 };
const rect = (x: number, y: number, w: number, h: number): TiledMask => {
  const mask = new TiledMask(size.width, size.height);
  applyOp(mask, { kind: "rect", mode: "add", x: x * 4, y: y * 4, w: w * 4, h: h * 4 });
  return mask;
};
const full = () => {
  const mask = new TiledMask(size.width, size.height);
  applyOp(mask, { kind: "fill" });
  return mask;
};
/** The slow truth, pixel by pixel. */
const counted = (regions: TiledMask[]) => {
  const out = { gap: 0, once: 0, overlap: 0, pixels: size.width * size.height };
  for (let y = 0; y < size.height; y++)
    for (let x = 0; x < size.width; x++) {
      const n = regions.filter((region) => region.valueAt(x, y) >= 128).length;
      out[n === 0 ? "gap" : n === 1 ? "once" : "overlap"]++;
    }
  return out;
};

test("counts gaps and overlaps as pixel by pixel does, over ragged tiles, uniform and mixed ones", () => {
  const sets = [
    [],
    [full()],
    [rect(0, 0, 150, 290), rect(150, 0, 150, 290)],
    [rect(0, 0, 170, 290), rect(150, 0, 150, 290)],
    [rect(10, 20, 100, 33), rect(60, 30, 220, 250), full()],
    [full(), full()],
  ];
  for (const regions of sets) expect(regionCoverage(regions, size)).toEqual(counted(regions));
});

test("a picture is covered when every pixel lies in exactly one region", () => {
  const halves = [rect(0, 0, 150, 290), rect(150, 0, 150, 290)];
  expect(isComplete(regionCoverage(halves, size))).toBe(true);
  expect(isComplete(regionCoverage([halves[0] ?? full()], size))).toBe(false);
  expect(isComplete(regionCoverage([...halves, rect(149, 0, 1, 1)], size))).toBe(false);
});

test("a half-transparent pixel is held from 128 on", () => {
  const soft = new TiledMask(size.width, size.height);
  applyOp(soft, { kind: "raster", mode: "add", x: 0, y: 0, w: 2, h: 1, encoding: "runs", data: "BX+A" });
  expect([soft.valueAt(0, 0), soft.valueAt(1, 0)]).toEqual([127, 128]);
  const tile = coverageTile([soft], 0);
  expect(typeof tile === "number" ? tile : [tile[0], tile[1], tile[2]]).toEqual([0, 1, 0]);
});

test("regions of another size are refused", () => {
  expect(() => regionCoverage([new TiledMask(10, 10)], size)).toThrow("as large as the picture");
});

test("a protected area takes away exactly what it covers, softly where it is soft", () => {
  const pixels = Uint8Array.from([255, 255, 255, 100, 0]);
  expect(protect(pixels, Uint8Array.from([0, 255, 100, 100, 255]))).toBe(2);
  expect([...pixels]).toEqual([255, 0, 155, 100, 0]);
  expect(() => protect(pixels, new Uint8Array(4))).toThrow("as large as");
});
