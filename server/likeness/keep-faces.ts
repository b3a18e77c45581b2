import { and, eq, inArray, sql } from "drizzle-orm";
import { newId } from "@/contract/ids";
import type { FaceReading, FacesFacts } from "@/contract/profile/face";
import { type FaceMatch, matchFaces, matchTo } from "@/contract/profile/likeness";
import type { MeasuredAgainst } from "@/contract/profile/measured-against";
import { faceReadings, frames, shotCast, versionFaces, versions } from "@/db/schema";
import { announce, type StudioContext } from "@/server/context";
import { BadInputError } from "@/server/errors";
import { referencesOf } from "@/server/profiles/references";
import { standingOf } from "@/server/profiles/standing";
import type { Job } from "@/server/queue/states";

export type FaceRow = typeof versionFaces.$inferSelect;

/** Who said whose a face is: a model, that there was only one, or a person by id. */
export const isByHand = ({ assignedBy }: Pick<FaceRow, "assignedBy">): boolean =>
  assignedBy !== null && assignedBy !== "model" && assignedBy !== "only one";

/** Characters a version's shot casts. */
export async function castOf(ctx: StudioContext, versionIds: readonly string[]) {
  if (versionIds.length === 0) return [];
  return ctx.db
    .select({
      ...{ versionId: versions.id, mediaId: versions.mediaId, frameId: versions.frameId },
      ...{ projectId: versions.projectId, shotId: frames.shotId, characterId: shotCast.characterId },
    })
    .from(versions)
    .innerJoin(frames, eq(frames.id, versions.frameId))
    .leftJoin(shotCast, eq(shotCast.shotId, frames.shotId))
    .where(and(eq(versions.teamId, ctx.teamId), inArray(versions.id, [...versionIds])))
    .orderBy(shotCast.characterId);
}

/**
 * Keep the faces a node found in versions, and whose they are as far as that can be told. What a hand said of a face
 * stands while the face is still there. Inside the transaction that ends the job; versions that went away are left out.
 */
export async function keepVersionFaces(
  ctx: StudioContext,
  job: Job,
  versionIds: readonly string[],
  facts: FacesFacts,
): Promise<void> {
  if (facts.pictures.length !== versionIds.length)
    throw new BadInputError(`${versionIds.length} versions were to be read, ${facts.pictures.length} answers came.`);
  const cast = await castOf(ctx, versionIds);
  const references = await referencesOf(
    ctx,
    cast.flatMap(({ characterId }) => characterId ?? []),
    facts.model,
  );
  const standing = await standingOf(
    ctx,
    cast.flatMap(({ characterId }) => characterId ?? []),
  );
  for (const [at, versionId] of versionIds.entries()) {
    const answer = facts.pictures[at];
    const rows = cast.filter((row) => row.versionId === versionId);
    const [place] = rows;
    if (!answer || "error" in answer || !place || place.mediaId !== job.recipe.inputs[at]?.mediaId) continue;
    const before = await ctx.db
      .select()
      .from(versionFaces)
      .where(and(eq(versionFaces.teamId, ctx.teamId), eq(versionFaces.versionId, versionId)))
      .for("update");
    const matches = matchFaces(
      answer.faces,
      rows.flatMap(({ characterId }) => characterId ?? []),
      references,
    );
    const kept = answer.faces.map((face, n) => {
      const same = before.find((old) => isByHand(old) && overlap(old.face, face) > 0.5);
      const match: FaceMatch | undefined = matches[n];
      const whose = same
        ? {
            assignedBy: same.assignedBy,
            ...(same.characterId ? matchTo(face, same.characterId, references) : nobody),
          }
        : { ...nobody, ...withoutBy(match), assignedBy: match?.by ?? null };
      return {
        ...{ id: newId("face"), teamId: ctx.teamId, versionId, face, ...whose },
        model: whose.score === null ? null : facts.model,
      };
    });
    if (before.length > 0)
      await ctx.db.delete(versionFaces).where(
        inArray(
          versionFaces.id,
          before.map(({ id }) => id),
        ),
      );
    if (kept.length > 0) await ctx.db.insert(versionFaces).values(kept);
    const reading = { detector: facts.detector, model: facts.model, against: ofCast(standing, rows) };
    await ctx.db
      .insert(faceReadings)
      .values({ id: newId("face"), teamId: ctx.teamId, versionId, ...reading })
      .onConflictDoUpdate({ target: faceReadings.versionId, set: { ...reading, createdAt: sql`now()` } });
    announce(ctx, { topic: "version", id: versionId, projectId: place.projectId });
  }
  const [first] = cast;
  if (first) announce(ctx, { topic: "frame", id: first.frameId, projectId: first.projectId });
}

/** What the faces of one version were laid beside: the packages of its shot's cast. */
const ofCast = (standing: MeasuredAgainst, rows: readonly { characterId: string | null }[]): MeasuredAgainst =>
  Object.fromEntries(Object.entries(standing).filter(([id]) => rows.some(({ characterId }) => characterId === id)));

const nobody = { characterId: null, nearestImageId: null, angleApart: null, score: null };
const withoutBy = (match: FaceMatch | undefined) => {
  if (!match) return {};
  const { by: _, ...rest } = match;
  return rest;
};

/** Shared area over the area of both, 0–1. */
const overlap = ({ box: a }: FaceReading, { box: b }: FaceReading): number => {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  if (width <= 0 || height <= 0) return 0;
  const shared = width * height;
  return shared / (a.width * a.height + b.width * b.height - shared);
};

/** Match the faces of versions anew, from what was read of them: the cast or the package changed. Returns how many versions. */
export async function rematch(ctx: StudioContext, versionIds: readonly string[]): Promise<number> {
  const cast = await castOf(ctx, versionIds);
  const ids = [...new Set(cast.map(({ versionId }) => versionId))];
  if (ids.length === 0) return 0;
  const [faces, readings] = await Promise.all([
    ctx.db
      .select()
      .from(versionFaces)
      .where(and(eq(versionFaces.teamId, ctx.teamId), inArray(versionFaces.versionId, ids)))
      .orderBy(versionFaces.createdAt, versionFaces.id)
      .for("update"),
    ctx.db
      .select()
      .from(faceReadings)
      .where(and(eq(faceReadings.teamId, ctx.teamId), inArray(faceReadings.versionId, ids))),
  ]);
  const characterIds = cast.flatMap(({ characterId }) => characterId ?? []);
  const models = [...new Set(readings.map(({ model }) => model))];
  const references = new Map(
    await Promise.all(models.map(async (model) => [model, await referencesOf(ctx, characterIds, model)] as const)),
  );
  const standing = await standingOf(ctx, characterIds);
  for (const { versionId, model } of readings) {
    const own = faces.filter((row) => row.versionId === versionId);
    const rows = cast.filter((row) => row.versionId === versionId);
    const beside = references.get(model) ?? [];
    const matches = matchFaces(
      own.map(({ face }) => face),
      rows.flatMap(({ characterId }) => characterId ?? []),
      beside,
    );
    for (const [at, row] of own.entries()) {
      const match = matches[at];
      const whose = isByHand(row)
        ? row.characterId
          ? matchTo(row.face, row.characterId, beside)
          : nobody
        : { ...nobody, ...withoutBy(match), assignedBy: match?.by ?? null };
      await ctx.db
        .update(versionFaces)
        .set({ ...whose, model: whose.score === null ? null : model })
        .where(and(eq(versionFaces.id, row.id), eq(versionFaces.teamId, ctx.teamId)));
    }
    await ctx.db
      .update(faceReadings)
      .set({ against: ofCast(standing, rows) })
      .where(and(eq(faceReadings.versionId, versionId), eq(faceReadings.teamId, ctx.teamId)));
    const [place] = rows;
    if (place) announce(ctx, { topic: "version", id: versionId, projectId: place.projectId });
  }
  return readings.length;
}

/** Versions matched anew when a package's pictures were read; a longer film is matched with the next measuring. */
const mostRematched = 300;

/** Match the shown versions of shots that cast a character anew: the pictures it is laid beside know more by now. */
export async function rematchCast(ctx: StudioContext, characterId: string): Promise<void> {
  const rows = await ctx.db
    .select({ versionId: faceReadings.versionId })
    .from(faceReadings)
    .innerJoin(frames, eq(frames.currentVersionId, faceReadings.versionId))
    .innerJoin(shotCast, eq(shotCast.shotId, frames.shotId))
    .where(and(eq(faceReadings.teamId, ctx.teamId), eq(shotCast.characterId, characterId)))
    .limit(mostRematched);
  await rematch(
    ctx,
    rows.map(({ versionId }) => versionId),
  );
}
