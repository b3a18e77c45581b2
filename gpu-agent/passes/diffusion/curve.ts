import type { Curve, Strength } from "../../../contract/passes/diffusion";

const shapes: Readonly<Record<Curve["ease"], (t: number) => number>> = {
  linear: (t) => t,
  "ease-in": (t) => t * t,
  "ease-out": (t) => 1 - (1 - t) ** 2,
  "ease-in-out": (t) => (t < 0.5 ? 2 * t * t : 1 - 2 * (1 - t) ** 2),
};

/** Value of a strength when the share `at` of the steps is done, 0–1. Before the first point and after the last it stays. */
export const strengthAt = (strength: Strength, at: number): number => {
  if (typeof strength === "number") return strength;
  const { points, ease } = strength;
  const next = points.findIndex((point) => point.at >= at);
  const to = points[next < 0 ? points.length - 1 : next];
  const from = points[next <= 0 ? 0 : next - 1];
  if (!to || !from) return 0;
  if (next <= 0 || to.at === from.at) return next < 0 ? to.value : from.value;
  return from.value + (to.value - from.value) * shapes[ease]((at - from.at) / (to.at - from.at));
};

export type Windowed = { strength: number; start: number; end: number };
const mostWindows = 8;

/** A strength as windows of steps, each of one value: one for a number, at most eight for a curve, and never more than steps. */
export const windowsOf = (strength: Strength, steps: number, start: number, end: number): Windowed[] => {
  if (typeof strength === "number") return strength > 0 && end > start ? [{ strength, start, end }] : [];
  const n = Math.max(1, Math.min(steps, mostWindows));
  return Array.from({ length: n }, (_, i) => {
    const from = start + ((end - start) * i) / n;
    const to = start + ((end - start) * (i + 1)) / n;
    // The value in the first window is the curve's beginning, in the last its end.
    const share = n === 1 ? 0 : i / (n - 1);
    return { strength: round(strengthAt(strength, start + (end - start) * share)), start: round(from), end: round(to) };
  }).filter((each) => each.strength > 0 && each.end > each.start);
};

const round = (value: number) => Math.round(value * 10_000) / 10_000;
