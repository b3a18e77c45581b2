import { and, eq, gt } from "drizzle-orm";
import type { CompleteReply } from "@/contract/agent-api";
import { attempts, nodes } from "@/db/schema";
import { type StudioContext, withTransaction } from "@/server/context";
import { endAttempt, type LeaseRef, lockUnderLease } from "./lease";
import type { Job } from "./states";

type Done = LeaseRef & { seconds: number };
/** What a result does to the studio. Runs inside the completing transaction: it happens with it or not at all. */
export type Effect = (ctx: StudioContext, job: Job) => Promise<void>;

/** Accept a result exactly once. A repeat answers `already`; an attempt that lost its lease answers `fenced` and changes nothing. */
export const complete = (ctx: StudioContext, done: Done, effect: Effect): Promise<CompleteReply> =>
  withTransaction(ctx, async (ctx) => {
    const job = await lockUnderLease(ctx, done);
    if (!job) return { outcome: (await hasSucceeded(ctx, done)) ? "already" : "fenced" };
    await effect(ctx, job);
    // A cancel that came later than the result loses: the work is done and paid for.
    await endAttempt(
      ctx,
      job,
      { outcome: "succeeded", seconds: done.seconds },
      { state: "succeeded", fraction: 1, progressLabel: null, error: null, errorCause: null, cancelRequestedAt: null },
    );
    if (job.leaseNodeId)
      await ctx.db
        .update(nodes)
        .set({ faults: 0 })
        .where(and(eq(nodes.id, job.leaseNodeId), gt(nodes.faults, 0)));
    return { outcome: "accepted" };
  });

const hasSucceeded = async (ctx: StudioContext, { jobId, leaseId }: LeaseRef): Promise<boolean> => {
  const [attempt] = await ctx.db
    .select({ outcome: attempts.outcome })
    .from(attempts)
    .where(and(eq(attempts.id, leaseId), eq(attempts.jobId, jobId), eq(attempts.nodeId, ctx.actor.id)));
  return attempt?.outcome === "succeeded";
};
