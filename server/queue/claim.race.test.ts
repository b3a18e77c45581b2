import { and, eq, inArray, sql } from "drizzle-orm";
import { afterAll, describe, expect, it } from "vitest";
import { refusals } from "@/contract/passes/match";
import { attempts, jobs, nodes } from "@/db/schema";
import { createTestDatabase } from "@/db/testing/database";
import { makeJob, makeNode, makeProject, makeTeam } from "@/db/testing/factories";
import { withTransaction } from "@/server/context";
import { asNode } from "@/server/testing/contexts";
import { claim } from "./claim";
import { readQueueNodes } from "./explain-waiting";
import { fits } from "./fits";
import { returnLeasesOf } from "./release";

const file = await createTestDatabase({ max: 40 });
const { db } = file;
afterAll(() => file.drop());

const adjusts = [{ pass: "adjust", state: "ready" as const }];

describe("many claimers at once", () => {
  it("give 300 jobs to 100 claimers, each job once, and say empty only when it is", async () => {
    const team = await makeTeam(db);
    const project = await makeProject(db, team.id);
    const crowd = await Promise.all(
      Array.from({ length: 100 }, async () => asNode(db, await makeNode(db, team.id, adjusts))),
    );
    for (let n = 0; n < 300; n++) await makeJob(db, project);

    const perClaimer = await Promise.all(
      crowd.map(async (ctx) => {
        const got: string[] = [];
        for (;;) {
          const { job } = await claim(ctx, ctx.actor.id);
          if (!job) return got;
          got.push(job.id);
        }
      }),
    );

    const given = perClaimer.flat();
    const left = await db.$count(jobs, and(eq(jobs.teamId, team.id), eq(jobs.state, "ready")));
    const tries = await db.$count(attempts, inArray(attempts.jobId, given));
    expect(given).toHaveLength(300);
    expect(new Set(given).size).toBe(300);
    expect({ left, tries }).toEqual({ left: 0, tries: 300 });
  }, 60_000);

  it("leave no lease with a node that is revoked at the same moment, 30 rounds", async () => {
    const team = await makeTeam(db);
    const project = await makeProject(db, team.id);
    for (let round = 0; round < 30; round++) {
      const ctx = asNode(db, await makeNode(db, team.id, adjusts));
      const job = await makeJob(db, project);
      const revoke = withTransaction(ctx, async (tx) => {
        await tx.db.update(nodes).set({ revokedAt: sql`now()` }).where(eq(nodes.id, ctx.actor.id));
        return returnLeasesOf(tx, ctx.actor.id, "revoked", "revoked");
      });

      await Promise.all([claim(ctx, ctx.actor.id), revoke, claim(ctx, ctx.actor.id)]);

      const [after] = await db.select().from(jobs).where(eq(jobs.id, job.id));
      expect(after?.state).toBe("ready");
      await db.delete(jobs).where(eq(jobs.id, job.id));
    }
  });
});

/** A generator that repeats: a failing case can be run again. */
const seeded = (seed: number) => () => {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
  return seed / 2 ** 32;
};

describe("SQL and words", () => {
  it("agree on which node may run which job, over random jobs and nodes", async () => {
    const random = seeded(7);
    const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
    const some = <T>(list: readonly T[]): T[] => list.filter(() => random() < 0.6);
    const passes = ["adjust", "inpaint", "face-pop", "upscale"];
    const models = ["checkpoint", "tile-controlnet", "face-lora"];
    const team = await makeTeam(db);
    const project = await makeProject(db, team.id);
    for (let n = 0; n < 25; n++) {
      const offers = some(passes).flatMap((pass) =>
        some([1, 2]).map((version) => ({
          pass,
          version,
          state: pick(["ready", "rough", "missing"] as const),
          missing: [{ what: "a model" }],
        })),
      );
      await makeNode(db, team.id, offers, { vramGb: pick([0, 8, 24]), models: some(models) });
    }
    for (let n = 0; n < 60; n++) {
      const pass = pick(passes);
      await makeJob(db, project, {
        recipe: { pass, passVersion: pick([1, 2, 3]) },
        roughAllowed: random() < 0.5,
        needsVramGb: pick([0, 6, 8, 12]),
        needsModels: some(models),
      });
    }

    const rows = await db.execute<{ job_id: string; node_id: string; fits: boolean }>(sql`
      select j.id as job_id, n.id as node_id, ${fits(sql.raw("j"), sql.raw("n"))} as fits
      from jobs j join nodes n on n.team_id = j.team_id where j.team_id = ${team.id}`);
    const bySql = new Map(rows.map((row) => [`${row.job_id} ${row.node_id}`, row.fits]));
    const team2 = await readQueueNodes({ db, teamId: team.id });
    const asked = await db.select().from(jobs).where(eq(jobs.teamId, team.id));
    const seen = { yes: 0, no: 0 };
    for (const job of asked)
      for (const node of team2) {
        const ask = {
          pass: job.pass,
          version: job.passVersion,
          roughAllowed: job.roughAllowed,
          needs: { vramGb: job.needsVramGb, models: job.needsModels },
        };
        const byWords = refusals(ask, node.report).length === 0;
        seen[byWords ? "yes" : "no"]++;
        expect([job.id, node.id, bySql.get(`${job.id} ${node.id}`)]).toEqual([job.id, node.id, byWords]);
      }
    expect(Math.min(seen.yes, seen.no)).toBeGreaterThan(50);
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
});
