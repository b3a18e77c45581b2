import { describe, expect, it } from "vitest";
import type { FormField } from "@/contract/passes/fields";
import { planGrid } from "@/contract/queue/grid";
import { freshAxis, gridFields, readAxis } from "./grid-axes";

const field = (name: string, kind: FormField["kind"], more: Partial<FormField> = {}): FormField => ({
  ...{ name, kind, title: name, advanced: false, optional: false, multiline: false, ...more },
});
const denoise = field("denoise", "number", { min: 0, max: 1, band: [0.3, 0.5] });
const seed = field("seed", "seed");
const steps = field("steps", "integer", { min: 1, max: 50, advanced: true });

describe("an axis of a grid", () => {
  it("offers seeds first, then the usual ladders, and nothing that is drawn or written", () => {
    const fields = [steps, field("prompt", "text"), field("box", "box"), denoise, field("size", "number"), seed];

    expect(gridFields(fields).map(({ name }) => name)).toEqual(["seed", "denoise", "size", "steps"]);
    expect(freshAxis(denoise)).toMatchObject({ from: "0.3", to: "0.5", steps: "5" });
    expect(readAxis(denoise, freshAxis(denoise))).toEqual({ param: "denoise", values: [0.3, 0.35, 0.4, 0.45, 0.5] });
    expect(readAxis(seed, freshAxis(seed))).toEqual({ param: "seed", values: [1, 2, 3, 4] });
  });

  it("makes whole numbers of whole numbers, each once, and switches of switches", () => {
    const toggle = field("tile", "toggle");

    expect(readAxis(steps, { ...freshAxis(steps), from: "1", to: "3", steps: "9" })).toEqual({
      param: "steps",
      values: [1, 2, 3],
    });
    expect(readAxis(toggle, freshAxis(toggle))).toEqual({ param: "tile", values: [false, true] });
  });

  it("says what is wrong with what was typed, and lets a grid of 100,000 cells be refused as such", () => {
    const wrong = (draft: object, of = denoise) => {
      const axis = readAxis(of, { ...freshAxis(of), ...draft });
      return "problem" in axis ? axis.problem : null;
    };

    expect(wrong({ steps: "2.5" })).toMatch(/whole number/);
    expect(wrong({ from: "" })).toMatch(/no number/);
    expect(wrong({ to: "3" })).toBe("denoise goes from 0 to 1.");
    expect(wrong({ from: "-1" }, seed)).toMatch(/whole number from 0/);
    expect(wrong({ steps: "1000000" }, seed)).toMatch(/more than a grid can hold/);
    const huge = readAxis(seed, { ...freshAxis(seed), steps: "100000" });
    expect("values" in huge && planGrid([huge])).toMatchObject({ problem: expect.stringContaining("100,000 cells") });
  });
});
