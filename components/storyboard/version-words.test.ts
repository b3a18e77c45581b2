import { describe, expect, it } from "vitest";
import { nameOf, passTitle, type Version, versionBefore, versionName } from "@/components/storyboard/version-words";

const version = (id: string, number: number | null, parents: string[] = []) =>
  ({ id, number, parents, kind: "picture", state: number === null ? "staged" : "accepted" }) as unknown as Version;

it("writes versions with three digits, and goes on after v999", () => {
  expect([1, 42, 1000].map(versionName)).toEqual(["v001", "v042", "v1000"]);
});

it("names a result without a number by its state", () => {
  expect(nameOf({ number: null, state: "staged" })).toBe("staged");
  expect(nameOf({ number: 3, state: "accepted" })).toBe("v003");
});

it("writes a pass as words", () => {
  expect(passTitle("face-pop")).toBe("Face pop");
});

describe("the version before", () => {
  const all = [
    version("a", 1),
    version("b", 2, ["a"]),
    version("c", 3, ["a"]),
    version("d", 4),
    version("s", null, ["d"]),
  ];
  const before = (id: string) => versionBefore(all, all.find((one) => one.id === id) ?? version("x", 9))?.id;

  it("is the parent, also where a branch lies between", () => {
    expect([before("b"), before("c"), before("s")]).toEqual(["a", "a", "d"]);
  });

  it("is the number before where there is no parent", () => {
    expect(before("d")).toBe("c");
  });

  it("is nothing for the first", () => {
    expect(before("a")).toBeUndefined();
  });
});
