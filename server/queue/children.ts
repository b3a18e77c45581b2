import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { revivals } from "@/contract/queue/graph";
import { jobDeps, jobs } from "@/db/schema";
import type { StudioContext } from "@/server/context";
import type { Books } from "./books";
import { enterLine } from "./line";
import type { Job } from "./states";

/**
 * A parent succeeded: count it for every child, whatever state that is in. The last one frees it, and only then does it
 * take its place in line. Children are locked in one order, so two parents that end at once cannot hold each other up,
 * and each sees what the other counted.
 */
export async function parentSucceeded(ctx: StudioContext, jobId: string): Promise<void> {
  const children = await ctx.db
    .select({ id: jobs.id })
    .from(jobs)
    .innerJoin(jobDeps, eq(jobDeps.jobId, jobs.id))
    .where(eq(jobDeps.parentId, jobId))
    .orderBy(asc(jobs.seq))
    .for("update", { of: jobs });
  if (children.length === 0) return;
  const left = sql`${jobs.depsLeft} - 1`;
  const ids = children.map(({ id }) => id);
  const counted = await ctx.db
    .update(jobs)
    .set({
      depsLeft: left,
      state: sql`case when ${jobs.state} = 'blocked' and ${left} = 0 then 'held' else ${jobs.state} end`,
    })
    .where(inArray(jobs.id, ids))
    .returning();
  await enterLine(
    ctx,
    counted.filter(({ state, depsLeft, heldFor }) => state === "held" && depsLeft === 0 && heldFor.length === 0),
  );
}

/** A parent ended without a result: what waits for it, and for that in turn, cannot run. Returns how many that were. */
export async function parentEnded(
  ctx: Books,
  parent: Pick<Job, "id" | "title">,
  how: "failed" | "was cancelled",
): Promise<number> {
  const rows = await ctx.db.execute<{ id: string; project_id: string }>(sql`
    with recursive below as (
      select d.job_id from job_deps d where d.parent_id = ${parent.id}
      union select d.job_id from job_deps d join below on d.parent_id = below.job_id
    ), locked as materialized (
      select j.id from jobs j join below on below.job_id = j.id where j.state = 'blocked' order by j.seq for update of j
    )
    update jobs set state = 'cancelled', finished_at = now(), blamed_on = ${parent.id}, error_cause = 'parent_failed',
      error = ${`“${parent.title}”, which it needs, ${how}. Retry that one and this follows.`}
    from locked where jobs.id = locked.id
    returning jobs.id, jobs.project_id`);
  for (const row of rows) ctx.announcements?.push({ topic: "job", id: row.id, projectId: row.project_id });
  return rows.length;
}

/** The parent is tried again: what its end took along waits again, unless another parent still stands in its way. */
export async function reviveChildren(ctx: StudioContext, jobId: string): Promise<number> {
  const taken = await ctx.db
    .select({ id: jobs.id })
    .from(jobs)
    .where(and(eq(jobs.teamId, ctx.teamId), eq(jobs.blamedOn, jobId), eq(jobs.state, "cancelled")))
    .orderBy(asc(jobs.seq))
    .for("update");
  if (taken.length === 0) return 0;
  const ids = taken.map(({ id }) => id);
  const edges = await ctx.db
    .select({ jobId: jobDeps.jobId, parentId: jobDeps.parentId, state: jobs.state, blamedOn: jobs.blamedOn })
    .from(jobDeps)
    .innerJoin(jobs, eq(jobs.id, jobDeps.parentId))
    .where(inArray(jobDeps.jobId, ids));
  const { revived, blamed } = revivals(jobId, ids, edges);
  if (revived.length > 0)
    await ctx.db
      .update(jobs)
      .set({ state: "blocked", finishedAt: null, blamedOn: null, error: null, errorCause: null })
      .where(inArray(jobs.id, revived));
  for (const { id, on } of blamed) await ctx.db.update(jobs).set({ blamedOn: on }).where(eq(jobs.id, id));
  ctx.announcements?.push({ topic: "job", id: jobId, projectId: null });
  return revived.length;
}
