import { expect, test } from "vitest";
import { adjusted, meanColour } from "../../contract/pixels/colour";
import { softDisc, texture, withBlock } from "../testing/pictures";
import { blank } from "./pixels";

const off = { whiteBalance: "off", levels: "off", clip: 0.5, black: 0, white: 255, gamma: 1, saturation: 1 } as const;

test("changes nothing when everything is off", () => {
  const source = texture(50, 40);
  expect(adjusted(source, off).rgb).toEqual(source);
});

test("makes the mean neutral under the grey world", () => {
  const [r, g, b] = meanColour(adjusted(texture(80, 60, 0), { ...off, whiteBalance: "grey world" }).rgb);
  expect(Math.max(r, g, b) - Math.min(r, g, b)).toBeLessThan(0.5);
});

test("stretches a flat picture to black and white and keeps its hue", () => {
  const flat = withBlock(
    withBlock(blank(40, 40, 3, 100), [0, 0, 20, 40], [80, 80, 80]),
    [30, 0, 40, 40],
    [160, 140, 120],
  );
  const { rgb, facts } = adjusted(flat, { ...off, levels: "auto", clip: 0 });
  expect(facts.black).toBe(80);
  expect(rgb.data[0]).toBe(0);
  const [r = 0, g = 0, b = 0] = rgb.data.slice(35 * 3, 36 * 3);
  expect(r).toBeGreaterThan(g);
  expect(g).toBeGreaterThan(b);
});

test("leaves a picture of one colour alone instead of tearing it apart", () => {
  const plain = blank(20, 20, 3, 90);
  expect(adjusted(plain, { ...off, levels: "auto" }).rgb).toEqual(plain);
});

test("keeps red red", () => {
  const red = blank(8, 8, 3);
  for (let i = 0; i < red.data.length; i += 3) red.data[i] = 200;
  const { rgb } = adjusted(red, { ...off, gamma: 1.4, saturation: 1.2 });
  expect(rgb.data[0]).toBeGreaterThan(190);
  expect([rgb.data[1], rgb.data[2]]).toEqual([0, 0]);
});

test("measures only what the mask covers", () => {
  const source = withBlock(blank(64, 64, 3, 120), [0, 0, 20, 64], [250, 20, 20]);
  const { facts } = adjusted(source, { ...off, whiteBalance: "grey world" }, softDisc(64, 64, 45, 32, 12, 2));
  expect(facts.gains).toEqual([1, 1, 1]);
});

test("turns to grey at saturation 0", () => {
  const { data } = adjusted(texture(16, 16), { ...off, saturation: 0 }).rgb;
  for (let i = 0; i < data.length; i += 3) expect([data[i + 1], data[i + 2]]).toEqual([data[i], data[i]]);
});
