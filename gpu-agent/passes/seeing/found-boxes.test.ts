import { expect, test } from "vitest";
import { pointsIn, readBoxes, surestBoxes, windowOf } from "./found-boxes";

const size = { width: 100, height: 80 };

test("reads what each finder answers: sides with scores, bare corners, corners beside their words", () => {
  const sides = readBoxes(JSON.stringify([[{ x: 10, y: 5, width: 20, height: 30, score: 0.8 }]]), size);
  expect(sides).toEqual([{ x0: 10, y0: 5, x1: 30, y1: 35, score: 0.8 }]);
  const corners = [{ x0: 4, y0: 6, x1: 40, y1: 70, score: null }];
  expect(readBoxes(JSON.stringify([[[40, 6, 4, 70]]]), size)).toEqual(corners);
  expect(readBoxes(JSON.stringify([{ bboxes: [[4, 6, 40, 70]], labels: ["person"] }]), size)).toEqual(corners);
  expect(readBoxes("[]", size)).toEqual([]);
  expect(readBoxes(JSON.stringify([{ bboxes: [], labels: [] }]), size)).toEqual([]);
});

test("cuts boxes to the picture, keeps their order", () => {
  const found = readBoxes(
    JSON.stringify([
      [
        [-10, -4, 300, 40],
        [90, 70, 90.5, 71],
      ],
    ]),
    size,
  );
  expect(found.map(({ x0, y0, x1, y1 }) => [x0, y0, x1, y1])).toEqual([
    [0, 0, 100, 40],
    [90, 70, 90.5, 71],
  ]);
});

test.each(["not json", "{}", JSON.stringify([{ polygons: [] }])])(
  "an answer of another kind is refused: %s",
  (text) => {
    expect(() => readBoxes(text, size)).toThrow(/cannot read/);
  },
);

test("one box for each thing, the surest, from left to right; specks are none", () => {
  const box = (x0: number, score: number | null, wide = 20) => ({ x0, y0: 0, x1: x0 + wide, y1: 40, score });
  const [left, twice, right, speck] = [box(5, 0.6), box(5.5, 0.5), box(60, 0.9), box(30, 1, 1)];
  expect(surestBoxes([right, twice, left, speck], 8)).toEqual([left, right]);
  expect(surestBoxes([left, right], 1)).toEqual([right]);
  // Nothing says how sure: the larger.
  expect(surestBoxes([box(5, null, 10), box(60, null, 30)], 1)).toEqual([box(60, null, 30)]);
  expect(surestBoxes([left, right], 2)[0]).toBe(left);
});

test("points lie inside, the window has air and stays within the picture", () => {
  const box = { x0: 10, y0: 10, x1: 31, y1: 70, score: null };
  for (const { x, y } of pointsIn(box)) expect(x > 10 && x < 31 && y > 10 && y < 70).toBe(true);
  expect(windowOf(box, size)).toEqual({ x0: 7, y0: 7, x1: 34, y1: 73 });
  expect(windowOf({ ...box, x0: 0, y1: 80 }, size)).toMatchObject({ x0: 0, y1: 80 });
});
