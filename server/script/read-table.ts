import { and, asc, desc, eq, isNotNull, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { idOf } from "@/contract/ids";
import { grouped } from "@/contract/script/grouped";
import { type PackedShots, packShots } from "@/contract/script/packed-shots";
import type { TableShot, TableWords } from "@/contract/script/table-shot";
import { plainText } from "@/contract/text/mentions";
import {
  attempts,
  characters,
  environmentStates,
  environments,
  frames,
  jobs,
  media,
  notes,
  sequences,
  shotCast,
  shots,
  tasks,
  users,
  versionFaces,
  versions,
} from "@/db/schema";
import { requireMay, type StudioContext } from "@/server/context";
import { isOneOf } from "@/server/is-one-of";
import { pictureColumns, toPicture } from "@/server/media/picture";
import { projectOrThrow } from "@/server/projects/access";
import { staleShots } from "./stale-shots";

export const ReadTable = z.object({
  projectId: idOf("project"),
  /** Only the first so many shots: what a page draws before the whole table is there. */
  limit: z.number().int().min(1).max(1000).optional(),
});

type Only = string[] | undefined;
type Of = { ctx: StudioContext; projectId: string; only: Only };

/** The shot table in story order, packed, with the names its rows point at. The same few queries whatever their number. */
export async function readTable(ctx: StudioContext, input: z.input<typeof ReadTable>): Promise<PackedShots> {
  requireMay(ctx, "see the studio");
  const { projectId, limit } = ReadTable.parse(input);
  const query = ctx.db
    .select({
      id: shots.id,
      code: shots.code,
      sequence: sequences.code,
      scene: shots.scene,
      description: shots.description,
      status: shots.status,
      frameIn: shots.frameIn,
      durationFrames: shots.durationFrames,
      size: shots.size,
      angle: shots.angle,
      move: shots.move,
      lens: shots.lens,
      dueOn: shots.dueOn,
      environmentId: shots.environmentId,
      environment: environments.name,
      environmentStateId: shots.environmentStateId,
      state: environmentStates.name,
      assigneeId: shots.assigneeId,
      assignee: users.name,
      updatedAt: shots.updatedAt,
      revision: shots.revision,
    })
    .from(shots)
    .innerJoin(sequences, eq(sequences.id, shots.sequenceId))
    .leftJoin(environments, eq(environments.id, shots.environmentId))
    .leftJoin(environmentStates, eq(environmentStates.id, shots.environmentStateId))
    .leftJoin(users, eq(users.id, shots.assigneeId))
    // The project is named for sequences too: their index gives the order, so a first window reads no more.
    .where(
      and(
        eq(shots.teamId, ctx.teamId),
        eq(shots.projectId, projectId),
        eq(sequences.projectId, projectId),
        isNull(shots.archivedAt),
      ),
    )
    .orderBy(asc(sequences.position), asc(sequences.id), asc(shots.position), asc(shots.id))
    .$dynamic();
  const [rows] = await Promise.all([limit === undefined ? query : query.limit(limit), projectOrThrow(ctx, projectId)]);
  if (rows.length === 0) return packShots([], { characters: [], environments: [], states: [], people: [] });
  const of: Of = { ctx, projectId, only: limit === undefined ? undefined : rows.map(({ id }) => id) };
  const [covers, cast, work, noted, cost, likeness, stale] = await Promise.all([
    coversOf(of),
    castOf(of),
    tasksOf(of),
    lastNotesOf(of),
    secondsOf(of),
    likenessOf(of),
    staleShots(ctx, projectId, of.only),
  ]);
  const words = wordsOf(rows, cast);
  const castByShot = grouped(cast, ({ shotId }) => shotId);
  const tasksByShot = grouped(work, ({ shotId }) => shotId);
  const table = rows.map(
    ({ environment: _place, state: _state, assignee: _who, ...row }): TableShot => ({
      ...row,
      cast: castByShot.get(row.id)?.map(({ id }) => id) ?? [],
      tasks: Object.fromEntries(tasksByShot.get(row.id)?.map(({ type, status }) => [type, status]) ?? []),
      picture: covers.get(row.id)?.picture ?? null,
      frames: covers.get(row.id)?.frames ?? 0,
      likeness: likeness.get(row.id) ?? null,
      likenessStale: stale.has(row.id),
      seconds: cost.get(row.id) ?? 0,
      lastNote: noted.get(row.id) ?? null,
    }),
  );
  return packShots(table, words);
}

type Named = Pick<TableShot, "environmentId" | "environmentStateId" | "assigneeId"> & {
  environment: string | null;
  state: string | null;
  assignee: string | null;
};

function wordsOf(rows: readonly Named[], cast: readonly { id: string; code: string; name: string }[]): TableWords {
  const places = new Map<string, { id: string; name: string }>();
  const states = new Map<string, { id: string; environmentId: string; name: string }>();
  const people = new Map<string, { id: string; name: string }>();
  for (const row of rows) {
    const { environmentId, environmentStateId, assigneeId } = row;
    if (environmentId !== null) places.set(environmentId, { id: environmentId, name: row.environment ?? "" });
    if (environmentId !== null && environmentStateId !== null && row.state !== null)
      states.set(environmentStateId, { id: environmentStateId, environmentId, name: row.state });
    if (assigneeId !== null) people.set(assigneeId, { id: assigneeId, name: row.assignee ?? "" });
  }
  const characters = new Map(cast.map(({ id, code, name }) => [id, { id, code, name }]));
  return {
    characters: [...characters.values()],
    environments: [...places.values()],
    states: [...states.values()],
    people: [...people.values()],
  };
}

const castOf = ({ ctx, projectId, only }: Of) =>
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

const tasksOf = ({ ctx, projectId, only }: Of) =>
  ctx.db
    .select({ shotId: tasks.shotId, type: tasks.type, status: tasks.status })
    .from(tasks)
    .where(
      and(eq(tasks.teamId, ctx.teamId), eq(tasks.projectId, projectId), only ? isOneOf(tasks.shotId, only) : undefined),
    );

const coversOf = async ({ ctx, projectId, only }: Of) => {
  const rows = await ctx.db
    .selectDistinctOn([frames.shotId], {
      shotId: frames.shotId,
      frames: sql<number>`(count(*) over (partition by ${frames.shotId}))::int`,
      ...pictureColumns,
    })
    .from(frames)
    .leftJoin(versions, eq(versions.id, frames.currentVersionId))
    .leftJoin(media, eq(media.id, versions.mediaId))
    .where(
      and(
        eq(frames.teamId, ctx.teamId),
        eq(frames.projectId, projectId),
        only ? isOneOf(frames.shotId, only) : undefined,
        isNull(frames.archivedAt),
      ),
    )
    .orderBy(frames.shotId, asc(frames.position));
  return new Map(rows.map((row) => [row.shotId, { picture: toPicture(row), frames: row.frames }]));
};

const lastNotesOf = async ({ ctx, projectId, only }: Of) => {
  // A client reads only what was written for the client.
  const visible = ctx.actor.kind === "user" && ctx.actor.role === "client" ? eq(notes.audience, "client") : undefined;
  const rows = await ctx.db
    .selectDistinctOn([frames.shotId], {
      shotId: frames.shotId,
      body: sql<string>`left(${notes.body}, 800)`,
      author: users.name,
      at: notes.createdAt,
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
  // Cut after the chips are words: half a chip would be a riddle.
  return new Map(rows.map(({ shotId, body, ...note }) => [shotId, { ...note, body: plainText(body).slice(0, 160) }]));
};

/** Seconds that nodes worked on passes of each shot, failed tries too: they were paid for (D24). */
const secondsOf = async ({ ctx, projectId, only }: Of) => {
  const rows = await ctx.db
    .select({ shotId: frames.shotId, seconds: sql<number>`round(sum(${attempts.seconds}))::int` })
    .from(frames)
    .innerJoin(jobs, eq(jobs.frameId, frames.id))
    .innerJoin(attempts, eq(attempts.jobId, jobs.id))
    .where(
      and(
        eq(frames.teamId, ctx.teamId),
        eq(frames.projectId, projectId),
        eq(jobs.teamId, ctx.teamId),
        eq(jobs.projectId, projectId),
        only ? isOneOf(frames.shotId, only) : undefined,
        isNotNull(attempts.seconds),
      ),
    )
    .groupBy(frames.shotId);
  return new Map(rows.map(({ shotId, seconds }) => [shotId, seconds]));
};

/** The worst measured face of what each shot shows now. */
const likenessOf = async ({ ctx, projectId, only }: Of) => {
  const rows = await ctx.db
    .select({ shotId: frames.shotId, worst: sql<number>`min(${versionFaces.score})::float8` })
    .from(versionFaces)
    .innerJoin(frames, eq(frames.currentVersionId, versionFaces.versionId))
    .where(
      and(
        eq(versionFaces.teamId, ctx.teamId),
        eq(frames.projectId, projectId),
        only ? isOneOf(frames.shotId, only) : undefined,
        isNull(frames.archivedAt),
        isNotNull(versionFaces.score),
      ),
    )
    .groupBy(frames.shotId);
  return new Map(rows.map(({ shotId, worst }) => [shotId, Math.round(worst * 1000) / 1000]));
};
