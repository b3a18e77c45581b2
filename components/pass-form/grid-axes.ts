import type { FormField } from "@/contract/passes/fields";
import { type Axis, ladder, seedsFrom } from "@/contract/queue/grid";

/** A parameter that changes as the form holds it: what was typed, not yet what it means. */
export type AxisDraft = { param: string; from: string; to: string; steps: string; picked: readonly string[] };

const favourites = ["denoise", "strength", "weight"];

/** Parameters a grid can change: numbers, seeds, choices and switches; the usual ones first. */
export function gridFields(fields: readonly FormField[]): FormField[] {
  const rank = ({ kind, name, advanced }: FormField): number => {
    if (kind === "seed") return 0;
    const at = favourites.findIndex((word) => name.toLowerCase().includes(word));
    return at >= 0 ? 1 + at : advanced ? 20 : 10;
  };
  return fields
    .filter(
      ({ kind }) =>
        kind === "seed" || kind === "number" || kind === "integer" || kind === "choice" || kind === "toggle",
    )
    .map((field, at) => ({ field, at }))
    .sort((a, b) => rank(a.field) - rank(b.field) || a.at - b.at)
    .map(({ field }) => field);
}

/** What a fresh axis offers: four seeds, five steps over the recommended band, all choices. */
export function freshAxis(field: FormField): AxisDraft {
  const picked = field.kind === "toggle" ? ["false", "true"] : (field.choices ?? []).map(({ value }) => value);
  if (field.kind === "seed") return { param: field.name, from: "1", to: "", steps: "4", picked };
  const [low, high] = field.band ?? [field.min ?? 0, field.max ?? 1];
  return { param: field.name, from: String(low), to: String(high), steps: "5", picked };
}

/** The values of an axis, or what is wrong with it, in words. */
export function readAxis(field: FormField, draft: AxisDraft): Axis | { problem: string } {
  const { param } = draft;
  if (field.kind === "toggle") return { param, values: draft.picked.map((value) => value === "true") };
  if (field.kind === "choice") return { param, values: draft.picked };
  const steps = Number(draft.steps);
  if (!Number.isInteger(steps) || steps < 1) return { problem: `${field.title}: say how many, as a whole number.` };
  const from = Number(draft.from);
  if (draft.from.trim() === "" || !Number.isFinite(from))
    return { problem: `${field.title}: the first value is no number.` };
  // Told as a number of cells further on; never made.
  if (steps > 100_000)
    return { problem: `${field.title}: ${steps.toLocaleString("en")} values are more than a grid can hold.` };
  if (field.kind === "seed")
    return from < 0 || !Number.isInteger(from)
      ? { problem: "The first seed is a whole number from 0." }
      : { param, values: seedsFrom(from, steps) };
  const to = Number(draft.to);
  if (draft.to.trim() === "" || !Number.isFinite(to))
    return { problem: `${field.title}: the last value is no number.` };
  const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = field;
  if (Math.min(from, to) < min || Math.max(from, to) > max)
    return { problem: `${field.title} goes from ${min} to ${max}.` };
  const values = ladder(from, to, steps).map((value) => (field.kind === "integer" ? Math.round(value) : value));
  return { param, values: [...new Set(values)] };
}
