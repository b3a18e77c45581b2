import { type Direction, turnBetween } from "./directions";
import { type FaceReading, isSure } from "./face";

/** A picture of the package a face may be laid beside. */
export type Reference = {
  imageId: string;
  characterId: string;
  /** Where it looks; null when nobody could tell, and then it is never the nearest. */
  direction: Direction | null;
  embedding: readonly number[] | null;
};

/** What a face was matched with. `score` is null without embeddings on both sides: it is never guessed. */
export type FaceMatch = {
  characterId: string | null;
  /** Who said so. */
  by: "model" | "only one" | null;
  nearestImageId: string | null;
  angleApart: number | null;
  score: number | null;
};

/** Below this a face is nobody's by itself: two different people reach it too. */
export const leastCosine = 0.25;

/** From here on a face is taken as like; below `doubtful` as unlike. Both are habits of ArcFace-class models, not facts. */
export const likenessLimits = { like: 0.6, doubtful: 0.4 } as const;

/** Cosine of two unit vectors, −1 to 1; null for vectors that cannot be compared. */
export const cosine = (a: readonly number[] | null | undefined, b: readonly number[] | null | undefined) => {
  if (!a || !b || a.length !== b.length || a.length === 0) return null;
  return a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0);
};

/** The score shown: the cosine itself, from 0 to 1, what points away counts as 0. No curve is laid over it. */
export const scoreOf = (value: number): number => Math.min(1, Math.max(0, value));

/** The picture that looks most like the face does, and how far apart the two are in degrees. */
export const nearestByAngle = <R extends Pick<Reference, "direction">>(
  face: Direction,
  references: readonly R[],
): { reference: R; apart: number } | null => {
  let best: { reference: R; apart: number } | null = null;
  for (const reference of references) {
    if (!reference.direction) continue;
    const apart = turnBetween(face, reference.direction);
    if (!best || apart < best.apart) best = { reference, apart };
  }
  return best;
};

/** A face as the one of this character: beside the nearest picture, with a score where both sides have an embedding. */
export const matchTo = (
  face: FaceReading,
  characterId: string,
  references: readonly Reference[],
): Omit<FaceMatch, "by"> => {
  const mine = references.filter((reference) => reference.characterId === characterId);
  const comparable = face.embedding ? mine.filter(({ embedding }) => cosine(face.embedding, embedding) !== null) : [];
  // A score belongs to the picture that is shown beside the face, so a comparable one is taken where there is one.
  const nearest = nearestByAngle(face, comparable) ?? nearestByAngle(face, mine);
  const value = nearest && cosine(face.embedding, nearest.reference.embedding);
  return {
    characterId,
    nearestImageId: nearest?.reference.imageId ?? null,
    angleApart: nearest?.apart ?? null,
    score: typeof value === "number" ? scoreOf(value) : null,
  };
};

const nobody: FaceMatch = { characterId: null, by: null, nearestImageId: null, angleApart: null, score: null };

/**
 * Whose each face is. By embedding where both sides have one, each character at most once and the surest pair first;
 * one sure face of a shot that casts one character is that character's. Everything else is left to a hand.
 */
export const matchFaces = (
  faces: readonly FaceReading[],
  cast: readonly string[],
  references: readonly Reference[],
): FaceMatch[] => {
  const sure = faces.filter(isSure);
  const [alone] = cast;
  if (cast.length === 1 && alone !== undefined && sure.length === 1)
    return faces.map((face) =>
      isSure(face) ? { ...matchTo(face, alone, references), by: "only one" as const } : nobody,
    );
  const pairs = faces
    .flatMap((face, at) =>
      isSure(face)
        ? cast.map((characterId) => ({ at, characterId, value: closest(face, characterId, references) }))
        : [],
    )
    .filter((pair): pair is typeof pair & { value: number } => pair.value !== null && pair.value >= leastCosine)
    .sort((a, b) => b.value - a.value);
  const chosen = new Map<number, string>();
  for (const { at, characterId } of pairs)
    if (!chosen.has(at) && ![...chosen.values()].includes(characterId)) chosen.set(at, characterId);
  return faces.map((face, at) => {
    const characterId = chosen.get(at);
    return characterId === undefined ? nobody : { ...matchTo(face, characterId, references), by: "model" };
  });
};

const closest = (face: FaceReading, characterId: string, references: readonly Reference[]): number | null => {
  const all = references.flatMap((one) =>
    one.characterId === characterId ? (cosine(face.embedding, one.embedding) ?? []) : [],
  );
  return all.length === 0 ? null : Math.max(...all);
};
