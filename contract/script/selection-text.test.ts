import { describe, expect, it } from "vitest";
import { readSelection, writeSelection } from "./selection-text";

const shots = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ id: `shot_${n}`, code: `SQ010_SH${String(n * 10).padStart(5, "0")}` }));
const ids = (...places: number[]) => new Set(places.map((n) => `shot_${n}`));

describe("a selection as text", () => {
  it("names single shots and runs, and reads them back", () => {
    const all = shots(9);
    const chosen = ids(0, 2, 3, 5, 6, 7);

    const text = writeSelection(all, chosen);

    expect(text).toBe("SQ010_SH00000,SQ010_SH00020,SQ010_SH00030,SQ010_SH00050..SQ010_SH00070:3");
    expect(readSelection(all, text ?? "")).toEqual({ ids: chosen, changed: 0 });
  });

  it("holds two thousand shots in a row", () => {
    const all = shots(2000);
    const chosen = new Set(all.map(({ id }) => id));

    expect(readSelection(all, writeSelection(all, chosen) ?? "").ids.size).toBe(2000);
  });

  it("gives up on hundreds of single shots", () => {
    const all = shots(2000);

    expect(writeSelection(all, new Set(all.flatMap(({ id }, n) => (n % 2 ? [id] : []))))).toBeNull();
  });

  it("is empty for nothing, and nothing for empty", () => {
    expect(writeSelection(shots(3), new Set())).toBe("");
    expect(readSelection(shots(3), "")).toEqual({ ids: new Set(), changed: 0 });
  });

  it("leaves out a run that is not what it was, and a shot that is gone", () => {
    const all = shots(6);
    const text = writeSelection(all, ids(0, 2, 3, 4)) ?? "";

    expect(readSelection([...all.slice(1, 3), { id: "new", code: "NEW" }, ...all.slice(3)], text)).toEqual({
      ...{ ids: new Set(), changed: 2 },
    });
  });

  it("does not run backwards", () => {
    expect(readSelection(shots(6), "SQ010_SH00040..SQ010_SH00010:4")).toEqual({ ids: new Set(), changed: 1 });
  });
});
