import { describe, expect, test } from "vitest";
import { planCrop } from "@/gpu-agent/geometry/crop-stitch";
import { boundsOfBytes, fits, repaintWindow } from "./preview-place";

const size = { width: 640, height: 360 };
const maskOf = (x: number, y: number, w: number, h: number) => {
  const data = new Uint8Array(size.width * size.height);
  for (let row = y; row < y + h; row++) data.fill(200, row * size.width + x, row * size.width + x + w);
  return data;
};

describe("where a step preview belongs", () => {
  test.each([
    [100, 80, 60, 40, 32],
    [0, 0, 30, 30, 64],
    [600, 300, 40, 60, 48],
    [200, 170, 300, 6, 0],
    [5, 20, 7, 330, 16],
    [0, 0, 640, 360, 512],
  ])("is the window the node cuts out: mask %i %i %i %i, padding %i", (x, y, w, h, padding) => {
    const data = maskOf(x, y, w, h);
    const { window } = planCrop({ ...size, channels: 1, data }, padding, 1024, 64) ?? {};
    const bounds = boundsOfBytes(data, size);

    expect(bounds).toEqual({ x, y, w, h });
    const { x: x0, y: y0, w: wide, h: high } = repaintWindow({ x, y, w, h }, padding, size);
    expect({ x0, y0, x1: x0 + wide, y1: y0 + high }).toEqual(window);
  });

  test("an empty mask has none", () => {
    expect(boundsOfBytes(new Uint8Array(640 * 360), size)).toBeNull();
  });

  test("a preview of another shape is not laid over the picture", () => {
    expect(fits({ width: 512, height: 288 }, { w: 1280, h: 720 })).toBe(true);
    // 300 × 200 is worked on at 1024 × 704.
    expect(fits({ width: 512, height: 352 }, { w: 300, h: 200 })).toBe(true);
    expect(fits({ width: 512, height: 512 }, { w: 1280, h: 720 })).toBe(false);
  });
});
