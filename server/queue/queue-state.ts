import { and, asc, eq, inArray, ne } from "drizzle-orm";
import { jobDeps, jobs, teamQueues } from "@/db/schema";
import type { StudioContext } from "@/server/context";
import type { QueueState } from "./explain-waiting";

type Asked = Pick<StudioContext, "db" | "teamId">;

/** The team's switch, and for the given blocked jobs the titles of the parents they wait for. */
export async function readQueueState({ db, teamId }: Asked, blocked: readonly string[]): Promise<QueueState> {
  const [queue] = await db.select().from(teamQueues).where(eq(teamQueues.teamId, teamId));
  const paused = queue?.pausedAt ? { reason: queue.pausedReason } : null;
  const parents = new Map<string, string[]>();
  if (blocked.length === 0) return { paused, parents };
  const rows = await db
    .select({ jobId: jobDeps.jobId, title: jobs.title })
    .from(jobDeps)
    .innerJoin(jobs, and(eq(jobs.id, jobDeps.parentId), ne(jobs.state, "succeeded")))
    .where(inArray(jobDeps.jobId, [...blocked]))
    .orderBy(asc(jobs.seq));
  for (const { jobId, title } of rows) parents.set(jobId, [...(parents.get(jobId) ?? []), title]);
  return { paused, parents };
}
