import { and, asc, eq, isNotNull, isNull, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { idOf } from "@/contract/ids";
import { type BoardFrame, packBoard } from "@/contract/packed-board";
import { frames, media, notes, sequences, shots, versions } from "@/db/schema";
import { amongStatement, statement } from "@/db/statement";
import { requireMay, type StudioContext } from "@/server/context";
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

const team = sql.placeholder("teamId");
const project = sql.placeholder("projectId");

const ofProject = and(eq(frames.teamId, team), eq(frames.projectId, project), isNull(frames.archivedAt));
const count = { status: frames.status, n: sql<number>`count(*)::int` };
// An index alone answers; what archived shots hold is little, and taken off.
const countAll = statement((db) => db.select(count).from(frames).where(ofProject).groupBy(frames.status));
const countAway = statement((db) =>
  db
    .select(count)
    .from(shots)
    .innerJoin(frames, eq(frames.shotId, shots.id))
    .where(and(eq(shots.projectId, project), isNotNull(shots.archivedAt), ofProject))
    .groupBy(frames.status),
);

/** How many frames of the board stand at each status. */
export async function countBoard(ctx: StudioContext, input: z.input<typeof BoardOf>): Promise<Record<string, number>> {
  requireMay(ctx, "see the studio");
  const { projectId } = BoardOf.parse(input);
  const values = { teamId: ctx.teamId, projectId };
  const [all, away] = await Promise.all([
    countAll(ctx.db, values),
    countAway(ctx.db, values),
    projectOrThrow(ctx, projectId),
  ]);
  const hidden = new Map(away.map(({ status, n }) => [status, n]));
  return Object.fromEntries(
    all.map(({ status, n }) => [status, n - (hidden.get(status) ?? 0)]).filter(([, n]) => n !== 0),
  );
}

const selectFrames = (limited: boolean) =>
  statement((db) => {
    const query = db
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
      .where(and(ofProject, isNull(shots.archivedAt), eq(sequences.projectId, project), eq(shots.projectId, project)))
      .orderBy(asc(sequences.position), asc(sequences.id), asc(shots.position), asc(shots.id), asc(frames.position))
      .$dynamic();
    return limited ? query.limit(sql.placeholder("limit")) : query;
  });
const selectAll = selectFrames(false);
const selectFirst = selectFrames(true);

async function readBoard(ctx: StudioContext, projectId: string, limit?: number): Promise<BoardFrame[]> {
  const { db, teamId } = ctx;
  const values = { teamId, projectId };
  const rows = await (limit === undefined ? selectAll(db, values) : selectFirst(db, { ...values, limit }));
  const only = limit === undefined ? undefined : rows.map(({ id }) => id);
  const [open, waiting] = await Promise.all([openNotes(ctx, projectId, only), stagedResults(ctx, projectId, only)]);
  return rows.map(({ mediaId, width, height, colour, ...row }) => ({
    ...row,
    picture: toPicture({ mediaId, width, height, colour }),
    notes: open.get(row.id) ?? 0,
    staged: waiting.get(row.id) ?? 0,
  }));
}

const selectNotes = (visible: SQL | undefined) =>
  amongStatement((db, among) =>
    db
      .select({ frameId: notes.frameId, n: sql<number>`count(*)::int` })
      .from(notes)
      .where(
        and(
          eq(notes.teamId, team),
          eq(notes.projectId, project),
          among(notes.frameId),
          isNull(notes.resolvedAt),
          sql`${notes.body} <> ''`,
          visible,
        ),
      )
      .groupBy(notes.frameId),
  );
const notesForTeam = selectNotes(undefined);
const notesForClient = selectNotes(eq(notes.audience, "client"));

/** Notes with words that nobody resolved, by frame; a client counts only what was written for the client. */
async function openNotes(ctx: StudioContext, projectId: string, only?: string[]): Promise<Map<string, number>> {
  if (only?.length === 0) return new Map();
  const forClient = ctx.actor.kind === "user" && ctx.actor.role === "client";
  const rows = await (forClient ? notesForClient : notesForTeam)(ctx.db, { teamId: ctx.teamId, projectId }, only);
  return new Map(rows.map(({ frameId, n }) => [frameId, n]));
}

const selectStaged = amongStatement((db, among) =>
  db
    .select({ frameId: versions.frameId, n: sql<number>`count(*)::int` })
    .from(versions)
    .where(
      and(
        eq(versions.teamId, team),
        eq(versions.projectId, project),
        among(versions.frameId),
        eq(versions.state, "staged"),
      ),
    )
    .groupBy(versions.frameId),
);

/** Results that wait for a decision, by frame. */
async function stagedResults(ctx: StudioContext, projectId: string, only?: string[]): Promise<Map<string, number>> {
  if (only?.length === 0) return new Map();
  const rows = await selectStaged(ctx.db, { teamId: ctx.teamId, projectId }, only);
  return new Map(rows.map(({ frameId, n }) => [frameId, n]));
}
