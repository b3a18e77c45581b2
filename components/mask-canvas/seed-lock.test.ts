import { expect, test } from "vitest";
import { spreadSeeds, startValues } from "@/components/pass-form/field-values";
import { describePass } from "@/contract/passes/describe";
import { adjust } from "@/contract/passes/image/adjust";
import { inpaint } from "@/contract/passes/image/inpaint";
import { withLockedSeed, withoutLockedSeed } from "./seed-lock";

const { fields } = describePass(inpaint);
const own = { ...startValues(fields), seed: -1, prompt: "ears" };

test("a locked seed is what is queued, and further results count on from it", () => {
  const values = withLockedSeed(fields, own, 4711);

  expect(values).toEqual({ ...own, seed: 4711 });
  expect(spreadSeeds(fields, values, 3).map(({ params }) => params.seed)).toEqual([4711, 4712, 4713]);
  expect(withLockedSeed(fields, own, null)).toBe(own);
});

test("the lock is no choice of the pass: other fields change beside it, a typed seed frees it", () => {
  const shown = withLockedSeed(fields, own, 4711);

  const worded = withoutLockedSeed(fields, { next: { ...shown, prompt: "hands" }, own, seed: 4711 });
  const typed = withoutLockedSeed(fields, { next: { ...shown, seed: 12 }, own, seed: 4711 });

  expect(worded).toEqual({ values: { ...own, prompt: "hands" }, freed: false });
  expect(typed).toEqual({ values: { ...own, seed: 12 }, freed: true });
});

test("a pass without a seed is left alone", () => {
  const described = describePass(adjust);
  const values = startValues(described.fields);

  expect(withLockedSeed(described.fields, values, 5)).toBe(values);
  expect(withoutLockedSeed(described.fields, { next: values, own: values, seed: 5 })).toEqual({ values, freed: false });
});
