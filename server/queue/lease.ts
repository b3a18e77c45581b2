import { and, eq, sql } from "drizzle-orm";
import { attempts, jobs } from "@/db/schema";
import type { StudioContext } from "@/server/context";
import type { Books } from "./books";
import { parentEnded } from "./children";
import { type Job, overStates } from "./states";

export type LeaseRef = { jobId: string; leaseId: string };

/** The fence: a job is written for an attempt only while this holds. */
export const underLease = (ctx: StudioContext, { jobId, leaseId }: LeaseRef) =>
  and(eq(jobs.id, jobId), eq(jobs.teamId, ctx.teamId), eq(jobs.leaseId, leaseId), eq(jobs.state, "leased"));

/** Lock the job under its lease; null when the lease is lost. An expired lease that nobody took back still holds. */
export async function lockUnderLease(ctx: StudioContext, ref: LeaseRef): Promise<Job | null> {
  const [job] = await ctx.db.select().from(jobs).where(underLease(ctx, ref)).for("update");
  return job ?? null;
}

type Outcome = NonNullable<(typeof attempts.$inferSelect)["outcome"]>;
type End = { outcome: Outcome; error?: string | undefined; cause?: string | undefined };
export type JobPatch = Partial<Omit<typeof jobs.$inferInsert, "id" | "runAt">> & { delaySeconds?: number };

/**
 * Close the attempt of a locked job without a result and move the job on; both lease columns always go together. A job
 * that ends so takes what depends on it along.
 */
export async function endAttempt(ctx: Books, job: Job, end: End, { delaySeconds, ...patch }: JobPatch): Promise<void> {
  const over = patch.state !== undefined && isOneOf(overStates, patch.state);
  const spent = sql<number>`extract(epoch from now() - ${attempts.startedAt})::real`;
  const [tried] = job.leaseId
    ? await ctx.db
        .update(attempts)
        .set({ endedAt: sql`now()`, outcome: end.outcome, error: end.error ?? null, cause: end.cause ?? null })
        .where(eq(attempts.id, job.leaseId))
        .returning({ spent })
    : [];
  await ctx.db
    .update(jobs)
    .set({
      ...patch,
      ...(over && { finishedAt: sql`now()` }),
      leaseId: null,
      leaseUntil: null,
      leaseAhead: false,
      // One that only waited its turn on a node has cost nothing yet.
      ...(tried && !job.leaseAhead && { spentS: sql`${jobs.spentS} + ${tried.spent}::real` }),
      ...(delaySeconds !== undefined && { runAt: sql`now() + make_interval(secs => ${delaySeconds})` }),
    })
    .where(eq(jobs.id, job.id));
  ctx.announcements?.push({ topic: "job", id: job.id, projectId: job.projectId });
  if (over && job.hasChildren) await parentEnded(ctx, job, patch.state === "cancelled" ? "was cancelled" : "failed");
}

const isOneOf = <T extends string>(list: readonly T[], value: string): value is T =>
  (list as readonly string[]).includes(value);

/** Back in line as if the try had never been: same place, not counted. Held when its person has paused their work. */
export const backInLine = (job: Job, paused: boolean): JobPatch => ({
  ...(paused ? { state: "held", heldFor: ["person"] } : { state: "ready" }),
  leaseNodeId: null,
  maxAttempts: job.maxAttempts + 1,
  fraction: 0,
  progressLabel: null,
  previewMediaId: null,
});
