import { sql } from "drizzle-orm";
import { type LeaseReply, type Progress, progressIntervalMs } from "@/contract/agent-api";
import type { JobProgress } from "@/contract/events";
import { jobs } from "@/db/schema";
import type { StudioContext } from "@/server/context";
import { progressChannel } from "@/server/live/channels";
import { estimates, secondsLeft } from "./estimate";
import { underLease } from "./lease";

const lastSent = new Map<string, number>();

/** True at most twice a second a job; forgets jobs it has not heard of for a minute. */
const mayBroadcast = (jobId: string, now = Date.now()): boolean => {
  if (now - (lastSent.get(jobId) ?? 0) < progressIntervalMs) return false;
  if (lastSent.size > 500) for (const [id, at] of lastSent) if (now - at > 60_000) lastSent.delete(id);
  lastSent.set(jobId, now);
  return true;
};

/** Pass progress on to whoever watches: no row, no numbered event. Answers as a heartbeat does, so a cancel travels fast. */
export async function progress(ctx: StudioContext, tick: Progress): Promise<LeaseReply> {
  const [row] = await ctx.db
    .select({
      ...{ cancel: jobs.cancelRequestedAt, nodeId: jobs.leaseNodeId, startedAt: jobs.startedAt },
      ...{ pass: jobs.pass, models: jobs.needsModels, megapixels: jobs.megapixels },
    })
    .from(jobs)
    .where(underLease(ctx, tick));
  if (!row) return { state: "lost", cancel: false };
  if (mayBroadcast(tick.jobId)) {
    const usual = (await estimates(ctx)).of(row, row.nodeId)?.seconds;
    const message: JobProgress = {
      jobId: tick.jobId,
      fraction: tick.fraction,
      label: tick.label,
      previewMediaId: tick.previewMediaId,
      etaSeconds: secondsLeft({ startedAt: row.startedAt, fraction: tick.fraction, usual }),
    };
    await ctx.db.execute(
      sql`select pg_notify(${progressChannel}, ${JSON.stringify({ teamId: ctx.teamId, ...message })})`,
    );
  }
  return { state: "held", cancel: row.cancel !== null };
}
