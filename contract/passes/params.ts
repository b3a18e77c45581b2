import { missingFields, type Params } from "./active-fields";
import type { AnyPass } from "./define";
import { formFields } from "./fields";
import { largestSeed } from "./parts";

export type { Params };

/** Complete parameters, or what is wrong with each field, in words for people. */
export const parseParams = (pass: AnyPass, params: unknown): { params: Params } | { problems: string[] } => {
  const parsed = pass.params.safeParse(params ?? {});
  if (parsed.success) return { params: parsed.data };
  const titles = new Map(formFields(pass).map((field) => [field.name, field.title]));
  return {
    problems: parsed.error.issues.map((issue) => {
      const [name = ""] = issue.path;
      return `${titles.get(String(name)) ?? (String(name) || pass.title)}: ${issue.message}`;
    }),
  };
};

/** What must still be chosen before the pass can be queued, in words; empty: nothing. Takes complete parameters. */
export const missingChoices = (pass: AnyPass, params: Params): string[] => missingFields(formFields(pass), params);

/** A random seed that survives JSON: `bytes` are at least 7 random bytes. */
export const seedFrom = (bytes: Uint8Array): number =>
  bytes.slice(0, 7).reduce((sum, byte, at) => sum + (at === 6 ? byte & 31 : byte) * 2 ** (8 * at), 0) %
  (largestSeed + 1);

/** Replaces every seed of −1 by a concrete one: done once, when the job is queued (B15). */
export const resolveSeeds = (pass: AnyPass, params: Params, random: () => number): Params => {
  const resolved = { ...params };
  for (const field of formFields(pass)) {
    if (field.kind === "seed" && resolved[field.name] === -1) resolved[field.name] = random();
  }
  return resolved;
};

/** Preset values over the defaults; unknown presets give the defaults. */
export const presetParams = (pass: AnyPass, presetId?: string): Params =>
  pass.params.parse(pass.presets?.find(({ id }) => id === presetId)?.params ?? {});
