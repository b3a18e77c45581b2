import { and, eq, inArray, isNull, notInArray, or, type SQL, sql } from "drizzle-orm";
import { batches, jobs, users } from "@/db/schema";
import type { StudioContext } from "@/server/context";
import { waitingStates } from "./states";

/** One act of queueing many, as one row tells it. */
export type BatchFacts = {
  id: string;
  title: string;
  kind: "jobs" | "grid" | "plan";
  who: { id: string; name: string };
  mine: boolean;
  jobs: number;
  counts: { waiting: number; running: number; succeeded: number; failed: number; cancelled: number };
  /** Seconds nodes have spent on it. */
  spent: number;
};

/** Looks again this often at most; behind that many acts in a row the rest is told as a number. */
const rounds = 12;

/**
 * Ids of the first `limit` rows when each act counts once: jobs of an act that was met are passed over. An act of 2,000
 * jobs costs one more look, not 2,000 rows.
 */
export async function headsOf(
  { db }: StudioContext,
  where: SQL | undefined,
  order: SQL[],
  limit: number,
): Promise<string[]> {
  const ids: string[] = [];
  const met = new Set<string>();
  for (let round = 0; round < rounds && ids.length < limit; round++) {
    const rows = await db
      .select({ id: jobs.id, batchId: jobs.batchId })
      .from(jobs)
      .where(
        and(
          where,
          ids.length > 0 ? notInArray(jobs.id, ids) : undefined,
          met.size > 0 ? or(isNull(jobs.batchId), notInArray(jobs.batchId, [...met])) : undefined,
        ),
      )
      .orderBy(...order)
      .limit(limit);
    for (const { id, batchId } of rows) {
      if (ids.length >= limit || (batchId !== null && met.has(batchId))) continue;
      if (batchId !== null) met.add(batchId);
      ids.push(id);
    }
    if (rows.length < limit) break;
  }
  return ids;
}

/** How the given acts stand. */
export async function readBatches(ctx: StudioContext, ids: readonly string[]): Promise<BatchFacts[]> {
  const some = [...new Set(ids)];
  if (some.length === 0) return [];
  const waiting = sql.raw(waitingStates.map((state) => `'${state}'`).join(", "));
  const count = (states: SQL) => sql<number>`(count(*) filter (where ${jobs.state} in (${states})))::int`;
  const [acts, sums] = await Promise.all([
    ctx.db
      .select({ batch: batches, who: users.name })
      .from(batches)
      .leftJoin(users, eq(users.id, batches.createdBy))
      .where(and(eq(batches.teamId, ctx.teamId), inArray(batches.id, some))),
    ctx.db
      .select({
        id: jobs.batchId,
        waiting: count(waiting),
        running: count(sql`'leased'`),
        succeeded: count(sql`'succeeded'`),
        failed: count(sql`'failed'`),
        cancelled: count(sql`'cancelled'`),
        spent: sql<number>`coalesce(sum(${jobs.spentS}), 0)::float8`,
      })
      .from(jobs)
      .where(and(eq(jobs.teamId, ctx.teamId), inArray(jobs.batchId, some)))
      .groupBy(jobs.batchId),
  ]);
  return acts.flatMap(({ batch, who }) => {
    const sum = sums.find(({ id }) => id === batch.id);
    if (!sum) return [];
    const { id: _, spent, ...counts } = sum;
    return {
      ...{ id: batch.id, title: batch.title, kind: batch.kind, jobs: batch.jobs, counts, spent },
      ...{ who: { id: batch.createdBy, name: who ?? "The studio" }, mine: batch.createdBy === ctx.actor.id },
    };
  });
}
