import { describe, expect, it } from "vitest";
import type { ColumnId } from "@/contract/script/columns";
import { GridCursor } from "./grid-cursor";

const ids = ["a", "b", "c"];
const columns: ColumnId[] = ["code", "scene", "frames"];
const ready = () => {
  const cursor = new GridCursor();
  cursor.setGround(ids, columns);
  return cursor;
};

describe("the place in the table", () => {
  it("is a cell, and a block from where Shift began", () => {
    const cursor = ready();
    cursor.go({ id: "a", column: "scene" });
    cursor.go({ id: "c", column: "frames" }, true);
    expect(cursor.block()).toEqual({ top: 0, bottom: 2, left: 1, right: 2 });
    cursor.go({ id: "b", column: "code" });
    expect(cursor.block()).toEqual({ top: 1, bottom: 1, left: 0, right: 0 });
  });

  it("tells the two rows it touches and no other", () => {
    const cursor = ready();
    cursor.go({ id: "a", column: "scene" });
    const told: string[] = [];
    for (const id of ids) cursor.watchRow(id, () => told.push(id));
    cursor.go({ id: "b", column: "scene" });
    expect(told.sort()).toEqual(["a", "b"]);
    told.length = 0;
    cursor.go({ id: "b", column: "scene" });
    expect(told).toEqual([]);
  });

  it("goes to a neighbour when its row is gone", () => {
    const cursor = ready();
    cursor.go({ id: "b", column: "scene" });
    cursor.setGround(["a", "c"], columns);
    expect(cursor.at).toEqual({ id: "c", column: "scene" });
    cursor.setGround(["a"], ["code"]);
    expect(cursor.at).toEqual({ id: "a", column: "code" });
    cursor.setGround([], columns);
    expect(cursor.at).toBeNull();
  });

  it("says what a row needs to draw itself", () => {
    const cursor = ready();
    cursor.tick(new Set(["c"]));
    cursor.edit({ id: "b", column: "frames" }, "4");
    expect(cursor.mark("b")).toMatchObject({ active: 2, editing: 2, draft: "4", selected: false });
    expect(cursor.mark("c")).toMatchObject({ active: -1, selected: true });
    cursor.stopEditing();
    expect(cursor.mark("b")).toMatchObject({ active: 2, editing: -1 });
  });
});
