import { expect, test } from "vitest";
import { isOutdated, outdatedWords } from "./measured-against";

const standing = (digest: string, revision: number | null = null) => ({ packageId: "pk_1", revision, digest });

test("a measurement is outdated when the package holds other pictures, not when it is only named anew", () => {
  expect(isOutdated(standing("a", 1), standing("b", 2))).toBe(true);
  expect(isOutdated(standing("a", null), standing("a", 1))).toBe(false);
  // Measured before this was kept, or the package is gone: nobody can tell.
  expect(isOutdated(undefined, standing("a"))).toBe(false);
  expect(isOutdated(standing("a"), undefined)).toBe(false);
});

test("says against which revision it was, which there is now, and what to do", () => {
  expect(outdatedWords([{ name: "Mara", was: 1, now: 2 }])).toBe(
    "Measured against v001 of the package of Mara, which is v002 by now: measure again.",
  );
  expect(
    outdatedWords([
      { name: "Mara", was: null, now: 1 },
      { name: "Pip", was: null, now: null },
    ]),
  ).toBe(
    "The package of Mara was approved as v001 since this was measured: measure again. The package of Pip changed since this was measured: measure again.",
  );
});
