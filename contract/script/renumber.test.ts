import { describe, expect, it } from "vitest";
import { patternProblem, planRenumber } from "./renumber";

const shots = ["SQ010_SH0010", "SQ010_SH0015", "SQ020_SH0010"].map((code) => ({
  id: code,
  code,
  sequence: code.slice(0, 5),
}));
const plan = (values: Partial<Parameters<typeof planRenumber>[1]> = {}) =>
  planRenumber(shots, { start: 10, step: 10, pattern: "{seq}_SH{####}", taken: new Set<string>(), ...values });

describe("renumbering", () => {
  it("starts again in each sequence that the pattern names", () => {
    expect(plan().rows.map(({ to }) => to)).toEqual(["SQ010_SH0010", "SQ010_SH0020", "SQ020_SH0010"]);
    expect(plan().changed).toBe(1);
    expect(plan({ pattern: "P{###}", start: 5, step: 5 }).rows.map(({ to }) => to)).toEqual(["P005", "P010", "P015"]);
  });

  it("lets codes change places", () => {
    const swap = planRenumber([...shots].slice(0, 2).reverse(), {
      ...{ start: 10, step: 5, pattern: "{seq}_SH{####}", taken: new Set<string>() },
    });
    expect(swap.rows).toEqual([
      { id: "SQ010_SH0015", from: "SQ010_SH0015", to: "SQ010_SH0010" },
      { id: "SQ010_SH0010", from: "SQ010_SH0010", to: "SQ010_SH0015" },
    ]);
    expect(swap.problems).toBe(0);
  });

  it("names every collision", () => {
    expect(plan({ taken: new Set(["SQ010_SH0020"]) }).rows[1]?.problem).toBe(
      "SQ010_SH0020 belongs to a shot that is not renumbered",
    );
    const twice = plan({ step: 0 });
    expect(twice.rows[0]?.problem).toBe("SQ010_SH0010 is given 2 times");
    expect(twice.problems).toBe(2);
    expect(plan({ pattern: "sh-{####}" }).rows[0]?.problem).toContain("only A–Z");
  });

  it.each([
    ["{seq}_SH{####}", undefined],
    ["SH{#}", undefined],
    ["", "Write a pattern"],
    ["SH0010", "holds no number"],
    ["{##}_{##}", "more than one number"],
    ["{scene}_{####}", "{scene} is no part"],
    ["SH{####", "{#### is no part"],
  ])("says of the pattern %j: %s", (pattern, words) => {
    if (words === undefined) expect(patternProblem(pattern)).toBeUndefined();
    else expect(patternProblem(pattern)).toContain(words);
  });
});
