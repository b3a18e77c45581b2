import { eq, sql } from "drizzle-orm";
import { z } from "zod";
import { idOf } from "@/contract/ids";
import { jobs } from "@/db/schema";
import { record, requireMay, type StudioContext, withTransaction } from "@/server/context";
import { ConflictError } from "@/server/errors";
import { lockJob } from "./lock-job";
import { hasPaused } from "./release";
import { wakeClaimers } from "./wake";

export const TryNow = z.object({ jobId: idOf("job") });

/**
 * End the pause after a failed try: the job is back in its old place in line, its tries counted as before. One's own work,
 * or everybody's for a manager. ConflictError when it does not pause.
 */
export async function tryNow(ctx: StudioContext, input: z.input<typeof TryNow>): Promise<{ id: string }> {
  requireMay(ctx, "queue passes");
  const { jobId } = TryNow.parse(input);
  return withTransaction(ctx, async (ctx) => {
    const job = await lockJob(ctx, jobId);
    if (job.state !== "delayed") throw new ConflictError(`“${job.title}” does not wait for another try any more.`);
    const paused = await hasPaused(ctx, job.createdBy);
    await ctx.db
      .update(jobs)
      .set({
        runAt: sql`now()`,
        ...(paused ? { state: "held", heldFor: ["person"] } : { state: "ready", heldFor: [] }),
      })
      .where(eq(jobs.id, jobId));
    await record(ctx, { verb: "job.try-now", topic: "job", id: jobId, projectId: job.projectId });
    await wakeClaimers(ctx.db, ctx.teamId);
    return { id: jobId };
  });
}
