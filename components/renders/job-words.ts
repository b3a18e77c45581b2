import type { StatusTone } from "@/components/ui/status-tone";

export type JobState = "blocked" | "held" | "ready" | "delayed" | "leased" | "succeeded" | "failed" | "cancelled";

/** A job's state as people read it, and the tone of its sign. */
export const jobStates: Record<JobState, { label: string; tone: StatusTone }> = {
  blocked: { label: "After another", tone: "hold" },
  held: { label: "Held", tone: "hold" },
  ready: { label: "Waiting", tone: "ready" },
  delayed: { label: "Tries again", tone: "hold" },
  leased: { label: "Running", tone: "wip" },
  succeeded: { label: "Done", tone: "done" },
  failed: { label: "Failed", tone: "retake" },
  cancelled: { label: "Cancelled", tone: "omit" },
};

/** The pass's part of a title such as "Patch fill · SQ010_SH0020 A": the rest is drawn as a link. */
export const passTitle = (title: string): string => title.split(" · ")[0] ?? title;

/** Pixels, seed and such of a recipe as rows of words. Nothing that is unset, no empty text. */
export function recipeRows(params: Readonly<Record<string, unknown>>): { name: string; value: string }[] {
  return Object.entries(params).flatMap(([name, value]) => {
    const words = valueWords(value);
    return words === "" ? [] : [{ name: spaced(name), value: words }];
  });
}

/** "maxLongSide" → "Max long side". */
export const spaced = (name: string): string => {
  const words = name.replace(/([a-z0-9])([A-Z])/g, "$1 $2").toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
};

function valueWords(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "number") return String(Math.round(value * 1000) / 1000);
  if (typeof value === "string") return value;
  if (Array.isArray(value)) return value.map(valueWords).join(", ");
  if (typeof value === "object")
    return Object.entries(value)
      .map(([name, inner]) => `${name} ${valueWords(inner)}`)
      .join(", ");
  return "";
}
