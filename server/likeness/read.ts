import { and, asc, desc, eq, inArray, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { idOf } from "@/contract/ids";
import type { FaceReading } from "@/contract/profile/face";
import { isSure, sureFace } from "@/contract/profile/face";
import { type LikenessRow, likenessState, worstFirst } from "@/contract/profile/likeness-state";
import { isOutdated, type MeasuredAgainst, type Outdated } from "@/contract/profile/measured-against";
import { grouped } from "@/contract/script/grouped";
import {
  characters,
  faceReadings,
  frames,
  media,
  packageImages,
  sequences,
  shotCast,
  shots,
  users,
  versionFaces,
  versions,
} from "@/db/schema";
import { requireMay, type StudioContext } from "@/server/context";
import { NotFoundError } from "@/server/errors";
import { pictureColumns, toPicture } from "@/server/media/picture";
import { faceReaders } from "@/server/nodes/face-readers";
import { standingOf } from "@/server/profiles/standing";
import { projectOrThrow } from "@/server/projects/access";
import { versionOrThrow } from "@/server/storyboard/access";
import { isByHand } from "./keep-faces";
import { beingRead } from "./measure";

/** A face without its embedding: that stays on the server. */
const face = sql<FaceReading>`${versionFaces.face} - 'embedding'`;

export const VersionLikeness = z.object({ versionId: idOf("version") });

/** The faces of one version, each beside the package picture nearest in angle, and what is missing for more. */
export async function versionLikeness(ctx: StudioContext, input: z.input<typeof VersionLikeness>) {
  requireMay(ctx, "see the studio");
  const { versionId } = VersionLikeness.parse(input);
  const version = await versionOrThrow(ctx, versionId);
  const [[place], [reading], rows, readers, waiting] = await Promise.all([
    ctx.db
      .select({ shotId: frames.shotId, currentVersionId: frames.currentVersionId, ...pictureColumns })
      .from(frames)
      .innerJoin(media, eq(media.id, version.mediaId))
      .where(and(eq(frames.id, version.frameId), eq(frames.teamId, ctx.teamId))),
    ctx.db
      .select()
      .from(faceReadings)
      .where(and(eq(faceReadings.teamId, ctx.teamId), eq(faceReadings.versionId, versionId))),
    ctx.db
      .select({
        ...{ id: versionFaces.id, face, characterId: versionFaces.characterId, score: versionFaces.score },
        ...{ assignedBy: versionFaces.assignedBy, angleApart: versionFaces.angleApart, person: users.name },
        nearest: { id: packageImages.id, slot: packageImages.slot, yaw: packageImages.yaw, pitch: packageImages.pitch },
        read: sql<FaceReading | null>`(${packageImages.checks} -> 'face') - 'embedding'`,
        picture: pictureColumns,
      })
      .from(versionFaces)
      .leftJoin(packageImages, eq(packageImages.id, versionFaces.nearestImageId))
      .leftJoin(media, eq(media.id, packageImages.mediaId))
      .leftJoin(users, eq(users.id, versionFaces.assignedBy))
      .where(and(eq(versionFaces.teamId, ctx.teamId), eq(versionFaces.versionId, versionId)))
      .orderBy(sql`(${versionFaces.face} -> 'box' ->> 'x')::float8`, asc(versionFaces.id)),
    faceReaders(ctx),
    beingRead(ctx, version.projectId),
  ]);
  if (!place) throw new NotFoundError("The version");
  const cast = await ctx.db
    .select({ id: characters.id, name: characters.name, code: characters.code })
    .from(shotCast)
    .innerJoin(characters, eq(characters.id, shotCast.characterId))
    .where(and(eq(shotCast.shotId, place.shotId), eq(characters.teamId, ctx.teamId)))
    .orderBy(asc(characters.name));
  return {
    ...{
      versionId,
      shotId: place.shotId,
      shown: place.currentVersionId === versionId,
      picture: toPicture(place),
      cast,
    },
    reading: reading ? { detector: reading.detector, model: reading.model, at: reading.createdAt } : null,
    waiting: waiting.has(versionId),
    /** Whose package is another since this was measured. */
    outdated: outdatedOf(
      reading?.against,
      await standingOf(
        ctx,
        cast.map(({ id }) => id),
      ),
      new Map(cast.map(({ id, name }) => [id, name])),
    ),
    readers,
    faces: rows.map(({ nearest, picture, read, assignedBy, person, ...row }) => ({
      ...{ ...row, sure: isSure(row.face), byHand: isByHand({ assignedBy }) },
      /** "model", "only one", or a person's name. */
      by: person ?? assignedBy,
      nearest: nearest && picture ? { ...nearest, face: read, picture: toPicture(picture) } : null,
    })),
  };
}

/** Of a version's cast: those whose package is another than the one that was measured against. */
const outdatedOf = (
  against: MeasuredAgainst | null | undefined,
  standing: MeasuredAgainst,
  names: ReadonlyMap<string, string>,
): Outdated[] =>
  Object.entries(against ?? {}).flatMap(([id, was]) => {
    const now = standing[id];
    const name = names.get(id);
    return now && name !== undefined && isOutdated(was, now) ? [{ name, was: was.revision, now: now.revision }] : [];
  });

export const ListLikeness = z.object({
  projectId: idOf("project"),
  shotId: idOf("shot").optional(),
  sequenceId: idOf("sequence").optional(),
});

/** Frames that were measured, the worst first, how many more could be, how many stand beside an older package, and what is missing for scores. */
export async function listLikeness(ctx: StudioContext, input: z.input<typeof ListLikeness>) {
  requireMay(ctx, "see the studio");
  const { projectId, shotId, sequenceId } = ListLikeness.parse(input);
  await projectOrThrow(ctx, projectId);
  const within = and(
    ...[eq(frames.teamId, ctx.teamId), eq(frames.projectId, projectId)],
    ...[isNull(frames.archivedAt), isNull(shots.archivedAt)],
    shotId ? eq(shots.id, shotId) : undefined,
    sequenceId ? eq(shots.sequenceId, sequenceId) : undefined,
  );
  const [read, [unread], readers, all] = await Promise.all([
    ctx.db
      .select({
        ...{ frameId: frames.id, label: frames.label, current: frames.currentVersionId },
        ...{ shotId: shots.id, shot: shots.code, versionId: faceReadings.versionId },
        against: faceReadings.against,
      })
      .from(faceReadings)
      .innerJoin(versions, eq(versions.id, faceReadings.versionId))
      .innerJoin(frames, eq(frames.id, versions.frameId))
      .innerJoin(shots, eq(shots.id, frames.shotId))
      .where(and(eq(faceReadings.teamId, ctx.teamId), within))
      .orderBy(asc(shots.position), asc(frames.position), desc(faceReadings.createdAt)),
    ctx.db
      .select({ count: sql<number>`count(distinct ${frames.id})::int` })
      .from(frames)
      .innerJoin(shots, eq(shots.id, frames.shotId))
      .innerJoin(shotCast, eq(shotCast.shotId, shots.id))
      .leftJoin(faceReadings, eq(faceReadings.versionId, frames.currentVersionId))
      .where(and(within, isNull(faceReadings.id), sql`${frames.currentVersionId} is not null`)),
    faceReaders(ctx),
    ctx.db
      .select({ id: sequences.id, code: sequences.code })
      .from(sequences)
      .where(and(eq(sequences.teamId, ctx.teamId), eq(sequences.projectId, projectId)))
      .orderBy(asc(sequences.position), asc(sequences.id)),
  ]);
  const faces = await facesOf(
    ctx,
    read.flatMap(({ versionId, current }) => (versionId === current ? [versionId] : [])),
  );
  const ids = [...new Set(read.flatMap(({ against }) => Object.keys(against ?? {})))];
  const [standing, people] = await Promise.all([standingOf(ctx, ids), namesOf(ctx, ids)]);
  const byFrame = grouped(read, ({ frameId }) => frameId);
  const rows = [...byFrame.values()].flatMap((readings): LikenessRow[] => {
    const one = readings.find(({ versionId, current }) => versionId === current) ?? readings[0];
    if (!one || one.current === null) return [];
    const { current, versionId, against, ...place } = one;
    const outdated = outdatedOf(against, standing, people);
    return [{ ...place, versionId, ...likenessState(faces.get(versionId) ?? [], versionId === current, outdated) }];
  });
  const outdated = rows.filter(({ stale, state }) => stale && state !== "stale").length;
  return { rows: worstFirst(rows), unread: unread?.count ?? 0, outdated, readers, sequences: all };
}

const namesOf = async (ctx: StudioContext, ids: readonly string[]): Promise<Map<string, string>> => {
  if (ids.length === 0) return new Map();
  const rows = await ctx.db
    .select({ id: characters.id, name: characters.name })
    .from(characters)
    .where(and(eq(characters.teamId, ctx.teamId), inArray(characters.id, [...ids])));
  return new Map(rows.map(({ id, name }) => [id, name]));
};

const facesOf = async (ctx: StudioContext, versionIds: readonly string[]) => {
  if (versionIds.length === 0) return new Map<string, never[]>();
  const rows = await ctx.db
    .select({
      ...{ versionId: versionFaces.versionId, characterId: versionFaces.characterId, score: versionFaces.score },
      sure: sql<boolean>`(${versionFaces.face} ->> 'trust')::float8 >= ${sureFace}`,
    })
    .from(versionFaces)
    .where(and(eq(versionFaces.teamId, ctx.teamId), inArray(versionFaces.versionId, [...versionIds])));
  return grouped(rows, ({ versionId }) => versionId);
};

export const LikenessDrift = z.object({ sequenceId: idOf("sequence") });

/** How each character's likeness and angle go through the frames of a sequence, in story order. Frames not measured have gaps. */
export async function likenessDrift(ctx: StudioContext, input: z.input<typeof LikenessDrift>) {
  requireMay(ctx, "see the studio");
  const { sequenceId } = LikenessDrift.parse(input);
  const [sequence] = await ctx.db
    .select({ id: sequences.id, code: sequences.code, projectId: sequences.projectId })
    .from(sequences)
    .where(and(eq(sequences.id, sequenceId), eq(sequences.teamId, ctx.teamId)));
  if (!sequence) throw new NotFoundError("The sequence");
  const [order, points, readers] = await Promise.all([
    ctx.db
      .select({
        ...{ frameId: frames.id, label: frames.label, shot: shots.code, versionId: frames.currentVersionId },
        read: sql<boolean>`${faceReadings.id} is not null`,
      })
      .from(frames)
      .innerJoin(shots, eq(shots.id, frames.shotId))
      .leftJoin(faceReadings, eq(faceReadings.versionId, frames.currentVersionId))
      .where(
        and(
          ...[eq(frames.teamId, ctx.teamId), eq(shots.sequenceId, sequenceId)],
          ...[isNull(frames.archivedAt), isNull(shots.archivedAt), sql`${frames.currentVersionId} is not null`],
        ),
      )
      .orderBy(asc(shots.position), asc(shots.id), asc(frames.position), asc(frames.id)),
    ctx.db
      .select({
        ...{ frameId: frames.id, characterId: characters.id, name: characters.name, score: versionFaces.score },
        ...{ face, angleApart: versionFaces.angleApart },
      })
      .from(versionFaces)
      .innerJoin(frames, eq(frames.currentVersionId, versionFaces.versionId))
      .innerJoin(shots, eq(shots.id, frames.shotId))
      .innerJoin(characters, eq(characters.id, versionFaces.characterId))
      .where(
        and(
          ...[eq(versionFaces.teamId, ctx.teamId), eq(shots.sequenceId, sequenceId)],
          ...[isNull(frames.archivedAt), isNull(shots.archivedAt)],
        ),
      ),
    faceReaders(ctx),
  ]);
  const people = new Map(points.map(({ characterId, name }) => [characterId, name]));
  return {
    ...{ sequence, readers },
    frames: order,
    characters: [...people]
      .map(([id, name]) => ({
        ...{ id, name },
        points: order.flatMap(({ frameId }, at) => {
          const point = points.find((one) => one.frameId === frameId && one.characterId === id);
          if (!point) return [];
          const { score, angleApart, face } = point;
          return [{ at, score, angleApart, yaw: face.yaw, pitch: face.pitch }];
        }),
      }))
      .toSorted((a, b) => a.name.localeCompare(b.name)),
  };
}
