import { expect, it } from "vitest";
import { fits, readFilter, writeFilter } from "./character-filter";

const mara = {
  ...{ name: "Mára Voss", code: "MARA", tier: "lead" as const, triggerWord: "mara_character" },
  description: "Tide warden with a red scarf",
};

it("finds a character by words of its name, code, trigger or description, whatever the accents", () => {
  for (const words of ["mara", "VOSS", "mara_char", "red scarf", "scarf mara", ""])
    expect(fits(mara, { words, tier: "all" }), words).toBe(true);
  expect(fits(mara, { words: "mara blue", tier: "all" })).toBe(false);
});

it("keeps to one tier when one is chosen", () => {
  expect(fits(mara, { words: "", tier: "lead" })).toBe(true);
  expect(fits(mara, { words: "mara", tier: "extra" })).toBe(false);
});

it("survives the address: what is written is read again", () => {
  for (const filter of [
    { words: "red scarf", tier: "lead" as const },
    { words: "red ", tier: "all" as const },
    { words: "", tier: "extra" as const },
  ])
    expect(readFilter(writeFilter(filter))).toEqual(filter);
});

it("takes an unknown tier as a word", () => {
  expect(readFilter("tier:star mara")).toEqual({ words: "tier:star mara", tier: "all" });
});
