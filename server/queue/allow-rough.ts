import { and, eq, inArray } from "drizzle-orm";
import { z } from "zod";
import { idOf } from "@/contract/ids";
import { jobs } from "@/db/schema";
import { record, requireMay, type StudioContext, withTransaction } from "@/server/context";
import { ConflictError } from "@/server/errors";
import { lockJob } from "./lock-job";
import { wakeClaimers } from "./wake";

export const AllowRough = z.object({ jobId: idOf("job") });

/** Let a waiting job take the honest lesser result of a node without models. One's own work, or everybody's for a manager. */
export async function allowRough(ctx: StudioContext, input: z.input<typeof AllowRough>): Promise<{ id: string }> {
  requireMay(ctx, "queue passes");
  const { jobId } = AllowRough.parse(input);
  return withTransaction(ctx, async (ctx) => {
    const job = await lockJob(ctx, jobId);
    const [changed] = await ctx.db
      .update(jobs)
      .set({ roughAllowed: true })
      .where(and(eq(jobs.id, jobId), inArray(jobs.state, ["ready", "delayed"])))
      .returning({ id: jobs.id });
    if (!changed) throw new ConflictError(`“${job.title}” does not wait any more.`);
    await record(ctx, { verb: "job.allow-rough", topic: "job", id: jobId, projectId: job.projectId });
    await wakeClaimers(ctx.db, ctx.teamId);
    return { id: jobId };
  });
}
