import { expect, test } from "vitest";
import { defaultSettings, forceOf, parsed } from "./settings";

test("what is in the store is read as settings, and whatever does not fit is left at its default", () => {
  expect(parsed(null)).toEqual(defaultSettings);
  expect(parsed("not json")).toEqual(defaultSettings);
  expect(parsed('["x"]')).toEqual(defaultSettings);
  expect(parsed('{"wheel":"zoom","pen":"hard","keys":{"brush":["KeyP"],"undo":[1],"swap":[]}}')).toEqual({
    wheel: "zoom",
    pen: "even",
    keys: { brush: ["KeyP"], swap: [] },
  });
});

test("pressure becomes a byte: never nothing, all of it at full, and bent as the person likes", () => {
  for (const feel of ["soft", "even", "firm"] as const) {
    expect(forceOf(0, feel)).toBe(13);
    expect(forceOf(1, feel)).toBe(255);
  }
  expect([forceOf(0.25, "soft"), forceOf(0.25, "even"), forceOf(0.25, "firm")]).toEqual([128, 64, 16]);
  expect(forceOf(0.1, "off")).toBe(255);
});
