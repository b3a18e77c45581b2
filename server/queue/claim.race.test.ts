import { and, eq, inArray, sql } from "drizzle-orm";
import { afterAll, describe, expect, it } from "vitest";
import { attempts, jobs, nodes } from "@/db/schema";
import { createTestDatabase } from "@/db/testing/database";
import { makeJob, makeNode, makeProject, makeTeam } from "@/db/testing/factories";
import { withTransaction } from "@/server/context";
import { asNode } from "@/server/testing/contexts";
import { claim } from "./claim";
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
