import { and, eq, sql } from "drizzle-orm";
import type { CompleteReply } from "@/contract/agent-api";
import { attempts } from "@/db/schema";
import { type StudioContext, withTransaction } from "@/server/context";
import { parentSucceeded } from "./children";
import { jobFromRow } from "./hot";
import { tellJobs } from "./job-events";
import type { LeaseRef } from "./lease";
import type { Job } from "./states";

type Done = LeaseRef & { seconds: number };
/** What a result does to the studio. Runs inside the completing transaction: it happens with it or not at all. */
export type Effect = (ctx: StudioContext, job: Job) => Promise<void>;

/**
 * Accept a result exactly once. A repeat answers `already`; an attempt that lost its lease answers `fenced` and changes
 * nothing. The job is ended first, under its lease, which locks it; the effect sees it as it was when the node held it.
 */
export async function complete(ctx: StudioContext, done: Done, effect: Effect): Promise<CompleteReply> {
  const reply = await withTransaction(ctx, async (ctx): Promise<CompleteReply> => {
    const job = await finish(ctx, done);
    if (!job) return { outcome: (await hasSucceeded(ctx, done)) ? "already" : "fenced" };
    await effect(ctx, { ...job, state: "leased", leaseId: done.leaseId });
    if (job.hasChildren) await parentSucceeded(ctx, job.id);
    return { outcome: "accepted" };
  });
  if (reply.outcome === "accepted") tellJobs(ctx.db);
  return reply;
}

/** Job, attempt, node and news in one statement. A cancel that came later than the result loses: the work is done and paid for. */
async function finish(ctx: StudioContext, { jobId, leaseId, seconds }: Done): Promise<Job | undefined> {
  const [row] = await ctx.db.execute<Record<string, unknown>>(sql`
    with done as (
      update jobs set state = 'succeeded', lease_id = null, lease_until = null, lease_ahead = false, fraction = 1,
        progress_label = null, error = null, error_cause = null, cancel_requested_at = null, finished_at = now(),
        spent_s = spent_s + ${seconds}::real
      where id = ${jobId} and team_id = ${ctx.teamId} and lease_id = ${leaseId} and state = 'leased'
      returning *
    ), ended as (
      update attempts set ended_at = now(), outcome = 'succeeded', seconds = ${seconds}::real
      from done where attempts.id = ${leaseId}
    ), forgiven as (
      update nodes set faults = 0 from done where nodes.id = done.lease_node_id and nodes.faults > 0
    ), told as (
      insert into job_events (team_id, job_id, project_id) select team_id, id, project_id from done
    )
    select * from done`);
  return row && jobFromRow(row);
}

const hasSucceeded = async (ctx: StudioContext, { jobId, leaseId }: LeaseRef): Promise<boolean> => {
  const [attempt] = await ctx.db
    .select({ outcome: attempts.outcome })
    .from(attempts)
    .where(and(eq(attempts.id, leaseId), eq(attempts.jobId, jobId), eq(attempts.nodeId, ctx.actor.id)));
  return attempt?.outcome === "succeeded";
};
