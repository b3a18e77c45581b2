import { expect, test } from "vitest";
import { byteAt } from "./bytes";
import { applyPost, featherMask, growMask } from "./morph";
import { encodePoints } from "./points";
import { applyOp } from "./raster";
import { randomStroke, seeded } from "./testing-fixtures";
import { TiledMask } from "./tiles";

const disc = (size: number, radius: number) => {
  const mask = new TiledMask(size, size);
  const points = encodePoints([size * 2, size * 2, 255], 3);
  applyOp(mask, { kind: "stroke", mode: "add", size: radius * 8, hardness: 100, points });
  return mask.flat();
};
const mass = (pixels: Uint8Array) => pixels.reduce((sum, value) => sum + value, 0) / 255;
const radiusOf = (pixels: Uint8Array) => Math.sqrt(mass(pixels) / Math.PI);

test("growing and shrinking a disc of 50 px by 10 gives discs of 60 and 40 within 0.6 px", () => {
  expect(Math.abs(radiusOf(growMask(disc(256, 50), 256, 256, 10)) - 60)).toBeLessThan(0.6);
  expect(Math.abs(radiusOf(growMask(disc(256, 50), 256, 256, -10)) - 40)).toBeLessThan(0.6);
});

test("the frame does not erode a mask that touches it", () => {
  const full = new Uint8Array(60 * 40).fill(255);

  expect(growMask(full, 60, 40, -12).every((value) => value === 255)).toBe(true);
});

test("working on the drawn part gives the same bytes as a far larger frame", () => {
  const mask = new TiledMask(300, 260);
  applyOp(mask, { ...randomStroke(seeded(4), 200, 160), mode: "add" });
  const pixels = mask.flat();
  const far = new Uint8Array(pixels);
  far[300 * 260 - 1] = 1; // one faint pixel in the corner makes the worked part nearly the whole frame
  for (const px of [7, -3]) {
    const [a, b] = [growMask(pixels, 300, 260, px), growMask(far, 300, 260, px)];
    expect(Buffer.compare(a.subarray(0, 300 * 200), b.subarray(0, 300 * 200))).toBe(0);
  }
  const [a, b] = [featherMask(pixels, 300, 260, 12), featherMask(far, 300, 260, 12)];
  expect(Buffer.compare(a.subarray(0, 300 * 200), b.subarray(0, 300 * 200))).toBe(0);
});

test("growing agrees with measuring every distance", () => {
  const pixels = disc(64, 9);
  const grown = growMask(pixels, 64, 64, 5);
  for (let y = 0; y < 64; y++)
    for (let x = 0; x < 64; x++) {
      let nearest = 7;
      for (let i = 0; i < pixels.length; i++)
        if (byteAt(pixels, i) >= 128) nearest = Math.min(nearest, Math.hypot((i % 64) - x, Math.floor(i / 64) - y));
      const value = (Math.max(0, Math.min(1, 5.5 - nearest)) * 255 + 0.5) | 0;
      expect(byteAt(grown, y * 64 + x)).toBe(Math.max(value, byteAt(pixels, y * 64 + x)));
    }
});

test("feathering keeps the mass and falls evenly across an edge", () => {
  const mask = new TiledMask(256, 256);
  applyOp(mask, { kind: "rect", mode: "add", x: 256, y: 256, w: 512, h: 512 });
  const soft = featherMask(mask.flat(), 256, 256, 16);

  expect(Math.abs(mass(soft) / (128 * 128) - 1)).toBeLessThan(0.02);
  for (let x = 40; x < 90; x++)
    expect(byteAt(soft, 128 * 256 + x + 1)).toBeGreaterThanOrEqual(byteAt(soft, 128 * 256 + x));
});

test("post inverts first, so growing always enlarges what is repainted", () => {
  const pixels = disc(128, 30);
  const post = { grow: 4, feather: 0, invert: true };

  expect(mass(applyPost(pixels, 128, 128, post))).toBeGreaterThan(128 * 128 - mass(pixels));
  expect(applyPost(pixels, 128, 128, { grow: 0, feather: 0, invert: false })).toEqual(pixels);
});
