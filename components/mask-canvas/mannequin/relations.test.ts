import { expect, test } from "vitest";
import { applyOp } from "@/contract/mask/raster";
import { TiledMask } from "@/contract/mask/tiles";
import { regionAt } from "./region-at";
import { coverCrop, relationsOf } from "./relations";

const box = { x: 1, y: 2, w: 30, h: 40 };
const region = (name: string, mediaId: string | null, painted = true) => ({
  ...{ id: name, name, colour: "#3c8fe0", mediaId, box: painted ? box : null },
});

test("every mask is bound to exactly one picture; what has none is named, what is not painted is left out", () => {
  const made = relationsOf(
    [
      region("Legs", "med_a"),
      region("Arms / left", "med_b"),
      region("Torso", null),
      region("Hat", "med_a", false),
      region("头", "med_a"),
    ],
    { width: 512, height: 768, ending: (id) => (id === "med_a" ? "jpg" : "png") },
  );
  expect(made.relations.map(({ region, mask, picture }) => [region, mask, picture])).toEqual([
    ["Legs", "masks/01-legs.png", "pictures/01.jpg"],
    ["Arms / left", "masks/02-arms-left.png", "pictures/02.png"],
    ["头", "masks/03-头.png", "pictures/01.jpg"],
  ]);
  expect(new Set(made.relations.map(({ mask }) => mask)).size).toBe(made.relations.length);
  expect(made.open).toEqual(["Torso"]);
  expect([made.width, made.height]).toEqual([512, 768]);
});

test("a picture is cut at its longer side, in the middle", () => {
  expect(coverCrop({ width: 200, height: 100 }, { w: 50, h: 50 })).toEqual({ x: 50, y: 0, w: 100, h: 100 });
  expect(coverCrop({ width: 100, height: 300 }, { w: 50, h: 25 })).toEqual({ x: 0, y: 125, w: 100, h: 50 });
});

test("a point belongs to the uppermost region that holds it", () => {
  const [low, high] = [new TiledMask(60, 60), new TiledMask(60, 60)];
  applyOp(low, { kind: "fill" });
  applyOp(high, { kind: "rect", mode: "add", x: 40, y: 40, w: 80, h: 80 });
  const masks = new Map([
    ["low", low],
    ["high", high],
  ]);
  const find = (x: number, y: number) => regionAt([{ id: "low" }, { id: "high" }], (id) => masks.get(id), { x, y })?.id;
  expect([find(20.5, 20.5), find(5, 5), find(-1, 5), find(60, 5)]).toEqual(["high", "low", undefined, undefined]);
});
