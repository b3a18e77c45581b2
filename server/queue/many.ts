import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { z } from "zod";
import { idOf } from "@/contract/ids";
import { batches, jobDeps, jobs } from "@/db/schema";
import { announce, record, requireMay, type StudioContext, withTransaction } from "@/server/context";
import { NotFoundError } from "@/server/errors";
import { parentEnded, reviveChildren } from "./children";
import { enterLine } from "./line";
import { refund } from "./shares";
import { type Job, triesPerJob, waitingStates } from "./states";

const acts = ["cancel", "bring-back", "hold", "let-go"] as const;
type Act = (typeof acts)[number];

export const ActOnMany = z
  .object({
    act: z.enum(acts),
    jobIds: z.array(idOf("job")).min(1).max(400, { error: "Choose at most 400 jobs at once" }).optional(),
    /** What waits of an act of queueing; to bring back: what was cancelled of it last, together. */
    batchId: idOf("batch").optional(),
  })
  .refine(({ jobIds, batchId }) => (jobIds === undefined) !== (batchId === undefined), {
    error: "Name either jobs or the act they were queued in",
  });

export type ManyDone = {
  /** Jobs it was done to; the undo takes these. */
  jobs: string[];
  /** Of these, how many run and stop with their node's next sign of life. */
  stopping: number;
  /** Jobs it could not be done to any more. */
  skipped: number;
};

/**
 * One act on many jobs: one transaction, one entry in the log, one way back. Cancel and bring back, hold and let go are
 * each other's undo and keep the jobs' places. One's own work, or everybody's for a manager; else nothing happens.
 */
export async function actOnMany(ctx: StudioContext, input: z.input<typeof ActOnMany>): Promise<ManyDone> {
  requireMay(ctx, "queue passes");
  const { act, jobIds, batchId } = ActOnMany.parse(input);
  return withTransaction(ctx, async (ctx) => {
    const rows = await lockedRows(ctx, act, { jobIds, batchId });
    if (rows.some(({ createdBy }) => createdBy !== ctx.actor.id)) requireMay(ctx, "cancel other people's work");
    const { done, stopping = 0 } = await perform[act](ctx, rows);
    const [first] = done;
    if (first) {
      const data = { jobs: done.length, ...(batchId && { batchId }) };
      await record(ctx, { verb: verbs[act], topic: "job", id: first.id, projectId: first.projectId, data });
      announce(ctx, ...done.slice(1, 50).map(({ id, projectId }) => ({ topic: "job" as const, id, projectId })));
    }
    if (batchId && act === "cancel")
      await ctx.db.update(batches).set({ undoneAt: sql`now()`, undoneBy: ctx.actor.id }).where(eq(batches.id, batchId));
    return { jobs: done.map(({ id }) => id), stopping, skipped: rows.length - done.length };
  });
}

const verbs = { cancel: "job.cancel", "bring-back": "job.retry", hold: "job.hold", "let-go": "job.let-go" } as const;
const isWaiting = ({ state }: Job): boolean => (waitingStates as readonly string[]).includes(state);

type Asked = { jobIds: string[] | undefined; batchId: string | undefined };

/** In the order everybody locks jobs in. NotFoundError when one is not the team's. */
async function lockedRows(ctx: StudioContext, act: Act, { jobIds, batchId }: Asked): Promise<Job[]> {
  const which = batchId ? await ofBatch(ctx, act, batchId) : inArray(jobs.id, jobIds ?? []);
  const rows = await ctx.db
    .select()
    .from(jobs)
    .where(and(eq(jobs.teamId, ctx.teamId), which))
    .orderBy(asc(jobs.seq))
    .for("update");
  if (jobIds && rows.length !== new Set(jobIds).size) throw new NotFoundError("One of the jobs");
  return rows;
}

async function ofBatch(ctx: StudioContext, act: Act, batchId: string) {
  const [batch] = await ctx.db
    .select()
    .from(batches)
    .where(and(eq(batches.id, batchId), eq(batches.teamId, ctx.teamId)));
  if (!batch) throw new NotFoundError("What was queued");
  const mine = eq(jobs.batchId, batchId);
  if (act !== "bring-back") return and(mine, inArray(jobs.state, [...waitingStates]));
  return and(
    mine,
    eq(jobs.state, "cancelled"),
    sql`${jobs.finishedAt} = (select undone_at from batches where id = ${batchId})`,
  );
}

type Done = { done: Job[]; stopping?: number };
const perform: Record<Act, (ctx: StudioContext, rows: Job[]) => Promise<Done>> = {
  cancel: cancelAll,
  "bring-back": bringBack,
  hold: holdAll,
  "let-go": letAllGo,
};

async function cancelAll(ctx: StudioContext, rows: Job[]): Promise<Done> {
  const waiting = rows.filter(isWaiting);
  const running = rows.filter(({ state, cancelRequestedAt }) => state === "leased" && !cancelRequestedAt);
  const asked = sql`coalesce(${jobs.cancelRequestedAt}, now())`;
  const ids = (some: Job[]) =>
    inArray(
      jobs.id,
      some.map(({ id }) => id),
    );
  if (waiting.length > 0)
    await ctx.db
      .update(jobs)
      .set({ state: "cancelled", finishedAt: sql`now()`, cancelRequestedAt: asked })
      .where(ids(waiting));
  if (running.length > 0) await ctx.db.update(jobs).set({ cancelRequestedAt: asked }).where(ids(running));
  for (const job of waiting) if (job.hasChildren) await parentEnded(ctx, job, "was cancelled");
  if (waiting.length > 0)
    await refund(
      ctx,
      ctx.teamId,
      waiting.map(({ createdBy }) => createdBy),
    );
  return { done: [...waiting, ...running], stopping: running.length };
}

/** Cancelled jobs back where they stood. One that needs a job which will not succeed stays as it is. */
async function bringBack(ctx: StudioContext, rows: Job[]): Promise<Done> {
  const done: Job[] = [];
  const free: Job[] = [];
  for (const job of rows) {
    // What went with its parent comes back with it.
    if (job.state !== "cancelled" || job.blamedOn) continue;
    if (job.depsLeft > 0 && (await hasLostParent(ctx, job))) continue;
    const heldFor = job.heldFor.filter((hold) => hold !== "person");
    const state = job.depsLeft > 0 ? "blocked" : "held";
    const [back] = await ctx.db
      .update(jobs)
      .set({ ...fresh, state, heldFor, maxAttempts: sql`${jobs.attempt} + ${triesPerJob}` })
      .where(eq(jobs.id, job.id))
      .returning();
    if (!back) continue;
    done.push(back);
    if (state === "held" && heldFor.length === 0) free.push(back);
    if (job.hasChildren) await reviveChildren(ctx, job.id);
  }
  await enterInPlace(ctx, free);
  return { done };
}

const fresh = {
  ...{ finishedAt: null, cancelRequestedAt: null, leaseNodeId: null, error: null, errorCause: null },
  ...{ fraction: 0, progressLabel: null, previewMediaId: null },
};

const hasLostParent = async ({ db }: StudioContext, job: Job): Promise<boolean> => {
  const lost = await db
    .select({ id: jobs.id })
    .from(jobDeps)
    .innerJoin(jobs, eq(jobs.id, jobDeps.parentId))
    .where(and(eq(jobDeps.jobId, job.id), inArray(jobs.state, ["failed", "cancelled"])))
    .limit(1);
  return lost.length > 0;
};

async function holdAll(ctx: StudioContext, rows: Job[]): Promise<Done> {
  const done = rows.filter((job) => isWaiting(job) && !job.heldFor.includes("hand"));
  if (done.length > 0)
    await ctx.db
      .update(jobs)
      .set({
        heldFor: sql`${jobs.heldFor} || '{hand}'::text[]`,
        state: sql`case when ${jobs.state} = 'blocked' then 'blocked' else 'held' end`,
      })
      .where(
        inArray(
          jobs.id,
          done.map(({ id }) => id),
        ),
      );
  return { done };
}

/** What a hand held. An approval that was never given is for each job by itself. */
async function letAllGo(ctx: StudioContext, rows: Job[]): Promise<Done> {
  const done = rows.filter((job) => isWaiting(job) && job.heldFor.includes("hand"));
  if (done.length === 0) return { done };
  await ctx.db
    .update(jobs)
    .set({ heldFor: sql`array_remove(${jobs.heldFor}, 'hand')` })
    .where(
      inArray(
        jobs.id,
        done.map(({ id }) => id),
      ),
    );
  await enterInPlace(
    ctx,
    done.filter(({ state, heldFor }) => state === "held" && heldFor.length === 1),
  );
  return { done };
}

/** Into the line where they stood, or where they would stand as new if that is earlier. One that was never in line has no old place. */
async function enterInPlace(ctx: StudioContext, free: readonly Job[]): Promise<void> {
  if (free.length === 0) return;
  await enterLine(ctx, free);
  const stood = free.filter(({ vt }) => Number.isFinite(vt));
  if (stood.length === 0) return;
  await ctx.db.execute(sql`
    update jobs set vt = least(jobs.vt, t.vt)
    from unnest(${sql.param(stood.map(({ id }) => id))}::text[], ${sql.param(stood.map(({ vt }) => vt))}::float8[]) as t(id, vt)
    where jobs.id = t.id`);
  // Their new tags were charged; it is the old ones they have.
  await refund(
    ctx,
    ctx.teamId,
    stood.map(({ createdBy }) => createdBy),
  );
}
