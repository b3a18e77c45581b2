import { and, eq, inArray, sql } from "drizzle-orm";
import { z } from "zod";
import { idOf } from "@/contract/ids";
import { jobs } from "@/db/schema";
import { record, requireMay, type StudioContext, withTransaction } from "@/server/context";
import { ConflictError, NotFoundError } from "@/server/errors";
import { triesPerJob } from "./states";
import { wakeClaimers } from "./wake";

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
        state: "ready",
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
      .returning({ id: jobs.id, projectId: jobs.projectId });
    if (!job) await refuse(ctx, mine);
    else {
      await record(ctx, { verb: "job.retry", topic: "job", id: jobId, projectId: job.projectId });
      await wakeClaimers(ctx.db, ctx.teamId);
    }
    return { id: jobId };
  });
}

const refuse = async (ctx: StudioContext, mine: ReturnType<typeof and>) => {
  const [job] = await ctx.db.select({ title: jobs.title, state: jobs.state }).from(jobs).where(mine);
  if (!job) throw new NotFoundError("The job");
  throw new ConflictError(
    job.state === "succeeded"
      ? `“${job.title}” is done; queue it anew from its version.`
      : `“${job.title}” is still in line or running.`,
  );
};
