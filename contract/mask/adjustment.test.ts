import { expect, test } from "vitest";
import { type Adjustment, adjusted } from "../pixels/colour";
import { adjustInto, curveOf, type LayerAdjustment, neutralAdjustment } from "./adjustment";

const size = { width: 16, height: 16 };
const picture = () =>
  Uint8Array.from({ length: 16 * 16 * 4 }, (_, i) => (i % 4 === 3 ? 255 : (i * 37 + (i >> 4) * 11) % 256));
const full = new Uint8Array(256).fill(255);
const after = (change: Partial<LayerAdjustment>, mask = full, opacity = 100, data = picture()) => {
  adjustInto({ ...size, data }, mask, { adjustment: { ...neutralAdjustment, ...change }, opacity });
  return data;
};

test("neutral changes no sample, in 8 and in 16 bits", () => {
  expect(after({})).toEqual(picture());
  const deep = Uint16Array.from({ length: 16 * 16 * 4 }, (_, i) => (i * 7919) % 65_536);
  const data = deep.slice();
  adjustInto({ ...size, data }, full, { adjustment: neutralAdjustment, opacity: 100 });
  expect(data).toEqual(deep);
});

test("the mask says where: nothing outside, half of it at 128, alpha never", () => {
  const mask = full.map((_, i) => (i < 100 ? 0 : 255));
  const made = after({ black: 60, saturation: 0 }, mask);
  expect(made.subarray(0, 400)).toEqual(picture().subarray(0, 400));
  expect(made.subarray(400)).not.toEqual(picture().subarray(400));
  expect(made.filter((value, i) => i % 4 === 3 && value !== 255)).toHaveLength(0);
  const flat = new Uint8Array(16 * 16 * 4).fill(100);
  const inverted = {
    curve: [
      [0, 255],
      [255, 0],
    ],
  } as const;
  expect(after(inverted, full, 100, flat.slice())[0]).toBe(155);
  expect(after(inverted, full, 50, flat.slice())[0]).toBe(128);
});

test("what the pass of the same settings does, to a value", () => {
  const how = { black: 12, white: 230, gamma: 1.3, saturation: 0.6 } as const;
  const by: Adjustment = { whiteBalance: "off", levels: "by hand", clip: 0, ...how };
  const rgb = Uint8Array.from({ length: 256 * 3 }, (_, i) => picture()[Math.floor(i / 3) * 4 + (i % 3)] ?? 0);
  const wanted = adjusted({ ...size, channels: 3, data: rgb }, { ...by, gamma: 1.3 }).rgb.data;
  const made = after({ ...how, gains: [1, 1, 1] });
  for (let p = 0; p < 256; p++)
    for (let c = 0; c < 3; c++)
      expect(Math.abs((made[p * 4 + c] ?? 0) - (wanted[p * 3 + c] ?? 0))).toBeLessThanOrEqual(1);
});

test("gains of grey world make the mean neutral", () => {
  const data = Uint8Array.from({ length: 16 * 16 * 4 }, (_, i) => {
    const grey = 60 + ((i >> 2) % 100);
    return [grey * 0.8, grey, grey * 1.2, 255][i % 4] ?? 0;
  });
  const made = after({ gains: [1.25, 1, 1 / 1.2] }, full, 100, data);
  const mean = (c: number) => made.reduce((sum, value, i) => sum + (i % 4 === c ? value : 0), 0) / 256;
  expect(Math.abs(mean(0) - mean(1))).toBeLessThan(1);
  expect(Math.abs(mean(2) - mean(1))).toBeLessThan(1);
});

test("a curve goes through its points, rises where they rise and never overshoots", () => {
  const points = [
    [0, 0],
    [64, 30],
    [128, 140],
    [200, 240],
    [255, 255],
  ] as const;
  const curve = curveOf(points);
  for (const [from, to] of points) expect(curve(from / 255) * 255).toBeCloseTo(to, 6);
  let before = -1;
  for (let n = 0; n <= 1000; n++) {
    const value = curve(n / 1000);
    expect(value).toBeGreaterThanOrEqual(before);
    before = value;
  }
  const flat = curveOf([
    [0, 0],
    [100, 255],
    [180, 255],
    [255, 0],
  ]);
  for (let n = 0; n <= 1000; n++) expect(flat(n / 1000)).toBeLessThanOrEqual(1);
  expect(flat(140 / 255)).toBeCloseTo(1, 6);
});

test("a mask of another size is refused", () => {
  const small = { adjustment: neutralAdjustment, opacity: 100 };
  expect(() => adjustInto({ ...size, data: picture() }, new Uint8Array(3), small)).toThrow("as large as the picture");
});
