import { describe, expect, it } from "vitest";
import { fits, readFilter, writeFilter } from "./environment-filter";

const flats = {
  name: "The tidal flats",
  code: "FLATS",
  description: "Wet sand at Élise's house",
  kind: "panorama" as const,
  states: [{ name: "Low water" }],
};

describe("the filter of the places", () => {
  it("goes through the address and back", () => {
    for (const filter of [
      { kind: "panorama" as const, words: "low tide" },
      { kind: "all" as const, words: "sand" },
      { kind: "modelled" as const, words: "" },
    ])
      expect(readFilter(writeFilter(filter))).toEqual(filter);
    expect(readFilter("kind:castle wall")).toEqual({ kind: "all", words: "kind:castle wall" });
  });

  it("looks in names, states and descriptions, with or without accents", () => {
    expect(fits(flats, { kind: "all", words: "flats low" })).toBe(true);
    expect(fits(flats, { kind: "all", words: "elise" })).toBe(true);
    expect(fits(flats, { kind: "all", words: "noon" })).toBe(false);
    expect(fits(flats, { kind: "plate", words: "" })).toBe(false);
  });
});
