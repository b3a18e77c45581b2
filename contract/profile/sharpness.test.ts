import { describe, expect, test } from "vitest";
import { crispness, momentOf, rankBySharpness } from "./sharpness";

describe("ranking", () => {
  test("puts the sharpest first and equal ones in their order", () => {
    expect(rankBySharpness([3, 9, 9, 1, 12])).toEqual([4, 1, 2, 0, 3]);
  });

  test("keeps chosen frames apart, so that one crisp moment does not fill the list", () => {
    const crispMoment = [5, 90, 91, 89, 5, 5, 40, 41, 5];
    expect(rankBySharpness(crispMoment, 2)).toEqual([2, 7]);
  });

  test("of nothing is nothing", () => expect(rankBySharpness([], 3)).toEqual([]));
});

describe("badges", () => {
  test("call a frame blurred beside its own moment only", () => {
    const dark = [10, 10, 4, 10, 10, 10, 10, 10];
    const bright = [900, 900, 900, 600, 900, 300, 900, 900];

    const words = crispness([...dark, ...bright], 4);

    expect(words.slice(0, 4)).toEqual(["crisp", "crisp", "blurred", "crisp"]);
    expect([words[11], words[13]]).toEqual(["soft", "blurred"]);
  });

  test("find nothing wrong with a clip that never changes", () => {
    expect(new Set(crispness(Array(500).fill(33.3), momentOf(24)))).toEqual(new Set(["crisp"]));
  });
});
