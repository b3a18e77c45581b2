import { describe, expect, it } from "vitest";
import { columns, laidOut } from "./columns";

const ids = (layout: Parameters<typeof laidOut>[0]) => laidOut(layout).map(({ id }) => id);

describe("columns", () => {
  it("stand in their first order until somebody moves them", () => {
    expect(ids({})).toEqual(columns.filter(({ hidden }) => hidden !== true).map(({ id }) => id));
  });

  it("follow an order, the code always first", () => {
    expect(ids({ order: ["due", "code", "cast"] }).slice(0, 2)).toEqual(["code", "due"]);
  });

  it("keep a place for one that came after the order was made", () => {
    const old = columns.map(({ id }) => id).filter((id) => id !== "scene");
    expect(ids({ order: old })).toEqual(ids({}));
  });

  it("are put away, and widths stay within bounds", () => {
    expect(ids({ shown: { cast: false, code: false } })).not.toContain("cast");
    expect(ids({ shown: { code: false } })[0]).toBe("code");
    const widths = laidOut({ widths: { scene: 4, note: 9_000, size: 99.6 } });
    expect(widths.find(({ id }) => id === "scene")?.width).toBe(48);
    expect(widths.find(({ id }) => id === "note")?.width).toBe(800);
    expect(widths.find(({ id }) => id === "size")?.width).toBe(100);
  });

  it("pass over names that are no column any more", () => {
    expect(ids({ order: ["gone", "note"], widths: { gone: 5 }, shown: { gone: true } })).toHaveLength(ids({}).length);
  });
});
