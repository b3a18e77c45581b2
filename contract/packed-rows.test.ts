import { describe, expect, it } from "vitest";
import { packRows, unpackRows } from "./packed-rows";

const travelled = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;
const backAndForth = <Row extends object>(rows: readonly Row[]) => unpackRows(travelled(packRows(rows)));

describe("rows on their way to the browser", () => {
  it("come out as they went in", () => {
    const rows = [
      { id: "a", slot: null, picture: { id: "m1", size: { w: 1, h: 2 } }, checks: null, tags: ["x"] },
      { id: "b", slot: "front", picture: { id: "m2", size: { w: 1, h: 3 } }, checks: { blur: 3 }, tags: [] },
      {
        id: "c",
        slot: null,
        picture: { id: "m1", size: { w: 1, h: 2 } },
        checks: { blur: 3, face: null },
        tags: ["x"],
      },
    ];
    expect(backAndForth(rows)).toEqual(rows);
    expect(backAndForth(rows.slice(0, 1))).toEqual(rows.slice(0, 1));
    expect(backAndForth([])).toEqual([]);
  });

  it("keeps records of different fields apart", () => {
    const rows = [{ checks: { a: 1 } }, { checks: { b: 1 } }, { checks: {} }];
    expect(backAndForth(rows)).toEqual(rows);
  });

  it("takes a time for a value and no record", () => {
    const rows = [1, 2].map((n) => ({ signedOffAt: new Date(n) }));
    expect(unpackRows(packRows(rows))).toEqual(rows);
  });

  it("says once what holds for all, and no name twice", () => {
    const rows = Array.from({ length: 500 }, (_, n) => ({
      ...{
        id: `image-${n}`,
        slot: null,
        licence: "CC BY 4.0",
        consent: null,
        picture: { id: `media-${n}`, width: 820 },
      },
    }));
    const text = JSON.stringify(packRows(rows));
    expect(text.split("licence")).toHaveLength(2);
    expect(text.length).toBeLessThan(JSON.stringify(rows).length / 3);
  });
});
