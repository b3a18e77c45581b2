import { describe, expect, it } from "vitest";
import { copyCodes, expandCodes, fullCode, nextCode } from "./codes";

const codesOf = (text: string, step?: number) => {
  const made = expandCodes(text, step);
  return "codes" in made ? made.codes : made.problem;
};

describe("codes of shots", () => {
  it("make a range in steps of ten, of one, or as asked", () => {
    expect(codesOf("SH0010-SH0030")).toEqual(["SH0010", "SH0020", "SH0030"]);
    expect(codesOf("7-9")).toEqual(["7", "8", "9"]);
    expect(codesOf("sh0010 - sh0200", 50)).toEqual(["SH0010", "SH0060", "SH0110", "SH0160"]);
    expect(codesOf("SH0010-SH0200")).toHaveLength(20);
    expect(codesOf("SQ010_SH0010–SQ010_SH0020")).toEqual(["SQ010_SH0010", "SQ010_SH0020"]);
    expect(codesOf("SH0010-0030")).toEqual(["SH0010", "SH0020", "SH0030"]);
  });

  it("take a list as pasted: lines, commas, ranges among them", () => {
    expect(codesOf("sh0010\nSH0020, SH0030\tSH0100-SH0110")).toEqual([
      "SH0010",
      "SH0020",
      "SH0030",
      "SH0100",
      "SH0110",
    ]);
    expect(codesOf("")).toEqual([]);
  });

  it.each([
    ["SH0050-SH0010", "runs backwards"],
    ["SH0010-XX0030", "mixes two kinds"],
    ["SH00001-SH99999", "at most 1000"],
    ["SH-0010 Pier!", "is no shot code"],
    ["SH0010 SH0020 SH0010", "SH0010 is named twice"],
    ["A__B", "is no shot code"],
    [`${"X".repeat(41)}`, "is no shot code"],
  ])("refuse %j in words", (text, words) => {
    expect(codesOf(text)).toContain(words);
  });

  it("refuse a step that leads nowhere", () => {
    expect(codesOf("SH0010-SH0030", 0)).toContain("at least 1");
  });

  it("carry their sequence once", () => {
    expect(fullCode("SQ010", "SH0010")).toBe("SQ010_SH0010");
    expect(fullCode("SQ010", "SQ010_SH0010")).toBe("SQ010_SH0010");
  });

  it("go on with the next round one", () => {
    expect(nextCode([])).toBe("SH0010");
    expect(nextCode(["SQ010_SH0010", "SQ010_SH0025"])).toBe("SH0030");
  });

  it("of copies stand in the gap after their originals, then take a letter", () => {
    expect(copyCodes(["SH0010", "SH0020"], new Set(["SH0010", "SH0020"]))).toEqual(["SH0011", "SH0021"]);
    const full = new Set(Array.from({ length: 10 }, (_, n) => `SH001${n}`));
    expect(copyCodes(["SH0010", "SH0010"], full)).toEqual(["SH0010_A", "SH0010_B"]);
    const long = `${"X".repeat(39)}9`;
    expect(copyCodes([long], new Set([long]))[0]).toHaveLength(40);
  });
});
