import { seedField } from "@/components/pass-form/field-values";
import type { Params } from "@/contract/passes/active-fields";
import type { FormField } from "@/contract/passes/fields";

/** The seed that everything queued from this canvas takes until it is let go; null: each pass has its own. */
export type SeedLock = { seed: number | null; set: (seed: number | null) => void };

/** A form's values with the locked seed in its seed field; a pass without one stays as it is. */
export function withLockedSeed(fields: readonly FormField[], values: Params, seed: number | null): Params {
  const name = seedField(fields)?.name;
  return seed === null || name === undefined ? values : { ...values, [name]: seed };
}

/** Changed values without the locked seed, which is no choice of this pass; `freed` when the person typed another over it. */
export function withoutLockedSeed(
  fields: readonly FormField[],
  { next, own, seed }: { next: Params; own: Params; seed: number | null },
): { values: Params; freed: boolean } {
  const name = seedField(fields)?.name;
  if (seed === null || name === undefined) return { values: next, freed: false };
  return next[name] === seed ? { values: { ...next, [name]: own[name] }, freed: false } : { values: next, freed: true };
}
