import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { z } from "zod";
import { idOf } from "@/contract/ids";
import { type Hold, jobs } from "@/db/schema";
import { record, requireMay, type StudioContext, withTransaction } from "@/server/context";
import { ConflictError } from "@/server/errors";
import { enterLine } from "./line";
import { lockJob, requireWaiting } from "./lock-job";
import { type Job, waitingStates } from "./states";

export const HoldJob = z.object({ jobId: idOf("job") });

/** Keep a waiting job from going until somebody lets it go. One's own work, or everybody's for a manager. */
export async function holdJob(ctx: StudioContext, input: z.input<typeof HoldJob>): Promise<{ id: string }> {
  return withTransaction(ctx, async (ctx) => {
    const job = await mineToHold(ctx, HoldJob.parse(input).jobId);
    await ctx.db
      .update(jobs)
      .set({
        heldFor: [...new Set<Hold>([...job.heldFor, "hand"])],
        ...(job.state !== "blocked" && { state: "held" as const }),
      })
      .where(eq(jobs.id, job.id));
    await record(ctx, { verb: "job.hold", topic: "job", id: job.id, projectId: job.projectId });
    return { id: job.id };
  });
}

/** Let a held job go: it takes its place in line. Past an approval that was never given it takes a supervisor. */
export async function letJobGo(ctx: StudioContext, input: z.input<typeof HoldJob>): Promise<{ id: string }> {
  return withTransaction(ctx, async (ctx) => {
    const job = await mineToHold(ctx, HoldJob.parse(input).jobId);
    if (job.heldFor.includes("approval")) requireMay(ctx, "approve frames");
    const left = job.heldFor.filter((hold) => hold === "person");
    if (left.length === job.heldFor.length)
      throw new ConflictError(
        left.length > 0
          ? `“${job.title}” waits because its person paused their work: resume that.`
          : `“${job.title}” is not held.`,
      );
    await free(ctx, job, left);
    await record(ctx, { verb: "job.let-go", topic: "job", id: job.id, projectId: job.projectId });
    return { id: job.id };
  });
}

/**
 * A draft was approved: what was held for it goes. By the frame, or by the job whose result was accepted. Inside the
 * transaction of the approval; returns how many.
 */
export async function releaseApproved(
  ctx: StudioContext,
  draft: { frameId: string } | { jobId: string },
): Promise<number> {
  const held = await ctx.db
    .select()
    .from(jobs)
    .where(
      and(
        eq(jobs.teamId, ctx.teamId),
        "frameId" in draft ? eq(jobs.holdFrameId, draft.frameId) : eq(jobs.holdJobId, draft.jobId),
        sql`${jobs.heldFor} <> '{}'`,
        inArray(jobs.state, [...waitingStates]),
        sql`'approval' = any(${jobs.heldFor})`,
      ),
    )
    .orderBy(asc(jobs.seq))
    .for("update");
  for (const job of held)
    await free(
      ctx,
      job,
      job.heldFor.filter((hold) => hold !== "approval"),
    );
  return held.length;
}

async function free(ctx: StudioContext, job: Job, left: Hold[]): Promise<void> {
  await ctx.db.update(jobs).set({ heldFor: left }).where(eq(jobs.id, job.id));
  if (left.length === 0 && job.state === "held") await enterLine(ctx, [job]);
}

async function mineToHold(ctx: StudioContext, jobId: string): Promise<Job> {
  requireMay(ctx, "queue passes");
  const job = await lockJob(ctx, jobId);
  requireWaiting(job);
  return job;
}
