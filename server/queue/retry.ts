import { and, eq, inArray, sql } from "drizzle-orm";
import { z } from "zod";
import { idOf } from "@/contract/ids";
import { jobDeps, jobs } from "@/db/schema";
import { record, requireMay, type StudioContext, withTransaction } from "@/server/context";
import { ConflictError, NotFoundError } from "@/server/errors";
import { reviveChildren } from "./children";
import { enterLine } from "./line";
import { type Job, triesPerJob } from "./states";

export const RetryJob = z.object({ jobId: idOf("job") });

/** Put a failed or cancelled job back in line with fresh tries. What was tried before stays on record. */
export async function retryJob(ctx: StudioContext, input: z.input<typeof RetryJob>): Promise<{ id: string }> {
  requireMay(ctx, "queue passes");
  const { jobId } = RetryJob.parse(input);
  return withTransaction(ctx, async (ctx) => {
    const mine = and(eq(jobs.id, jobId), eq(jobs.teamId, ctx.teamId));
    const [job] = await ctx.db
      .update(jobs)
      .set({
        // Taken up below, where it gets its place in line.
        state: "held",
        heldFor: [],
        degrade: 0,
        blamedOn: null,
        runAt: sql`now()`,
        maxAttempts: sql`${jobs.attempt} + ${triesPerJob}`,
        failedNodes: [],
        leaseNodeId: null,
        cancelRequestedAt: null,
        finishedAt: null,
        error: null,
        errorCause: null,
        fraction: 0,
        progressLabel: null,
        previewMediaId: null,
      })
      .where(and(mine, inArray(jobs.state, ["failed", "cancelled"])))
      .returning();
    if (!job) await refuse(ctx, mine);
    else {
      if (job.depsLeft > 0) throw await waitsForParent(ctx, job);
      await enterLine(ctx, [job]);
      if (job.hasChildren) await reviveChildren(ctx, jobId);
      await record(ctx, { verb: "job.retry", topic: "job", id: jobId, projectId: job.projectId });
    }
    return { id: jobId };
  });
}

/** Thrown, so that the whole act is undone: it would wait for ever. */
const waitsForParent = async ({ db }: StudioContext, job: Job): Promise<ConflictError> => {
  const [parent] = await db
    .select({ title: jobs.title })
    .from(jobs)
    .innerJoin(jobDeps, eq(jobDeps.parentId, jobs.id))
    .where(and(eq(jobDeps.jobId, job.id), inArray(jobs.state, ["failed", "cancelled"])));
  return new ConflictError(
    parent
      ? `“${job.title}” needs “${parent.title}”, which did not succeed. Retry that one; this follows by itself.`
      : `“${job.title}” needs jobs that are still waiting. Queue it anew.`,
  );
};

const refuse = async (ctx: StudioContext, mine: ReturnType<typeof and>) => {
  const [job] = await ctx.db.select({ title: jobs.title, state: jobs.state }).from(jobs).where(mine);
  if (!job) throw new NotFoundError("The job");
  throw new ConflictError(
    job.state === "succeeded"
      ? `“${job.title}” is done; queue it anew from its version.`
      : `“${job.title}” is still in line or running.`,
  );
};
