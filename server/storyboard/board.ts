import { and, asc, eq, isNotNull, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { idOf } from "@/contract/ids";
import { type BoardFrame, packBoard } from "@/contract/packed-board";
import { frames, media, notes, sequences, shots, versions } from "@/db/schema";
import { requireMay, type StudioContext } from "@/server/context";
import { isOneOf } from "@/server/is-one-of";
import { pictureColumns, toPicture } from "@/server/media/picture";
import { projectOrThrow } from "@/server/projects/access";

export const BoardOf = z.object({ projectId: idOf("project") });
export const ListBoard = BoardOf.extend({
  /** Only the first so many frames: what a page draws before the whole board is there. */
  limit: z.number().int().min(1).max(1000).optional(),
});

/** The board: frames in story order with what each shows, its status, staged results and open notes. */
export async function listBoard(ctx: StudioContext, input: z.input<typeof ListBoard>) {
  requireMay(ctx, "see the studio");
  const { projectId, limit } = ListBoard.parse(input);
  const [rows] = await Promise.all([readBoard(ctx, projectId, limit), projectOrThrow(ctx, projectId)]);
  return rows;
}

/** The same frames packed for a long way: ten thousand in about a megabyte and a half. `unpackBoard` makes rows of it. */
export async function wholeBoard(ctx: StudioContext, input: z.input<typeof BoardOf>) {
  requireMay(ctx, "see the studio");
  const { projectId } = BoardOf.parse(input);
  const [rows] = await Promise.all([readBoard(ctx, projectId), projectOrThrow(ctx, projectId)]);
  return packBoard(rows);
}

/** How many frames of the board stand at each status. */
export async function countBoard(ctx: StudioContext, input: z.input<typeof BoardOf>): Promise<Record<string, number>> {
  requireMay(ctx, "see the studio");
  const { projectId } = BoardOf.parse(input);
  const ofProject = and(eq(frames.teamId, ctx.teamId), eq(frames.projectId, projectId), isNull(frames.archivedAt));
  const count = { status: frames.status, n: sql<number>`count(*)::int` };
  const [all, away] = await Promise.all([
    // An index alone answers; what archived shots hold is little, and taken off.
    ctx.db.select(count).from(frames).where(ofProject).groupBy(frames.status),
    ctx.db
      .select(count)
      .from(shots)
      .innerJoin(frames, eq(frames.shotId, shots.id))
      .where(and(eq(shots.projectId, projectId), isNotNull(shots.archivedAt), ofProject))
      .groupBy(frames.status),
    projectOrThrow(ctx, projectId),
  ]);
  const hidden = new Map(away.map(({ status, n }) => [status, n]));
  return Object.fromEntries(
    all.map(({ status, n }) => [status, n - (hidden.get(status) ?? 0)]).filter(([, n]) => n !== 0),
  );
}

const onBoard = (ctx: StudioContext, projectId: string) =>
  and(
    eq(frames.teamId, ctx.teamId),
    eq(frames.projectId, projectId),
    isNull(frames.archivedAt),
    isNull(shots.archivedAt),
  );

async function readBoard(ctx: StudioContext, projectId: string, limit?: number): Promise<BoardFrame[]> {
  const query = ctx.db
    .select({
      id: frames.id,
      label: frames.label,
      status: frames.status,
      shot: shots.code,
      action: sql<string>`left(${shots.description}, 200)`,
      durationFrames: shots.durationFrames,
      versionId: versions.id,
      number: versions.number,
      rough: versions.rough,
      updatedAt: frames.updatedAt,
      ...pictureColumns,
    })
    .from(frames)
    .innerJoin(shots, eq(shots.id, frames.shotId))
    .innerJoin(sequences, eq(sequences.id, shots.sequenceId))
    .leftJoin(versions, eq(versions.id, frames.currentVersionId))
    .leftJoin(media, eq(media.id, versions.mediaId))
    // The project is named for sequences and shots too: their indexes give the order, so a first window reads no more.
    .where(and(onBoard(ctx, projectId), eq(sequences.projectId, projectId), eq(shots.projectId, projectId)))
    .orderBy(asc(sequences.position), asc(sequences.id), asc(shots.position), asc(shots.id), asc(frames.position))
    .$dynamic();
  const rows = await (limit === undefined ? query : query.limit(limit));
  const only = limit === undefined ? undefined : rows.map(({ id }) => id);
  const [open, waiting] = await Promise.all([openNotes(ctx, projectId, only), stagedResults(ctx, projectId, only)]);
  return rows.map(({ mediaId, width, height, colour, ...row }) => ({
    ...row,
    picture: toPicture({ mediaId, width, height, colour }),
    notes: open.get(row.id) ?? 0,
    staged: waiting.get(row.id) ?? 0,
  }));
}

/** Notes with words that nobody resolved, by frame; a client counts only what was written for the client. */
async function openNotes(ctx: StudioContext, projectId: string, only?: string[]): Promise<Map<string, number>> {
  if (only?.length === 0) return new Map();
  const forClient = ctx.actor.kind === "user" && ctx.actor.role === "client";
  const rows = await ctx.db
    .select({ frameId: notes.frameId, n: sql<number>`count(*)::int` })
    .from(notes)
    .where(
      and(
        eq(notes.teamId, ctx.teamId),
        eq(notes.projectId, projectId),
        only ? isOneOf(notes.frameId, only) : undefined,
        isNull(notes.resolvedAt),
        sql`${notes.body} <> ''`,
        forClient ? eq(notes.audience, "client") : undefined,
      ),
    )
    .groupBy(notes.frameId);
  return new Map(rows.map(({ frameId, n }) => [frameId, n]));
}

/** Results that wait for a decision, by frame. */
async function stagedResults(ctx: StudioContext, projectId: string, only?: string[]): Promise<Map<string, number>> {
  if (only?.length === 0) return new Map();
  const rows = await ctx.db
    .select({ frameId: versions.frameId, n: sql<number>`count(*)::int` })
    .from(versions)
    .where(
      and(
        eq(versions.teamId, ctx.teamId),
        eq(versions.projectId, projectId),
        only ? isOneOf(versions.frameId, only) : undefined,
        eq(versions.state, "staged"),
      ),
    )
    .groupBy(versions.frameId);
  return new Map(rows.map(({ frameId, n }) => [frameId, n]));
}
