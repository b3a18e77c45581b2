import { alikeLimits, type Evidence } from "./alike";
import type { Slot } from "./angles";
import { checkImage, type ImageChecks } from "./checks";
import { type Direction, directionOf, turnBetween } from "./directions";

export type Judged = {
  id: string;
  mediaId: string;
  slot: Slot | null;
  yaw: number | null;
  pitch: number | null;
  lighting: string;
  expression: string;
  keep: boolean | null;
  checks: ImageChecks | null;
};

/** Why two pictures are too alike for one package (B46). */
export type Likeness = "same file" | "near-duplicate" | "mirror image" | "near angle";
export type Pair = { a: string; b: string; why: Likeness; words: string };

/** Degrees under which two pictures are "nearly the same angle". */
export const nearAngle = 12;
const farAngle = 30;

/** Full profiles: their two sides are both wanted, even when one is the other's mirror image. */
const profileSide = (image: Judged, direction: Direction | null): "left" | "right" | null => {
  if (image.slot === "profile-left") return "left";
  if (image.slot === "profile-right") return "right";
  if (!direction || Math.abs(direction.pitch) > 25) return null;
  const away = Math.abs(direction.yaw);
  return away >= 68 && away <= 112 ? (direction.yaw < 0 ? "left" : "right") : null;
};

const faceOf = ({ lighting, expression }: Judged) => `${lighting}\n${expression}`.toLowerCase();
const sameFace = (a: Judged, b: Judged) => faceOf(a) === faceOf(b);

/** Expressions and full bodies are taken from one angle on purpose. */
const ofAngles = ({ slot }: Judged) => slot !== "expression" && slot !== "full-body" && slot !== "close-up";

/** Are these two too alike, and why? `evidence` is what their hashes said, if they are near at all. Undefined when they may stand together. */
export const judgePair = (a: Judged, b: Judged, evidence: Evidence | undefined): Pair | undefined => {
  const pair = (why: Likeness, words: string): Pair => ({ a: a.id, b: b.id, why, words });
  const [at, bt] = [directionOf(a), directionOf(b)];
  const [as, bs] = [profileSide(a, at), profileSide(b, bt)];
  if (a.mediaId === b.mediaId) return pair("same file", "The same picture twice");
  if (as && bs && as !== bs) return undefined;
  const turn = at && bt ? turnBetween(at, bt) : null;
  if (evidence) {
    const { whole, crop, windows, mirror } = evidence;
    const surely = whole <= alikeLimits.surelyWhole || crop <= alikeLimits.surelyCrop;
    const maybe = whole <= alikeLimits.whole || crop <= alikeLimits.crop || windows <= alikeLimits.windows;
    if (surely || (maybe && (turn === null || turn <= farAngle)))
      return pair(
        "near-duplicate",
        whole <= alikeLimits.whole ? "Nearly the same picture" : "Two crops of one picture, or nearly so",
      );
    if (mirror <= alikeLimits.mirror) return pair("mirror image", "One is the other's mirror image");
  }
  if (turn !== null && turn <= nearAngle && sameFace(a, b) && ofAngles(a) && ofAngles(b))
    return pair("near angle", `Nearly the same angle: ${Math.round(turn)}° apart`);
  return undefined;
};

/**
 * Every pair too alike, each once, in the order of `images`. Discarded candidates are left out. Only pairs that can be are
 * judged: those of one file, those whose hashes are near, and those of one pitch, light and expression.
 */
export const duplicatesOf = (images: readonly Judged[], evidence: readonly Evidence[]): Pair[] => {
  const judged = images.filter(({ slot, keep }) => slot !== null || keep !== false);
  const places = new Map(judged.map(({ id }, at) => [id, at]));
  const pairs = new Map<number, Evidence | undefined>();
  const add = (one: number, other: number, told?: Evidence) => {
    const key = Math.min(one, other) * judged.length + Math.max(one, other);
    if (one !== other && (told || !pairs.has(key))) pairs.set(key, told);
  };
  for (const told of evidence) {
    const [a, b] = [places.get(told.a), places.get(told.b)];
    if (a !== undefined && b !== undefined) add(a, b, told);
  }
  for (const same of grouped(judged, ({ mediaId }) => mediaId)) for (const [a, b] of pairsOf(same)) add(a, b);
  for (const [a, b] of ofOneAngle(judged)) add(a, b);
  return [...pairs]
    .sort(([a], [b]) => a - b)
    .flatMap(([key, told]) => {
      const [a, b] = [judged[Math.floor(key / judged.length)], judged[key % judged.length]];
      return (a && b && judgePair(a, b, told)) ?? [];
    });
};

/** Places of images with the same key, where there are two or more. */
const grouped = (images: readonly Judged[], keyOf: (image: Judged) => string): number[][] => {
  const groups = new Map<string, number[]>();
  for (const [at, image] of images.entries()) {
    const key = keyOf(image);
    const group = groups.get(key);
    if (group) group.push(at);
    else groups.set(key, [at]);
  }
  return [...groups.values()].filter(({ length }) => length > 1);
};

const pairsOf = (places: readonly number[]): [number, number][] =>
  places.flatMap((a, at) => places.slice(at + 1).map((b): [number, number] => [a, b]));

/** Pairs that may look the same way with the same face: a turn is never less than the difference of pitch. */
const ofOneAngle = (images: readonly Judged[]): [number, number][] => {
  const looking = images.map((image) => (ofAngles(image) ? directionOf(image) : null));
  return grouped(images, faceOf).flatMap((group) => {
    const pitched = group
      .flatMap((at) => {
        const direction = looking[at];
        return direction ? [{ at, pitch: direction.pitch }] : [];
      })
      .sort((a, b) => a.pitch - b.pitch);
    return pitched.flatMap((a, n) => {
      const near: [number, number][] = [];
      for (let m = n + 1; m < pitched.length; m++) {
        const b = pitched[m];
        if (!b || b.pitch - a.pitch > nearAngle) break;
        near.push([a.at, b.at]);
      }
      return near;
    });
  });
};

export type Group = { ids: string[]; pairs: Pair[] };

/** Pairs joined into groups: what is alike to one of a group belongs to it. Largest groups first. */
export const groupsOf = (pairs: readonly Pair[]): Group[] => {
  const parent = new Map<string, string>();
  const root = (id: string): string => {
    let up = id;
    for (let next = parent.get(up); next !== undefined && next !== up; next = parent.get(up)) up = next;
    parent.set(id, up);
    return up;
  };
  for (const { a, b } of pairs) parent.set(root(a), root(b));
  const groups = new Map<string, { ids: Set<string>; pairs: Pair[] }>();
  for (const pair of pairs) {
    const at = root(pair.a);
    const group = groups.get(at) ?? { ids: new Set<string>(), pairs: [] };
    groups.set(at, group);
    group.pairs.push(pair);
    group.ids.add(pair.a).add(pair.b);
  }
  return [...groups.values()]
    .map(({ ids, pairs }) => ({ ids: [...ids], pairs }))
    .sort((x, y) => y.ids.length - x.ids.length);
};

/** The best of pictures that are alike: fewest things to mend, then sharpest, then largest. */
export const bestOf = <Image extends Pick<Judged, "id" | "checks" | "slot">>(
  images: readonly Image[],
): Image | undefined => {
  const rank = (image: Image) => {
    const advice = checkImage(image).filter(({ state }) => state === "advice").length;
    const { sharpness = 0, width = 0, height = 0 } = image.checks ?? {};
    return [-advice, sharpness, width * height] as const;
  };
  return [...images].sort((x, y) => {
    const [a, b] = [rank(x), rank(y)];
    return b[0] - a[0] || b[1] - a[1] || b[2] - a[2];
  })[0];
};
