import { describe, expect, it } from "vitest";
import { type ColumnId, columnOf } from "./columns";
import { planPaste } from "./paste";
import { tableContext, tableShot } from "./testing/shots";
import { parseTsv } from "./tsv";

const rows = [0, 1, 2, 3].map((n) =>
  tableShot({ id: `sht_${n}`, code: `SQ010_SH00${n + 1}0`, description: `Shot ${n}`, scene: "" }),
);
const codes = new Map([...rows.map(({ id, code }) => [code, id] as const), ["SQ010_SH0900", "sht_away"]]);
const paste = (text: string, ids: ColumnId[], over = { top: 0, left: 0, bottom: 0, right: 0 }) =>
  planPaste(parseTsv(text), { over, rows, columns: ids.map(columnOf), codes, context: tableContext });

describe("pasting cells", () => {
  it("lays a block over the table and says what changes", () => {
    const plan = paste("Rain\t4\nWind\t5", ["description", "scene"]);
    expect(plan.edits).toEqual([
      { shotId: "sht_0", field: "description", seen: "Shot 0", value: "Rain" },
      { shotId: "sht_0", field: "scene", seen: "", value: "4" },
      { shotId: "sht_1", field: "description", seen: "Shot 1", value: "Wind" },
      { shotId: "sht_1", field: "scene", seen: "", value: "5" },
    ]);
    expect(plan.cells[0]).toMatchObject({ code: "SQ010_SH0010", from: "Shot 0", to: "Rain" });
    expect(plan.problems).toEqual([]);
  });

  it("changes nothing where the same stands already", () => {
    expect(paste("Shot 0\nShot 1", ["description"]).edits).toEqual([]);
  });

  it("reads names, days, places and statuses", () => {
    const plan = paste("tomas; MARA\tthe flats\tmei tan\t30 Nov\tapproved", [
      ...(["cast", "place", "assignee", "due", "render"] as const),
    ]);
    expect(plan.edits.map(({ field, value }) => [field, value])).toEqual([
      ["cast", "chr_mara,chr_tomas"],
      ["place", "env_flats"],
      ["assignee", "usr_mei"],
      ["due", "2026-11-30"],
      ["task.render", "done"],
    ]);
  });

  it("empties cells that can be empty and refuses the others", () => {
    const plan = paste("\t\t", ["cast", "assignee", "render"]);
    expect(plan.edits.map(({ field, value }) => [field, value])).toEqual([
      ["cast", ""],
      ["assignee", ""],
    ]);
    expect(plan.problems).toMatchObject([{ column: "Render", problem: "This cell cannot be empty" }]);
  });

  it("takes the frames of a row together", () => {
    expect(paste("2000\t2099", ["in", "out"]).edits).toMatchObject([{ field: "range", value: "2000+100" }]);
    expect(paste("1001\t1048\t40", ["in", "out", "frames"]).problems).toMatchObject([
      { column: "Frames", problem: "Frames 40 is not Out 1048 − In 1001 + 1 = 48" },
    ]);
    expect(paste("2 s\n0\n-4\nlong", ["frames"]).problems.map(({ code, problem }) => `${code} ${problem}`)).toEqual([
      "SQ010_SH0020 A shot lasts at least one frame",
      "SQ010_SH0030 A shot cannot last -4 frames",
      "SQ010_SH0040 “long” is no length: write frames like 48, or time like 2 s",
    ]);
  });

  it("names row and column of what it cannot read", () => {
    expect(paste("Zoe\nMara", ["cast"]).problems).toEqual([
      { code: "SQ010_SH0010", column: "Cast", text: "Zoe", problem: "No character is called “Zoe”" },
    ]);
    expect(paste("nobody here", ["assignee"]).problems[0]?.problem).toBe("No member is called “nobody here”");
    expect(paste("x".repeat(41), ["scene"]).problems[0]?.problem).toContain("41 letters are too many");
    expect(paste("Hello", ["note"]).problems[0]?.problem).toContain("cannot be pasted");
  });

  it("lets codes change places, and refuses one that another shot holds", () => {
    const swap = paste("SQ010_SH0020\nSQ010_SH0010", ["code"]);
    expect(swap.edits.map(({ value }) => value)).toEqual(["SQ010_SH0020", "SQ010_SH0010"]);
    const taken = paste("SQ010_SH0900\nSQ010_SH0901\nSQ010_SH0901", ["code"]);
    expect(taken.edits).toEqual([]);
    expect(taken.problems.map(({ problem }) => problem)).toEqual([
      "Another shot has the code SQ010_SH0900",
      "SQ010_SH0901 is pasted 2 times",
      "SQ010_SH0901 is pasted 2 times",
    ]);
  });

  it("repeats a block over a larger range, and counts what finds no shot", () => {
    const filled = paste("7", ["scene"], { top: 0, left: 0, bottom: 3, right: 0 });
    expect(filled.edits).toHaveLength(4);
    const beyond = paste("1\n2\n3", ["scene"], { top: 2, left: 0, bottom: 2, right: 0 });
    expect(beyond.edits).toHaveLength(2);
    expect(beyond.rowsBeyond).toBe(1);
    expect(paste("1\t2", ["scene"]).columnsBeyond).toBe(1);
  });
});
