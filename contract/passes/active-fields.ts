import type { FormField } from "./fields";
import { hasThing, marksOf } from "./marks";

// Free of zod, so that a form in the browser and the server's check are the same lines.

export type Params = Record<string, unknown>;

/** Whether a field counts at the moment: some exist only while another has a certain value. */
export const isFieldActive = (field: Pick<FormField, "when">, params: Params): boolean => {
  if (!field.when) return true;
  const value = params[field.when.field];
  return (typeof value === "string" || typeof value === "boolean") && field.when.is.includes(value);
};

/** The requests of required fields that are active and empty; none: the pass can be queued. */
export const missingFields = (fields: readonly FormField[], params: Params): string[] =>
  fields.flatMap((field) => {
    if (!field.required || !isFieldActive(field, params)) return [];
    const value = params[field.name];
    // Points that say only what is not wanted are nothing to look for.
    const empty = field.kind === "marks" && !hasThing(marksOf(value));
    return empty || value === undefined || value === null || value === "" ? [field.required] : [];
  });
