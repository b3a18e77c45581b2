import { and, asc, desc, eq, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { idOf } from "@/contract/ids";
import {
  characters,
  environments,
  frames,
  media,
  notes,
  sequences,
  shotCast,
  shots,
  users,
  versions,
} from "@/db/schema";
import { requireMay, type StudioContext } from "@/server/context";
import { isOneOf } from "@/server/is-one-of";
import { pictureColumns, toPicture } from "@/server/media/picture";
import { projectOrThrow } from "@/server/projects/access";

export const ListShots = z.object({
  projectId: idOf("project"),
  /** Only the first so many shots: what a page draws before the whole table is there. */
  limit: z.number().int().min(1).max(1000).optional(),
});

/** The shot table in story order: picture, cast, place, status, last note. A handful of queries whatever the number of shots. */
export async function listShots(ctx: StudioContext, input: z.input<typeof ListShots>) {
  requireMay(ctx, "see the studio");
  const { projectId, limit } = ListShots.parse(input);
  const ofProject = and(eq(shots.teamId, ctx.teamId), eq(shots.projectId, projectId), isNull(shots.archivedAt));
  const query = ctx.db
    .select({
      id: shots.id,
      code: shots.code,
      sequence: sequences.code,
      description: shots.description,
      status: shots.status,
      durationFrames: shots.durationFrames,
      environment: environments.name,
      environmentId: shots.environmentId,
      assignee: users.name,
      assigneeId: shots.assigneeId,
      updatedAt: shots.updatedAt,
    })
    .from(shots)
    .innerJoin(sequences, eq(sequences.id, shots.sequenceId))
    .leftJoin(environments, eq(environments.id, shots.environmentId))
    .leftJoin(users, eq(users.id, shots.assigneeId))
    // The project is named for sequences too: their index gives the order, so a first window reads no more.
    .where(and(ofProject, eq(sequences.projectId, projectId)))
    .orderBy(asc(sequences.position), asc(sequences.id), asc(shots.position))
    .$dynamic();
  const [rows] = await Promise.all([limit === undefined ? query : query.limit(limit), projectOrThrow(ctx, projectId)]);
  const only = limit === undefined ? undefined : rows.map(({ id }) => id);
  if (rows.length === 0) return [];
  const [covers, cast, lastNotes] = await Promise.all([
    frameCovers(ctx, projectId, only),
    castOfShots(ctx, projectId, only),
    lastNotePerShot(ctx, projectId, only),
  ]);
  const castOf = grouped(cast);
  return rows.map((row) => ({
    ...row,
    picture: covers.get(row.id)?.picture ?? null,
    frames: covers.get(row.id)?.frames ?? 0,
    cast: (castOf.get(row.id) ?? []).map(({ id, name, code }) => ({ id, name, code })),
    lastNote: lastNotes.get(row.id) ?? null,
  }));
}

const grouped = <T extends { shotId: string }>(rows: readonly T[]): Map<string, T[]> => {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(row.shotId);
    if (group) group.push(row);
    else groups.set(row.shotId, [row]);
  }
  return groups;
};

type Only = string[] | undefined;

const castOfShots = (ctx: StudioContext, projectId: string, only: Only) =>
  ctx.db
    .select({ shotId: shotCast.shotId, id: characters.id, name: characters.name, code: characters.code })
    .from(shotCast)
    .innerJoin(characters, eq(characters.id, shotCast.characterId))
    .where(
      and(
        eq(shotCast.teamId, ctx.teamId),
        eq(characters.projectId, projectId),
        only ? isOneOf(shotCast.shotId, only) : undefined,
      ),
    )
    .orderBy(asc(characters.name));

const frameCovers = async (ctx: StudioContext, projectId: string, only: Only) => {
  const ofProject = and(
    eq(frames.teamId, ctx.teamId),
    eq(frames.projectId, projectId),
    only ? isOneOf(frames.shotId, only) : undefined,
    isNull(frames.archivedAt),
  );
  const rows = await ctx.db
    .selectDistinctOn([frames.shotId], {
      shotId: frames.shotId,
      frames: sql<number>`(count(*) over (partition by ${frames.shotId}))::int`,
      ...pictureColumns,
    })
    .from(frames)
    .leftJoin(versions, eq(versions.id, frames.currentVersionId))
    .leftJoin(media, eq(media.id, versions.mediaId))
    .where(ofProject)
    .orderBy(frames.shotId, asc(frames.position));
  return new Map(rows.map((row) => [row.shotId, { picture: toPicture(row), frames: row.frames }]));
};

const lastNotePerShot = async (ctx: StudioContext, projectId: string, only: Only) => {
  // A client reads only what was written for the client.
  const visible = ctx.actor.kind === "user" && ctx.actor.role === "client" ? eq(notes.audience, "client") : undefined;
  const rows = await ctx.db
    .selectDistinctOn([frames.shotId], {
      shotId: frames.shotId,
      body: sql<string>`left(${notes.body}, 160)`,
      author: users.name,
      at: notes.createdAt,
      status: notes.status,
    })
    .from(notes)
    .innerJoin(frames, eq(frames.id, notes.frameId))
    .innerJoin(users, eq(users.id, notes.authorId))
    .where(
      and(
        eq(notes.teamId, ctx.teamId),
        eq(notes.projectId, projectId),
        only ? isOneOf(frames.shotId, only) : undefined,
        visible,
      ),
    )
    .orderBy(frames.shotId, desc(notes.createdAt));
  return new Map(rows.map(({ shotId, ...note }) => [shotId, note]));
};
