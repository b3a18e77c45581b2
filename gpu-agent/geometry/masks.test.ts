import { expect, test } from "vitest";
import { softDisc, texture } from "../testing/pictures";
import { blendByMask, blurred, bytesChangedOutside, coverage, grownMask, unsharp } from "./masks";
import { blank } from "./pixels";

test("blends without touching a byte outside the mask", () => {
  const source = texture(60, 50);
  const mask = softDisc(60, 50, 30, 25, 12);
  const out = blendByMask(source, blank(60, 50, 3, 255), mask);
  expect(bytesChangedOutside(source, out, mask)).toBe(0);
  expect(bytesChangedOutside(source, out)).toBeGreaterThan(1000);
  expect([...out.data.slice((25 * 60 + 30) * 3, (25 * 60 + 30) * 3 + 3)]).toEqual([255, 255, 255]);
});

test("grows a point into a square", () => {
  const point = blank(11, 9, 1);
  point.data[4 * 11 + 5] = 1;
  const out = grownMask(point, 3);
  expect(out.data.filter((value) => value === 255).length).toBe(49);
  expect(out.data[1 * 11 + 2]).toBe(255);
  expect(out.data[0]).toBe(0);
  expect(coverage(out)).toBeCloseTo(49 / 99);
});

test("grows up to the edge and not over it", () => {
  const corner = blank(6, 6, 1);
  corner.data[0] = 255;
  expect(grownMask(corner, 2).data.filter((value) => value > 0).length).toBe(9);
});

test("blurs a plain picture into itself and sharpens by 0 into itself", () => {
  const plain = blank(20, 14, 3, 77);
  expect(blurred(plain, 3)).toEqual(plain);
  const source = texture(20, 14);
  expect(unsharp(source, 1, 0)).toEqual(source);
  expect(unsharp(source, 1, 1)).not.toEqual(source);
});
