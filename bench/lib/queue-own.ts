import path from "node:path";
import { migrate } from "drizzle-orm/postgres-js/migrator";
import { makeDb } from "../../db/client";
import { type FilledQueue, fillQueue } from "../../db/testing/fill-queue";
import { claim } from "../../server/queue/claim";
import { complete } from "../../server/queue/complete";
import { numberJobNews } from "../../server/queue/job-events";
import { asNode } from "../../server/testing/contexts";

export type Cycles = { perSecond: number; claims: number[] };

/** The product's own queue in a fresh database, filled. */
export const ownQueue = async (url: string, sizes: { finished: number; waiting: number; nodes: number }) => {
  const { db, sql, close } = makeDb(url, { max: 12 });
  await migrate(db, { migrationsFolder: path.resolve("db/migrations") });
  const filled: FilledQueue = await fillQueue(sql, sizes);
  const nothing = async () => {};
  const ctxOf = (id: string) => asNode(db, { id, name: id, teamId: filled.teamId });

  /** Claim and complete as nodes do, `workers` at once, for `seconds`: matching, fence, attempt, fairness and event. */
  const cycles = async (workers: number, seconds: number): Promise<Cycles> => {
    const seen = new Set<string>();
    const claims: number[] = [];
    const begin = performance.now();
    const end = begin + seconds * 1000;
    await Promise.all(
      Array.from({ length: workers }, async (_, n) => {
        const id = filled.nodeIds[n % filled.nodeIds.length] ?? "";
        const ctx = ctxOf(id);
        while (performance.now() < end) {
          const at = performance.now();
          const { job } = await claim(ctx, id, { loaded: [`ck${n % 5}`] });
          claims.push(performance.now() - at);
          if (!job?.leaseId) throw new Error("nothing to claim in a full queue");
          if (seen.has(job.id)) throw new Error(`${job.id} was given twice`);
          seen.add(job.id);
          const { outcome } = await complete(ctx, { jobId: job.id, leaseId: job.leaseId, seconds: 1 }, nothing);
          if (outcome !== "accepted") throw new Error(`a result was ${outcome}`);
        }
      }),
    );
    const took = (performance.now() - begin) / 1000;
    // What was put off belongs to the bill.
    await numberJobNews(db);
    return { perSecond: seen.size / took, claims };
  };

  /** Milliseconds of claims by a node that nothing matches, over the same full queue. */
  const inVain = async (count: number): Promise<number[]> => {
    const times: number[] = [];
    for (let n = 0; n < count; n++) {
      const at = performance.now();
      const { job } = await claim(ctxOf(filled.emptyNodeId), filled.emptyNodeId);
      times.push(performance.now() - at);
      if (job) throw new Error("a node that can do nothing was given a job");
    }
    return times;
  };
  return { filled, db, sql, cycles, inVain, ctxOf, close };
};
