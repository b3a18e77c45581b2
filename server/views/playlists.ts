import { and, asc, eq, inArray, isNull, max, sql } from "drizzle-orm";
import { z } from "zod";
import { idOf, newId } from "@/contract/ids";
import { displayName } from "@/contract/names";
import { playlistShots, playlists, shots } from "@/db/schema";
import { announce, record, requireMay, type StudioContext, withTransaction } from "@/server/context";
import { NotFoundError } from "@/server/errors";
import { projectOrThrow } from "@/server/projects/access";

export const ListPlaylists = z.object({ projectId: idOf("project") });

/** A project's playlists, newest first, each with how many shots it holds. */
export async function listPlaylists(ctx: StudioContext, input: z.input<typeof ListPlaylists>) {
  requireMay(ctx, "see the studio");
  const { projectId } = ListPlaylists.parse(input);
  await projectOrThrow(ctx, projectId);
  return ctx.db
    .select({
      id: playlists.id,
      name: playlists.name,
      createdAt: playlists.createdAt,
      shots: sql<number>`(select count(*)::int from ${playlistShots} where ${playlistShots.playlistId} = ${playlists.id})`,
    })
    .from(playlists)
    .where(and(eq(playlists.teamId, ctx.teamId), eq(playlists.projectId, projectId), isNull(playlists.archivedAt)))
    .orderBy(sql`${playlists.createdAt} desc`, asc(playlists.id));
}

export const GetPlaylist = z.object({ playlistId: idOf("playlist") });

/** The shots of a playlist in its order, by id and code: the screens know the rest. */
export async function getPlaylist(ctx: StudioContext, input: z.input<typeof GetPlaylist>) {
  requireMay(ctx, "see the studio");
  const { playlistId } = GetPlaylist.parse(input);
  const { id, name, projectId, archivedAt } = await playlistOrThrow(ctx, playlistId);
  const rows = await ctx.db
    .select({ shotId: playlistShots.shotId, code: shots.code })
    .from(playlistShots)
    .innerJoin(shots, eq(shots.id, playlistShots.shotId))
    .where(and(eq(playlistShots.playlistId, playlistId), isNull(shots.archivedAt)))
    .orderBy(asc(playlistShots.position), asc(playlistShots.shotId));
  return {
    id,
    name,
    projectId,
    archived: archivedAt !== null,
    shotIds: rows.map(({ shotId }) => shotId),
    codes: rows.map(({ code }) => code),
  };
}

const shotIds = z
  .array(idOf("shot"))
  .max(2000, { error: "A playlist holds at most 2,000 shots" })
  .transform((ids) => [...new Set(ids)]);

export const CreatePlaylist = z.object({
  projectId: idOf("project"),
  name: displayName("The playlist's name"),
  shotIds: shotIds.default([]),
});

/** A new playlist with shots in the order given. */
export async function createPlaylist(ctx: StudioContext, input: z.input<typeof CreatePlaylist>) {
  requireMay(ctx, "edit shots");
  const { projectId, name, shotIds } = CreatePlaylist.parse(input);
  return withTransaction(ctx, async (ctx) => {
    await projectOrThrow(ctx, projectId);
    const id = newId("playlist");
    const createdBy = ctx.actor.kind === "user" ? ctx.actor.id : null;
    await ctx.db.insert(playlists).values({ id, teamId: ctx.teamId, projectId, name, createdBy });
    await putShots(ctx, { id, projectId }, shotIds, 0);
    await record(ctx, { verb: "made a playlist", topic: "view", id, projectId, data: { name, shots: shotIds.length } });
    return { id };
  });
}

export const AddToPlaylist = z.object({ playlistId: idOf("playlist"), shotIds });

/** Shots to the end of a playlist; one that is in it already stays where it is. Answers those that came new, for the undo. */
export async function addToPlaylist(ctx: StudioContext, input: z.input<typeof AddToPlaylist>) {
  requireMay(ctx, "edit shots");
  const { playlistId, shotIds } = AddToPlaylist.parse(input);
  return withTransaction(ctx, async (ctx) => {
    const playlist = await playlistOrThrow(ctx, playlistId, { lock: true });
    const [last] = await ctx.db
      .select({ position: max(playlistShots.position) })
      .from(playlistShots)
      .where(eq(playlistShots.playlistId, playlistId));
    const added = await putShots(ctx, playlist, shotIds, (last?.position ?? -1) + 1);
    announce(ctx, { topic: "view", id: playlistId, projectId: playlist.projectId });
    return { playlistId, added };
  });
}

export const ArrangePlaylist = z.object({ playlistId: idOf("playlist"), shotIds });

/** The whole list anew: its order, and without what is left out. Answers how it was, for the undo. */
export async function arrangePlaylist(ctx: StudioContext, input: z.input<typeof ArrangePlaylist>) {
  requireMay(ctx, "edit shots");
  const { playlistId, shotIds } = ArrangePlaylist.parse(input);
  return withTransaction(ctx, async (ctx) => {
    const playlist = await playlistOrThrow(ctx, playlistId, { lock: true });
    const before = await ctx.db
      .delete(playlistShots)
      .where(eq(playlistShots.playlistId, playlistId))
      .returning({ shotId: playlistShots.shotId, position: playlistShots.position });
    await putShots(ctx, playlist, shotIds, 0);
    announce(ctx, { topic: "view", id: playlistId, projectId: playlist.projectId });
    return { playlistId, before: before.toSorted((a, b) => a.position - b.position).map(({ shotId }) => shotId) };
  });
}

export const UpdatePlaylist = z.object({
  playlistId: idOf("playlist"),
  name: displayName("The playlist's name").optional(),
  archived: z.boolean().optional(),
});

/** Rename a playlist, put it away or bring it back. */
export async function updatePlaylist(ctx: StudioContext, input: z.input<typeof UpdatePlaylist>) {
  requireMay(ctx, "edit shots");
  const { playlistId, name, archived } = UpdatePlaylist.parse(input);
  return withTransaction(ctx, async (ctx) => {
    const before = await playlistOrThrow(ctx, playlistId);
    await ctx.db
      .update(playlists)
      .set({
        ...(name === undefined ? {} : { name }),
        ...(archived === undefined ? {} : { archivedAt: archived ? sql`now()` : null }),
        updatedAt: sql`now()`,
      })
      .where(eq(playlists.id, playlistId));
    const verb = archived ? "archived a playlist" : "changed a playlist";
    await record(ctx, { verb, topic: "view", id: playlistId, projectId: before.projectId, data: { name } });
    return { id: playlistId };
  });
}

/** Answers the ids that came new. Every shot must be of the playlist's project. */
const putShots = async (
  ctx: StudioContext,
  { id: playlistId, projectId }: { id: string; projectId: string },
  ids: string[],
  from: number,
): Promise<string[]> => {
  if (ids.length === 0) return [];
  const mine = and(inArray(shots.id, ids), eq(shots.teamId, ctx.teamId), eq(shots.projectId, projectId));
  if ((await ctx.db.$count(shots, mine)) !== ids.length) throw new NotFoundError("A shot for the playlist");
  const rows = await ctx.db
    .insert(playlistShots)
    .values(ids.map((shotId, n) => ({ playlistId, shotId, teamId: ctx.teamId, position: from + n })))
    .onConflictDoNothing()
    .returning({ shotId: playlistShots.shotId });
  return rows.map(({ shotId }) => shotId);
};

const playlistOrThrow = async (ctx: StudioContext, playlistId: string, { lock = false } = {}) => {
  const query = ctx.db
    .select()
    .from(playlists)
    .where(and(eq(playlists.id, playlistId), eq(playlists.teamId, ctx.teamId)));
  const [playlist] = await (lock ? query.for("update") : query);
  if (!playlist) throw new NotFoundError("The playlist");
  return playlist;
};
