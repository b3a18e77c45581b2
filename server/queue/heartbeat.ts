import { sql } from "drizzle-orm";
import { type Heartbeat, type LeaseReply, leaseSeconds } from "@/contract/agent-api";
import { jobs } from "@/db/schema";
import type { StudioContext } from "@/server/context";
import { underLease } from "./lease";

/** Renew a lease and keep the last progress. All times are the database's; a node's clock is never compared. */
export async function heartbeat(ctx: StudioContext, beat: Heartbeat): Promise<LeaseReply> {
  // Claimed in advance and begun by now: its clock starts here.
  const begins = sql`${jobs.leaseAhead} and ${!beat.waiting}`;
  const [row] = await ctx.db
    .update(jobs)
    .set({
      leaseAhead: sql`${jobs.leaseAhead} and ${Boolean(beat.waiting)}`,
      startedAt: sql`case when ${begins} then now() else ${jobs.startedAt} end`,
      leaseUntil: sql`now() + make_interval(secs => ${leaseSeconds})`,
      ...(beat.fraction !== undefined && {
        fraction: beat.fraction,
        progressLabel: beat.label,
        previewMediaId: beat.previewMediaId,
      }),
    })
    .where(underLease(ctx, beat))
    .returning({ cancel: jobs.cancelRequestedAt });
  return row ? { state: "held", cancel: row.cancel !== null } : { state: "lost", cancel: false };
}
