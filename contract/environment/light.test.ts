import { describe, expect, it } from "vitest";
import { flickerAt } from "./flicker";
import { flashesInASecond, flickerPresets } from "./flicker-presets";
import { lightDirection, lightPresets, shadeOf, stageAzimuth, wrapDegrees } from "./light";
import { flickerCurve, lightFields } from "./light-input";
import { colourWord, lightPhrase, sideWords } from "./phrase";

const left = { x: -1, y: 0, z: 0 };
const right = { x: 1, y: 0, z: 0 };
const up = { x: 0, y: 1, z: 0 };

describe("a light", () => {
  it("points where its angles say", () => {
    const near = (azimuth: number, elevation: number) => {
      const { x, y, z } = lightDirection({ azimuth, elevation });
      return [x, y, z].map((value) => Math.round(value * 1000) / 1000 + 0);
    };
    expect(near(0, 0)).toEqual([0, 0, -1]);
    expect(near(90, 0)).toEqual([1, 0, 0]);
    expect(near(180, 0)).toEqual([0, 0, 1]);
    expect(near(270, 0)).toEqual([-1, 0, 0]);
    expect(near(33, 90)).toEqual([0, 1, 0]);
  });

  it("from the left makes the left half brighter, from above the top", () => {
    const { morning, noon, night } = lightPresets;
    expect(shadeOf(left, morning)).toBeGreaterThan(shadeOf(right, morning));
    expect(shadeOf(up, noon)).toBeGreaterThan(Math.max(shadeOf(left, noon), shadeOf(right, noon)));
    // The moon is a dim light behind: it rims, it does not fill.
    expect(lightDirection(night).z).toBeLessThan(0);
    expect(night.intensity).toBeLessThan(morning.intensity);
  });

  it("speaks the stage's angles too", () => {
    expect(stageAzimuth(lightPresets.morning.azimuth)).toBe(-70);
    expect(stageAzimuth(lightPresets.noon.azimuth)).toBe(20);
    expect(stageAzimuth(lightPresets.night.azimuth)).toBe(120);
    expect(stageAzimuth(0)).toBe(180);
  });

  it("takes a turn and a half as a half, and refuses what is no colour", () => {
    expect(lightFields.azimuth.parse(540)).toBe(180);
    expect(lightFields.azimuth.parse(-90)).toBe(270);
    expect(wrapDegrees(-1e-15)).toBe(0);
    expect(lightFields.colour.parse("#FFC080")).toBe("#ffc080");
    expect(lightFields.colour.safeParse("orange").success).toBe(false);
    expect(lightFields.elevation.safeParse(91).success).toBe(false);
  });
});

describe("a flicker curve", () => {
  const curve = [
    { at: 0, level: 1 },
    { at: 1, level: 0.5 },
    { at: 2, level: 1 },
  ];

  it("runs straight between its points and repeats", () => {
    expect(flickerAt(curve, 0)).toBe(1);
    expect(flickerAt(curve, 0.5)).toBe(0.75);
    expect(flickerAt(curve, 1)).toBe(0.5);
    for (const time of [0.2, 0.9, 1.7]) {
      expect(flickerAt(curve, time + 2)).toBeCloseTo(flickerAt(curve, time), 12);
      expect(flickerAt(curve, time - 4)).toBeCloseTo(flickerAt(curve, time), 12);
    }
  });

  it("is steady without points, and at one point", () => {
    expect(flickerAt([], 7)).toBe(1);
    expect(flickerAt([{ at: 0, level: 0.4 }], 7)).toBe(0.4);
  });

  it("refuses points that stand still or run backwards", () => {
    expect(flickerCurve.safeParse(curve).success).toBe(true);
    expect(flickerCurve.safeParse([...curve, { at: 2, level: 0 }]).success).toBe(false);
    expect(flickerCurve.safeParse([{ at: 1, level: 1 }]).success).toBe(false);
    expect(flickerCurve.safeParse([{ at: 0, level: -1 }]).success).toBe(false);
  });

  it("counts flashes as people with epilepsy need them counted", () => {
    const strobe = [
      { at: 0, level: 1 },
      { at: 0.1, level: 0 },
      { at: 0.2, level: 1 },
    ];
    expect(flashesInASecond(strobe)).toBeGreaterThan(3);
    expect(flashesInASecond(curve)).toBeLessThanOrEqual(1);
    expect(flashesInASecond([])).toBe(0);
    for (const { curve: preset } of flickerPresets) expect(flashesInASecond(preset)).toBeLessThanOrEqual(3);
    for (const { curve: preset } of flickerPresets) expect(flickerCurve.safeParse(preset).success).toBe(true);
  });
});

describe("a light in words", () => {
  it("names strength, colour, time and side", () => {
    const { morning, noon, night } = lightPresets;
    expect(lightPhrase({ ...morning, timeOfDay: "morning" })).toBe(
      "warm morning light from the left side, low sun, long shadows",
    );
    expect(lightPhrase({ ...noon, timeOfDay: "noon" })).toBe("midday light from above");
    expect(lightPhrase({ ...night, timeOfDay: "night" })).toBe(
      "dim cool blue moonlight from behind on the right, rim light",
    );
  });

  it("says that fire flickers", () => {
    const fire = flickerPresets.find(({ id }) => id === "fire")?.curve ?? [];
    const words = lightPhrase({ ...lightPresets.night, colour: "#ff7020", flicker: fire, timeOfDay: "other" });
    expect(words).toContain("orange light");
    expect(words).toContain("flickering");
  });

  it("turns through all sides", () => {
    expect(new Set([0, 45, 90, 135, 180, 225, 270, 315].map((azimuth) => sideWords(azimuth, 30))).size).toBe(8);
    expect(sideWords(359, 30)).toBe(sideWords(0, 30));
    expect(sideWords(10, -50)).toBe("from below");
    expect(colourWord("#ffffff")).toBe("");
    expect(colourWord("#000000")).toBe("");
    expect(colourWord("#2040ff")).toBe("blue");
  });
});
