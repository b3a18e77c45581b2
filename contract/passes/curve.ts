import type { Curve, Strength } from "./diffusion";

// Free of zod, so that the editor in the browser and the node draw the same line.

/** How a stretch between two points is walked: 0 at its beginning, 1 at its end. */
const walk = (ease: Curve["ease"], share: number): number => {
  if (ease === "ease-in") return share * share;
  if (ease === "ease-out") return 1 - (1 - share) * (1 - share);
  if (ease === "ease-in-out") return share < 0.5 ? 2 * share * share : 1 - 2 * (1 - share) ** 2;
  return share;
};

/** The value of a curve when the share `at` (0–1) of the steps is done. Before its first and after its last point it stays. */
export const curveAt = ({ points, ease }: Curve, at: number): number => {
  const next = points.findIndex((point) => point.at >= at);
  const [to, from] = [points[next], points[next - 1]];
  if (!to) return points.at(-1)?.value ?? 0;
  if (!from) return to.value;
  return from.value + (to.value - from.value) * walk(ease, (at - from.at) / (to.at - from.at));
};

/** A strength when the share `at` (0–1) of the steps is done. */
export const strengthAt = (strength: Strength, at: number): number =>
  typeof strength === "number" ? strength : curveAt(strength, at);

/** The strength at each of `steps` steps; the last step is the curve's end. */
export const strengthsOver = (strength: Strength, steps: number): number[] =>
  Array.from({ length: steps }, (_, n) => strengthAt(strength, steps === 1 ? 0 : n / (steps - 1)));

/** "0.7", or "0.9 → 0.3" of a curve. */
export const strengthWords = (strength: Strength): string =>
  typeof strength === "number" ? String(strength) : strength.points.map(({ value }) => value).join(" → ");
