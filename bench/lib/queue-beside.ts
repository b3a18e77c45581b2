import { Logger, makeWorkerUtils, run } from "graphile-worker";
import PgBoss from "pg-boss";
import postgres from "postgres";

/** Another library's queue in a database of its own. */
export type Beside = {
  /** Empty it and fill it anew; throws unless exactly so many jobs are ready. */
  fill(count: number): Promise<void>;
  /** Jobs done a second by `workers` at once. */
  cycles(workers: number, seconds: number): Promise<number>;
  /** Milliseconds from the call that adds a job to the worker that has it. */
  latencies(waiters: number, count: number): Promise<number[]>;
  close(): Promise<void>;
};

const silent = new Logger(() => () => {});
const sleep = (ms: number) => new Promise((done) => setTimeout(done, ms));

export const graphileQueue = async (connectionString: string): Promise<Beside> => {
  const utils = await makeWorkerUtils({ connectionString, logger: silent });
  await utils.migrate();
  const sql = postgres(connectionString, { max: 1, onnotice: () => {} });
  const work = (concurrency: number, task: (payload: unknown) => Promise<void>) =>
    run({
      ...{ connectionString, concurrency, maxPoolSize: concurrency + 2, noHandleSignals: true, logger: silent },
      taskList: { t: task },
    });
  return {
    async fill(count) {
      await sql`delete from graphile_worker._private_jobs`;
      for (let at = 0; at < count; at += 10_000)
        await sql`select count(*) from graphile_worker.add_jobs(array(select row('t', json_build_object('k', g), null, now(), 25,
          null, (g % 3)::smallint, null)::graphile_worker.job_spec from generate_series(${at + 1}::int, ${Math.min(count, at + 10_000)}::int) g))`;
      const [ready] = await sql`select count(*)::int as n from graphile_worker._private_jobs`;
      if (ready?.n !== count) throw new Error(`graphile-worker holds ${ready?.n} jobs, ${count} were to be`);
      await sql`analyze`;
    },
    async cycles(workers, seconds) {
      const seen = new Set<unknown>();
      const begin = performance.now();
      const runner = await work(workers, async (payload) => {
        const { k } = payload as { k: number };
        if (seen.has(k)) throw new Error("graphile-worker gave a job twice");
        seen.add(k);
      });
      await sleep(seconds * 1000);
      const [count, took] = [seen.size, (performance.now() - begin) / 1000];
      await runner.stop();
      return count / took;
    },
    async latencies(waiters, count) {
      const had = new Map<string, (at: number) => void>();
      const runner = await work(waiters, async (payload) => {
        had.get((payload as { k: string }).k)?.(performance.now());
      });
      await sleep(1000);
      const times: number[] = [];
      for (let n = 0; n < count; n++) {
        const k = String(n);
        const begin = performance.now();
        const done = new Promise<number>((resolve) => had.set(k, resolve));
        await utils.addJob("t", { k });
        times.push((await done) - begin);
      }
      await runner.stop();
      return times;
    },
    async close() {
      await utils.release();
      await sql.end();
    },
  };
};

export const pgBossQueue = async (connectionString: string): Promise<Beside> => {
  const open = async (max: number) => {
    const boss = new PgBoss({ connectionString, max });
    boss.on("error", () => {});
    await boss.start();
    return boss;
  };
  const filler = await open(2);
  const sql = postgres(connectionString, { max: 1, onnotice: () => {} });
  await filler.createQueue("t");
  return {
    async fill(count) {
      await filler.purgeQueue("t");
      for (let at = 0; at < count; at += 5000)
        await filler.insert(
          Array.from({ length: Math.min(5000, count - at) }, (_, k) => ({
            ...{ name: "t", data: { k: at + k }, priority: (at + k) % 3 },
          })),
        );
      const ready = await filler.getQueueSize("t");
      if (ready !== count) throw new Error(`pg-boss holds ${ready} jobs, ${count} were to be`);
      await sql`analyze`;
    },
    async cycles(workers, seconds) {
      const boss = await open(workers);
      let count = 0;
      const begin = performance.now();
      const end = begin + seconds * 1000;
      await Promise.all(
        Array.from({ length: workers }, async () => {
          while (performance.now() < end) {
            const [job] = await boss.fetch("t");
            if (!job) continue;
            await boss.complete("t", job.id);
            count++;
          }
        }),
      );
      const took = (performance.now() - begin) / 1000;
      await boss.stop({ graceful: false });
      return count / took;
    },
    async latencies(waiters, count) {
      await filler.purgeQueue("t");
      const boss = await open(10);
      const had = new Map<number, (at: number) => void>();
      for (let n = 0; n < waiters; n++)
        await boss.work<{ k: number }>("t", { pollingIntervalSeconds: 0.5 }, async ([job]) => {
          if (job) had.get(job.data.k)?.(performance.now());
        });
      const times: number[] = [];
      for (let n = 0; n < count; n++) {
        // Below its polling interval a single waiter would still be asleep from the job before.
        await sleep(waiters === 1 ? 600 : 20);
        const begin = performance.now();
        const done = new Promise<number>((resolve) => had.set(n, resolve));
        await boss.send("t", { k: n });
        times.push((await done) - begin);
      }
      await boss.stop({ graceful: false });
      return times;
    },
    async close() {
      await filler.stop({ graceful: false });
      await sql.end();
    },
  };
};
