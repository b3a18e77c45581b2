import { describe, expect, test } from "vitest";
import { softDisc, texture, withBlock } from "../testing/pictures";
import { cutOut, featherInside, planCrop, planWhole, stitch } from "./crop-stitch";
import { bytesChangedOutside } from "./masks";
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
    expect(planCrop(maskOf(100, 60, 160, 120), { padding: 20, native: 512 })?.window).toEqual({
      ...{ x0: 80, y0: 40, x1: 180, y1: 140 },
    });
    expect(planCrop(maskOf(0, 0, 60, 60), { padding: 20, native: 512 })?.window).toEqual({
      x0: 0,
      y0: 0,
      x1: 80,
      y1: 80,
    });
  });

  test("a small part is enlarged to what the model paints, at most four times", () => {
    expect(planCrop(maskOf(60, 20, 260, 180), { padding: 0, native: 512 })).toMatchObject({ width: 576, height: 456 });
    expect(planCrop(maskOf(100, 60, 110, 70), { padding: 0, native: 512 })).toMatchObject({ width: 40, height: 40 });
  });

  test("a strip is widened to one to two, and stays inside the picture", () => {
    const plan = planCrop(maskOf(0, 0, 200, 10), { padding: 0, native: 512 });
    expect(plan?.window).toEqual({ x0: 0, y0: 0, x1: 200, y1: 100 });
  });

  test("a picture far larger than the model paints is brought down, others stay, sides are whole multiples", () => {
    expect(planWhole({ width: 4_000, height: 2_000 }, { native: 512 })).toMatchObject({ width: 1_088, height: 544 });
    expect(planWhole({ width: 640, height: 360 }, { native: 512 })).toMatchObject({ width: 640, height: 360 });
    expect(planWhole({ width: 333, height: 250 }, { native: 512, multiple: 16 })).toMatchObject({
      width: 336,
      height: 256,
    });
  });

  test("an empty mask has no place", () => {
    expect(planCrop(blank(W, H, 1), { padding: 10, native: 512 })).toBeNull();
  });
});

describe("stitching", () => {
  const source = texture(W, H);

  test("an engine that changes nothing gives back nearly the same, and the very bytes outside", () => {
    const mask = softDisc(W, H, 150, 100, 30, 10);
    const plan = planCrop(mask, { padding: 16, native: 128 });
    if (!plan) throw new Error("no plan");
    const result = stitch(source, cutOut(source, plan), plan, mask);
    expect(bytesChangedOutside(source, result, mask)).toBe(0);
    const worst = source.data.reduce((most, value, i) => Math.max(most, Math.abs(value - (result.data[i] ?? 0))), 0);
    expect(worst).toBeLessThanOrEqual(12);
  });

  test("what was painted lies where the mask is", () => {
    const mask = maskOf(100, 60, 160, 120);
    const plan = planCrop(mask, { padding: 20, native: 100 });
    if (!plan) throw new Error("no plan");
    const red = withBlock(cutOut(source, plan), [0, 0, plan.width, plan.height], [200, 10, 20]);
    const result = stitch(source, red, plan, mask);
    expect([...result.data.subarray((90 * W + 130) * 3, (90 * W + 130) * 3 + 3)]).toEqual([200, 10, 20]);
    expect(bytesChangedOutside(source, result, mask)).toBe(0);
  });
});

describe("the inner feather", () => {
  test("is full in the middle, low at the edge and nothing outside", () => {
    const mask = maskOf(100, 60, 200, 140);
    const share = featherInside(mask, 12);
    const at = (x: number, y: number) => share.data[y * W + x] ?? -1;
    expect(at(150, 100)).toBe(255);
    expect(at(100, 100)).toBeLessThan(60);
    expect(at(99, 100)).toBe(0);
    for (let x = 101; x < 115; x++) expect(at(x, 100)).toBeGreaterThanOrEqual(at(x - 1, 100));
  });

  test("a line thinner than the blur keeps its middle", () => {
    const share = featherInside(maskOf(100, 0, 103, H), 16);
    expect(share.data[100 * W + 101]).toBeGreaterThan(240);
  });

  test("without blur all that is masked counts whole", () => {
    expect(featherInside(maskOf(10, 10, 20, 20), 0).data[15 * W + 15]).toBe(255);
  });
});
