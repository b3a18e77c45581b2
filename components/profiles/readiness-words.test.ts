import { expect, it } from "vitest";
import { angleIds, readiness } from "@/contract/profile/angles";
import { readinessWords } from "./readiness-words";

const first = (n: number) => readiness(angleIds.slice(0, n));

it("says what a package is good for and how many angles the next step takes", () => {
  expect(readinessWords(first(0))).toBe("Thin; 3 more angles make it usable");
  expect(readinessWords(first(2))).toBe("Thin; 1 more angle makes it usable");
  expect(readinessWords(first(3))).toBe("Usable; 5 more angles make it good");
  expect(readinessWords(first(7))).toBe("Usable; 1 more angle makes it good");
  expect(readinessWords(first(8))).toBe("Good");
  expect(readinessWords(first(9))).toBe("Every angle is there");
});
