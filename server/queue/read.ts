import { and, asc, desc, eq, inArray, isNotNull, ne, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { z } from "zod";
import { idOf } from "@/contract/ids";
import type { Picture } from "@/contract/media";
import { frames, jobOutputs, jobs, media, nodes, projects, shots, users, versions } from "@/db/schema";
import { requireMay, type StudioContext } from "@/server/context";
import { NotFoundError } from "@/server/errors";
import { pictureColumns, toPicture } from "@/server/media/picture";
import { type Estimates, estimates, secondsLeft } from "./estimate";
import { type QueueNode, type QueueState, readQueueNodes, type WhyWaiting, whyWaiting } from "./explain-waiting";
import { readQueueState } from "./queue-state";
import { type Job, overStates, waitingStates } from "./states";

export const ReadQueue = z
  .object({
    projectId: idOf("project").optional(),
    frameId: idOf("frame").optional(),
    /** Only what the asking person queued. */
    mine: z.boolean().optional(),
    /** Finished jobs to show, newest first. */
    done: z.number().int().min(0).max(200).default(50),
    /** The most to show of what is running, and of what is waiting. */
    lane: z.number().int().min(0).max(200).default(200),
  })
  .default({ done: 50, lane: 200 });

export type QueueJob = {
  id: string;
  title: string;
  pass: string;
  state: Job["state"];
  who: { id: string; name: string };
  /** Asked by the person who reads this. */
  mine: boolean;
  project: { id: string; name: string; slug: string } | null;
  shot: { id: string; code: string } | null;
  frame: { id: string; label: string } | null;
  versionId: string | null;
  node: { id: string; name: string } | null;
  /** Tries so far. */
  attempt: number;
  fraction: number;
  label: string;
  preview: Picture | null;
  /** The first picture that came out. */
  result: Picture | null;
  /** The picture the pass starts from. */
  source: Picture | null;
  /** What came out is the lesser result of a node without models. */
  rough: boolean;
  roughAllowed: boolean;
  etaSeconds: number | null;
  /** A cancel is on its way to the node. */
  stopping: boolean;
  why: WhyWaiting | null;
  error: string | null;
  createdAt: string;
  startedAt: string | null;
  finishedAt: string | null;
};
export type QueueLanes = {
  running: QueueJob[];
  waiting: QueueJob[];
  done: QueueJob[];
  /** All of each lane, also those beyond what is listed. */
  counts: { running: number; waiting: number; done: number };
};

const preview = alias(media, "preview");
const source = alias(media, "source");
const cameOutRough = sql<boolean>`exists (select 1 from ${versions} v where v.job_id = ${jobs.id} and v.rough)`;

const rowsOf = ({ db }: StudioContext, where: SQL | undefined, order: SQL[], limit: number) =>
  db
    .select({
      job: jobs,
      who: users.name,
      project: { id: projects.id, name: projects.name, slug: projects.slug },
      shot: { id: shots.id, code: shots.code },
      frame: { id: frames.id, label: frames.label },
      node: { id: nodes.id, name: nodes.name },
      preview: { mediaId: preview.id, width: preview.width, height: preview.height, colour: preview.colour },
      source: { mediaId: source.id, width: source.width, height: source.height, colour: source.colour },
      rough: cameOutRough,
    })
    .from(jobs)
    .leftJoin(users, eq(users.id, jobs.createdBy))
    .leftJoin(projects, eq(projects.id, jobs.projectId))
    .leftJoin(frames, eq(frames.id, jobs.frameId))
    .leftJoin(shots, eq(shots.id, frames.shotId))
    .leftJoin(nodes, eq(nodes.id, jobs.leaseNodeId))
    .leftJoin(preview, eq(preview.id, jobs.previewMediaId))
    .leftJoin(versions, and(eq(versions.id, jobs.versionId), eq(versions.teamId, jobs.teamId)))
    .leftJoin(source, eq(source.id, versions.mediaId))
    .where(where)
    .orderBy(...order)
    .limit(limit);

type Row = Awaited<ReturnType<typeof rowsOf>>[number];
type Lore = {
  me: string;
  estimates: Estimates;
  team: readonly QueueNode[];
  queue: QueueState;
  results: ReadonlyMap<string, Picture>;
};

function toJob({ job, ...row }: Row, lore: Lore, ahead?: number): QueueJob {
  const like = { pass: job.pass, models: job.needsModels, megapixels: job.megapixels };
  const usual = lore.estimates.of(like, job.state === "leased" ? job.leaseNodeId : null);
  const running = job.state === "leased";
  return {
    id: job.id,
    title: job.title,
    pass: job.pass,
    state: job.state,
    who: { id: job.createdBy, name: row.who ?? "The studio" },
    mine: job.createdBy === lore.me,
    project: row.project,
    shot: row.shot,
    frame: row.frame,
    versionId: job.versionId,
    node: row.node,
    attempt: job.attempt,
    fraction: job.fraction,
    label: job.progressLabel ?? "",
    preview: toPicture(row.preview),
    result: lore.results.get(job.id) ?? null,
    source: toPicture(row.source),
    rough: row.rough,
    roughAllowed: job.roughAllowed,
    etaSeconds: running
      ? secondsLeft({ startedAt: job.startedAt, fraction: job.fraction, usual: usual?.seconds })
      : null,
    stopping: running && job.cancelRequestedAt !== null,
    why: ahead === undefined ? null : whyWaiting(job, lore.team, ahead, lore.queue),
    error: job.error,
    createdAt: job.createdAt,
    startedAt: job.startedAt,
    finishedAt: job.finishedAt,
  };
}

const inLine = [desc(jobs.band), asc(jobs.vt), asc(jobs.seq)];

/** The queue as its page shows it: running, waiting in the order they will go, done newest first. */
export async function readQueue(ctx: StudioContext, input?: z.input<typeof ReadQueue>): Promise<QueueLanes> {
  requireMay(ctx, "see the studio");
  const { projectId, frameId, mine, done, lane } = ReadQueue.parse(input);
  const asked = and(
    eq(jobs.teamId, ctx.teamId),
    projectId ? eq(jobs.projectId, projectId) : undefined,
    frameId ? eq(jobs.frameId, frameId) : undefined,
    mine ? eq(jobs.createdBy, ctx.actor.id) : undefined,
  );
  // Most pages ask this and most of the time nothing is going on: then the counts are the whole answer.
  const counts = await countLanes(ctx, asked);
  if (counts.running + counts.waiting === 0 && (done === 0 || counts.done === 0))
    return { running: [], waiting: [], done: [], counts };
  const [running, waiting, finished, line] = await Promise.all([
    counts.running === 0 ? [] : rowsOf(ctx, and(asked, eq(jobs.state, "leased")), [asc(jobs.startedAt)], lane),
    counts.waiting === 0 ? [] : waitingRows(ctx, asked, lane),
    recentlyFinished(ctx, asked, done),
    counts.waiting > 0 && (projectId || frameId || mine) ? readLine(ctx) : undefined,
  ]);
  const blocked = waiting.flatMap(({ job }) => (job.state === "blocked" ? [job.id] : []));
  const [lore, results] = await Promise.all([
    readLore(ctx, blocked),
    firstResults(
      ctx,
      finished.map(({ job }) => job.id),
    ),
  ]);
  return {
    running: running.map((row) => toJob(row, lore)),
    waiting: waiting.map((row, at) => toJob(row, lore, line?.get(row.job.id) ?? at)),
    done: finished.map((row) => toJob(row, { ...lore, results })),
    counts,
  };
}

/** In the order they will go. Each state by itself: only then its partial index answers. */
async function waitingRows(ctx: StudioContext, asked: SQL | undefined, limit: number): Promise<Row[]> {
  const lists = await Promise.all(
    waitingStates.map((state) => rowsOf(ctx, and(asked, eq(jobs.state, state)), inLine, limit)),
  );
  return lists.flat().sort(byTurn).slice(0, limit);
}

/** What is free goes before what another job or a hold keeps; among these, band, tag, number. */
const byTurn = ({ job: a }: Pick<Row, "job">, { job: b }: Pick<Row, "job">): number =>
  Number(isKept(a)) - Number(isKept(b)) || b.band - a.band || a.vt - b.vt || a.seq - b.seq;
const isKept = ({ state }: Job): boolean => state === "blocked" || state === "held";

/** Newest end first, in the order of the index of finished jobs: history may be long. */
async function recentlyFinished(ctx: StudioContext, asked: SQL | undefined, limit: number): Promise<Row[]> {
  if (limit === 0) return [];
  const ended = and(asked, isNotNull(jobs.finishedAt), inArray(jobs.state, [...overStates]));
  return rowsOf(ctx, ended, [sql`${jobs.finishedAt} desc nulls last`], limit);
}

/** The picture that stands for each job's result: a picture before a map before a mask. */
async function firstResults({ db }: StudioContext, jobIds: readonly string[]): Promise<Map<string, Picture>> {
  if (jobIds.length === 0) return new Map();
  const rows = await db
    .selectDistinctOn([jobOutputs.jobId], { jobId: jobOutputs.jobId, ...pictureColumns })
    .from(jobOutputs)
    .innerJoin(media, eq(media.id, jobOutputs.mediaId))
    .where(and(inArray(jobOutputs.jobId, [...jobIds]), ne(jobOutputs.kind, "debug")))
    .orderBy(
      jobOutputs.jobId,
      sql`array_position(array['picture', 'map', 'mask'], ${jobOutputs.kind})`,
      jobOutputs.slot,
      jobOutputs.position,
    );
  return new Map(
    rows.flatMap((row) => {
      const picture = toPicture(row);
      return picture ? [[row.jobId, picture] as const] : [];
    }),
  );
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

const readLore = async (ctx: StudioContext, waiting: readonly string[]): Promise<Lore> => ({
  me: ctx.actor.id,
  queue: await readQueueState(ctx, waiting),
  estimates: await estimates(ctx),
  team: await readQueueNodes(ctx),
  results: new Map(),
});
