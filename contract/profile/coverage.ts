import { type Angle, angleIds, type Slot, slotTitle } from "./angles";
import { angleOf } from "./directions";

/** What coverage counts of a picture. Discarded candidates (`keep` false) count for nothing. */
export type Covering = {
  id: string;
  slot: Slot | null;
  yaw: number | null;
  pitch: number | null;
  lighting: string;
  expression: string;
  keep: boolean | null;
};

/** Light and faces every set should hold; a package's own words come after them. */
export const usualLightings = ["soft", "hard", "backlit"] as const;
export const usualExpressions = ["neutral", "smile", "anger", "surprise"] as const;

const counts = ({ slot, keep }: Covering) => slot !== null || keep !== false;
const word = (text: string) => text.trim().toLowerCase();
const used = (texts: readonly string[]) => [...new Set(texts.map(word).filter((text) => text !== ""))];

export type Coverage = {
  /** Pictures an angle: those that stand in it, or look like it from the tray. */
  angles: ReadonlyMap<Angle, readonly string[]>;
  missing: Angle[];
  /** Pictures nobody knows the angle of. */
  unknown: number;
  lightings: string[];
  expressions: string[];
  /** 0–100: angles weigh 60, kinds of light and expressions 20 each. */
  score: number;
  word: "poor" | "fair" | "good";
};

/** How far a package's pictures differ: angles first, then light and expression (A2). */
export const coverageOf = (images: readonly Covering[]): Coverage => {
  const counted = images.filter(counts);
  const angles = new Map<Angle, string[]>(angleIds.map((angle) => [angle, []]));
  let unknown = 0;
  for (const image of counted) {
    const angle = angleOf(image);
    if (angle) angles.get(angle)?.push(image.id);
    else if (image.slot === null && image.yaw === null && image.pitch === null) unknown++;
  }
  const missing = angleIds.filter((angle) => angles.get(angle)?.length === 0);
  const lightings = used(counted.map(({ lighting }) => lighting));
  const expressions = used(counted.map(({ expression }) => expression));
  const share =
    (0.6 * (angleIds.length - missing.length)) / angleIds.length +
    0.2 * Math.min(1, lightings.length / usualLightings.length) +
    0.2 * Math.min(1, expressions.length / usualExpressions.length);
  const score = Math.round(share * 100);
  return { angles, missing, unknown, lightings, expressions, score, word: wordOf(angleIds.length - missing.length) };
};

// The word is of angles alone: a set in one light can be good, six front shots cannot (A2, B45).
const wordOf = (have: number): Coverage["word"] => (have >= 8 ? "good" : have >= 3 ? "fair" : "poor");

/** "Coverage is poor: 1 of 9 angles. Missing: ¾ left, …": what a page says of it. */
export const coverageWords = ({ word, missing, unknown }: Coverage): string => {
  const have = angleIds.length - missing.length;
  const parts = [`Coverage is ${word}: ${have} of ${angleIds.length} angles.`];
  if (missing.length > 0) parts.push(`Missing: ${missing.map(slotTitle).join(", ")}.`);
  if (unknown > 0) parts.push(`${unknown} ${unknown === 1 ? "picture has" : "pictures have"} no angle yet.`);
  return parts.join(" ");
};

export type Cell = { angle: Angle; lighting: string; expression: string };
export type Matrix = {
  lightings: string[];
  expressions: string[];
  /** Picture ids of a cell; an empty list where there is none. */
  at: (cell: Cell) => readonly string[];
  empty: Cell[];
  cells: number;
};

const key = ({ angle, lighting, expression }: Cell) => `${angle}\n${lighting}\n${expression}`;

/** Angle × lighting × expression: which cells hold a picture and which are empty (A2). A picture without a word is "neutral" in "soft" light only if it says so. */
export const matrixOf = (images: readonly Covering[]): Matrix => {
  const counted = images.filter(counts);
  const lightings = [...new Set([...usualLightings, ...used(counted.map(({ lighting }) => lighting))])];
  const expressions = [...new Set([...usualExpressions, ...used(counted.map(({ expression }) => expression))])];
  const held = new Map<string, string[]>();
  for (const image of counted) {
    const angle = angleOf(image);
    if (!angle) continue;
    const at = key({ angle, lighting: word(image.lighting), expression: word(image.expression) });
    held.set(at, [...(held.get(at) ?? []), image.id]);
  }
  const all = angleIds.flatMap((angle) =>
    lightings.flatMap((lighting) => expressions.map((expression) => ({ angle, lighting, expression }))),
  );
  const at = (cell: Cell) => held.get(key(cell)) ?? [];
  return { lightings, expressions, at, empty: all.filter((cell) => at(cell).length === 0), cells: all.length };
};
