import type { Edges } from "@/contract/passes/parts";

export const sides = ["top", "right", "bottom", "left"] as const;
export type Side = (typeof sides)[number];

/** What a form holds for edges, read as four sides in pixels; a side that is no number counts as 0. */
export const edgesOf = (value: unknown): Edges => {
  const given: Partial<Record<string, unknown>> = typeof value === "object" && value !== null ? { ...value } : {};
  const side = (name: Side) => (typeof given[name] === "number" ? given[name] : 0);
  return { top: side("top"), right: side("right"), bottom: side("bottom"), left: side("left") };
};

export const sameEdges = (a: Edges, b: Edges): boolean => sides.every((side) => a[side] === b[side]);
