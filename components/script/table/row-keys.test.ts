import { describe, expect, it } from "vitest";
import { RowKeys } from "./row-keys";

const keysOf = (...lists: string[]) => {
  const keys = new RowKeys();
  return lists.map((list) => keys.of([...list]).join(" "));
};

describe("which drawn row shows which shot", () => {
  it("draws over all rows when others stand in their place", () => {
    expect(keysOf("abcd", "wxyz")).toEqual(["0 1 2 3", "0 1 2 3"]);
    expect(keysOf("abcd", "wx", "wxyz")).toEqual(["0 1 2 3", "0 1", "0 1 4 5"]);
  });

  it("keeps the row of a shot that stays, and makes anew what scrolls in at either end", () => {
    expect(keysOf("abcd", "cdef", "abcd")).toEqual(["0 1 2 3", "2 3 4 5", "6 7 2 3"]);
  });

  it("draws over what stood between two that stayed", () => {
    expect(keysOf("abcd", "axd", "axyzd")).toEqual(["0 1 2 3", "0 1 3", "0 1 4 5 3"]);
  });

  it("keeps the row of a shot that moved: somebody may be typing in it", () => {
    expect(keysOf("abcd", "dabc")).toEqual(["0 1 2 3", "3 0 1 2"]);
    expect(keysOf("abcd", "cxab")).toEqual(["0 1 2 3", "2 3 0 1"]);
  });

  it("never gives one row to two shots, and answers the same when asked again", () => {
    const keys = new RowKeys();
    let seed = 7;
    const random = (below: number) => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed % below;
    };
    for (let turn = 0; turn < 300; turn++) {
      const pool = Array.from({ length: 30 }, (_, n) => `s${n}`);
      const ids = Array.from({ length: random(20) }, () => pool.splice(random(pool.length), 1)[0] ?? "");
      const given = keys.of(ids);
      expect(new Set(given).size).toBe(ids.length);
      expect(keys.of(ids)).toEqual(given);
    }
  });
});
