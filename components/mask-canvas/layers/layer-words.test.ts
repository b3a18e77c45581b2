import { expect, test } from "vitest";
import { colourOf, coverageProblem, rgbOf } from "./layer-words";

test("a thin gap is named, not rounded away", () => {
  expect(coverageProblem({ gap: 0, once: 1000, overlap: 0, pixels: 1000 })).toBeNull();
  expect(coverageProblem({ gap: 3, once: 9_999_997, overlap: 0, pixels: 10_000_000 })).toBe("gap < 0.1 %");
  expect(coverageProblem({ gap: 25, once: 675, overlap: 300, pixels: 1000 })).toBe("gap 2.5 %, overlap 30 %");
});

test("a layer has its own colour or its kind's", () => {
  expect(rgbOf(colourOf({ kind: "region", colour: "#e0503c" }))).toEqual([0xe0, 0x50, 0x3c]);
  expect(rgbOf(colourOf({ kind: "inpaint", colour: null }))).toEqual([0xf2, 0xa3, 0x3a]);
});
