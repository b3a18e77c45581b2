import { strengthAt } from "../../../contract/passes/curve";
import type { Strength } from "../../../contract/passes/diffusion";

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
