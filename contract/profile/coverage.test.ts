import { describe, expect, it } from "vitest";
import { angleIds } from "./angles";
import { type Covering, coverageOf, coverageWords, matrixOf } from "./coverage";
import { directionWords, misplacedWords, nearestSlot, slotDirections, turnBetween } from "./directions";

let made = 0;
const image = (values: Partial<Covering> = {}): Covering => ({
  ...{ id: `i${made++}`, slot: null, yaw: null, pitch: null, lighting: "", expression: "", keep: null },
  ...values,
});

describe("directions", () => {
  it("finds each named angle from its own direction", () => {
    for (const slot of angleIds)
      for (const at of slotDirections[slot].at) {
        expect(nearestSlot(at)).toMatchObject({ slot, within: true });
        expect(nearestSlot(at).turn).toBeCloseTo(0, 4);
      }
  });

  it("goes around the back without a seam", () => {
    expect(nearestSlot({ yaw: -178, pitch: 0 })).toMatchObject({ slot: "back", within: true });
    expect(turnBetween({ yaw: 179, pitch: 0 }, { yaw: -179, pitch: 0 })).toBeCloseTo(2, 6);
    expect(turnBetween({ yaw: 0, pitch: 90 }, { yaw: 120, pitch: 90 })).toBeCloseTo(0, 6);
  });

  it("does not call a picture an angle that it only comes nearest to", () => {
    expect(nearestSlot({ yaw: 0, pitch: -80 })).toMatchObject({ slot: "down", within: false });
  });

  it("tells a direction in words", () => {
    expect(directionWords({ yaw: 0, pitch: 0 })).toBe("straight on");
    expect(directionWords({ yaw: -32, pitch: 10 })).toBe("32° left, 10° up");
    expect(directionWords({ yaw: 180, pitch: 0 })).toBe("from behind");
  });

  it("says when a picture stands in an angle it does not show", () => {
    expect(misplacedWords({ slot: "front", yaw: 45, pitch: 0 })).toBe("Stands in Front, looks 45° right (¾ right)");
    expect(misplacedWords({ slot: "front", yaw: 12, pitch: 0 })).toBeUndefined();
    expect(misplacedWords({ slot: "over-shoulder", yaw: 130, pitch: 0 })).toBeUndefined();
  });
});

describe("coverage", () => {
  it("calls six front shots poor and names every angle that is missing", () => {
    const coverage = coverageOf(Array.from({ length: 6 }, (_, n) => image({ yaw: n, pitch: 0 })));

    expect(coverage.word).toBe("poor");
    expect(coverage.score).toBeLessThan(10);
    expect(coverageWords(coverage)).toBe(
      "Coverage is poor: 1 of 9 angles. Missing: ¾ left, ¾ right, Profile left, Profile right, Back, Over shoulder, Up, Down.",
    );
  });

  it("does not guess an angle that nobody gave", () => {
    const coverage = coverageOf([image(), image()]);
    expect(coverage.missing).toHaveLength(9);
    expect(coverageWords(coverage)).toMatch(/2 pictures have no angle yet\.$/);
  });

  it("counts a candidate for the angle it looks like, and a discarded one for nothing", () => {
    expect(coverageOf([image({ yaw: -92, pitch: 4 })]).angles.get("profile-left")).toHaveLength(1);
    expect(coverageOf([image({ yaw: -92, pitch: 4, keep: false })]).missing).toContain("profile-left");
  });

  it("believes the slot over the reading", () => {
    const { angles } = coverageOf([image({ slot: "back", yaw: 3, pitch: 0 })]);
    expect(angles.get("back")).toHaveLength(1);
    expect(angles.get("front")).toHaveLength(0);
  });

  it("scores light and expression beside the angles", () => {
    const nine = angleIds.map((slot) => image({ slot }));
    expect(coverageOf(nine)).toMatchObject({ score: 60, word: "good", missing: [] });
    const varied = nine.map((one, n) => ({
      ...one,
      lighting: ["soft", "hard", "backlit"][n % 3] ?? "",
      expression: ["neutral", "Smile", "anger", "surprise"][n % 4] ?? "",
    }));
    expect(coverageOf(varied)).toMatchObject({ score: 100, lightings: ["soft", "hard", "backlit"] });
  });
});

describe("the matrix", () => {
  it("lists every empty cell of angle × lighting × expression", () => {
    const matrix = matrixOf([
      image({ slot: "front", lighting: "Soft", expression: "neutral" }),
      image({ slot: "back", lighting: "lamplight", expression: "neutral" }),
      image({ slot: "expression", lighting: "soft", expression: "smile" }),
    ]);

    expect(matrix.lightings).toEqual(["soft", "hard", "backlit", "lamplight"]);
    expect(matrix.cells).toBe(9 * 4 * 4);
    expect(matrix.empty).toHaveLength(9 * 4 * 4 - 2);
    expect(matrix.at({ angle: "front", lighting: "soft", expression: "neutral" })).toHaveLength(1);
    expect(matrix.empty).toContainEqual({ angle: "front", lighting: "hard", expression: "neutral" });
  });
});
