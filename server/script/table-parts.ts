import { and, asc, desc, eq, isNotNull, isNull, type SQL, sql } from "drizzle-orm";
import { plainText } from "@/contract/text/mentions";
import type { Db, Tx } from "@/db/client";
import {
  attempts,
  characters,
  frames,
  jobs,
  media,
  notes,
  shotCast,
  tasks,
  users,
  versionFaces,
  versions,
} from "@/db/schema";
import { amongStatement } from "@/db/statement";
import type { StudioContext } from "@/server/context";
import { pictureColumns, toPicture } from "@/server/media/picture";

/** The shots of a project a table asks about: all, or `only` these. */
export type Of = { ctx: StudioContext; projectId: string; only: string[] | undefined };
const team = sql.placeholder("teamId");
const project = sql.placeholder("projectId");

/** Asks one of the statements below. */
const ask = <Rows>(
  select: (
    db: Db | Tx,
    values: { teamId: string; projectId: string },
    only: readonly string[] | undefined,
  ) => Promise<Rows>,
  { ctx: { db, teamId }, projectId, only }: Of,
): Promise<Rows> => select(db, { teamId, projectId }, only);

const selectCast = amongStatement((db, among) =>
  db
    .select({ shotId: shotCast.shotId, id: characters.id, name: characters.name, code: characters.code })
    .from(shotCast)
    .innerJoin(characters, eq(characters.id, shotCast.characterId))
    .where(and(eq(shotCast.teamId, team), eq(characters.projectId, project), among(shotCast.shotId)))
    .orderBy(asc(characters.name)),
);

export const castOf = (of: Of) => ask(selectCast, of);

const selectTasks = amongStatement((db, among) =>
  db
    .select({ shotId: tasks.shotId, type: tasks.type, status: tasks.status })
    .from(tasks)
    .where(and(eq(tasks.teamId, team), eq(tasks.projectId, project), among(tasks.shotId))),
);

export const tasksOf = (of: Of) => ask(selectTasks, of);

const selectCovers = amongStatement((db, among) =>
  db
    .selectDistinctOn([frames.shotId], {
      shotId: frames.shotId,
      frames: sql<number>`(count(*) over (partition by ${frames.shotId}))::int`,
      ...pictureColumns,
    })
    .from(frames)
    .leftJoin(versions, eq(versions.id, frames.currentVersionId))
    .leftJoin(media, eq(media.id, versions.mediaId))
    .where(and(eq(frames.teamId, team), eq(frames.projectId, project), among(frames.shotId), isNull(frames.archivedAt)))
    .orderBy(frames.shotId, asc(frames.position)),
);

/** How many frames each shot has, and what the first of them shows. */
export const coversOf = async (of: Of) =>
  new Map((await ask(selectCovers, of)).map((row) => [row.shotId, { picture: toPicture(row), frames: row.frames }]));

const lastNotes = (visible: SQL | undefined) =>
  amongStatement((db, among) =>
    db
      .selectDistinctOn([frames.shotId], {
        shotId: frames.shotId,
        body: sql<string>`left(${notes.body}, 800)`,
        author: users.name,
        at: notes.createdAt,
      })
      .from(notes)
      .innerJoin(frames, eq(frames.id, notes.frameId))
      .innerJoin(users, eq(users.id, notes.authorId))
      .where(and(eq(notes.teamId, team), eq(notes.projectId, project), among(frames.shotId), visible))
      .orderBy(frames.shotId, desc(notes.createdAt)),
  );
const selectLastNotes = lastNotes(undefined);
const selectLastNotesForClient = lastNotes(eq(notes.audience, "client"));

/** The last note on each shot; a client reads only what was written for the client. */
export const lastNotesOf = async (of: Of) => {
  const { actor } = of.ctx;
  const forClient = actor.kind === "user" && actor.role === "client";
  const rows = await ask(forClient ? selectLastNotesForClient : selectLastNotes, of);
  // Cut after the chips are words: half a chip would be a riddle.
  return new Map(rows.map(({ shotId, body, ...note }) => [shotId, { ...note, body: plainText(body).slice(0, 160) }]));
};

const selectSeconds = amongStatement((db, among) =>
  db
    .select({ shotId: frames.shotId, seconds: sql<number>`round(sum(${attempts.seconds}))::int` })
    .from(frames)
    .innerJoin(jobs, eq(jobs.frameId, frames.id))
    .innerJoin(attempts, eq(attempts.jobId, jobs.id))
    .where(
      and(
        eq(frames.teamId, team),
        eq(frames.projectId, project),
        eq(jobs.teamId, team),
        eq(jobs.projectId, project),
        among(frames.shotId),
        isNotNull(attempts.seconds),
      ),
    )
    .groupBy(frames.shotId),
);

/** Seconds that nodes worked on passes of each shot, failed tries too: they were paid for (D24). */
export const secondsOf = async (of: Of) =>
  new Map((await ask(selectSeconds, of)).map(({ shotId, seconds }) => [shotId, seconds]));

const selectLikeness = amongStatement((db, among) =>
  db
    .select({ shotId: frames.shotId, worst: sql<number>`min(${versionFaces.score})::float8` })
    .from(versionFaces)
    .innerJoin(frames, eq(frames.currentVersionId, versionFaces.versionId))
    .where(
      and(
        eq(versionFaces.teamId, team),
        eq(frames.projectId, project),
        among(frames.shotId),
        isNull(frames.archivedAt),
        isNotNull(versionFaces.score),
      ),
    )
    .groupBy(frames.shotId),
);

/** The worst measured face of what each shot shows now. */
export const likenessOf = async (of: Of) =>
  new Map((await ask(selectLikeness, of)).map(({ shotId, worst }) => [shotId, Math.round(worst * 1000) / 1000]));
