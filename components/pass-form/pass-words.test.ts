import { expect, test } from "vitest";
import { describePasses } from "./describe-pass";
import { coverageWords, groupPasses, intentWords, maskAdvice } from "./pass-words";

const passes = describePasses();
const pass = (id: string) => {
  const found = passes.find((candidate) => candidate.id === id);
  if (!found) throw new Error(`No pass ${id}`);
  return found;
};

test("every pass is offered once, in a group", () => {
  const offered = groupPasses(passes).flatMap((group) => group.passes.map(({ id }) => id));
  expect([...offered].sort()).toEqual(passes.map(({ id }) => id).sort());
  expect(groupPasses(passes)[0]?.group).toBe("fix");
});

test("a form travels as plain data", () => {
  expect(JSON.parse(JSON.stringify(passes))).toEqual(passes);
});

test("the button names the pass and how many", () => {
  expect(intentWords("Queue patch fill", 1)).toBe("Queue patch fill");
  expect(intentWords("Queue AI bump", 4)).toBe("Queue AI bump × 4");
});

test("coverage never rounds content away, nor a gap", () => {
  expect(coverageWords(0)).toBe("empty");
  expect(coverageWords(0.0000001)).toBe("under 0.1 %");
  expect(coverageWords(0.0234)).toBe("2.3 %");
  expect(coverageWords(0.12)).toBe("12 %");
  expect(coverageWords(0.9999)).toBe("99 %");
  expect(coverageWords(1)).toBe("100 %");
});

test("an empty mask stops only the passes that need one", () => {
  expect(maskAdvice(pass("patch-fill"), 0)?.tone).toBe("missing");
  expect(maskAdvice(pass("adjust"), 0)?.tone).toBe("plain");
  expect(maskAdvice(pass("upscale"), 0)).toBeNull();
});

test("patch fill warns above three per cent, other passes do not", () => {
  expect(maskAdvice(pass("patch-fill"), 0.03)?.tone).toBe("plain");
  expect(maskAdvice(pass("patch-fill"), 0.05)?.tone).toBe("warning");
  expect(maskAdvice(pass("adjust"), 0.5)?.tone).toBe("plain");
});
