import { describe, expect, test } from "vitest";
import { softDisc, texture, withBlock } from "../testing/pictures";
import { cropOf, planCrop, stitch, wholeCrop } from "./crop-stitch";
import { fadeInside } from "./fade";
import { blendByMask, bytesChangedOutside } from "./masks";
import { blank, type Grey } from "./pixels";

const W = 320;
const H = 200;
const maskOf = (x0: number, y0: number, x1: number, y1: number): Grey => {
  const mask = blank(W, H, 1);
  for (let y = y0; y < y1; y++) mask.data.fill(255, y * W + x0, y * W + x1);
  return mask;
};

describe("where to cut", () => {
  test("sees the padding around the mask, up to the picture's edge", () => {
    const middle = planCrop(maskOf(100, 60, 160, 120), 20, 512, 8);
    expect(middle?.window).toEqual({ x0: 80, y0: 40, x1: 180, y1: 140 });
    const corner = planCrop(maskOf(0, 0, 60, 60), 20, 512, 8);
    expect(corner?.window).toEqual({ x0: 0, y0: 0, x1: 80, y1: 80 });
  });

  test("the longer side becomes what the model paints, at most four times enlarged, in whole multiples", () => {
    expect(planCrop(maskOf(60, 20, 260, 180), 0, 512, 8)).toMatchObject({ width: 512, height: 416 });
    expect(planCrop(maskOf(100, 60, 110, 70), 0, 512, 8)).toMatchObject({ width: 40, height: 40 });
    expect(wholeCrop(blank(1_333, 1_000, 3), 1_440, 16)).toMatchObject({ width: 1_344, height: 1_008 });
  });

  test("an empty mask has no place", () => {
    expect(planCrop(blank(W, H, 1), 10, 512, 8)).toBeNull();
  });
});

describe("stitching", () => {
  const source = texture(W, H);

  test("an engine that changes nothing gives back nearly the same, and the very bytes outside", () => {
    const mask = softDisc(W, H, 150, 100, 30, 10);
    const crop = planCrop(mask, 16, 256, 8);
    if (!crop) throw new Error("no crop");
    const result = stitch(source, cropOf(source, crop), crop, mask, 4);
    expect(bytesChangedOutside(source, result, mask)).toBe(0);
    const worst = source.data.reduce((most, value, i) => Math.max(most, Math.abs(value - (result.data[i] ?? 0))), 0);
    expect(worst).toBeLessThanOrEqual(12);
  });

  test("what was painted lies where the mask is", () => {
    const mask = maskOf(100, 60, 160, 120);
    const crop = planCrop(mask, 20, 128, 8);
    if (!crop) throw new Error("no crop");
    const red = withBlock(cropOf(source, crop), [0, 0, crop.width, crop.height], [200, 10, 20]);
    const result = stitch(source, red, crop, mask, 0);
    expect([...result.data.subarray((90 * W + 130) * 3, (90 * W + 130) * 3 + 3)]).toEqual([200, 10, 20]);
    expect(bytesChangedOutside(source, result, mask)).toBe(0);
  });

  test("a soft mask counts once", () => {
    const mask = maskOf(100, 60, 160, 120);
    mask.data.forEach((value, i) => {
      mask.data[i] = value && 128;
    });
    const crop = planCrop(mask, 20, 128, 8);
    if (!crop) throw new Error("no crop");
    const red = withBlock(cropOf(source, crop), [0, 0, crop.width, crop.height], [200, 10, 20]);
    const result = blendByMask(source, stitch(source, red, crop, mask, 0), mask);
    const at = (90 * W + 130) * 3;
    const half = (was: number, painted: number) => was + ((painted - was) * 128) / 255;
    [200, 10, 20].forEach((painted, c) => {
      expect(Math.abs((result.data[at + c] ?? -9) - half(source.data[at + c] ?? 0, painted))).toBeLessThan(1);
    });
  });

  test("the feather is full in the middle, low at the edge, nothing outside, and spares a mask thinner than itself", () => {
    const share = fadeInside(maskOf(100, 60, 200, 140), 12);
    const at = (x: number, y: number) => share.data[y * W + x] ?? -1;
    expect([at(150, 100), at(99, 100)]).toEqual([255, 0]);
    expect(at(100, 100)).toBeLessThan(60);
    expect(at(106, 100)).toBeGreaterThan(120);
    expect(fadeInside(maskOf(100, 0, 103, H), 16).data[100 * W + 101]).toBe(255);
  });

  test("a thin arm of a broad mask is not lost, and the frame's edge does not fade", () => {
    const mask = maskOf(0, 60, 100, 140);
    for (let y = 98; y < 101; y++) mask.data.fill(255, y * W + 100, y * W + 300);
    const share = fadeInside(mask, 16);
    expect([share.data[99 * W + 200], share.data[100 * W]]).toEqual([255, 255]);
    const arm = Array.from({ length: 199 }, (_, n) => share.data[99 * W + 100 + n] ?? 0);
    expect(Math.min(...arm)).toBeGreaterThan(20);
  });
});
