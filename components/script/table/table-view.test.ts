import { describe, expect, it } from "vitest";
import { tableContext as context, tableShot } from "@/contract/script/testing/shots";
import { type Sort, viewOf } from "./table-view";

const shots = [
  tableShot({ id: "a", sequence: "SQ010", scene: "10", durationFrames: 30, tasks: { render: "done" }, seconds: 60 }),
  tableShot({ id: "b", sequence: "SQ010", scene: "2", durationFrames: 10, tasks: {}, likeness: 0.4, seconds: 0 }),
  tableShot({ id: "c", sequence: "SQ020", scene: "", durationFrames: 20, tasks: { render: "wip" }, seconds: 0 }),
];
const view = (values: { grouped?: boolean; collapsed?: string[]; sort?: Sort } = {}) =>
  viewOf(shots, {
    grouped: values.grouped ?? true,
    collapsed: new Set(values.collapsed),
    sort: values.sort ?? null,
    context,
  });
const ids = (column: Sort["column"], down = false) => view({ grouped: false, sort: { column, down } }).ids.join("");

describe("what shows of the shots", () => {
  it("has a heading with sums before each sequence", () => {
    expect(view().rows.filter((row) => row.kind === "sequence")).toEqual([
      { kind: "sequence", sequence: "SQ010", shots: 2, frames: 40, seconds: 60, collapsed: false },
      { kind: "sequence", sequence: "SQ020", shots: 1, frames: 20, seconds: 0, collapsed: false },
    ]);
    expect(view().rowOf.get("c")).toBe(4);
  });

  it("keeps the sums of a folded sequence and walks past its shots", () => {
    const folded = view({ collapsed: ["SQ010"] });
    expect(folded.ids).toEqual(["c"]);
    expect(folded.rows[0]).toMatchObject({ shots: 2, frames: 40, collapsed: true });
  });

  it("sorts by each column's own order, with nothing last either way", () => {
    expect(ids("scene")).toBe("bac");
    expect(ids("scene", true)).toBe("abc");
    expect(ids("frames")).toBe("bca");
    expect(ids("render")).toBe("bca");
    expect(ids("likeness")).toBe("bac");
  });

  it("sorts inside each sequence while grouped", () => {
    expect(view({ sort: { column: "frames", down: false } }).ids.join("")).toBe("bac");
  });
});
