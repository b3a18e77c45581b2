import { flickerPeriod } from "./flicker";
import type { FlickerPoint } from "./light";

export const flickerPresets: { id: string; name: string; curve: readonly FlickerPoint[] }[] = [
  { id: "steady", name: "Steady", curve: [] },
  {
    id: "fire",
    name: "Fire",
    curve: [
      { at: 0, level: 0.85 },
      { at: 0.35, level: 1.15 },
      { at: 0.6, level: 0.9 },
      { at: 1.1, level: 1.05 },
      { at: 1.4, level: 0.7 },
      { at: 1.9, level: 1.1 },
      { at: 2.4, level: 0.85 },
    ],
  },
  {
    id: "candle",
    name: "Candle",
    curve: [
      { at: 0, level: 1 },
      { at: 0.9, level: 0.93 },
      { at: 1.3, level: 1.04 },
      { at: 2.2, level: 0.9 },
      { at: 3, level: 1 },
    ],
  },
  {
    id: "tube",
    name: "Failing tube",
    curve: [
      { at: 0, level: 1 },
      { at: 1.6, level: 1 },
      { at: 1.65, level: 0.2 },
      { at: 1.75, level: 0.9 },
      { at: 1.8, level: 0.15 },
      { at: 2, level: 1 },
      { at: 4, level: 1 },
    ],
  },
];

// WCAG 2.3.1 counts a flash as a pair of opposing changes of a tenth of full brightness with a dark end below 0.8.
const [change, dark] = [0.1, 0.8];

/** Flashes in the busiest second, as WCAG 2.3.1 counts them; more than 3 can harm people with photosensitive epilepsy. */
export const flashesInASecond = (curve: readonly FlickerPoint[]): number => {
  const period = flickerPeriod(curve);
  if (period <= 0) return 0;
  const laps = Math.ceil(1 / period) + 1;
  const points = Array.from({ length: laps }, (_, lap) =>
    curve.map(({ at, level }) => ({ at: at + lap * period, level })),
  ).flat();
  const turns: number[] = [];
  let [direction, from] = [0, points[0]?.level ?? 1];
  for (const { at, level } of points) {
    const way = Math.sign(level - from);
    if (way === 0) continue;
    const counts = Math.abs(level - from) >= change && Math.min(level, from) < dark;
    if (counts && way !== direction) {
      turns.push(at);
      direction = way;
      from = level;
    } else if (way === direction) from = level;
  }
  const most = Math.max(0, ...turns.map((start) => turns.filter((at) => at >= start && at < start + 1).length));
  return Math.floor(most / 2);
};
