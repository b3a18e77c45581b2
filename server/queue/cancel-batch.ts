import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { z } from "zod";
import { idOf } from "@/contract/ids";
import { batches, jobs } from "@/db/schema";
import { announce, record, requireMay, type StudioContext, withTransaction } from "@/server/context";
import { NotFoundError } from "@/server/errors";
import { parentEnded } from "./children";
import { refund } from "./shares";
import { waitingStates } from "./states";

export const CancelBatch = z.object({ batchId: idOf("batch") });

/**
 * The way back from one act of queueing: what has not begun is cancelled, what runs or is done stays. One's own, or
 * everybody's for a manager. Returns how many of each.
 */
export async function cancelBatch(
  ctx: StudioContext,
  input: z.input<typeof CancelBatch>,
): Promise<{ cancelled: number; begun: number }> {
  requireMay(ctx, "queue passes");
  const { batchId } = CancelBatch.parse(input);
  return withTransaction(ctx, async (ctx) => {
    const mine = and(eq(batches.id, batchId), eq(batches.teamId, ctx.teamId));
    const [batch] = await ctx.db.select().from(batches).where(mine);
    if (!batch) throw new NotFoundError("What was queued");
    if (batch.createdBy !== ctx.actor.id) requireMay(ctx, "cancel other people's work");
    const waiting = await ctx.db
      .select()
      .from(jobs)
      .where(and(eq(jobs.batchId, batchId), inArray(jobs.state, [...waitingStates])))
      .orderBy(asc(jobs.seq))
      .for("update");
    const ids = waiting.map(({ id }) => id);
    if (ids.length > 0)
      await ctx.db
        .update(jobs)
        .set({ state: "cancelled", finishedAt: sql`now()`, cancelRequestedAt: sql`now()` })
        .where(inArray(jobs.id, ids));
    // Others may have hung their jobs below these.
    for (const job of waiting) if (job.hasChildren) await parentEnded(ctx, job, "was cancelled");
    await refund(ctx, ctx.teamId, [batch.createdBy]);
    await ctx.db.update(batches).set({ undoneAt: sql`now()`, undoneBy: ctx.actor.id }).where(mine);
    const data = { batchId, cancelled: ids.length };
    await record(ctx, { verb: "job.cancel", topic: "job", id: ids[0] ?? batchId, projectId: batch.projectId, data });
    announce(ctx, ...ids.slice(1, 50).map((id) => ({ topic: "job" as const, id, projectId: batch.projectId })));
    return { cancelled: ids.length, begun: batch.jobs - ids.length };
  });
}
