import { eq, sql } from "drizzle-orm";
import { afterAll, describe, expect, it } from "vitest";
import { refusals, restsBecause } from "@/contract/passes/match";
import { warmBonus } from "@/contract/queue/affinity";
import type { Schedule } from "@/contract/queue/schedule";
import { jobs, modelLoads, nodes, teamQueues } from "@/db/schema";
import { createTestDatabase } from "@/db/testing/database";
import { makeJob, makeNode, makeProject, makeTeam } from "@/db/testing/factories";
import { asNode } from "@/server/testing/contexts";
import { claim } from "./claim";
import { readQueueNodes } from "./explain-waiting";
import { fits } from "./fits";
import { holders } from "./holders";
import type { Job } from "./states";

const file = await createTestDatabase();
const { db } = file;
afterAll(() => file.drop());

/** A generator that repeats: a failing case can be run again. */
const seeded = (seed: number) => () => {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
  return seed / 2 ** 32;
};

/** Always, and never: what the clock says while the test runs must not matter. */
const always: Schedule = {
  mode: "work",
  zone: "UTC",
  windows: [{ days: [1, 2, 3, 4, 5, 6, 7], from: "00:00", to: "00:00" }],
};
const never: Schedule = { ...always, mode: "quiet" };
const models = ["checkpoint", "tile-controlnet", "face-lora"];

const askOf = (job: Job) => ({
  ...{ pass: job.pass, version: job.passVersion, roughAllowed: job.roughAllowed },
  ...{ projectId: job.projectId, pinnedNodeId: job.pinnedNodeId },
  needs: { vramGb: job.needsVramGb, models: job.needsModels },
});

/** A team of random nodes and jobs of two projects: every filter there is, each both ways. */
async function randomTeam(seed: number, sizes: { nodes: number; jobs: number }) {
  const random = seeded(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const some = <T>(list: readonly T[], share = 0.6): T[] => list.filter(() => random() < share);
  const passes = ["adjust", "inpaint", "face-pop", "upscale"];
  const team = await makeTeam(db);
  const projects = [await makeProject(db, team.id), await makeProject(db, team.id)];
  for (let n = 0; n < sizes.nodes; n++) {
    const offers = some(passes).flatMap((pass) =>
      some([1, 2]).map((version) => ({
        ...{ pass, version, state: pick(["ready", "ready", "rough", "missing"] as const) },
        missing: [{ what: "a model" }],
      })),
    );
    const node = await makeNode(db, team.id, offers, {
      ...{ vramGb: pick([0, 8, 24]), models: some(models) },
      projects: pick([null, null, [], projects.slice(0, 1).map(({ id }) => id), projects.map(({ id }) => id)]),
      schedule: pick([null, null, always, never]),
      ...(random() < 0.15 && { pausedAt: new Date().toISOString() }),
    });
    for (const model of some(models))
      await db.insert(modelLoads).values({ nodeId: node.id, model, seconds: pick([5, 40, 200]) });
  }
  const all = await db.select({ id: nodes.id }).from(nodes).where(eq(nodes.teamId, team.id));
  for (let n = 0; n < sizes.jobs; n++)
    await makeJob(db, pick(projects), {
      recipe: { pass: pick(passes), passVersion: pick([1, 1, 2, 3]) },
      ...{ roughAllowed: random() < 0.5, needsVramGb: pick([0, 6, 8, 12]), needsModels: some(models, 0.4) },
      ...{
        pinnedNodeId: random() < 0.1 ? pick(all).id : null,
        band: pick([0, 1, 1, 2]),
        vt: Math.floor(random() * 120),
      },
    });
  return { team, random, some };
}

describe("SQL and words", () => {
  it("agree on which node may run which job, over random jobs and nodes", async () => {
    const { team } = await randomTeam(7, { nodes: 25, jobs: 60 });

    const rows = await db.execute<{ job_id: string; node_id: string; fits: boolean }>(sql`
      select j.id as job_id, n.id as node_id, ${sql.raw(fits("c", "n"))} as fits
      from jobs j join job_classes c on c.id = j.class_id join nodes n on n.team_id = j.team_id where j.team_id = ${team.id}`);
    const bySql = new Map(rows.map((row) => [`${row.job_id} ${row.node_id}`, row.fits]));
    const seen = { yes: 0, no: 0 };
    for (const job of await db.select().from(jobs).where(eq(jobs.teamId, team.id)))
      for (const node of await readQueueNodes({ db, teamId: team.id })) {
        const byWords = refusals(askOf(job), node.report).length === 0;
        seen[byWords ? "yes" : "no"]++;
        expect([job.id, node.id, bySql.get(`${job.id} ${node.id}`)]).toEqual([job.id, node.id, byWords]);
      }
    expect(Math.min(seen.yes, seen.no)).toBeGreaterThan(50);
  });

  it.each([11, 12, 13])(
    "agree when the claim itself is asked, down to the order and the warm models (%i)",
    async (seed) => {
      const { team, some } = await randomTeam(seed, { nodes: 12, jobs: 150 });
      const team2 = await readQueueNodes({ db, teamId: team.id });
      const loads = await db.select().from(modelLoads);
      const seen = { job: 0, none: 0, warm: 0 };
      for (let round = 0; round < 10; round++)
        for (const node of team2) {
          const loaded = some(models, 0.6);
          const seconds = new Map(
            loads.flatMap((row) => (row.nodeId === node.id ? [[row.model, row.seconds] as const] : [])),
          );
          const ready = (await db.select().from(jobs).where(eq(jobs.teamId, team.id))).filter(
            ({ state }) => state === "ready",
          );
          const bonus = (job: Job) => warmBonus(job.needsModels, new Set(loaded), seconds);
          const fitting = ready
            .filter((job) => !restsBecause(node, new Date()) && refusals(askOf(job), node.report).length === 0)
            .sort((a, b) => b.band - a.band || a.vt - b.vt || a.seq - b.seq);
          const [first] = fitting;
          const band = fitting.filter((job) => job.band === first?.band);
          const best = (some: Job[], score: (job: Job) => number) =>
            [...some].sort((a, b) => score(a) - score(b) || a.seq - b.seq)[0];
          // What the node said it holds counts as held by somebody from now on.
          holders.note(team.id, node.id, loaded);
          const others = holders.of(team.id).models;
          const leave = (job: Job) => {
            const held = job.needsModels.length > 0 && job.needsModels.every((model) => others.has(model));
            return held && bonus(job) === 0 ? warmBonus(job.needsModels, new Set(job.needsModels), seconds) : 0;
          };
          const warm = band.filter((job) => bonus(job) > 0 && job.vt - bonus(job) <= (first?.vt ?? 0));
          const expected =
            warm.length > 0 ? best(warm, (job) => job.vt - bonus(job)) : best(band, (job) => job.vt + leave(job));

          const { job } = await claim(asNode(db, { ...node, teamId: team.id }), node.id, { loaded });

          expect([round, node.name, job?.id]).toEqual([round, node.name, expected?.id]);
          seen[job ? "job" : "none"]++;
          if (warm.length > 0 && expected?.id !== first?.id) seen.warm++;
        }
      expect(Math.min(seen.job, seen.none)).toBeGreaterThan(10);
      expect(seen.warm).toBeGreaterThan(0);
    },
    120_000,
  );

  it.each([
    ["begins with another", 29, "later"],
    ["loads it all the same when the next is further behind than that takes", 31, "first"],
  ] as const)("leave a job to the node that holds its models: a cold node %s", async (_words, behind, gets) => {
    const team = await makeTeam(db);
    const project = await makeProject(db, team.id);
    const paints = () =>
      makeNode(db, team.id, [{ pass: "inpaint", state: "ready" }], { vramGb: 24, models: ["one", "two"] });
    const [warm, cold] = [asNode(db, await paints()), asNode(db, await paints())];
    const paint = (model: string, vt: number) =>
      makeJob(db, project, { recipe: { pass: "inpaint" }, needsVramGb: 8, needsModels: [model], vt });
    const made = await paint("one", 0);
    expect((await claim(warm, warm.actor.id)).job?.id).toBe(made.id);
    // Nobody has measured a load yet: it counts as 30 seconds.
    const jobsOf = { first: await paint("one", 100), later: await paint("two", 100 + behind) };

    expect((await claim(cold, cold.actor.id)).job?.id).toBe(jobsOf[gets].id);
    if (gets === "later") expect((await claim(warm, warm.actor.id, { loaded: ["one"] })).job?.id).toBe(jobsOf.first.id);
  });

  it("agree when the claim itself is asked", async () => {
    const team = await makeTeam(db);
    const project = await makeProject(db, team.id);
    const small = asNode(
      db,
      await makeNode(db, team.id, [{ pass: "inpaint", state: "ready" }], { vramGb: 6, models: ["checkpoint"] }),
    );
    const rough = asNode(db, await makeNode(db, team.id, [{ pass: "inpaint", state: "rough" }]));
    const big = asNode(
      db,
      await makeNode(db, team.id, [{ pass: "inpaint", state: "ready" }], { vramGb: 24, models: ["checkpoint"] }),
    );
    const job = await makeJob(db, project, {
      recipe: { pass: "inpaint" },
      needsVramGb: 8,
      needsModels: ["checkpoint"],
    });

    expect((await claim(small, small.actor.id)).job).toBeNull();
    expect((await claim(rough, rough.actor.id)).job).toBeNull();
    expect((await claim(big, big.actor.id)).job?.id).toBe(job.id);
  });

  it("agree on a queue that is paused as a whole, and hear at once of a node that changed", async () => {
    const team = await makeTeam(db);
    const project = await makeProject(db, team.id);
    const node = asNode(db, await makeNode(db, team.id, [{ pass: "inpaint", state: "ready" }], { vramGb: 6 }));
    const job = await makeJob(db, project, { recipe: { pass: "inpaint" }, needsVramGb: 8 });
    expect((await claim(node, node.actor.id)).job).toBeNull();

    await db.insert(teamQueues).values({ teamId: team.id, pausedAt: sql`now()` });
    await db.update(nodes).set({ vramGb: 24 }).where(eq(nodes.id, node.actor.id));
    expect((await claim(node, node.actor.id)).job).toBeNull();

    await db.update(teamQueues).set({ pausedAt: null }).where(eq(teamQueues.teamId, team.id));
    expect((await claim(node, node.actor.id)).job?.id).toBe(job.id);
  });
});
