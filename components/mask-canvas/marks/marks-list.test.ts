import { expect, test } from "vitest";
import { mostMarks } from "@/contract/passes/marks";
import type { Mark } from "@/contract/passes/parts";
import { boxBetween, markNames, markOf, movedMark, sizedMark, turnedMark, withMark, withoutMark } from "./marks-list";

const picture = { width: 100, height: 60 };
const keep = (x: number, y: number): Mark => ({ kind: "keep", x, y });
const box: Mark = { kind: "box", x: 10, y: 10, width: 20, height: 30 };
const press = (from: [number, number], to: [number, number], scale = 1, not = false) =>
  markOf({ from: { x: from[0], y: from[1] }, to: { x: to[0], y: to[1] }, scale, not }, picture);

test("a click is a point, a drag is a box; how far counts on the screen", () => {
  expect(press([10.04, 20.26], [11, 21])).toEqual(keep(10, 20.3));
  expect(press([10, 20], [12, 22], 1, true)).toEqual({ kind: "not", x: 10, y: 20 });
  expect(press([30, 40], [10.4, 9.6])).toEqual({ kind: "box", x: 10, y: 10, width: 20, height: 30 });
  // Two pixels of the picture are eight on the screen: meant as a box, but too small to be one.
  expect(press([10, 20], [12, 22], 4)).toBeNull();
  // Zoomed out a slip of the hand is many pixels of the picture.
  expect(press([10, 20], [40, 20], 0.1)).toEqual(keep(10, 20));
});

test("a click beside the picture marks nothing, a box ends at its edge", () => {
  expect(press([-1, 20], [-1, 20])).toBeNull();
  expect(press([100, 60], [100, 60])).toEqual(keep(100, 60));
  expect(boxBetween({ x: -50, y: 30 }, { x: 20, y: 500 }, picture)).toEqual({ ...box, x: 0, y: 30 });
  expect(boxBetween({ x: -50, y: -50 }, { x: -10, y: 20 }, picture)).toBeNull();
});

test("marks move within the picture, boxes as a whole, their corner sizes them", () => {
  expect(movedMark([keep(5, 5)], 0, { x: -9, y: 3.27 }, picture)).toEqual([keep(0, 8.3)]);
  expect(movedMark([keep(1, 1), box], 1, { x: 90, y: -90 }, picture)).toEqual([keep(1, 1), { ...box, x: 80, y: 0 }]);
  expect(sizedMark([box], 0, { x: 5, y: -100 }, picture)).toEqual([{ ...box, width: 25, height: 4 }]);
  expect(sizedMark([box], 0, { x: 500, y: 500 }, picture)).toEqual([{ ...box, width: 90, height: 50 }]);
  expect(sizedMark([keep(1, 1)], 0, { x: 5, y: 5 }, picture)).toEqual([keep(1, 1)]);
});

test("a point is turned over and back, a mark is taken away, a full list takes no more", () => {
  const turned = turnedMark([keep(1, 1), box], 0);
  expect(turned).toEqual([{ kind: "not", x: 1, y: 1 }, box]);
  expect(turnedMark(turned, 0)).toEqual([keep(1, 1), box]);
  expect(turnedMark(turned, 1)).toEqual(turned);
  expect(withoutMark([keep(1, 1), box], 0)).toEqual([box]);
  const full = Array.from({ length: mostMarks }, (_, n) => keep(n, 1));
  expect(withMark(full, box)).toBe(full);
  expect(withMark([], box)).toEqual([box]);
});

test("names count each kind for itself", () => {
  expect(markNames([keep(1, 1), { kind: "not", x: 1, y: 1 }, keep(2, 2), box])).toEqual([
    ...["Keep 1", "Not this 1", "Keep 2", "Box 1"],
  ]);
});
