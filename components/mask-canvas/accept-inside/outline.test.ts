import { expect, test } from "vitest";
import { applyOp } from "@/contract/mask/raster";
import { TiledMask } from "@/contract/mask/tiles";
import { outlineOp } from "./outline";

test("a lasso selects the pixels inside it, whichever way round it was drawn", () => {
  const corners = [
    { x: 10, y: 10 },
    { x: 30, y: 10 },
    { x: 30, y: 10 },
    { x: 30, y: 25 },
    { x: 10, y: 25 },
  ];
  for (const points of [corners, corners.toReversed()]) {
    const op = outlineOp(points);
    const mask = new TiledMask(64, 64);
    if (op) applyOp(mask, op);
    const selected = mask.flat();
    for (let i = 0; i < selected.length; i++) {
      const [x, y] = [i % 64, Math.floor(i / 64)];
      expect(selected[i]).toBe(x >= 10 && x < 30 && y >= 10 && y < 25 ? 255 : 0);
    }
  }
});

test("a press, or a line there and no further, selects nothing", () => {
  const at = { x: 5, y: 5 };
  expect(outlineOp([at, at, at])).toBeNull();
  expect(outlineOp([at, { x: 9, y: 9 }])).toBeNull();
});
