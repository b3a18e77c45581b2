import { setTimeout as sleep } from "node:timers/promises";
import { makeRecipe } from "@/db/testing/factories";
import { cancelJob } from "@/server/queue/cancel";
import { enqueuePlan, type PlannedJob } from "@/server/queue/enqueue";
import { reclaimExpired } from "@/server/queue/reclaim-expired";
import { retryJob } from "@/server/queue/retry";
import { choose, type FaultName, faultsOf } from "./faults";
import { audit, type Finding } from "./ledger";
import type { Random } from "./random";
import type { Studio } from "./studio";

const planSize = 10;
const faultEveryMs = 250;
/** After the last fault, until every job must have ended. */
const settleMs = 120_000;

/** What a simulated pass does: most take a moment, a few fail in ways that are their own. */
const scriptOf = (random: Random) => {
  const roll = random.next();
  if (roll < 0.02) return { fail: { cause: "bad-input", retry: "never", message: "The mask is empty." } };
  if (roll < 0.03) return { fail: { cause: "bad-input", retry: "now", message: "The picture cannot be read." } };
  return { seconds: Math.round(random.between(0, 8)) / 20 };
};

/** A graph of `count` jobs: each waits for up to three before it. */
const planOf = ({ random, frame, plates }: Studio, count: number): PlannedJob[] =>
  Array.from({ length: count }, (_, n): PlannedJob => {
    const parents = n === 0 ? 0 : random.below(Math.min(3, n) + 1);
    const after = new Set(Array.from({ length: parents }, () => `${random.below(n)}`));
    const plate = random.of(plates);
    return {
      ...{ key: `${n}`, after: [...after], title: `Job ${n}`, projectId: frame.projectId, frameId: frame.id },
      ...{ versionId: null, needs: {}, roughAllowed: false },
      recipe: makeRecipe({
        pass: "img2img",
        params: { prompt: `simulate:${JSON.stringify(scriptOf(random))}` },
        seed: random.below(2 ** 31),
        inputs: [{ slot: "image", mediaId: plate.id, sha256: plate.sha256 }],
      }),
    };
  });

/** Works with a database that may be away: says again what failed. */
async function insist<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries++)
    try {
      return await work();
    } catch (error) {
      if (tries > 100) throw error;
      await sleep(200);
    }
}

/** Queue graphs, let things go wrong while they run, then stop that and see whether everything ends as it must. */
export async function storm(studio: Studio, jobs: number, only?: string): Promise<Finding[]> {
  const { random, sql, db, owner, webs, nodes, balancer } = studio;
  const began = performance.now();
  for (let at = 0; at < jobs; at += planSize)
    await enqueuePlan(owner, { title: "Storm", kind: "plan", jobs: planOf(studio, Math.min(planSize, jobs - at)) });

  const cancelOne = async () => {
    const [row] = await sql<
      { id: string }[]
    >`select id from jobs where state in ('ready', 'leased', 'blocked') order by random() limit 1`;
    if (row) await cancelJob(owner, { jobId: row.id });
  };
  const faults = faultsOf({ ...studio, cancelOne });
  const done: Partial<Record<FaultName, number>> = {};
  let databaseBusy: Promise<unknown> = Promise.resolve();
  const open = () =>
    insist(async () => {
      const [row] = await sql<
        { n: number }[]
      >`select count(*)::int as n from jobs where state not in ('succeeded', 'failed', 'cancelled')`;
      return row?.n ?? 0;
    });
  // Each at least once, then as chance has it.
  const all = Object.keys(faults) as FaultName[];
  const first = only === undefined ? all : all.filter((name) => name === only);
  if (first.length === 0) throw new Error(`--only ${only}: there are ${all.join(", ")}`);
  for (let turn = 0; ; turn++) {
    if (turn % 8 === 0 && (await open()) <= Math.ceil(jobs * 0.03) && first.length === 0) break;
    if (performance.now() - began > 20 * 60_000)
      throw new Error("the storm did not get through its jobs in 20 minutes");
    const name = first.shift() ?? all.find((one) => one === only) ?? choose(random);
    done[name] = (done[name] ?? 0) + 1;
    const fault = Promise.resolve()
      .then(() => faults[name]())
      .catch(() => {});
    if (name === "database killed") databaseBusy = fault;
    await Promise.race([fault, sleep(5_000)]);
    await sleep(random.between(0.5, 1.5) * faultEveryMs);
    if (turn % 4 === 0) await insist(() => hurry(studio));
  }

  await databaseBusy;
  const calm = performance.now();
  for (const node of nodes) if (node.process.pid !== undefined) node.limit("unlimited");
  let retried = 0;
  while (performance.now() - calm < settleMs) {
    await insist(() => hurry(studio));
    await insist(() => reclaimExpired(db));
    // What failed because nodes died under it, a person tries again; what failed by its own fault stays failed.
    const again = await insist(
      () => sql<{ id: string }[]>`select id from jobs where state = 'failed' and error_cause not in ('bad_input')`,
    );
    for (const { id } of again) {
      await insist(() => retryJob(owner, { jobId: id })).catch(() => {});
      retried++;
    }
    if ((await open()) === 0) break;
    await sleep(200);
  }
  const settled = performance.now();
  await balancer.replaySome(50);
  for (const node of nodes) await node.process.down("SIGTERM");

  const findings = await audit(
    sql,
    owner,
    jobs,
    nodes.map(({ home }) => home),
  );
  const unexpected = Object.keys(balancer.counts.answers).filter(
    (word) => !["already", "fenced", "accepted"].includes(word) && !/^status (5|429|401)/.test(word),
  );
  return [
    ...findings,
    { figure: "faults", value: Object.values(done).reduce((sum, n) => sum + (n ?? 0), 0), detail: done },
    {
      figure: "killed -9",
      value:
        sum(nodes.map(({ process }) => process.kills)) + sum(webs.map(({ kills }) => kills)) + studio.databaseKills(),
      detail: {
        nodes: sum(nodes.map(({ process }) => process.kills)),
        webs: sum(webs.map(({ kills }) => kills)),
        database: studio.databaseKills(),
      },
    },
    {
      figure: "calls cut, answers lost, calls held",
      value: balancer.counts.cut + balancer.counts.lost + balancer.counts.held,
      detail: { cut: balancer.counts.cut, lost: balancer.counts.lost, held: balancer.counts.held },
    },
    { figure: "results said again", value: balancer.counts.replayed, detail: balancer.counts.answers },
    {
      figure: "answers to a repeated result that make no sense",
      value: unexpected.length,
      must: 0,
      ...(unexpected.length > 0 && { detail: unexpected }),
    },
    { figure: "web processes that ended by themselves", value: sum(webs.map(({ fell }) => fell)), must: 0 },
    { figure: "nodes that ended by themselves", value: sum(nodes.map(({ process }) => process.fell)), must: 0 },
    { figure: "jobs a person tried again", value: retried },
    { figure: "seconds of storm", value: Math.round((calm - began) / 1000) },
    { figure: "seconds until all had ended after it", value: Math.round((settled - calm) / 1000) },
  ];
}

/** Time runs faster here: pauses between tries are over at once, and paused nodes are resumed as a person would. */
async function hurry({ sql }: Studio): Promise<void> {
  await sql`update jobs set run_at = now() where state = 'delayed' and run_at > now()`;
  await sql`update nodes set paused_at = null, paused_reason = null, faults = 0 where paused_at is not null`;
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
