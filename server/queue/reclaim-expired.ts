import { and, eq, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { jobs, nodes } from "@/db/schema";
import { type Announcement, publish } from "@/server/live/publish";
import type { Books } from "./books";
import { endAttempt } from "./lease";
import { afterFault, type Job } from "./states";

/**
 * Take back leases that ran out: the node is gone, or cannot reach us. Any process may run it at any time; rows another
 * one works on are skipped. Returns how many.
 */
export const reclaimExpired = (db: Db): Promise<number> =>
  db.transaction(async (tx) => {
    const expired = await tx
      .select({ job: jobs, nodeName: nodes.name })
      .from(jobs)
      .leftJoin(nodes, eq(nodes.id, jobs.leaseNodeId))
      .where(and(eq(jobs.state, "leased"), sql`${jobs.leaseUntil} < now()`))
      .orderBy(jobs.leaseUntil)
      .limit(100)
      .for("update", { of: jobs, skipLocked: true });
    const teams = new Map<string, Announcement[]>();
    for (const { job, nodeName } of expired) {
      const announcements = teams.get(job.teamId) ?? [];
      teams.set(job.teamId, announcements);
      await reclaim({ db: tx, announcements }, job, nodeName ?? "Its node");
    }
    // Counter rows in one order, so that two processes cannot hold each other up.
    for (const [teamId, announcements] of [...teams].sort(([a], [b]) => (a < b ? -1 : 1)))
      await publish(tx, teamId, announcements);
    return expired.length;
  });

async function reclaim(books: Books, job: Job, node: string): Promise<void> {
  if (job.cancelRequestedAt)
    return endAttempt(books, job, { outcome: "cancelled" }, { state: "cancelled", leaseNodeId: null });
  const message = `${node} was not heard of for a minute while it worked.`;
  const ending = afterFault(job, { cause: "expired", retry: "now", message, nodeId: job.leaseNodeId ?? "" });
  await endAttempt(
    books,
    job,
    { outcome: "expired", error: message, cause: "expired" },
    { ...ending, ...(ending.state === "delayed" && { leaseNodeId: null }) },
  );
}
