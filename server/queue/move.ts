import { and, asc, desc, eq, inArray, ne, sql } from "drizzle-orm";
import { z } from "zod";
import { idOf } from "@/contract/ids";
import { can } from "@/contract/roles";
import { jobs } from "@/db/schema";
import { record, requireMay, type StudioContext, withTransaction } from "@/server/context";
import { ConflictError, ForbiddenError, NotFoundError } from "@/server/errors";
import { requireWaiting } from "./lock-job";
import type { Job } from "./states";
import { wakeClaimers } from "./wake";

export const MoveJob = z.object({
  jobId: idOf("job"),
  /** The job it goes before, or after. */
  to: idOf("job"),
  side: z.enum(["before", "after"]).default("before"),
});
export const RaiseJob = z.object({ jobId: idOf("job") });

/** Where it stood: dragging it back there is the undo. Null: it was alone in its line. */
export type Moved = { back: { to: string; side: "before" | "after" } | null };

/** Jobs that have a place in line: those that wait for others or are held get theirs when nothing keeps them any more. */
export const waiting = inArray(jobs.state, ["ready", "delayed"]);

/**
 * Put a waiting job before or after another. A manager moves any; everybody else swaps places among their own, so that
 * nobody gets ahead of others by dragging.
 */
export async function moveJob(ctx: StudioContext, input: z.input<typeof MoveJob>): Promise<Moved> {
  requireMay(ctx, "queue passes");
  const { jobId, to, side } = MoveJob.parse(input);
  return withTransaction(ctx, async (ctx) => {
    const job = await waitingJob(ctx, jobId);
    if (job.id === to) return { back: null };
    const back = await neighbour(ctx, job);
    await moveOne(ctx, job, { to, side });
    await record(ctx, { verb: "job.move", topic: "job", id: jobId, projectId: job.projectId, data: { [side]: to } });
    await wakeClaimers(ctx.db, ctx.teamId);
    return { back };
  });
}

/** Without an entry in the log: its caller writes one for all. */
export async function moveOne(ctx: StudioContext, job: Job, { to, side }: NonNullable<Moved["back"]>): Promise<void> {
  const target = await waitingJob(ctx, to);
  if (runsTheQueue(ctx)) return squeezeIn(ctx, job, target, side);
  for (const one of [job, target]) requireOwn(ctx, one);
  await shuffleOwn(ctx, job, target, side);
}

/** A manager puts a job in front of everything; everybody else in front of their own. */
export async function raiseJob(ctx: StudioContext, input: z.input<typeof RaiseJob>): Promise<Moved> {
  requireMay(ctx, "queue passes");
  const { jobId } = RaiseJob.parse(input);
  return withTransaction(ctx, async (ctx) => {
    const job = await waitingJob(ctx, jobId);
    const manager = runsTheQueue(ctx);
    if (!manager) requireOwn(ctx, job);
    const back = await neighbour(ctx, job);
    const others = and(eq(jobs.teamId, ctx.teamId), waiting, ne(jobs.id, job.id));
    const mine = and(others, eq(jobs.band, job.band), eq(jobs.createdBy, ctx.actor.id));
    const [first] = await ctx.db
      .select()
      .from(jobs)
      .where(manager ? others : mine)
      .orderBy(desc(jobs.band), asc(jobs.vt), asc(jobs.seq))
      .limit(1);
    if (first && manager) await squeezeIn(ctx, job, first, "before");
    if (first && !manager) await shuffleOwn(ctx, job, first, "before");
    await record(ctx, { verb: "job.raise", topic: "job", id: jobId, projectId: job.projectId });
    await wakeClaimers(ctx.db, ctx.teamId);
    return { back };
  });
}

export const runsTheQueue = ({ actor }: StudioContext): boolean =>
  actor.kind === "system" || (actor.kind === "user" && can(actor.role, "run the queue"));

export const requireOwn = (ctx: StudioContext, job: Job): void => {
  if (job.createdBy !== ctx.actor.id) throw new ForbiddenError("move other people's work", "A manager");
};

export async function waitingJob(ctx: StudioContext, jobId: string): Promise<Job> {
  const [job] = await ctx.db
    .select()
    .from(jobs)
    .where(and(eq(jobs.id, jobId), eq(jobs.teamId, ctx.teamId)));
  if (!job) throw new NotFoundError("The job");
  requireWaiting(job);
  if (job.state === "blocked" || job.state === "held")
    throw new ConflictError(
      `“${job.title}” has no place in line yet: ${job.state === "held" ? "it is held" : "it waits for another job"}.`,
    );
  return job;
}

/** Line-mates of a job on one side, the closest first. */
export const beside = (ctx: StudioContext, job: Job, side: "before" | "after", but: string) =>
  ctx.db
    .select()
    .from(jobs)
    .where(
      and(
        eq(jobs.teamId, ctx.teamId),
        waiting,
        eq(jobs.band, job.band),
        ne(jobs.id, but),
        ne(jobs.id, job.id),
        side === "before"
          ? sql`(${jobs.vt}, ${jobs.seq}) < (${job.vt}::float8, ${job.seq}::bigint)`
          : sql`(${jobs.vt}, ${jobs.seq}) > (${job.vt}::float8, ${job.seq}::bigint)`,
      ),
    )
    .orderBy(...(side === "before" ? [desc(jobs.vt), desc(jobs.seq)] : [asc(jobs.vt), asc(jobs.seq)]))
    .limit(1);

async function neighbour(ctx: StudioContext, job: Job): Promise<Moved["back"]> {
  const [next] = await beside(ctx, job, "after", job.id);
  if (next) return { to: next.id, side: "before" };
  const [previous] = await beside(ctx, job, "before", job.id);
  return previous ? { to: previous.id, side: "after" } : null;
}

/** A tag between the target's and its neighbour's. Neighbours with one tag are first moved a hair apart. */
async function squeezeIn(ctx: StudioContext, job: Job, target: Job, side: "before" | "after"): Promise<void> {
  const [other] = await beside(ctx, target, side, job.id);
  let { vt } = target;
  if (other && Math.abs(other.vt - vt) < 1e-9) {
    await spread(ctx, target);
    const [again] = await ctx.db.select({ vt: jobs.vt }).from(jobs).where(eq(jobs.id, target.id));
    const [mate] = await ctx.db.select({ vt: jobs.vt }).from(jobs).where(eq(jobs.id, other.id));
    vt = ((again?.vt ?? vt) + (mate?.vt ?? vt)) / 2;
  } else vt = other ? (vt + other.vt) / 2 : vt + (side === "before" ? -1 : 1);
  await setPlace(ctx, job, { vt, band: target.band });
}

/** Jobs that share the target's tag, by their numbers, a millionth of a second apart. */
export const spread = (ctx: StudioContext, target: Job) =>
  ctx.db.execute(sql`
    update jobs set vt = t.vt + t.n * 1e-6 from (
      select id, vt, row_number() over (order by seq) as n from jobs
      where team_id = ${ctx.teamId} and band = ${target.band} and abs(vt - ${target.vt}::float8) < 1e-9
        and state in ('ready', 'delayed')) t
    where jobs.id = t.id`);

/** The person's own jobs keep the tags they have among them, in another order: nobody else moves. */
async function shuffleOwn(ctx: StudioContext, job: Job, target: Job, side: "before" | "after"): Promise<void> {
  if (job.band !== target.band)
    throw new ConflictError("These wait in lines of different urgency; a manager can move it.");
  const own = await ctx.db
    .select()
    .from(jobs)
    .where(and(eq(jobs.teamId, ctx.teamId), waiting, eq(jobs.band, job.band), eq(jobs.createdBy, ctx.actor.id)))
    .orderBy(asc(jobs.vt), asc(jobs.seq));
  const order = own.filter(({ id }) => id !== job.id);
  const at = order.findIndex(({ id }) => id === target.id) + (side === "after" ? 1 : 0);
  order.splice(at, 0, job);
  let last = Number.NEGATIVE_INFINITY;
  for (const [n, one] of order.entries()) {
    const vt = Math.max(own[n]?.vt ?? one.vt, last + 1e-6);
    last = vt;
    if (vt !== one.vt) await setPlace(ctx, one, { vt });
  }
}

const setPlace = (ctx: StudioContext, { id }: Job, place: { vt: number; band?: number }) =>
  ctx.db
    .update(jobs)
    .set(place)
    .where(and(eq(jobs.id, id), waiting));
