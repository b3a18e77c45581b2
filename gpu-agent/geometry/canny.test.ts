import { expect, test } from "vitest";
import { texture, withBlock } from "../testing/pictures";
import { canny } from "./canny";
import { blank, type Grey } from "./pixels";

const square = withBlock(blank(96, 96, 3, 30), [28, 30, 70, 72], [220, 210, 200]);
const count = (mask: Grey) => mask.data.filter((value) => value > 0).length;

/** Regions of equal value; edges join over corners, the ground does not. */
const regions = ({ width, height, data }: Grey, value: number, corners: boolean) => {
  const seen = new Uint8Array(data.length);
  let found = 0;
  for (let start = 0; start < data.length; start++) {
    if (seen[start] || data[start] !== value) continue;
    found++;
    const stack = [start];
    seen[start] = 1;
    for (let i = stack.pop(); i !== undefined; i = stack.pop()) {
      const [x, y] = [i % width, Math.floor(i / width)];
      for (let dy = -1; dy <= 1; dy++) {
        for (let dx = -1; dx <= 1; dx++) {
          if (!corners && dx !== 0 && dy !== 0) continue;
          const [X, Y] = [x + dx, y + dy];
          const q = Y * width + X;
          if (X < 0 || Y < 0 || X >= width || Y >= height || seen[q] || data[q] !== value) continue;
          seen[q] = 1;
          stack.push(q);
        }
      }
    }
  }
  return found;
};

test("draws a square as one closed contour, one pixel wide", () => {
  const edges = canny(square, { low: 50, high: 100, blur: 1.4 });

  expect(regions(edges, 255, true)).toBe(1);
  expect(regions(edges, 0, false)).toBe(2);
  for (let y = 0; y < 95; y++) {
    for (let x = 0; x < 95; x++) {
      const block = [0, 1, 96, 97].filter((step) => edges.data[y * 96 + x + step]);
      expect(block.length, `${x}, ${y}`).toBeLessThan(4);
    }
  }
  expect(count(edges)).toBeGreaterThan(150);
  expect(count(edges)).toBeLessThan(180);
});

test("only loses pixels when a threshold rises", () => {
  const source = texture(120, 90, 60);
  const at = (low: number, high: number) => canny(source, { low, high, blur: 1 });
  const counts = [20, 60, 100, 140, 180].map((high) => count(at(20, high)));
  expect(counts).toEqual(counts.toSorted((a, b) => b - a));
  expect(new Set(counts).size).toBeGreaterThan(2);
  const [loose, strict] = [at(20, 100), at(90, 100)];
  expect(strict.data.every((value, i) => value === 0 || loose.data[i] === 255)).toBe(true);
  expect(count(strict)).toBeLessThan(count(loose));
});

test("finds nothing in a plain picture", () => {
  expect(count(canny(blank(40, 40, 3, 90), { low: 1, high: 1, blur: 0 }))).toBe(0);
});
