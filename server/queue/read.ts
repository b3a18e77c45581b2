import { and, asc, desc, eq, inArray, isNotNull, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { idOf } from "@/contract/ids";
import { jobs } from "@/db/schema";
import { requireMay, type StudioContext } from "@/server/context";
import { NotFoundError } from "@/server/errors";
import { type BatchFacts, headsOf, readBatches } from "./fold";
import { firstResults, type JobRow, type QueueJob, readLore, rowsOf, toJob } from "./job-rows";
import { readPause, readPausedPeople } from "./queue-state";
import { type Job, overStates, waitingStates } from "./states";

export const ReadQueue = z
  .object({
    projectId: idOf("project").optional(),
    frameId: idOf("frame").optional(),
    /** Only what the asking person queued. */
    mine: z.boolean().optional(),
    /** Only what was queued in this act. */
    batchId: idOf("batch").optional(),
    /** Of each act one row a lane, the first of its jobs; `batches` tells the rest. */
    fold: z.boolean().optional(),
    /** Finished jobs to show, newest first. */
    done: z.number().int().min(0).max(200).default(50),
    /** The most to show of what is running, and of what is waiting. */
    lane: z.number().int().min(0).max(400).default(200),
  })
  .default({ done: 50, lane: 200 });

/** A pause in force: since when, by whom (null: by a person themselves or by somebody who left), and why. */
export type Pause = { at: string; by: string | null; reason: string | null };
export type QueueLanes = {
  running: QueueJob[];
  waiting: QueueJob[];
  done: QueueJob[];
  /** All of each lane, also those beyond what is listed. */
  counts: { running: number; waiting: number; done: number };
  /** The whole queue's switch; null while it goes. */
  paused: Pause | null;
  /** People whose work is paused; `by` is null when they did it themselves. */
  people: { id: string; name: string; by: string | null }[];
  /** With `fold`: the acts that have rows here. */
  batches: BatchFacts[];
};

const inLine = [desc(jobs.band), asc(jobs.vt), asc(jobs.seq)];

/** The queue as its page shows it: running, waiting in the order they will go, done newest first. */
export async function readQueue(ctx: StudioContext, input?: z.input<typeof ReadQueue>): Promise<QueueLanes> {
  requireMay(ctx, "see the studio");
  const { projectId, frameId, mine, batchId, fold, done, lane } = ReadQueue.parse(input);
  const asked = and(
    eq(jobs.teamId, ctx.teamId),
    projectId ? eq(jobs.projectId, projectId) : undefined,
    frameId ? eq(jobs.frameId, frameId) : undefined,
    mine ? eq(jobs.createdBy, ctx.actor.id) : undefined,
    batchId ? eq(jobs.batchId, batchId) : undefined,
  );
  // Most of the time nothing is going on: then the counts are the whole answer.
  const [counts, paused, held] = await Promise.all([countLanes(ctx, asked), readPause(ctx), readPausedPeople(ctx)]);
  const people = [...held].map(([id, person]) => ({ id, ...person }));
  const around = { counts, paused, people };
  if (counts.running + counts.waiting === 0 && (done === 0 || counts.done === 0))
    return { running: [], waiting: [], done: [], batches: [], ...around };
  const [running, waiting, finished, line] = await Promise.all([
    counts.running === 0 ? [] : rowsOf(ctx, and(asked, eq(jobs.state, "leased")), [asc(jobs.startedAt)], lane),
    counts.waiting === 0 ? [] : waitingRows(ctx, asked, lane, fold),
    recentlyFinished(ctx, asked, done, fold),
    counts.waiting > 0 && (projectId || frameId || mine || batchId || fold) ? readLine(ctx) : undefined,
  ]);
  const blocked = waiting.flatMap(({ job }) => (job.state === "blocked" ? [job.id] : []));
  const acts = fold ? [...waiting, ...finished].flatMap(({ job }) => job.batchId ?? []) : [];
  const [lore, batches, results] = await Promise.all([
    readLore(ctx, blocked),
    readBatches(ctx, acts),
    firstResults(
      ctx,
      finished.map(({ job }) => job.id),
    ),
  ]);
  return {
    running: running.map((row) => toJob(row, lore)),
    waiting: waiting.map((row, at) => toJob(row, lore, line?.get(row.job.id) ?? at)),
    done: finished.map((row) => toJob(row, { ...lore, results })),
    batches,
    ...around,
  };
}

/** In the order they will go. Each state by itself: only then its partial index answers. */
async function waitingRows(
  ctx: StudioContext,
  asked: SQL | undefined,
  limit: number,
  fold: boolean | undefined,
): Promise<JobRow[]> {
  const lists = await Promise.all(
    waitingStates.map((state) => {
      const where = and(asked, eq(jobs.state, state));
      return fold ? headRows(ctx, where, inLine, limit) : rowsOf(ctx, where, inLine, limit);
    }),
  );
  const rows = lists.flat().sort(byTurn);
  if (!fold) return rows.slice(0, limit);
  // An act with jobs in several states has a head in each: the first of them stands for it.
  const first = new Map(rows.toReversed().map(({ job }) => [job.batchId ?? job.id, job.id]));
  return rows.filter(({ job }) => first.get(job.batchId ?? job.id) === job.id).slice(0, limit);
}

/** The first of each act, as whole rows in the order asked for. */
async function headRows(ctx: StudioContext, where: SQL | undefined, order: SQL[], limit: number): Promise<JobRow[]> {
  const ids = await headsOf(ctx, where, order, limit);
  if (ids.length === 0) return [];
  const rows = await rowsOf(ctx, and(eq(jobs.teamId, ctx.teamId), inArray(jobs.id, ids)), order, ids.length);
  return rows;
}

/** What is free goes before what another job or a hold keeps; among these, band, tag, number. */
const byTurn = ({ job: a }: Pick<JobRow, "job">, { job: b }: Pick<JobRow, "job">): number =>
  Number(isKept(a)) - Number(isKept(b)) || b.band - a.band || a.vt - b.vt || a.seq - b.seq;
const isKept = ({ state }: Job): boolean => state === "blocked" || state === "held";

/** Newest end first, in the order of the index of finished jobs: history may be long. */
async function recentlyFinished(
  ctx: StudioContext,
  asked: SQL | undefined,
  limit: number,
  fold: boolean | undefined,
): Promise<JobRow[]> {
  if (limit === 0) return [];
  const ended = and(asked, isNotNull(jobs.finishedAt), inArray(jobs.state, [...overStates]));
  const newest = [sql`${jobs.finishedAt} desc nulls last`];
  return fold ? headRows(ctx, ended, newest, limit) : rowsOf(ctx, ended, newest, limit);
}

/** Every waiting job's place in the team's whole line: a filtered list must not promise an earlier turn. */
async function readLine({ db, teamId }: StudioContext): Promise<Map<string, number>> {
  const rows = await db
    .select({ id: jobs.id })
    .from(jobs)
    .where(and(eq(jobs.teamId, teamId), inArray(jobs.state, ["ready", "delayed"])))
    .orderBy(...inLine)
    .limit(5000);
  return new Map(rows.map(({ id }, at) => [id, at]));
}

export const ReadJob = z.object({ jobId: idOf("job") });

/** One job as the queue shows it. */
export async function readJob(ctx: StudioContext, input: z.input<typeof ReadJob>): Promise<QueueJob> {
  requireMay(ctx, "see the studio");
  const { jobId } = ReadJob.parse(input);
  const [row] = await rowsOf(ctx, and(eq(jobs.id, jobId), eq(jobs.teamId, ctx.teamId)), inLine, 1);
  if (!row) throw new NotFoundError("The job");
  const waits = (waitingStates as readonly string[]).includes(row.job.state);
  const lore = { ...(await readLore(ctx, waits ? [jobId] : [])), results: await firstResults(ctx, [jobId]) };
  return toJob(row, lore, waits ? await jobsBefore(ctx, row.job) : undefined);
}

const jobsBefore = ({ db, teamId }: StudioContext, job: Job): Promise<number> =>
  db.$count(
    jobs,
    and(
      eq(jobs.teamId, teamId),
      eq(jobs.state, "ready"),
      sql`(${jobs.band} > ${job.band} or (${jobs.band} = ${job.band} and (${jobs.vt}, ${jobs.seq}) < (${job.vt}, ${job.seq})))`,
    ),
  );

/** In one statement: three counts that partial indexes answer; all the rest is over. */
async function countLanes({ db }: StudioContext, asked: SQL | undefined): Promise<QueueLanes["counts"]> {
  const count = (where: SQL | undefined) => sql<number>`(select count(*)::int from ${jobs} where ${where})`;
  const [row] = await db.execute<{ running: number; waiting: number; total: number }>(sql`
    select ${count(and(asked, eq(jobs.state, "leased")))} as running,
      ${sql.join(
        waitingStates.map((state) => count(and(asked, eq(jobs.state, state)))),
        sql` + `,
      )} as waiting,
      ${count(asked)} as total`);
  const { running = 0, waiting = 0, total = 0 } = row ?? {};
  return { running, waiting, done: Math.max(0, total - running - waiting) };
}
