import { sql } from "drizzle-orm";
import type { Db } from "../../db/client";
import { modelLoads } from "../../db/schema";
import { makeNode, makeProject, makeTeam, makeUser } from "../../db/testing/factories";
import { claim } from "../../server/queue/claim";
import { enqueuePlan } from "../../server/queue/enqueue";
import { asNode, asUser } from "../../server/testing/contexts";
import { fewestSwaps } from "./fewest-swaps";

const recipe = { format: 1 as const, pass: "img2img", passVersion: 1, params: {}, inputs: [], seed: 1, mask: null };
const planned = (title: string, projectId: string, models: string[]) => ({
  ...{ title, projectId, frameId: null, versionId: null, recipe, needs: { models }, roughAllowed: false },
});

/** A generator that repeats. */
const seeded = (seed: number) => () => {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
  return seed / 2 ** 32;
};

const jobSeconds = 10;
const busiest = 3;

/** Whoever is free takes the next in line, whatever it must load. */
function firstCome(order: readonly number[], load: number): { swaps: number; seconds: number } {
  const nodes = Array.from({ length: busiest }, () => ({ free: 0, model: -1 }));
  let swaps = 0;
  for (const model of order) {
    const node = nodes.reduce((first, one) => (one.free < first.free ? one : first));
    if (node.model !== model) swaps++;
    node.free += jobSeconds + (node.model === model ? 0 : load);
    node.model = model;
  }
  return { swaps, seconds: Math.max(...nodes.map(({ free }) => free)) };
}

/**
 * 300 jobs of ten seconds over six checkpoints, in random order, on three nodes that hold one at a time and have learned
 * that another takes `load` seconds: time is simulated, every claim is the real one. How often a checkpoint was loaded,
 * and by how many places a job was overtaken at most; beside it first come, first served, and the fewest swaps found by
 * a planner that knows everything beforehand and keeps the same bound.
 */
export async function simulateSwaps(db: Db, load: number) {
  const team = await makeTeam(db);
  const project = await makeProject(db, team.id);
  const owner = asUser(db, team.id, await makeUser(db, team.id));
  const models = Array.from({ length: 6 }, (_, n) => `checkpoint ${n}`);
  const random = seeded(3);
  const order = Array.from({ length: 300 }, () => Math.floor(random() * 6));
  const { jobs } = await enqueuePlan(owner, {
    title: "Swaps",
    jobs: order.map((model, n) => planned(String(n), project.id, [models[model] ?? ""])),
  });
  const place = new Map(jobs.map(({ id }, at) => [id, at]));
  const nodes = await Promise.all(
    Array.from({ length: busiest }, async () => {
      const node = await makeNode(db, team.id, [{ pass: "img2img", state: "ready" }], { vramGb: 24, models });
      await db.insert(modelLoads).values(models.map((model) => ({ nodeId: node.id, model, seconds: load })));
      return { ctx: asNode(db, node), id: node.id, loaded: "", free: 0 };
    }),
  );
  let [swaps, given, worst] = [0, 0, 0];
  while (given < order.length) {
    const node = nodes.reduce((first, one) => (one.free < first.free ? one : first));
    const { job } = await claim(node.ctx, node.id, { loaded: node.loaded ? [node.loaded] : [] });
    if (!job) throw new Error("a job of the simulation was not given");
    const [model = ""] = job.needsModels;
    if (node.loaded !== model) swaps++;
    node.free += node.loaded === model ? jobSeconds : jobSeconds + load;
    node.loaded = model;
    worst = Math.max(worst, given - (place.get(job.id) ?? 0));
    given++;
    await db.execute(
      sql`update jobs set state = 'succeeded', lease_id = null, lease_until = null where id = ${job.id}`,
    );
  }
  const bound = load / jobSeconds;
  const fewest = fewestSwaps(order, { nodes: busiest, bound, jobSeconds, load });
  const seconds = Math.max(...nodes.map(({ free }) => free));
  return { swaps, worst, seconds, bound, fewest, fifo: firstCome(order, load) };
}

/** After 500 jobs of one person come 20 of another; the place at which the last of the 20 is given. */
export async function simulateFairness(db: Db): Promise<number> {
  const team = await makeTeam(db);
  const project = await makeProject(db, team.id);
  const queue = async (count: number) => {
    const person = asUser(db, team.id, await makeUser(db, team.id));
    const jobs = Array.from({ length: count }, (_, n) => planned(`${n}`, project.id, []));
    await enqueuePlan(person, { title: "Many", jobs });
    return person.actor.id;
  };
  await queue(500);
  const second = await queue(20);
  const node = asNode(db, await makeNode(db, team.id, [{ pass: "img2img", state: "ready" }], { vramGb: 24 }));
  let last = 0;
  for (let place = 1, left = 20; left > 0; place++) {
    const { job } = await claim(node, node.actor.id);
    if (job?.createdBy === second) {
      left--;
      last = place;
    }
  }
  return last;
}
