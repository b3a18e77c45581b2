import { describe, expect, test } from "vitest";
import { findSheet, gridBoxes, type LumaPlane } from "./sheet";

/** Numbers that look like a photograph: smooth, with some grain. */
const texture = (x: number, y: number, seed: number) =>
  128 +
  60 * Math.sin((x * (7 + seed)) / 90 + seed) +
  40 * Math.cos((y * (5 + seed)) / 70) +
  ((x * 31 + y * 17 + seed * 7) % 9);
const blank = (width: number, height: number, tone: number): LumaPlane => ({
  ...{ width, height },
  data: new Uint8Array(width * height).fill(tone),
});
const paint = (
  plane: LumaPlane,
  x0: number,
  y0: number,
  w: number,
  h: number,
  at: (x: number, y: number) => number,
) => {
  for (let y = 0; y < h; y++)
    for (let x = 0; x < w; x++) plane.data[(y0 + y) * plane.width + x0 + x] = Math.max(0, Math.min(255, at(x, y)));
};
const photo = (plane: LumaPlane, x: number, y: number, w: number, h: number, seed: number) =>
  paint(plane, x, y, w, h, (u, v) => texture(u, v, seed));
/** A figure cut out on the ground: an ellipse. */
const figure = (plane: LumaPlane, x: number, y: number, w: number, h: number, seed: number) => {
  const ground = plane.data[0] ?? 0;
  paint(plane, x, y, w, h, (u, v) =>
    ((u - w / 2) / (w / 2)) ** 2 + ((v - h / 2) / (h / 2)) ** 2 <= 1 ? texture(u, v, seed) * 0.6 : ground,
  );
};
/** JPEG's grain on everything. */
const grain = (plane: LumaPlane, most: number) => {
  for (let i = 0; i < plane.data.length; i++)
    plane.data[i] = Math.max(0, Math.min(255, (plane.data[i] ?? 0) + (((i * 7919) >> 3) % (2 * most + 1)) - most));
};

describe("rows and columns by hand", () => {
  test("are exact where they divide, and lose no pixel where they do not", () => {
    expect(gridBoxes({ width: 1000, height: 800 }, 2, 2)).toEqual([
      { x: 0, y: 0, width: 500, height: 400 },
      { x: 500, y: 0, width: 500, height: 400 },
      { x: 0, y: 400, width: 500, height: 400 },
      { x: 500, y: 400, width: 500, height: 400 },
    ]);
    const thirds = gridBoxes({ width: 1000, height: 10 }, 1, 3);
    expect(thirds.map(({ x, width }) => [x, width])).toEqual([
      [0, 333],
      [333, 334],
      [667, 333],
    ]);
  });

  test("leave out gutter and margin", () => {
    expect(gridBoxes({ width: 230, height: 120 }, 1, 2, { gutter: 10, margin: 10 })).toEqual([
      { x: 10, y: 10, width: 100, height: 100 },
      { x: 120, y: 10, width: 100, height: 100 },
    ]);
  });
});

describe("finding the views of a sheet (B60)", () => {
  test("2 × 2 with gutters gives four exact crops", () => {
    const plane = blank(1024, 820, 250);
    const views = [
      [12, 12, 490, 390],
      [522, 12, 490, 390],
      [12, 418, 490, 390],
      [522, 418, 490, 390],
    ] as const;
    for (const [seed, [x, y, width, height]] of views.entries()) photo(plane, x, y, width, height, seed);
    grain(plane, 4);

    const found = findSheet(plane);

    expect(found.by).toBe("gutters");
    expect(found.boxes).toEqual(views.map(([x, y, width, height]) => ({ x, y, width, height })));
  });

  test("2 × 2 without gutters gives four exact crops, by the seams", () => {
    const plane = blank(1024, 1024, 0);
    for (const [seed, [x, y]] of [
      [0, 0],
      [512, 0],
      [0, 512],
      [512, 512],
    ].entries())
      photo(plane, x ?? 0, y ?? 0, 512, 512, seed * 3);

    const found = findSheet(plane);

    expect(found).toEqual({ by: "seams", boxes: gridBoxes(plane, 2, 2) });
  });

  test("figures on one ground come in reading order, with room around them but never another's", () => {
    const plane = blank(1600, 900, 235);
    for (const n of [0, 1, 2, 3]) figure(plane, 80 + n * 380, 90, 240, 500, n);
    for (const n of [0, 1]) figure(plane, 300 + n * 600, 680, 200, 160, n + 5);
    grain(plane, 3);

    const { boxes, by } = findSheet(plane);

    expect(by).toBe("gutters");
    expect(boxes).toHaveLength(6);
    expect(boxes.map(({ x }) => x)).toEqual([
      ...boxes
        .slice(0, 4)
        .map(({ x }) => x)
        .sort((a, b) => a - b),
      ...boxes.slice(4).map(({ x }) => x),
    ]);
    boxes.slice(0, 4).forEach(({ x, width, y }, n) => {
      expect(x).toBeLessThan(80 + n * 380);
      expect(x + width).toBeGreaterThan(320 + n * 380);
      expect(y).toBeLessThan(90);
    });
    for (const a of boxes)
      for (const b of boxes)
        if (a !== b)
          expect(a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y).toBe(
            true,
          );
  });

  test("rows of unlike columns are cut each in its own way, captions left out", () => {
    const plane = blank(1200, 1000, 20);
    for (const n of [0, 1, 2]) photo(plane, 20 + n * 395, 20, 370, 460, n);
    for (const n of [0, 1]) photo(plane, 20 + n * 590, 540, 570, 420, n + 4);
    for (const n of [0, 1, 2]) paint(plane, 100 + n * 395, 495, 60, 14, (x) => (x % 5 ? 200 : 20));

    const { boxes } = findSheet(plane);

    expect(boxes.map(({ width, height }) => [width, height])).toEqual([
      ...Array(3).fill([370, 460]),
      ...Array(2).fill([570, 420]),
    ]);
  });

  test("one picture stays one, and an empty sheet too", () => {
    const plane = blank(800, 600, 0);
    photo(plane, 0, 0, 800, 600, 2);
    expect(findSheet(plane)).toEqual({ by: "nothing", boxes: [{ x: 0, y: 0, width: 800, height: 600 }] });
    expect(findSheet(blank(300, 200, 255)).by).toBe("nothing");
    expect(findSheet(blank(1, 1, 255)).boxes).toHaveLength(1);
  });

  test("a large sheet takes well under a second", () => {
    const plane = blank(4000, 3000, 255);
    for (const n of [0, 1, 2, 3]) photo(plane, 40 + (n % 2) * 2000, 40 + (n >> 1) * 1500, 1900, 1400, n);
    const began = performance.now();
    expect(findSheet(plane).boxes).toHaveLength(4);
    expect(performance.now() - began).toBeLessThan(1_500);
  });
});
