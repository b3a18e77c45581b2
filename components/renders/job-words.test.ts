import { describe, expect, it } from "vitest";
import { passTitle, recipeRows, spaced } from "./job-words";

describe("a job in words", () => {
  it("takes the pass out of the title", () => {
    expect(passTitle("Patch fill · SQ010_SH0020 A")).toBe("Patch fill");
    expect(passTitle("Upscale")).toBe("Upscale");
  });

  it("turns parameter names into words", () => {
    expect(spaced("maxLongSide")).toBe("Max long side");
    expect(spaced("seed")).toBe("Seed");
  });

  it("lists what a recipe sets and leaves out what it does not", () => {
    const rows = recipeRows({
      reach: 0.123456,
      edges: { left: 64, top: 0 },
      feather: true,
      prompt: "",
      box: null,
      eyes: [10, 20],
    });
    expect(rows).toEqual([
      { name: "Reach", value: "0.123" },
      { name: "Edges", value: "left 64, top 0" },
      { name: "Feather", value: "yes" },
      { name: "Eyes", value: "10, 20" },
    ]);
  });
});
