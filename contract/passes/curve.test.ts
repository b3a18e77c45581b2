import { describe, expect, it } from "vitest";
import { curveAt, strengthsOver, strengthWords } from "./curve";
import { Curve, decay, eases } from "./diffusion";

describe("a strength over the steps", () => {
  it("falls from 0.9 to 0.3 without ever rising, over 20 steps (A52)", () => {
    for (const ease of eases) {
      const values = strengthsOver({ ...decay, ease }, 20);
      expect(values).toHaveLength(20);
      expect(values[0]).toBeCloseTo(0.9);
      expect(values.at(-1)).toBeCloseTo(0.3);
      expect(values.every((value, n) => n === 0 || value <= (values[n - 1] ?? 0))).toBe(true);
    }
  });

  it("walks each stretch as its ease says", () => {
    const from0 = (ease: Curve["ease"]) => ({
      points: [
        { at: 0, value: 0 },
        { at: 1, value: 1 },
      ],
      ease,
    });
    expect(eases.map((ease) => curveAt(from0(ease), 0.25))).toEqual([0.25, 0.0625, 0.4375, 0.125]);
  });

  it("goes through its points, stays beyond them, and is the same all the way when it is a number", () => {
    const curve = Curve.parse({
      points: [
        { at: 0.2, value: 1 },
        { at: 0.5, value: 0.4 },
        { at: 0.8, value: 0.6 },
      ],
    });
    expect([0, 0.2, 0.35, 0.5, 0.65, 1].map((at) => Number(curveAt(curve, at).toFixed(3)))).toEqual([
      1, 1, 0.7, 0.4, 0.5, 0.6,
    ]);
    expect(strengthsOver(0.7, 3)).toEqual([0.7, 0.7, 0.7]);
    expect(strengthsOver(decay, 1)).toEqual([0.9]);
    expect([strengthWords(0.7), strengthWords(decay)]).toEqual(["0.7", "0.9 → 0.3"]);
  });
});
