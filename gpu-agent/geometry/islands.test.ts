import { expect, test } from "vitest";
import { islandsOf, restOf } from "./islands";
import { blank } from "./pixels";

const drawn = (rows: readonly string[]) => {
  const mask = blank(rows[0]?.length ?? 0, rows.length, 1);
  rows.forEach((row, y) => {
    [...row].forEach((each, x) => {
      mask.data[y * mask.width + x] = each === "#" ? 255 : each === "+" ? 90 : 0;
    });
  });
  return mask;
};
const rowsOf = ({ width, data }: { width: number; data: Uint8Array }) =>
  Array.from({ length: data.length / width }, (_, y) =>
    Array.from(data.subarray(y * width, (y + 1) * width), (value) => (value ? "#" : ".")).join(""),
  );

test("parts that touch by a corner are one, the largest comes first, specks go", () => {
  const parts = islandsOf(drawn(["##....", "..#..#", "...#.#", ".....#", "#....."]), 0.05);
  expect(parts.map(rowsOf)).toEqual([
    ["##....", "..#...", "...#..", "......", "......"],
    ["......", ".....#", ".....#", ".....#", "......"],
  ]);
});

test("a faint bridge does not join two parts", () => {
  expect(islandsOf(drawn(["##+##"]), 0)).toHaveLength(2);
  expect(islandsOf(blank(4, 4, 1))).toEqual([]);
});

test("the rest is what no mask covers; together they are all pixels", () => {
  const [a, b] = [drawn(["#+.."]), drawn(["..#."])];
  expect(Array.from(restOf([a, b], 4, 1).data)).toEqual([0, 165, 0, 255]);
});
