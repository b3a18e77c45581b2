import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import type { Heartbeat } from "../contract/agent-api";
import { claim } from "../server/queue/claim";
import { heartbeat } from "../server/queue/heartbeat";
import { figure, median } from "./lib/figure";
import { ownPostgres } from "./lib/own-postgres";
import { ownQueue } from "./lib/queue-own";
import { type Costs, simulate } from "./lib/simulate";

// How far one studio reaches: costs measured here, on this machine, then played forward for fleets nobody has at hand. The
// database and the process that asks it share this machine's cores, so a database of its own reaches farther.
const { values } = parseArgs({
  options: {
    waiting: { type: "string", default: "100000" },
    finished: { type: "string", default: "300000" },
    jobs: { type: "string", default: "10000000" },
    seconds: { type: "string", default: "8" },
  },
});
const [waiting, finished, jobs, seconds] = [values.waiting, values.finished, values.jobs, values.seconds].map(
  Number,
) as [number, number, number, number];
const heartbeatSeconds = 15;
const sweepSeconds = 2;

const server = await ownPostgres();
try {
  const queue = await ownQueue(await server.database("scale"), { finished, waiting, nodes: 10 });
  await queue.cycles(10, 1);
  const { perSecond, claims } = await queue.cycles(10, seconds);
  const alone = await queue.cycles(1, 3);

  // Ten at a time, as the cycles are: what one costs the whole machine.
  const rate = async (act: (n: number) => Promise<unknown>, count: number) => {
    const begin = performance.now();
    await Promise.all(
      Array.from({ length: 10 }, async (_, worker) => {
        for (let n = worker; n < count; n += 10) await act(n);
      }),
    );
    return (performance.now() - begin) / 1000 / count;
  };
  const nodeId = queue.filled.nodeIds[0] ?? "";
  const ctx = queue.ctxOf(nodeId);
  const held: Heartbeat[] = [];
  for (let n = 0; n < 50; n++) {
    const { job } = await claim(ctx, nodeId);
    if (job?.leaseId) held.push({ jobId: job.id, leaseId: job.leaseId, label: "", previewMediaId: null });
  }
  const beat = await rate((n) => heartbeat(ctx, held[n % held.length] as Heartbeat), 3000);
  const vain = median(await queue.inVain(200)) / 1000;
  const [size] = await queue.sql<{ bytes: number }[]>`
    select (pg_total_relation_size('jobs') + pg_total_relation_size('attempts') + pg_total_relation_size('job_outputs'))::float8
      / (select count(*) from jobs) as bytes`;
  await queue.close();

  const costs: Costs = {
    cycle: 1 / perSecond,
    claimShare: Math.min(0.9, median(alone.claims) / (1000 / alone.perSecond)),
    heartbeat: beat,
    sweep: vain,
  };
  const cores = availableParallelism();
  figure({
    figure: `claim + complete, 10 workers, ${waiting} waiting, ${cores} cores`,
    value: perSecond,
    unit: "per second",
    target: null,
  });
  figure({ figure: "claim, 10 workers, p50", value: median(claims), unit: "ms", target: null });
  figure({ figure: "heartbeats", value: 1 / beat, unit: "per second", target: null });
  figure({ figure: "one finished job in the database", value: size?.bytes ?? Number.NaN, unit: "bytes", target: null });
  figure({ figure: `${jobs} finished jobs`, value: ((size?.bytes ?? 0) * jobs) / 2 ** 30, unit: "GiB", target: null });

  for (const nodes of [10, 100, 1000, 10_000])
    for (const jobSeconds of [5, 30]) {
      const begin = performance.now();
      const played = nodes === 10_000 ? jobs : Math.min(jobs, nodes * 1000);
      const outcome = simulate({ nodes, jobs: played, jobSeconds, heartbeatSeconds, sweepSeconds, costs });
      const scene = `${nodes} nodes, jobs of ${jobSeconds} s`;
      console.error(`${scene}: ${played} jobs played in ${((performance.now() - begin) / 1000).toFixed(1)} s`);
      figure({ figure: `${scene}: GPUs busy`, value: outcome.busyShare, unit: "share", target: null });
      figure({
        figure: `${scene}: the next job asked → there, p99`,
        value: outcome.waitP99 * 1000,
        unit: "ms",
        target: null,
      });
      figure({ figure: `${scene}: database at work`, value: outcome.databaseShare, unit: "share", target: null });
    }
} finally {
  await server.stop();
}
