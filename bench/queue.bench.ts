import { randomBytes } from "node:crypto";
import os from "node:os";
import { figure, median, quantile } from "./lib/figure";
import { idleNodes } from "./lib/idle-nodes";
import { openBrowsers } from "./lib/open-browsers";
import { ownPostgres } from "./lib/own-postgres";
import { graphileQueue, pgBossQueue } from "./lib/queue-beside";
import { ownLatencies } from "./lib/queue-latency";
import { ownQueue } from "./lib/queue-own";
import { simulateFairness, simulateSwaps } from "./lib/queue-simulations";
import { studioWaits } from "./lib/queue-studio";

// One server, one run, durable: ours beside graphile-worker and pg-boss, engine after engine and back again. `small` is
// for a look while working; its figures are not the ones to quote. `cycles` and the like run one part; `idle`, `events`
// and `studio` ask the running studio and need no queue of their own.
const args = process.argv.slice(2);
const small = args.includes("small");
const parts = args.filter((word) => word !== "small");
const runs = (part: string) => parts.length === 0 || parts.includes(part);
const sizes = small ? { finished: 20_000, waiting: 20_000 } : { finished: 1_000_000, waiting: 100_000 };
const rounds = small ? 1 : 5;
const seconds = small ? 2 : 5;
type Cost = { logKb: number; cpuMs: number };
const note = (line: object) => console.log(JSON.stringify(line));
note({ machine: os.cpus()[0]?.model, cores: os.cpus().length, node: process.version, load: os.loadavg()[0], ...sizes });

const besideOthers = async () => {
  const server = await ownPostgres();
  try {
    const url = await server.database("own");
    // The listener of the product's own code reads where its database is.
    process.env.DATABASE_URL = url;
    // It signs nothing here, but without one the product's code does not start.
    process.env.BACKLOT_SECRET ??= randomBytes(32).toString("hex");
    const [graphile, boss] = [
      await graphileQueue(await server.database("graphile")),
      await pgBossQueue(await server.database("boss")),
    ];
    const own = await ownQueue(url, { ...sizes, nodes: 10 });
    if (runs("cycles")) {
      const rates = { own: [] as number[], graphile: [] as number[], boss: [] as number[] };
      const claims: number[] = [];
      // What a job costs besides time: log the server wrote, processor time of this process. Medians over the rounds.
      const costs = { own: [] as Cost[], graphile: [] as Cost[] };
      const costly = async (list: Cost[], work: () => Promise<number>) => {
        const [log, worked] = [await server.walBytes(), process.cpuUsage()];
        const perSecond = await work();
        const { user, system } = process.cpuUsage(worked);
        const jobs = perSecond * seconds;
        list.push({ logKb: ((await server.walBytes()) - log) / 1024 / jobs, cpuMs: (user + system) / 1000 / jobs });
        return perSecond;
      };
      for (let round = 0; round < rounds; round++) {
        const turns = [
          async () => {
            const work = async () => {
              const { perSecond, claims: times } = await own.cycles(10, seconds);
              claims.push(...times);
              return perSecond;
            };
            rates.own.push(await costly(costs.own, work));
          },
          async () => {
            await graphile.fill(sizes.waiting);
            rates.graphile.push(await costly(costs.graphile, () => graphile.cycles(10, seconds)));
          },
          async () => {
            await boss.fill(Math.min(sizes.waiting, 10_000));
            rates.boss.push(await boss.cycles(10, seconds));
          },
        ];
        for (const turn of round % 2 ? turns.reverse() : turns) await turn();
      }
      note({ cycles: rates });
      for (const [key, unit] of [["logKb", "kB of log"] as const, ["cpuMs", "ms of the asking process"] as const])
        figure({
          ...{ figure: `a claim + complete costs, ${unit}`, value: median(costs.own.map((cost) => cost[key])), unit },
          ...{
            target: null,
            beside: { name: "graphile-worker", value: median(costs.graphile.map((cost) => cost[key])) },
          },
        });
      const of = `claim + complete, 10 workers, ${sizes.waiting} waiting, ${sizes.finished} finished`;
      const value = median(rates.own);
      for (const [name, list] of [
        ["graphile-worker", rates.graphile] as const,
        ["pg-boss, 10,000 waiting", rates.boss] as const,
      ])
        figure({ figure: of, value, unit: "1/s", target: 1500, atLeast: true, beside: { name, value: median(list) } });
      figure({ figure: "a claim among ten at once, p50", value: median(claims), unit: "ms", target: null });
    }
    if (runs("vain")) {
      const times = await own.inVain(small ? 200 : 1000);
      const beside = { name: "p99", value: quantile(times, 0.99) };
      figure({
        figure: `claim with nothing matching, ${sizes.waiting} waiting, p50`,
        value: median(times),
        unit: "ms",
        target: 5,
        beside,
      });
    }
    if (runs("latency"))
      for (const waiters of [1, 10, 100]) {
        const count = small ? 100 : 2000;
        const times = await ownLatencies(own, waiters, count);
        const theirs = await graphile.latencies(Math.min(waiters, 100), count);
        const bosses = await boss.latencies(Math.min(waiters, 10), small ? 5 : 30);
        for (const [q, target] of [[0.5, 5] as const, [0.99, 15] as const]) {
          const of = `enqueue → a node has it, ${waiters} waiting, p${q * 100}`;
          figure({
            figure: of,
            value: quantile(times, q),
            unit: "ms",
            target,
            beside: { name: "graphile-worker", value: quantile(theirs, q) },
          });
        }
        note({ pgBoss: { waiters, p50: median(bosses) } });
      }
    if (runs("order")) {
      for (const load of [30, 60, 120]) {
        const { swaps, worst, seconds, bound, fewest, fifo } = await simulateSwaps(own.db, load);
        const of = `300 jobs, 6 checkpoints of ${load} s, 3 nodes`;
        figure({
          figure: `model swaps, ${of}`,
          value: swaps,
          unit: "swaps",
          target: 1.2 * fewest,
          beside: { name: "found by a planner who knows all, in the same bound", value: fewest },
        });
        const name = "first come, first served";
        figure({
          figure: `model swaps, ${of}, beside no affinity`,
          value: swaps,
          unit: "swaps",
          target: null,
          beside: { name, value: fifo.swaps },
        });
        figure({
          figure: `time to do all, ${of}`,
          value: seconds,
          unit: "s",
          target: null,
          beside: { name, value: fifo.seconds },
        });
        // The bonus in jobs of ten seconds: nobody is overtaken by more.
        figure({ figure: `places overtaken by, worst, ${of}`, value: worst, unit: "places", target: bound });
      }
      figure({
        figure: "20 jobs behind 500: the last of them is given",
        value: await simulateFairness(own.db),
        unit: "th",
        target: 45,
      });
    }
    await own.close();
    await graphile.close();
    await boss.close();
  } finally {
    await server.stop();
  }
};
if (["cycles", "vain", "latency", "order"].some(runs)) await besideOthers();
if (runs("idle")) await idleNodes({ count: small ? 100 : 1000, seconds: small ? 10 : 35, wakes: small ? 50 : 150 });
if (runs("events")) await openBrowsers({ count: small ? 20 : 200, acts: small ? 10 : 60 });
if (runs("studio")) await studioWaits();
process.exit(0);
