import { and, asc, eq, inArray, isNotNull, ne } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { jobDeps, jobs, personShares, teamQueues, users } from "@/db/schema";
import type { StudioContext } from "@/server/context";
import type { QueueState } from "./explain-waiting";

type Asked = Pick<StudioContext, "db" | "teamId">;
const pauser = alias(users, "pauser");

/** The team's switch with who turned it; null while the queue goes. */
export async function readPause({ db, teamId }: Asked): Promise<QueueState["paused"]> {
  const [queue] = await db
    .select({ at: teamQueues.pausedAt, by: users.name, reason: teamQueues.pausedReason })
    .from(teamQueues)
    .leftJoin(users, eq(users.id, teamQueues.pausedBy))
    .where(eq(teamQueues.teamId, teamId));
  return queue?.at ? { at: queue.at, by: queue.by, reason: queue.reason } : null;
}

/** Who has their work paused, by id, with the name of who did that. */
export async function readPausedPeople({ db, teamId }: Asked): Promise<QueueState["people"]> {
  const rows = await db
    .select({ id: personShares.userId, name: users.name, byId: personShares.pausedBy, by: pauser.name })
    .from(personShares)
    .leftJoin(users, eq(users.id, personShares.userId))
    .leftJoin(pauser, eq(pauser.id, personShares.pausedBy))
    .where(and(eq(personShares.teamId, teamId), isNotNull(personShares.pausedAt)));
  return new Map(
    rows.map(({ id, name, byId, by }) => [
      id,
      { name: name ?? "Somebody who left", by: byId === null || byId === id ? null : (by ?? "Somebody who left") },
    ]),
  );
}

/** The team's switches, and for the given blocked jobs the parents they wait for. */
export async function readQueueState(ctx: Asked, blocked: readonly string[]): Promise<QueueState> {
  const [paused, people] = await Promise.all([readPause(ctx), readPausedPeople(ctx)]);
  const parents = new Map<string, { id: string; title: string }[]>();
  if (blocked.length === 0) return { paused, people, parents };
  const rows = await ctx.db
    .select({ jobId: jobDeps.jobId, id: jobs.id, title: jobs.title })
    .from(jobDeps)
    .innerJoin(jobs, and(eq(jobs.id, jobDeps.parentId), ne(jobs.state, "succeeded")))
    .where(inArray(jobDeps.jobId, [...blocked]))
    .orderBy(asc(jobs.seq));
  for (const { jobId, ...parent } of rows) parents.set(jobId, [...(parents.get(jobId) ?? []), parent]);
  return { paused, people, parents };
}
