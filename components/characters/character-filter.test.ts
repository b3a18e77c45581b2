import { describe, expect, it } from "vitest";
import { facetCount, fits, noFilter, readFilter, writeFilter } from "./character-filter";

const mara = {
  ...{ name: "Mára Voss", code: "MARA", tier: "lead" as const, status: "in review" as const, shots: 3 },
  ...{ triggerWord: null, description: "A lamplighter of seventy", readiness: { word: "usable" } },
};

describe("the character filter", () => {
  it("reads facets and words from one line, and writes them back", () => {
    const filter = readFilter("tier=lead,support status=in-review old lamp");
    expect(filter).toEqual({ ...noFilter, tier: ["lead", "support"], status: ["in-review"], words: "old lamp" });
    expect(writeFilter(filter)).toBe("tier=lead,support status=in-review old lamp");
    expect(facetCount(filter)).toBe(2);
    expect(readFilter("tier:lead").tier).toEqual(["lead"]);
  });

  it("takes what it does not know for words", () => {
    expect(readFilter("tier=king size=big").words).toBe("tier=king size=big");
  });

  it.each([
    ["mara", true],
    ["LAMP mára", true],
    ["lamp keeper", false],
    ["tier=lead", true],
    ["tier=extra", false],
    ["status=in-review used=yes trigger=missing ready=usable", true],
    ["used=no", false],
    ["trigger=set", false],
    ["ready=thin,good", false],
    ["tier=support,lead lamp", true],
  ])("%s: %s", (text, expected) => {
    expect(fits(mara, readFilter(text))).toBe(expected);
  });
});
