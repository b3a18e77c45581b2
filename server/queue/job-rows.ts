import { and, eq, inArray, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Picture } from "@/contract/media";
import type { Guess } from "@/contract/queue/estimate";
import { frames, jobOutputs, jobs, media, nodes, projects, shots, users, versions } from "@/db/schema";
import type { StudioContext } from "@/server/context";
import { pictureColumns, toPicture } from "@/server/media/picture";
import { type Estimates, estimates, secondsLeft } from "./estimate";
import { type QueueNode, type QueueState, readQueueNodes, type WhyWaiting, whyWaiting } from "./explain-waiting";
import { readQueueState } from "./queue-state";
import type { Job } from "./states";

export type QueueJob = {
  id: string;
  title: string;
  pass: string;
  /** The act it was queued in, when that made several. */
  batchId: string | null;
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
  /** What of the source is repainted: its mask, and how many pixels around it are worked on (null: all). Null without a mask. */
  repaints: { maskMediaId: string; padding: number | null } | null;
  /** The first picture that came out. */
  result: Picture | null;
  /** The picture the pass starts from. */
  source: Picture | null;
  /** What came out is the lesser result of a node without models. */
  rough: boolean;
  roughAllowed: boolean;
  etaSeconds: number | null;
  /** Seconds left of a running job, or that a waiting one usually takes; null without history. */
  usual: Guess | null;
  /** A cancel is on its way to the node. */
  stopping: boolean;
  why: WhyWaiting | null;
  error: string | null;
  createdAt: string;
  startedAt: string | null;
  finishedAt: string | null;
};

const preview = alias(media, "preview");
const source = alias(media, "source");
const cameOutRough = sql<boolean>`exists (select 1 from ${versions} v where v.job_id = ${jobs.id} and v.rough)`;

export const rowsOf = ({ db }: StudioContext, where: SQL | undefined, order: SQL[], limit: number) =>
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

export type JobRow = Awaited<ReturnType<typeof rowsOf>>[number];
export type Lore = {
  me: string;
  estimates: Estimates;
  team: readonly QueueNode[];
  queue: QueueState;
  results: ReadonlyMap<string, Picture>;
};

export function toJob({ job, ...row }: JobRow, lore: Lore, ahead?: number): QueueJob {
  const like = { pass: job.pass, models: job.needsModels, megapixels: job.megapixels };
  const usual = lore.estimates.of(like, job.state === "leased" ? job.leaseNodeId : null);
  const running = job.state === "leased";
  const left = (seconds: number | undefined) =>
    secondsLeft({ startedAt: job.startedAt, fraction: job.fraction, usual: seconds });
  return {
    id: job.id,
    title: job.title,
    pass: job.pass,
    batchId: job.batchId,
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
    repaints: running ? repaintsOf(job.recipe) : null,
    result: lore.results.get(job.id) ?? null,
    source: toPicture(row.source),
    rough: row.rough,
    roughAllowed: job.roughAllowed,
    etaSeconds: running ? left(usual?.seconds) : null,
    usual:
      running && usual
        ? {
            ...{ seconds: left(usual.seconds) ?? 0, low: left(usual.low) ?? 0, high: left(usual.high) ?? 0 },
            samples: usual.samples,
          }
        : (usual ?? null),
    stopping: running && job.cancelRequestedAt !== null,
    why: ahead === undefined ? null : whyWaiting(job, lore.team, ahead, lore.queue),
    error: job.error,
    createdAt: job.createdAt,
    startedAt: job.startedAt,
    finishedAt: job.finishedAt,
  };
}

function repaintsOf({ inputs, params }: Job["recipe"]): QueueJob["repaints"] {
  const mask = inputs.find(({ slot }) => slot === "mask");
  if (!mask) return null;
  const { area, padding } = params;
  return { maskMediaId: mask.mediaId, padding: area === "masked only" && typeof padding === "number" ? padding : null };
}

/** The picture that stands for each job's result: a picture before a map before a mask. */
export async function firstResults({ db }: StudioContext, jobIds: readonly string[]): Promise<Map<string, Picture>> {
  if (jobIds.length === 0) return new Map();
  const rows = await db
    .selectDistinctOn([jobOutputs.jobId], { jobId: jobOutputs.jobId, ...pictureColumns })
    .from(jobOutputs)
    .innerJoin(media, eq(media.id, jobOutputs.mediaId))
    .where(and(inArray(jobOutputs.jobId, [...jobIds]), inArray(jobOutputs.kind, ["picture", "map", "mask"])))
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

/** What every card of a page needs to know beside its row; `waiting`: ids of blocked jobs. */
export const readLore = async (ctx: StudioContext, waiting: readonly string[]): Promise<Lore> => ({
  me: ctx.actor.id,
  queue: await readQueueState(ctx, waiting),
  estimates: await estimates(ctx),
  team: await readQueueNodes(ctx),
  results: new Map(),
});
