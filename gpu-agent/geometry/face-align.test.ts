import { expect, test } from "vitest";
import { softDisc } from "../testing/pictures";
import { apply } from "./affine";
import { cropMatrix } from "./face";
import { alignedFace, alignedSide, faceTensor, fivePoints, similarityOf, unit } from "./face-align";
import { blank, mirrored } from "./pixels";

// InsightFace's template, written down once more: a typing error in the source would otherwise test itself.
const template = [
  [38.2946, 51.6963],
  [73.5318, 51.5014],
  [56.0252, 71.7366],
  [41.5493, 92.3655],
  [70.7299, 92.2041],
].map(([x = 0, y = 0]) => ({ x, y }));
/** Where the template lies in a picture once it was enlarged, tilted clockwise and moved. */
const laid = (scale: number, roll: number, x: number, y: number) =>
  template.map((point) => apply(cropMatrix({ x, y, roll }, alignedSide * scale, alignedSide), point));

test.each([
  [1, 0, 200, 150],
  [2.5, 20, 400, 300],
  [0.6, -75, 120, 90],
  [3, 170, 500, 500],
])("finds a scale of %f, a tilt of %i° and the place again", (scale, roll, x, y) => {
  const found = similarityOf(laid(scale, roll, x, y));
  expect(found?.side).toBeCloseTo(alignedSide * scale, 3);
  expect(found?.roll).toBeCloseTo(roll, 3);
  expect(found?.x).toBeCloseTo(x, 3);
  expect(found?.y).toBeCloseTo(y, 3);
});

test("gives the best fit, not one through some of the points", () => {
  const noisy = laid(2, 10, 300, 300).map(({ x, y }, at) => ({ x: x + (at % 2 ? 3 : -3), y: y + (at % 3) - 1 }));
  const best = similarityOf(noisy);
  if (!best) throw new Error("expected a fit");
  const error = (square: typeof best) =>
    template
      .map((point) => apply(cropMatrix(square, square.side, alignedSide), point))
      .reduce((sum, { x, y }, at) => sum + (x - (noisy[at]?.x ?? 0)) ** 2 + (y - (noisy[at]?.y ?? 0)) ** 2, 0);
  const least = error(best);
  for (const change of [
    { x: 1 },
    { x: -1 },
    { y: 1 },
    { y: -1 },
    { side: 3 },
    { side: -3 },
    { roll: 1 },
    { roll: -1 },
  ]) {
    const [[key, by]] = Object.entries(change) as [[keyof typeof best, number]];
    expect(error({ ...best, [key]: best[key] + by })).toBeGreaterThan(least);
  }
});

test("brings the points of the picture onto the template's", () => {
  // A bright disc on the left eye of a tilted, enlarged face.
  const points = laid(2, 25, 200, 200);
  const [eye] = points;
  const disc = softDisc(400, 400, eye?.x ?? 0, eye?.y ?? 0, 6, 2);
  const rgb = blank(400, 400, 3);
  for (const [at, value] of disc.data.entries()) rgb.data.fill(value, at * 3, at * 3 + 3);
  const aligned = alignedFace(rgb, points);
  if (!aligned) throw new Error("expected a face");
  let [x, y, sum] = [0, 0, 0];
  for (let i = 0; i < alignedSide * alignedSide; i++) {
    const value = aligned.data[i * 3] ?? 0;
    x += value * (i % alignedSide);
    y += value * Math.floor(i / alignedSide);
    sum += value;
  }
  expect([aligned.width, aligned.height]).toEqual([112, 112]);
  expect(x / sum).toBeCloseTo(38.2946, 0);
  expect(y / sum).toBeCloseTo(51.6963, 0);
});

test("refuses points that fall together and a mesh that lacks them", () => {
  expect(similarityOf(template.map(() => ({ x: 7, y: 7 })))).toBeUndefined();
  expect(fivePoints([{ x: 1, y: 1 }])).toBeUndefined();
  const mesh = Array.from({ length: 468 }, (_, at) => ({ x: at, y: 2 * at }));
  expect(fivePoints(mesh)?.[0]).toEqual({ x: (33 + 133) / 2, y: 33 + 133 });
  expect(fivePoints(mesh)?.[2]).toEqual({ x: 1, y: 2 });
});

test("makes planes of red, green and blue from −1 to 1", () => {
  const rgb = { ...blank(2, 1, 3), data: Uint8Array.from([0, 127, 255, 255, 128, 0]) };
  const tensor = faceTensor(rgb);
  expect([...tensor].map((value) => Number(value.toFixed(4)))).toEqual([-1, 1, -0.0039, 0.0039, 1, -1]);
});

test("makes a vector of unit length, and none of nothing", () => {
  expect(unit([3, 0, 4])).toEqual([0.6, 0, 0.8]);
  expect(unit([0, 0])).toBeUndefined();
  expect(unit([Number.NaN, 1])).toBeUndefined();
});

test("mirrors", () => {
  const rgb = { ...blank(3, 1, 1), data: Uint8Array.from([1, 2, 3]) };
  expect([...mirrored(rgb).data]).toEqual([3, 2, 1]);
});
