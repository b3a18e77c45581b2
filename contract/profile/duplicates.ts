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

const sameFace = (a: Judged, b: Judged) =>
  a.lighting.toLowerCase() === b.lighting.toLowerCase() && a.expression.toLowerCase() === b.expression.toLowerCase();

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

/** Every pair too alike, each once. Discarded candidates are left out. */
export const duplicatesOf = (images: readonly Judged[], evidence: readonly Evidence[]): Pair[] => {
  const byPair = new Map(evidence.map((one) => [pairKey(one.a, one.b), one]));
  const judged = images.filter(({ slot, keep }) => slot !== null || keep !== false);
  return judged.flatMap((a, at) =>
    judged.slice(at + 1).flatMap((b) => judgePair(a, b, byPair.get(pairKey(a.id, b.id))) ?? []),
  );
};

const pairKey = (a: string, b: string) => (a < b ? `${a} ${b}` : `${b} ${a}`);

export type Group = { ids: string[]; pairs: Pair[] };

/** Pairs joined into groups: what is alike to one of a group belongs to it. Largest groups first. */
export const groupsOf = (pairs: readonly Pair[]): Group[] => {
  const parent = new Map<string, string>();
  const root = (id: string): string => {
    const up = parent.get(id) ?? id;
    return up === id ? id : root(up);
  };
  for (const { a, b } of pairs) parent.set(root(a), root(b));
  const groups = new Map<string, Group>();
  for (const pair of pairs) {
    const at = root(pair.a);
    const group = groups.get(at) ?? { ids: [], pairs: [] };
    group.pairs.push(pair);
    for (const id of [pair.a, pair.b]) if (!group.ids.includes(id)) group.ids.push(id);
    groups.set(at, group);
  }
  return [...groups.values()].sort((x, y) => y.ids.length - x.ids.length);
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
