import { expect, test } from "vitest";
import { texture, withBlock } from "../testing/pictures";
import { bytesChangedOutside } from "./masks";
import { patchFill } from "./patch-fill";
import { blank, type Rgb } from "./pixels";

const W = 128;
const hole = blank(W, W, 1);
for (let y = 54; y < 70; y++) hole.data.fill(255, y * W + 56, y * W + 72);

/** Stripes with a red patch where the hole is, and a green thing beside it. */
const stripes = (): Rgb => {
  const out = blank(W, W, 3);
  for (let i = 0; i < W * W; i++) out.data.fill((i % W) % 8 < 4 ? 60 : 190, i * 3, i * 3 + 3);
  return out;
};
const marked = withBlock(stripes(), [56, 54, 72, 70], [255, 0, 0]);

test("continues stripes through a hole and touches nothing else", () => {
  const out = patchFill(marked, hole, { seed: 1, reach: 0 });

  expect(bytesChangedOutside(marked, out, hole)).toBe(0);
  let error = 0;
  const truth = stripes();
  hole.data.forEach((value, i) => {
    if (value) error += Math.abs((out.data[i * 3] ?? 0) - (truth.data[i * 3] ?? 0));
  });
  expect(error / (16 * 16)).toBeLessThan(4);
});

test("gives the same bytes for the same seed and other bytes for another", () => {
  const source = withBlock(texture(W, W, 40), [56, 54, 72, 70], [255, 0, 0]);
  const fill = (seed: number) => patchFill(source, hole, { seed, reach: 0 });
  expect(bytesChangedOutside(fill(3), fill(3))).toBe(0);
  expect(bytesChangedOutside(fill(3), fill(4))).toBeGreaterThan(0);
});

test("copies nothing that is forbidden, nor within three pixels of it", () => {
  const source = withBlock(texture(W, W, 0), [56, 54, 72, 70], [255, 0, 0]);
  const subject = withBlock(source, [20, 20, 52, 100], [0, 255, 0]);
  const forbid = blank(W, W, 1);
  for (let y = 20; y < 100; y++) forbid.data.fill(1, y * W + 20, y * W + 52);

  const out = patchFill(subject, hole, { seed: 1, reach: 40, forbid });

  hole.data.forEach((value, i) => {
    if (!value) return;
    const [r = 0, g = 0] = out.data.slice(i * 3, i * 3 + 2);
    expect(g - r, `pixel ${i}`).toBeLessThan(120);
  });
});

test("says so when nothing is left to copy from", () => {
  const all = blank(W, W, 1, 255);
  expect(() => patchFill(marked, hole, { seed: 1, reach: 0, forbid: all })).toThrow(/left to copy from/);
});

test("reports every round, rising to the end, with pictures between levels", () => {
  const heard: { share: number; label: string; picture: boolean }[] = [];
  patchFill(marked, hole, {
    seed: 1,
    reach: 0,
    onRound: (share, label, sofar) => heard.push({ share, label, picture: sofar !== undefined }),
  });
  expect(heard.length).toBeGreaterThan(6);
  expect(heard.map(({ share }) => share)).toEqual(heard.map(({ share }) => share).toSorted((a, b) => a - b));
  expect(heard.at(-1)?.share).toBeCloseTo(1);
  expect(heard.some(({ picture }) => picture)).toBe(true);
  expect(heard[0]?.label).toMatch(/Matching patches at \d+ × \d+, round 1 of/);
});
