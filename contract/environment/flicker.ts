import type { FlickerPoint } from "./light";

/** Seconds after which a curve begins again; 0 for a steady light. */
export const flickerPeriod = (curve: readonly FlickerPoint[]): number => curve.at(-1)?.at ?? 0;

/** Brightness at `seconds` (also before 0): straight lines between the points, repeating; 1 without points. */
export const flickerAt = (curve: readonly FlickerPoint[], seconds: number): number => {
  const [first] = curve;
  if (!first) return 1;
  const period = flickerPeriod(curve);
  if (period <= 0) return first.level;
  const time = ((seconds % period) + period) % period;
  let before = first;
  for (const point of curve) {
    if (point.at > time) {
      const share = (time - before.at) / (point.at - before.at);
      return before.level + (point.level - before.level) * share;
    }
    before = point;
  }
  return before.level;
};
