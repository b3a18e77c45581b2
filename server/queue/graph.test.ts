import { and, eq, inArray, sql } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { newId } from "@/contract/ids";
import { attempts, batches, jobDeps, jobs, personShares } from "@/db/schema";
import { createTestDatabase } from "@/db/testing/database";
import { makeNode, makeProject, makeRecipe, makeTeam, makeUser } from "@/db/testing/factories";
import type { StudioContext } from "@/server/context";
import { asNode, asUser } from "@/server/testing/contexts";
import { cancelJob } from "./cancel";
import { claim } from "./claim";
import { complete } from "./complete";
import { enqueuePlan, type PlannedJob } from "./enqueue";
import { fail } from "./fail";
import { readJob } from "./read";
import { retryJob } from "./retry";
import type { Job } from "./states";

const file = await createTestDatabase({ max: 20 });
const { db } = file;
afterAll(() => file.drop());

const nothing = async () => {};
let project: Awaited<ReturnType<typeof makeProject>>;
let owner: StudioContext;
let node: StudioContext;
beforeEach(async () => {
  const team = await makeTeam(db);
  project = await makeProject(db, team.id);
  owner = asUser(db, team.id, await makeUser(db, team.id));
  node = asNode(db, await makeNode(db, team.id, [{ pass: "adjust", state: "ready" }]));
});

const step = (key: string, after: string[] = [], more: Partial<PlannedJob> = {}): PlannedJob => ({
  ...{ key, after, title: key, projectId: project.id, frameId: null, versionId: null },
  ...{ recipe: makeRecipe(), needs: {}, roughAllowed: false },
  ...more,
});
const queue = async (...planned: PlannedJob[]) => {
  const made = await enqueuePlan(owner, { title: "Plan", kind: "plan", jobs: planned });
  return { ...made, id: (key: string) => made.jobs.find(({ title }) => title === key)?.id ?? "" };
};
const states = async () =>
  Object.fromEntries(
    (await db.select().from(jobs).where(eq(jobs.teamId, owner.teamId)).orderBy(jobs.seq)).map((job) => [
      job.title,
      job.state,
    ]),
  );
const take = async (): Promise<Job & { leaseId: string }> => {
  const { job } = await claim(node, node.actor.id);
  if (!job?.leaseId) throw new Error("expected a job to claim");
  return { ...job, leaseId: job.leaseId };
};
const finish = (job: Job & { leaseId: string }) =>
  complete(node, { jobId: job.id, leaseId: job.leaseId, seconds: 1 }, nothing);
const breakDown = (job: Job & { leaseId: string }) =>
  fail(node, { jobId: job.id, leaseId: job.leaseId, cause: "bad_input", retry: "never", message: "No." });

describe("a plan of jobs", () => {
  it("runs a child when all its parents have succeeded, in whatever order the plan names them", async () => {
    await queue(step("join", ["left", "right"]), step("right", ["root"]), step("left", ["root"]), step("root"));
    expect(await states()).toEqual({ root: "ready", left: "blocked", right: "blocked", join: "blocked" });

    const order: string[] = [];
    for (let n = 0; n < 4; n++) {
      const job = await take();
      order.push(job.title);
      await finish(job);
    }

    expect(order[0]).toBe("root");
    expect(order[3]).toBe("join");
    expect(Object.values(await states())).toEqual(["succeeded", "succeeded", "succeeded", "succeeded"]);
  });

  it("says in words what a blocked job waits for", async () => {
    const { id } = await queue(step("depth"), step("mask"), step("render", ["depth", "mask"]));

    expect((await readJob(owner, { jobId: id("render") })).why).toMatchObject({ summary: "After “depth” and 1 more" });
  });

  it("is all or nothing: a circle, a missing step, too many jobs and a lost parent are refused in words", async () => {
    const { id } = await queue(step("broken"));
    await breakDown(await take());
    const before = await db.$count(jobs, eq(jobs.teamId, owner.teamId));

    await expect(queue(step("a", ["c"]), step("b", ["a"]), step("c", ["b"]))).rejects.toThrow(
      "The plan goes in a circle: a waits for c waits for b waits for a",
    );
    await expect(queue(step("a", ["nowhere"]))).rejects.toThrow("“a” waits for “nowhere”, which is not in the plan");
    await expect(queue(...Array.from({ length: 2001 }, (_, n) => step(`s${n}`)))).rejects.toThrow(
      "This makes 2,001 jobs; one act makes at most 2000",
    );
    await expect(queue(step("next", [], { afterJobs: [id("broken")] }))).rejects.toThrow(
      "“broken” failed: retry it first",
    );
    const stranger = asUser(db, (await makeTeam(db)).id, { id: newId("user"), name: "Eve" });
    await expect(
      enqueuePlan(stranger, { title: "Theirs", jobs: [step("next", [], { afterJobs: [id("broken")] })] }),
    ).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(await db.$count(jobs, eq(jobs.teamId, owner.teamId))).toBe(before);
  });

  it("counts a parent of an earlier act only while it has not succeeded", async () => {
    const first = await queue(step("done"), step("open"));
    await finish(await take());

    await queue(step("child", [], { afterJobs: [first.id("done"), first.id("open")] }));

    expect(await states()).toEqual({ done: "succeeded", open: "ready", child: "blocked" });
    await finish(await take());
    expect(await states()).toMatchObject({ child: "ready" });
  });

  it("is one batch and one line in the log", async () => {
    const { batchId } = await queue(step("a"), step("b"), step("c", ["a"]));

    const [batch] = await db
      .select()
      .from(batches)
      .where(eq(batches.id, batchId ?? ""));
    expect(batch).toMatchObject({ jobs: 3, kind: "plan", createdBy: owner.actor.id });
  });
});

describe("failure", () => {
  it("stops only what depends on it, and says so; a retry brings it back and the rest follows", async () => {
    const { id } = await queue(step("a"), step("b", ["a"]), step("c", ["b"]), step("other"), step("after", ["other"]));
    await breakDown(await take());

    expect(await states()).toEqual({ a: "failed", b: "cancelled", c: "cancelled", other: "ready", after: "blocked" });
    expect((await readJob(owner, { jobId: id("c") })).error).toBe(
      "“a”, which it needs, failed. Retry that one and this follows.",
    );
    await expect(retryJob(owner, { jobId: id("c") })).rejects.toThrow("“c” needs “b”, which did not succeed");

    await retryJob(owner, { jobId: id("a") });
    expect(await states()).toEqual({ a: "ready", b: "blocked", c: "blocked", other: "ready", after: "blocked" });
    for (let n = 0; n < 5; n++) await finish(await take());
    expect(new Set(Object.values(await states()))).toEqual(new Set(["succeeded"]));
  });

  it("of a second parent keeps a child down until both are retried", async () => {
    const { id } = await queue(step("a"), step("b"), step("c", ["a", "b"]), step("d", ["c"]));
    await breakDown(await take());
    await breakDown(await take());

    await retryJob(owner, { jobId: id("a") });
    expect(await states()).toEqual({ a: "ready", b: "failed", c: "cancelled", d: "cancelled" });
    await retryJob(owner, { jobId: id("b") });
    expect(await states()).toEqual({ a: "ready", b: "ready", c: "blocked", d: "blocked" });
  });

  it("leaves alone what a person cancelled", async () => {
    const { id } = await queue(step("a"), step("b", ["a"]));
    await cancelJob(owner, { jobId: id("b") });
    await breakDown(await take());

    await retryJob(owner, { jobId: id("a") });

    expect(await states()).toEqual({ a: "ready", b: "cancelled" });
  });

  it("is what a cancelled parent is to its children", async () => {
    const { id } = await queue(step("a"), step("b", ["a"]));

    await cancelJob(owner, { jobId: id("a") });

    expect(await states()).toEqual({ a: "cancelled", b: "cancelled" });
    expect((await readJob(owner, { jobId: id("b") })).error).toContain("was cancelled");
  });
});

/** `count` children of two parents each, whose parents are all running: straight into the tables. */
async function runningPairs(count: number) {
  await db.update(personShares).set({ weight: 1 }).where(eq(personShares.teamId, owner.teamId));
  const base = { teamId: owner.teamId, projectId: project.id, pass: "adjust", passVersion: 1, recipe: makeRecipe() };
  const leased = () => ({
    ...{ id: newId("job"), ...base, title: "parent", createdBy: owner.actor.id, state: "leased" as const },
    ...{ leaseId: newId("attempt"), leaseNodeId: node.actor.id, attempt: 1, hasChildren: true },
    leaseUntil: new Date(Date.now() + 600_000).toISOString(),
  });
  const pairs = Array.from({ length: count }, () => [leased(), leased()] as const);
  const children = pairs.map(() => ({
    ...{ id: newId("job"), ...base, title: "child", createdBy: owner.actor.id, state: "blocked" as const, depsLeft: 2 },
  }));
  await db.insert(jobs).values(pairs.flat());
  await db.insert(jobs).values(children);
  await db
    .insert(attempts)
    .values(pairs.flat().map(({ id, leaseId }) => ({ id: leaseId, jobId: id, n: 1, nodeId: node.actor.id })));
  await db
    .insert(jobDeps)
    .values(pairs.flatMap((pair, n) => pair.map(({ id }) => ({ jobId: children[n]?.id ?? "", parentId: id }))));
  return { pairs, children };
}

/** A function that resolves for everybody once `count` have called it. */
const meeting = (count: number) => {
  let open = () => {};
  const all = new Promise<void>((done) => {
    open = done;
  });
  return () => {
    if (--count === 0) open();
    return all;
  };
};

describe("two parents that finish at once", () => {
  it("free their child exactly once, 1,000 rounds", async () => {
    const { pairs, children } = await runningPairs(1000);
    const end = ({ id, leaseId }: { id: string; leaseId: string }) =>
      complete(node, { jobId: id, leaseId, seconds: 1 }, nothing);

    for (let at = 0; at < pairs.length; at += 10)
      await Promise.all(pairs.slice(at, at + 10).flatMap(([a, b]) => [end(a), end(b)]));

    const ids = children.map(({ id }) => id);
    const rows = await db
      .select({ state: jobs.state, left: jobs.depsLeft, vt: jobs.vt })
      .from(jobs)
      .where(inArray(jobs.id, ids));
    expect(rows.filter(({ state, left }) => state === "ready" && left === 0)).toHaveLength(1000);
    // Each took a place of its own in line.
    expect(new Set(rows.map(({ vt }) => vt)).size).toBe(1000);
  }, 120_000);

  it("would leave children behind if readiness were asked of the parents instead of counted", async () => {
    // The negative control: both transactions look whether a parent is unfinished, and each still sees the other's.
    const { pairs } = await runningPairs(1);
    const [[a, b] = []] = pairs;
    const [written, looked] = [meeting(2), meeting(2)];
    const look = (id: string) =>
      db.transaction(async (tx) => {
        await tx.update(jobs).set({ state: "succeeded", leaseId: null, leaseUntil: null }).where(eq(jobs.id, id));
        await written();
        const freed =
          await tx.execute(sql`select 1 from jobs c join job_deps d on d.job_id = c.id where d.parent_id = ${id}
          and not exists (select 1 from job_deps o join jobs p on p.id = o.parent_id where o.job_id = c.id and p.state <> 'succeeded')`);
        await looked();
        return freed.length;
      });

    const freed = await Promise.all([look(a?.id ?? ""), look(b?.id ?? "")]);

    expect(freed).toEqual([0, 0]);
  });
});

describe("a cancelled batch", () => {
  it("gives the person's clock back what was never performed", async () => {
    const clock = async () =>
      (await db.select().from(personShares).where(eq(personShares.userId, owner.actor.id)))[0]?.clocks[1] ?? 0;
    const { jobs: made } = await queue(...Array.from({ length: 50 }, (_, n) => step(`j${n}`)));
    const charged = await clock();

    for (const { id } of made.slice(1)) await cancelJob(owner, { jobId: id });

    expect(charged).toBe(500);
    expect(await clock()).toBe(10);
    expect(await db.$count(jobs, and(eq(jobs.teamId, owner.teamId), eq(jobs.state, "ready")))).toBe(1);
  });
});
