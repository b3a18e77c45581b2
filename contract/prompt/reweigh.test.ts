import { describe, expect, it } from "vitest";
import { reweigh } from "./reweigh";

describe("weighing words", () => {
  it.each([
    ["a smile", 2, 7, 0.1, "a (smile:1.1)"],
    ["a smile", 4, 4, 0.1, "a (smile:1.1)"],
    ["a (smile:1.1)", 3, 8, 0.1, "a (smile:1.2)"],
    ["a (smile:1.1)", 5, 5, -0.1, "a smile"],
    ["(flirty smile)", 1, 13, 0.1, "(flirty smile:1.2)"],
    ["a smile", 2, 7, -0.1, "a (smile:0.9)"],
    ["(x:3)", 1, 2, 0.1, "(x:3)"],
    ["a , b", 2, 2, 0.1, "a , b"],
  ])("%s at %i–%i by %f", (text, start, end, step, expected) => {
    const next = reweigh(text, start, end, step);
    expect(next.text).toBe(expected);
  });

  it("keeps the words selected, so that the key may be pressed again", () => {
    const once = reweigh("a flirty smile, b", 2, 14, 0.1);
    expect(once.text.slice(once.start, once.end)).toBe("flirty smile");
    expect(reweigh(once.text, once.start, once.end, 0.1).text).toBe("a (flirty smile:1.2), b");
  });
});
