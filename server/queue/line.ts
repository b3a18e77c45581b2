import { eq } from "drizzle-orm";
import { jobs } from "@/db/schema";
import { announce, type StudioContext } from "@/server/context";
import { tag } from "./shares";
import type { Job } from "./states";
import { wakeClaimers } from "./wake";

/**
 * Jobs that nothing keeps any more take their places in line: ready with a fresh tag, or held when their person has
 * paused their own work. The rows are locked by the caller, in order.
 */
export async function enterLine(ctx: StudioContext, free: readonly Job[]): Promise<void> {
  if (free.length === 0) return;
  const inOrder = [...free].sort((a, b) => a.seq - b.seq);
  const tags = await tag(ctx, ctx.teamId, inOrder);
  for (const [n, job] of inOrder.entries()) {
    const { vt, paused } = tags[n] ?? { vt: job.vt, paused: false };
    await ctx.db
      .update(jobs)
      .set(paused ? { vt, state: "held", heldFor: ["person"] } : { vt, state: "ready", heldFor: [] })
      .where(eq(jobs.id, job.id));
    announce(ctx, { topic: "job", id: job.id, projectId: job.projectId });
  }
  await wakeClaimers(
    ctx.db,
    ctx.teamId,
    free.map(({ classId }) => classId),
  );
}
