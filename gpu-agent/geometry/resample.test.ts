import { describe, expect, test } from "vitest";
import { texture } from "../testing/pictures";
import { blank, type Grey, toByte } from "./pixels";
import { resample } from "./resample";

const blob = (): Grey => {
  const out = blank(64, 64, 1);
  for (let y = 0, i = 0; y < 64; y++) {
    for (let x = 0; x < 64; x++, i++) out.data[i] = toByte(250 * Math.exp(-((x - 30.3) ** 2 + (y - 33.7) ** 2) / 32));
  }
  return out;
};

const centroid = ({ width, data }: Grey) => {
  let [sum, sx, sy] = [0, 0, 0];
  data.forEach((value, i) => {
    sum += value;
    sx += value * (i % width);
    sy += value * Math.floor(i / width);
  });
  return { x: sx / sum, y: sy / sum };
};

describe.each([0.5, 1.25, 2, 3, 4])("resampling by %f", (factor) => {
  test("keeps a blob in its place within 0.02 px", () => {
    const start = centroid(blob());
    const size = 64 * factor;

    const moved = centroid(resample(blob(), size, size));

    expect(Math.abs(moved.x - ((start.x + 0.5) * factor - 0.5))).toBeLessThan(0.02);
    expect(Math.abs(moved.y - ((start.y + 0.5) * factor - 0.5))).toBeLessThan(0.02);
  });
});

test("keeps a plain picture plain, to the edge", () => {
  const plain = blank(37, 23, 3, 201);
  expect(new Set(resample(plain, 80, 61).data)).toEqual(new Set([201]));
  expect(new Set(resample(plain, 9, 5).data)).toEqual(new Set([201]));
});

test("returns the same bytes at the same size", () => {
  const source = texture(40, 30);
  expect(resample(source, 40, 30)).toEqual(source);
});

test("comes back close after doubling and halving", () => {
  const source = texture(96, 64, 0);
  const back = resample(resample(source, 192, 128), 96, 64);
  const worst = Math.max(...source.data.map((value, i) => Math.abs(value - (back.data[i] ?? 0))));
  expect(worst).toBeLessThanOrEqual(3);
});

test("reports the rows it has done", () => {
  const shares: number[] = [];
  resample(texture(20, 20), 128, 256, (share) => shares.push(share));
  expect(shares).toEqual([0.25, 0.5, 0.75, 1]);
});
