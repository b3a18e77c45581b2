import { and, asc, desc, eq, inArray, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { z } from "zod";
import { idOf } from "@/contract/ids";
import type { Picture } from "@/contract/media";
import { frames, jobs, media, nodes, projects, shots, users, versions } from "@/db/schema";
import { requireMay, type StudioContext } from "@/server/context";
import { NotFoundError } from "@/server/errors";
import { toPicture } from "@/server/media/picture";
import { type Durations, durations, secondsLeft } from "./estimate";
import { type QueueNode, readQueueNodes, type WhyWaiting, whyWaiting } from "./explain-waiting";
import type { Job } from "./states";

export const ReadQueue = z
  .object({
    projectId: idOf("project").optional(),
    frameId: idOf("frame").optional(),
    /** Only what the asking person queued. */
    mine: z.boolean().optional(),
    /** Finished jobs to show, newest first. */
    done: z.number().int().min(0).max(200).default(50),
  })
  .default({ done: 50 });

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
const result = alias(media, "result");
const source = alias(media, "source");

/** The most a page shows of what is running and waiting. */
const laneLimit = 200;

const firstPicture = sql`(select o.media_id from job_outputs o where o.job_id = ${jobs.id} and o.kind in ('picture', 'map', 'mask') order by array_position(array['picture','map','mask'], o.kind), o.slot, o.position limit 1)`;

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
      result: { mediaId: result.id, width: result.width, height: result.height, colour: result.colour },
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
    .leftJoin(result, eq(result.id, firstPicture))
    .leftJoin(versions, and(eq(versions.id, jobs.versionId), eq(versions.teamId, jobs.teamId)))
    .leftJoin(source, eq(source.id, versions.mediaId))
    .where(where)
    .orderBy(...order)
    .limit(limit);

type Row = Awaited<ReturnType<typeof rowsOf>>[number];
type Lore = { me: string; durations: Durations; team: readonly QueueNode[] };

function toJob({ job, ...row }: Row, lore: Lore, ahead?: number): QueueJob {
  const usual = lore.durations.of(job.pass, job.state === "leased" ? job.leaseNodeId : null);
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
    result: toPicture(row.result),
    source: toPicture(row.source),
    rough: row.rough,
    roughAllowed: job.roughAllowed,
    etaSeconds: running ? secondsLeft({ startedAt: job.startedAt, fraction: job.fraction, usual }) : null,
    stopping: running && job.cancelRequestedAt !== null,
    why: ahead === undefined ? null : whyWaiting(job, lore.team, ahead),
    error: job.error,
    createdAt: job.createdAt,
    startedAt: job.startedAt,
    finishedAt: job.finishedAt,
  };
}

const inLine = [desc(jobs.band), asc(jobs.seq)];

/** The queue as its page shows it: running, waiting in the order they will go, done newest first. */
export async function readQueue(ctx: StudioContext, input?: z.input<typeof ReadQueue>): Promise<QueueLanes> {
  requireMay(ctx, "see the studio");
  const { projectId, frameId, mine, done } = ReadQueue.parse(input);
  const asked = and(
    eq(jobs.teamId, ctx.teamId),
    projectId ? eq(jobs.projectId, projectId) : undefined,
    frameId ? eq(jobs.frameId, frameId) : undefined,
    mine ? eq(jobs.createdBy, ctx.actor.id) : undefined,
  );
  const [running, waiting, finished, counts, lore, line] = await Promise.all([
    rowsOf(ctx, and(asked, eq(jobs.state, "leased")), [asc(jobs.startedAt)], laneLimit),
    rowsOf(ctx, and(asked, inArray(jobs.state, ["ready", "delayed"])), inLine, laneLimit),
    rowsOf(ctx, and(asked, inArray(jobs.state, ["succeeded", "failed", "cancelled"])), [desc(jobs.finishedAt)], done),
    countLanes(ctx, asked),
    readLore(ctx),
    projectId || frameId || mine ? readLine(ctx) : undefined,
  ]);
  return {
    running: running.map((row) => toJob(row, lore)),
    waiting: waiting.map((row, at) => toJob(row, lore, line?.get(row.job.id) ?? at)),
    done: finished.map((row) => toJob(row, lore)),
    counts,
  };
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
  const waits = row.job.state === "ready" || row.job.state === "delayed";
  return toJob(row, await readLore(ctx), waits ? await jobsBefore(ctx, row.job) : undefined);
}

const jobsBefore = ({ db, teamId }: StudioContext, job: Job): Promise<number> =>
  db.$count(
    jobs,
    and(
      eq(jobs.teamId, teamId),
      eq(jobs.state, "ready"),
      sql`(${jobs.band} > ${job.band} or (${jobs.band} = ${job.band} and ${jobs.seq} < ${job.seq}))`,
    ),
  );

async function countLanes({ db }: StudioContext, where: SQL | undefined): Promise<QueueLanes["counts"]> {
  const of = (states: SQL) => sql<number>`(count(*) filter (where ${jobs.state} in ${states}))::int`;
  const [counts] = await db
    .select({
      running: of(sql`('leased')`),
      waiting: of(sql`('ready', 'delayed')`),
      done: of(sql`('succeeded', 'failed', 'cancelled')`),
    })
    .from(jobs)
    .where(where);
  return counts ?? { running: 0, waiting: 0, done: 0 };
}

const readLore = async (ctx: StudioContext): Promise<Lore> => ({
  me: ctx.actor.id,
  durations: await durations(ctx),
  team: await readQueueNodes(ctx),
});
