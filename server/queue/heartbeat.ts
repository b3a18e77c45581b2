import { sql } from "drizzle-orm";
import { type Heartbeat, type LeaseReply, leaseSeconds } from "@/contract/agent-api";
import { jobs } from "@/db/schema";
import type { StudioContext } from "@/server/context";
import { underLease } from "./lease";

/** Renew a lease and keep the last progress. All times are the database's; a node's clock is never compared. */
export async function heartbeat(ctx: StudioContext, beat: Heartbeat): Promise<LeaseReply> {
  const [row] = await ctx.db
    .update(jobs)
    .set({
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
