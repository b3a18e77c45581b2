import { expect, test } from "vitest";
import { matchColours } from "./colour-match";
import { blank, type Grey, type Rgb } from "./pixels";

const side = 48;
const painted = (at: (x: number, y: number) => readonly [number, number, number]): Rgb => {
  const rgb = blank(side, side, 3);
  for (let y = 0; y < side; y++) for (let x = 0; x < side; x++) rgb.data.set(at(x, y), (y * side + x) * 3);
  return rgb;
};
const source = painted((x, y) => [60 + 2 * x, 90 + 2 * y, 120 + x - y]);
const square = (x0: number, x1: number): Grey => {
  const mask = blank(side, side, 1);
  for (let y = x0; y < x1; y++) for (let x = x0; x < x1; x++) mask.data[y * side + x] = 255;
  return mask;
};
const mask = square(16, 32);
const apart = (a: Rgb, b: Rgb, where = mask) => {
  let [sum, count] = [0, 0];
  for (let i = 0; i < a.data.length; i++) {
    if (where.data[Math.floor(i / 3)] !== 255) continue;
    sum += Math.abs((a.data[i] ?? 0) - (b.data[i] ?? 0));
    count++;
  }
  return sum / count;
};

test("a cast over the whole result goes, inside the mask too", () => {
  const cast = painted((x, y) => [60 + 2 * x + 18, 90 + 2 * y - 9, 120 + x - y + 12]);
  expect(apart(cast, source)).toBeGreaterThan(12);
  expect(apart(matchColours(cast, source, mask, 6), source)).toBeLessThan(3);
});

test("what was painted stays another colour: only the cast is taken", () => {
  const red = painted((x, y) =>
    mask.data[y * side + x] ? [220, 40, 40] : [60 + 2 * x + 10, 90 + 2 * y + 10, 120 + x - y + 10],
  );
  const done = matchColours(red, source, mask, 6);
  const at = (24 * side + 24) * 3;
  const [r = 0, g = 0, b = 0] = done.data.subarray(at, at + 3);
  expect(r).toBeGreaterThan(180);
  expect(g).toBeLessThan(70);
  expect(b).toBeLessThan(70);
});

test("equal on the ring: nothing moves by more than rounding", () => {
  const same = matchColours(source, source, mask, 6);
  expect(Math.max(...same.data.map((value, i) => Math.abs(value - (source.data[i] ?? 0))))).toBeLessThanOrEqual(1);
});

test("a mask over everything leaves no ring, and the result as it is", () => {
  const other = painted(() => [10, 200, 30]);
  expect(matchColours(other, source, square(0, side), 6)).toBe(other);
});
