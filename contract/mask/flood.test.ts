import { expect, test } from "vitest";
import { floodFill, type RgbaPicture } from "./flood";
import { seeded } from "./testing-fixtures";

/** One letter a pixel; letters are colours 40 apart. */
const picture = (rows: readonly string[]): RgbaPicture => {
  const width = rows[0]?.length ?? 0;
  const data = new Uint8Array(width * rows.length * 4);
  rows
    .join("")
    .split("")
    .forEach((letter, i) => {
      data.set([(letter.charCodeAt(0) - 97) * 40, 0, 0, 255], i * 4);
    });
  return { data, width, height: rows.length };
};
const shown = ({ x, y, w, h, pixels }: ReturnType<typeof floodFill>, width: number, height: number) =>
  Array.from({ length: height }, (_, row) =>
    Array.from({ length: width }, (_, col) => {
      const inside = col >= x && col < x + w && row >= y && row < y + h;
      return inside && pixels[(row - y) * w + col - x] === 255 ? "#" : ".";
    }).join(""),
  );

const rooms = ["aaabaa", "abbbba", "abaaba", "abbbba", "aaaaab"];

test("a bucket fills what hangs together over edges, not over corners", () => {
  const seed = { x: 0, y: 0, tolerance: 0, contiguous: true };
  expect(shown(floodFill(picture(rooms), seed), 6, 5)).toEqual(["###...", "#.....", "#.....", "#.....", "#####."]);
  expect(floodFill(picture(rooms), { ...seed, x: 2, y: 2 })).toMatchObject({ x: 2, y: 2, w: 2, h: 1 });
  expect(shown(floodFill(picture(rooms), { ...seed, x: 5, y: 4 }), 6, 5)[4]).toBe(".....#");
});

test("without contiguity every alike pixel is filled", () => {
  const all = floodFill(picture(rooms), { x: 0, y: 0, tolerance: 0, contiguous: false });
  expect(shown(all, 6, 5)).toEqual(rooms.map((row) => row.replaceAll("a", "#").replaceAll("b", ".")));
});

test("tolerance counts per channel and includes its end; transparency is a colour too", () => {
  const shades = picture(["abcd"]);
  const width = (tolerance: number) => floodFill(shades, { x: 1, y: 0, tolerance, contiguous: true }).w;
  expect([width(39), width(40), width(80), width(255)]).toEqual([1, 3, 4, 4]);
  const glass = picture(["aa"]);
  (glass.data as Uint8Array)[7] = 0;
  expect(floodFill(glass, { x: 0, y: 0, tolerance: 200, contiguous: true }).w).toBe(1);
});

test("it agrees with asking neighbour after neighbour, on pictures of noise", () => {
  const next = seeded(3);
  for (let round = 0; round < 20; round++) {
    const [width, height] = [1 + next(40), 1 + next(40)];
    const data = Uint8Array.from({ length: width * height * 4 }, (_, i) => (i % 4 === 3 ? 255 : next(2) * 100));
    const seed = { x: next(width), y: next(height), tolerance: 50, contiguous: true };
    const flooded = floodFill({ data, width, height }, seed);
    const same = (a: number, b: number) => [0, 1, 2].every((c) => data[a * 4 + c] === data[b * 4 + c]);
    const start = seed.y * width + seed.x;
    const reached = new Set([start]);
    for (const at of reached) {
      const [x, y] = [at % width, Math.floor(at / width)];
      for (const [nx, ny] of [
        [x - 1, y],
        [x + 1, y],
        [x, y - 1],
        [x, y + 1],
      ] as const)
        if (nx >= 0 && ny >= 0 && nx < width && ny < height && same(start, ny * width + nx))
          reached.add(ny * width + nx);
    }
    const expected = Array.from({ length: height }, (_, y) =>
      Array.from({ length: width }, (_, x) => (reached.has(y * width + x) ? "#" : ".")).join(""),
    );
    expect(shown(flooded, width, height)).toEqual(expected);
  }
});

test("one pixel fills itself, and a seed outside is refused with its place", () => {
  expect(floodFill(picture(["a"]), { x: 0, y: 0, tolerance: 0, contiguous: true })).toMatchObject({ w: 1, h: 1 });
  expect(() => floodFill(picture(["a"]), { x: 1, y: 0, tolerance: 0, contiguous: true })).toThrow("1, 0, outside");
});
