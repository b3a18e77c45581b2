import { and, eq, sql } from "drizzle-orm";
import { attempts, type JobState, jobs } from "@/db/schema";
import type { StudioContext } from "@/server/context";
import type { Job } from "./states";

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
type End = { outcome: Outcome; error?: string | undefined; seconds?: number | undefined };
export type JobPatch = Partial<Omit<typeof jobs.$inferInsert, "id" | "runAt">> & { delaySeconds?: number };

const over: readonly (JobState | undefined)[] = ["succeeded", "failed", "cancelled"];

/** What a transaction of no particular person carries. */
export type Books = Pick<StudioContext, "db" | "announcements">;

/** Close the attempt of a locked job and move the job on; both lease columns always go together. */
export async function endAttempt(ctx: Books, job: Job, end: End, { delaySeconds, ...patch }: JobPatch): Promise<void> {
  if (job.leaseId)
    await ctx.db
      .update(attempts)
      .set({ endedAt: sql`now()`, outcome: end.outcome, error: end.error ?? null, seconds: end.seconds ?? null })
      .where(eq(attempts.id, job.leaseId));
  await ctx.db
    .update(jobs)
    .set({
      ...patch,
      ...(over.includes(patch.state) && { finishedAt: sql`now()` }),
      leaseId: null,
      leaseUntil: null,
      ...(delaySeconds !== undefined && { runAt: sql`now() + make_interval(secs => ${delaySeconds})` }),
    })
    .where(eq(jobs.id, job.id));
  ctx.announcements?.push({ topic: "job", id: job.id, projectId: job.projectId });
}

/** Back in line as if the try had never been: same place, not counted. */
export const backInLine = (job: Job): JobPatch => ({
  state: "ready",
  leaseNodeId: null,
  maxAttempts: job.maxAttempts + 1,
  fraction: 0,
  progressLabel: null,
  previewMediaId: null,
});
