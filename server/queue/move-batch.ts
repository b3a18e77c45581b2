import { and, asc, desc, eq, isNull, ne, or, sql } from "drizzle-orm";
import { z } from "zod";
import { idOf } from "@/contract/ids";
import { batches, jobs } from "@/db/schema";
import { announce, record, requireMay, type StudioContext, withTransaction } from "@/server/context";
import { ConflictError, NotFoundError } from "@/server/errors";
import { beside, moveOne, requireOwn, runsTheQueue, spread, waiting, waitingJob } from "./move";
import type { Job } from "./states";
import { wakeClaimers } from "./wake";

export const MoveBatch = z.object({
  batchId: idOf("batch"),
  /** The job all of it goes before, or after; left out: in front. */
  to: idOf("job").optional(),
  side: z.enum(["before", "after"]).default("before"),
});

type Step = { jobId: string; to: string; side: "before" | "after" };

/** Where jobs stood, one step after the other: the undo. Null when that is more than can be told. */
export type BatchMoved = { jobs: number; back: Step[] | null };

const tellable = 400;
const inLine = [desc(jobs.band), asc(jobs.vt), asc(jobs.seq)];

/** Put what waits of an act before or after another job, in its own order. A manager any; everybody else among their own. */
export async function moveBatch(ctx: StudioContext, input: z.input<typeof MoveBatch>): Promise<BatchMoved> {
  requireMay(ctx, "queue passes");
  const { batchId, to, side } = MoveBatch.parse(input);
  return withTransaction(ctx, async (ctx) => {
    const [batch] = await ctx.db
      .select()
      .from(batches)
      .where(and(eq(batches.id, batchId), eq(batches.teamId, ctx.teamId)));
    if (!batch) throw new NotFoundError("What was queued");
    const line = and(eq(jobs.teamId, ctx.teamId), waiting);
    const moved = await ctx.db
      .select()
      .from(jobs)
      .where(and(line, eq(jobs.batchId, batchId)))
      .orderBy(...inLine)
      .for("update");
    const [head] = moved;
    if (!head) throw new ConflictError(`Nothing of “${batch.title}” stands in line.`);
    const target = to ? await waitingJob(ctx, to) : await firstBut(ctx, head, batchId);
    if (!target) return { jobs: 0, back: null };
    if (target.batchId === batchId) throw new ConflictError("This belongs to what is moved; choose another place.");
    const back = await stepsBack(ctx, moved);
    if (runsTheQueue(ctx)) await squeezeAll(ctx, moved, target, side);
    else await shuffleAll(ctx, moved, target, side);
    const data = { jobs: moved.length, batchId };
    await record(ctx, {
      verb: to ? "job.move" : "job.raise",
      topic: "job",
      id: head.id,
      projectId: head.projectId,
      data,
    });
    announce(ctx, ...moved.slice(1, 50).map(({ id, projectId }) => ({ topic: "job" as const, id, projectId })));
    await wakeClaimers(ctx.db, ctx.teamId);
    return { jobs: moved.length, back };
  });
}

export const MoveBack = z.object({
  steps: z
    .array(z.object({ jobId: idOf("job"), to: idOf("job"), side: z.enum(["before", "after"]) }))
    .min(1)
    .max(tellable),
});

/** Takes steps one after the other: the way back from moving many. Those that wait no more are passed over. */
export async function moveBack(ctx: StudioContext, input: z.input<typeof MoveBack>): Promise<{ jobs: number }> {
  requireMay(ctx, "queue passes");
  const { steps } = MoveBack.parse(input);
  return withTransaction(ctx, async (ctx) => {
    let last: Job | undefined;
    let count = 0;
    for (const { jobId, ...place } of steps) {
      try {
        const job = await waitingJob(ctx, jobId);
        if (job.id === place.to) continue;
        await moveOne(ctx, job, place);
        last = job;
        count++;
      } catch (error) {
        if (!(error instanceof ConflictError)) throw error;
      }
    }
    if (last) {
      await record(ctx, {
        ...{ verb: "job.move", topic: "job", id: last.id, projectId: last.projectId, data: { jobs: count } },
      });
      await wakeClaimers(ctx.db, ctx.teamId);
    }
    return { jobs: count };
  });
}

/** The head of the line a person may move in, without the act itself. */
async function firstBut(ctx: StudioContext, head: Job, batchId: string): Promise<Job | undefined> {
  const own = runsTheQueue(ctx) ? undefined : and(eq(jobs.band, head.band), eq(jobs.createdBy, ctx.actor.id));
  const [first] = await ctx.db
    .select()
    .from(jobs)
    .where(and(eq(jobs.teamId, ctx.teamId), waiting, own, or(isNull(jobs.batchId), ne(jobs.batchId, batchId))))
    .orderBy(...inLine)
    .limit(1);
  return first;
}

/** From the last to the first: each goes back before what stood behind it. */
async function stepsBack(ctx: StudioContext, moved: readonly Job[]): Promise<Step[] | null> {
  if (moved.length > tellable) return null;
  const steps: Step[] = [];
  for (const job of moved.toReversed()) {
    const [next] = await beside(ctx, job, "after", job.id);
    const [previous] = next ? [] : await beside(ctx, job, "before", job.id);
    if (next) steps.push({ jobId: job.id, to: next.id, side: "before" });
    else if (previous) steps.push({ jobId: job.id, to: previous.id, side: "after" });
  }
  return steps.length === moved.length ? steps : null;
}

/** Tags in equal steps between the target's and its neighbour's. */
async function squeezeAll(ctx: StudioContext, moved: readonly Job[], target: Job, side: "before" | "after") {
  const ids = moved.map(({ id }) => id);
  const [other] = await ctx.db
    .select()
    .from(jobs)
    .where(
      and(
        ...[eq(jobs.teamId, ctx.teamId), waiting, eq(jobs.band, target.band), ne(jobs.id, target.id)],
        or(isNull(jobs.batchId), ne(jobs.batchId, moved[0]?.batchId ?? "")),
        side === "before"
          ? sql`(${jobs.vt}, ${jobs.seq}) < (${target.vt}::float8, ${target.seq}::bigint)`
          : sql`(${jobs.vt}, ${jobs.seq}) > (${target.vt}::float8, ${target.seq}::bigint)`,
      ),
    )
    .orderBy(...(side === "before" ? [desc(jobs.vt), desc(jobs.seq)] : [asc(jobs.vt), asc(jobs.seq)]))
    .limit(1);
  let [from, edge] = [target.vt, other?.vt ?? target.vt + (side === "before" ? -1 : 1)];
  if (other && Math.abs(edge - from) < 1e-9) {
    await spread(ctx, target);
    [from, edge] = [await tagOf(ctx, target, from), await tagOf(ctx, other, edge)];
  }
  const [low, high] = side === "before" ? [edge, from] : [from, edge];
  const step = (high - low) / (ids.length + 1);
  await place(
    ctx,
    ids,
    ids.map((_, n) => low + step * (n + 1)),
    target.band,
  );
}

const tagOf = async ({ db }: StudioContext, { id }: Job, known: number): Promise<number> => {
  const [row] = await db.select({ vt: jobs.vt }).from(jobs).where(eq(jobs.id, id));
  return row?.vt ?? known;
};

/** The person's own jobs keep the tags they have among them, in another order. */
async function shuffleAll(ctx: StudioContext, moved: readonly Job[], target: Job, side: "before" | "after") {
  for (const one of [...moved, target]) requireOwn(ctx, one);
  if (moved.some(({ band }) => band !== target.band))
    throw new ConflictError("These wait in lines of different urgency; a manager can move it.");
  const own = await ctx.db
    .select()
    .from(jobs)
    .where(and(eq(jobs.teamId, ctx.teamId), waiting, eq(jobs.band, target.band), eq(jobs.createdBy, ctx.actor.id)))
    .orderBy(asc(jobs.vt), asc(jobs.seq));
  const gone = new Set(moved.map(({ id }) => id));
  const order = own.filter(({ id }) => !gone.has(id));
  order.splice(order.findIndex(({ id }) => id === target.id) + (side === "after" ? 1 : 0), 0, ...moved);
  let last = Number.NEGATIVE_INFINITY;
  const tags = order.map((_, n) => {
    last = Math.max(own[n]?.vt ?? 0, last + 1e-6);
    return last;
  });
  await place(
    ctx,
    order.map(({ id }) => id),
    tags,
    target.band,
  );
}

const place = (ctx: StudioContext, ids: readonly string[], tags: readonly number[], band: number) =>
  ctx.db.execute(sql`
    update jobs set vt = t.vt, band = ${band}
    from unnest(${sql.param(ids)}::text[], ${sql.param(tags)}::float8[]) as t(id, vt)
    where jobs.id = t.id and jobs.state in ('ready', 'delayed')`);
