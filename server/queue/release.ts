import { and, eq, isNotNull, notInArray, sql } from "drizzle-orm";
import type { FailReply, Release } from "@/contract/agent-api";
import { jobs, personShares } from "@/db/schema";
import { type StudioContext, withTransaction } from "@/server/context";
import { backInLine, endAttempt, lockUnderLease } from "./lease";
import type { Job } from "./states";
import { wakeClaimers } from "./wake";

/** End a locked job's attempt without a fault: cancelled if somebody asked for that, else back in line, uncounted. */
export async function giveBack(
  ctx: StudioContext,
  job: Job,
  outcome: "released" | "revoked",
  reason: string,
): Promise<void> {
  if (job.cancelRequestedAt)
    return endAttempt(ctx, job, { outcome: "cancelled", error: reason }, { state: "cancelled", leaseNodeId: null });
  const paused = await hasPaused(ctx, job.createdBy);
  await endAttempt(ctx, job, { outcome, error: reason }, backInLine(job, paused));
  await wakeClaimers(ctx.db, ctx.teamId, [job.classId]);
}

/** Has this person paused their own work, or a manager for them? */
export const hasPaused = async ({ db, teamId }: StudioContext, userId: string): Promise<boolean> => {
  const share = and(eq(personShares.teamId, teamId), eq(personShares.userId, userId));
  return (await db.$count(personShares, and(share, isNotNull(personShares.pausedAt)))) > 0;
};

/** The node gives a job back: it shuts down, or its socket closed before the answer got through. */
export const release = (ctx: StudioContext, { reason, ...ref }: Release): Promise<FailReply> =>
  withTransaction(ctx, async (ctx) => {
    const job = await lockUnderLease(ctx, ref);
    if (!job) return { outcome: "fenced" };
    await giveBack(ctx, job, "released", reason);
    return { outcome: "recorded" };
  });

/**
 * Take back what a node holds by our books but does not know of: the answer to its claim was lost. `graceSeconds`
 * spares answers still on their way. Returns how many.
 */
export const releaseUnknown = (
  ctx: StudioContext,
  nodeId: string,
  holding: readonly string[],
  graceSeconds: number,
): Promise<number> =>
  withTransaction(ctx, (ctx) =>
    returnLeasesOf(
      ctx,
      nodeId,
      "released",
      "The node never heard of it",
      and(
        holding.length ? notInArray(jobs.leaseId, [...holding]) : undefined,
        sql`${jobs.startedAt} <= now() - make_interval(secs => ${graceSeconds})`,
      ),
    ),
  );

/** Give back every lease of a node that also meets `which`. Inside a transaction; returns how many. */
export async function returnLeasesOf(
  ctx: StudioContext,
  nodeId: string,
  outcome: "released" | "revoked",
  reason: string,
  which?: ReturnType<typeof and>,
): Promise<number> {
  const held = await ctx.db
    .select()
    .from(jobs)
    .where(and(eq(jobs.teamId, ctx.teamId), eq(jobs.leaseNodeId, nodeId), eq(jobs.state, "leased"), which))
    .orderBy(jobs.seq)
    .for("update");
  for (const job of held) await giveBack(ctx, job, outcome, reason);
  return held.length;
}
