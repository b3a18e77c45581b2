import { eq, sql } from "drizzle-orm";
import { z } from "zod";
import { idOf } from "@/contract/ids";
import type { JobState } from "@/db/schema";
import { jobs } from "@/db/schema";
import { record, requireMay, type StudioContext, withTransaction } from "@/server/context";
import { ConflictError } from "@/server/errors";
import { parentEnded } from "./children";
import { lockJob } from "./lock-job";
import { refund } from "./shares";

export const CancelJob = z.object({ jobId: idOf("job") });

/**
 * Stop a job. Waiting: at once. Running: its node is told with its next sign of life; a result that arrives first wins.
 * One's own work, or everybody's for a manager.
 */
export async function cancelJob(
  ctx: StudioContext,
  input: z.input<typeof CancelJob>,
): Promise<{ state: JobState; stopping: boolean }> {
  requireMay(ctx, "queue passes");
  const { jobId } = CancelJob.parse(input);
  return withTransaction(ctx, async (ctx) => {
    const job = await lockJob(ctx, jobId);
    if (job.state === "cancelled") return { state: "cancelled", stopping: false };
    if (job.state === "succeeded" || job.state === "failed")
      throw new ConflictError(
        `“${job.title}” is already ${job.state === "failed" ? "stopped" : "done"}; there is nothing to cancel.`,
      );
    const running = job.state === "leased";
    await ctx.db
      .update(jobs)
      .set({
        cancelRequestedAt: sql`coalesce(${jobs.cancelRequestedAt}, now())`,
        ...(!running && { state: "cancelled" as const, finishedAt: sql`now()` }),
      })
      .where(eq(jobs.id, jobId));
    await record(ctx, { verb: "job.cancel", topic: "job", id: jobId, projectId: job.projectId });
    if (!running && job.hasChildren) await parentEnded(ctx, job, "was cancelled");
    if (!running) await refund(ctx, ctx.teamId, [job.createdBy]);
    return { state: running ? "leased" : "cancelled", stopping: running };
  });
}
