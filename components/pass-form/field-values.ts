import { isFieldActive, type Params } from "@/contract/passes/active-fields";
import type { FormField } from "@/contract/passes/fields";

/** What a fresh form holds, with a preset's values over the defaults. */
export function startValues(fields: readonly FormField[], preset: Params = {}): Params {
  const defaults = fields.flatMap(({ name, default: value }) => (value === undefined ? [] : [[name, value] as const]));
  return { ...Object.fromEntries(defaults), ...preset };
}

/** Fields that count now, plain ones and those behind "Advanced". */
export function splitFields(
  fields: readonly FormField[],
  values: Params,
): { plain: FormField[]; advanced: FormField[] } {
  const active = fields.filter((field) => isFieldActive(field, values));
  return { plain: active.filter((field) => !field.advanced), advanced: active.filter((field) => field.advanced) };
}

/** What is sent: active fields with a value. The rest takes its default on the server. */
export function valuesToSend(fields: readonly FormField[], values: Params): Params {
  const sent = fields.flatMap((field) => {
    const value = values[field.name];
    const empty = value === undefined || value === null || (field.optional && value === "");
    return empty || !isFieldActive(field, values) ? [] : [[field.name, value] as const];
  });
  return Object.fromEntries(sent);
}

export const seedField = (fields: readonly FormField[]): FormField | undefined =>
  fields.find((field) => field.kind === "seed");

/** A fixed seed would give the same picture each time, so each further result takes the next number. One entry a submission. */
export function spreadSeeds(
  fields: readonly FormField[],
  params: Params,
  count: number,
): { params: Params; count: number }[] {
  const name = seedField(fields)?.name;
  const seed = name === undefined ? undefined : params[name];
  if (name === undefined) return [{ params, count: 1 }];
  if (typeof seed !== "number" || seed < 0 || count === 1) return [{ params, count }];
  return Array.from({ length: count }, (_, n) => ({ params: { ...params, [name]: seed + n }, count: 1 }));
}
