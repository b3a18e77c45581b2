import { describe, expect, it } from "vitest";
import { rowsOf, steady } from "@/components/script/shot-rows";

const shot = (id: string, sequence: string, durationFrames = 10) => ({ id, sequence, durationFrames });

describe("rows of the shot table", () => {
  it("puts a heading with sums before each sequence", () => {
    const rows = rowsOf([shot("a", "SQ010"), shot("b", "SQ010", 30), shot("c", "SQ020")]);
    expect(
      rows.map((row) => (row.kind === "shot" ? row.shot.id : `${row.sequence} ${row.shots} ${row.frames}`)),
    ).toEqual(["SQ010 2 40", "a", "b", "SQ020 1 10", "c"]);
  });

  it("numbers the shots without the headings", () => {
    expect(
      rowsOf([shot("a", "SQ010"), shot("b", "SQ020")]).flatMap((row) => (row.kind === "shot" ? [row.index] : [])),
    ).toEqual([0, 1]);
  });

  it("has no rows for no shots", () => {
    expect(rowsOf([])).toEqual([]);
  });
});

it("keeps what a filter has shown although it no longer matches, in the items' order", () => {
  const items = [{ id: "a" }, { id: "b" }, { id: "c" }];
  expect(steady(items, new Set(["c"]), ({ id }) => id === "a").map(({ id }) => id)).toEqual(["a", "c"]);
});
