import { expect, test } from "vitest";
import { maskBounds, modelBox } from "./model-box";
import { boundsOf } from "./morph";
import { applyOp } from "./raster";
import { rasterOfMask } from "./raster-op";
import { randomOp, seeded } from "./testing-fixtures";
import { TiledMask } from "./tiles";

test("bounds by tiles are the bounds by pixels", () => {
  const next = seeded(41);
  for (let round = 0; round < 25; round++) {
    const mask = new TiledMask(700, 520);
    for (let i = 0; i <= round % 3; i++) {
      const op = randomOp(next, 700, 520);
      if (op.kind !== "invert") applyOp(mask, op);
    }
    expect(maskBounds(mask)).toEqual(boundsOf({ pixels: mask.flat(), width: 700, height: 520 }));
  }
});

test("the model's box has air, sides the model takes, and stays inside the picture", () => {
  const options = { padding: 32, step: 64, least: 256 };
  const picture = { width: 1000, height: 700 };
  expect(modelBox({ x: 400, y: 300, w: 300, h: 100 }, picture, options)).toEqual({ x: 358, y: 222, w: 384, h: 256 });
  expect(modelBox({ x: 0, y: 680, w: 20, h: 20 }, picture, options)).toEqual({ x: 0, y: 444, w: 256, h: 256 });
  expect(modelBox({ x: 10, y: 10, w: 980, h: 650 }, picture, options)).toEqual({ x: 0, y: 0, w: 1000, h: 700 });
});

test("a mask as one op draws the same mask, and an empty one is no op", () => {
  const mask = new TiledMask(700, 520);
  expect(rasterOfMask(mask, "add")).toBeNull();
  applyOp(mask, { kind: "ellipse", mode: "add", x: 1400, y: 300, w: 900, h: 1000 });
  const again = new TiledMask(700, 520);
  const op = rasterOfMask(mask, "add");
  if (op) applyOp(again, op);
  expect(again.flat()).toEqual(mask.flat());
});
