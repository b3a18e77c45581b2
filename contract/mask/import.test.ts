import { describe, expect, test } from "vitest";
import { depthRange, flatColours, type RgbaPicture, readMask, regionsByColour } from "./import";
import { seeded } from "./testing-fixtures";

const [width, height] = [160, 120];
const RED = { r: 230, g: 20, b: 20 };
const GREEN = { r: 20, g: 200, b: 40 };
const BLUE = { r: 30, g: 40, b: 220 };

/** Which of the three a point belongs to: a disc, a bar, the rest. */
const truth = (x: number, y: number) => ((x - 50) ** 2 + (y - 60) ** 2 < 35 ** 2 ? 0 : x > 110 ? 1 : 2);
const colours = [RED, GREEN, BLUE];

/** The three areas with edges mixed from 4 x 4 samples, and noise of so many steps. */
function matId(noise: number): RgbaPicture {
  const next = seeded(7);
  const data = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const sum = [0, 0, 0];
      for (let s = 0; s < 16; s++) {
        const { r, g, b } = colours[truth(x + ((s % 4) + 0.5) / 4, y + (Math.floor(s / 4) + 0.5) / 4)] ?? RED;
        sum[0] = (sum[0] ?? 0) + r;
        sum[1] = (sum[1] ?? 0) + g;
        sum[2] = (sum[2] ?? 0) + b;
      }
      for (let c = 0; c < 3; c++) data[(y * width + x) * 4 + c] = (sum[c] ?? 0) / 16 + (next(1001) / 500 - 1) * noise;
      data[(y * width + x) * 4 + 3] = 255;
    }
  return { width, height, data };
}

describe.each([
  ["antialiased edges", 0],
  ["antialiased edges and the noise of a JPEG", 14],
])("a picture of three colours with %s", (_, noise) => {
  const picture = matId(noise);

  test("has three colours, the largest first", () => {
    const found = flatColours(picture, 48);
    expect(found).toHaveLength(3);
    for (const [n, { r, g, b }] of [BLUE, GREEN, RED].entries()) {
      const one = found[n] ?? { r: 0, g: 0, b: 0 };
      expect(Math.hypot(one.r - r, one.g - g, one.b - b)).toBeLessThan(8);
    }
  });

  test("becomes three clean masks that share the picture without gap or overlap", () => {
    const masks = regionsByColour(picture, colours, 60);
    let [wrong, uncovered] = [0, 0];
    for (let i = 0; i < width * height; i++) {
      const held = masks.map((mask) => mask[i]).filter((value) => value === 255).length;
      if (held !== 1) uncovered++;
      const [x, y] = [(i % width) + 0.5, Math.floor(i / width) + 0.5];
      // On the edge itself either side is right.
      const around = new Set([truth(x - 1, y), truth(x + 1, y), truth(x, y - 1), truth(x, y + 1), truth(x, y)]);
      if (![...around].some((n) => masks[n]?.[i] === 255)) wrong++;
    }
    expect({ wrong, uncovered }).toEqual({ wrong: 0, uncovered: 0 });
  });
});

test("transparent pixels and colours nobody chose stay in no region", () => {
  const picture = matId(0);
  const data = Uint8ClampedArray.from(picture.data);
  for (let i = 0; i < 40 * width; i++) data[i * 4 + 3] = 0;
  const [red] = regionsByColour({ ...picture, data }, [RED], 60);
  expect(red?.slice(0, 40 * width).every((value) => value === 0)).toBe(true);
  expect(red?.[60 * width + 50]).toBe(255);
  expect(red?.[60 * width + 140]).toBe(0);
});

test("a depth range holds exactly the pixels in it, whichever slider is nearer", () => {
  const depth = Uint8Array.from({ length: 256 }, (_, n) => n);
  const mask = depthRange(depth, 90, 40);
  expect([...mask].every((value, n) => (value === 255) === (n >= 40 && n <= 90))).toBe(true);
});

test("a mask picture is read by brightness, or by transparency as ComfyUI saves it", () => {
  const data = Uint8Array.from([255, 255, 255, 255, 0, 0, 0, 255, 255, 255, 255, 0, 255, 255, 255, 128]);
  const picture = { width: 4, height: 1, data };
  expect([...readMask(picture, "brightness")]).toEqual([255, 0, 0, 128]);
  expect([...readMask(picture, "transparency")]).toEqual([0, 0, 255, 127]);
});
