import { eq, sql } from "drizzle-orm";
import { type Fail, type FailReply, failCauses } from "@/contract/agent-api";
import { nodes } from "@/db/schema";
import { announce, type StudioContext, withTransaction } from "@/server/context";
import { endAttempt, lockUnderLease } from "./lease";
import { giveBack } from "./release";
import { afterFault, type Job } from "./states";

/** Faults of a node in a row after which it is paused: it would burn through the queue. */
const faultsToPause = 3;

/** What the end of a job without a result does to the studio, inside the transaction that ends it. */
export type GaveUp = (ctx: StudioContext, job: Job, report: Fail) => Promise<void>;

/** An attempt ended without a result. Whether it is tried again, and where, follows from the cause; `gaveUp` runs when it is not. */
export const fail = (ctx: StudioContext, report: Fail, gaveUp?: GaveUp): Promise<FailReply> =>
  withTransaction(ctx, async (ctx) => {
    const job = await lockUnderLease(ctx, report);
    if (!job) return { outcome: "fenced" };
    const { cause, retry, message } = report;
    if (job.cancelRequestedAt || failCauses[cause].fault === "nobody") {
      await giveBack(ctx, job, "released", message);
      return { outcome: "recorded" };
    }
    const ending = afterFault(job, { cause, retry, message, nodeId: ctx.actor.id });
    await endAttempt(
      ctx,
      job,
      { outcome: "failed", error: message, cause },
      { ...ending, ...(ending.state === "delayed" && { leaseNodeId: null }) },
    );
    if (ending.state === "failed") await gaveUp?.(ctx, job, report);
    if (failCauses[cause].fault === "node") await countFault(ctx, message);
    return { outcome: "recorded" };
  });

async function countFault(ctx: StudioContext, message: string): Promise<void> {
  const paused = sql`${nodes.faults} + 1 >= ${faultsToPause} and ${nodes.pausedAt} is null`;
  const reason = `Failed ${faultsToPause} jobs in a row; the last: ${message}`.slice(0, 500);
  await ctx.db
    .update(nodes)
    .set({
      faults: sql`${nodes.faults} + 1`,
      pausedAt: sql`case when ${paused} then now() else ${nodes.pausedAt} end`,
      pausedReason: sql`case when ${paused} then ${reason} else ${nodes.pausedReason} end`,
    })
    .where(eq(nodes.id, ctx.actor.id));
  announce(ctx, { topic: "node", id: ctx.actor.id, projectId: null });
}
