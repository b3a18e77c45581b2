import { and, asc, desc, eq, inArray, sql } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { newId } from "@/contract/ids";
import type { Role } from "@/contract/roles";
import { activity, attempts, jobs, nodes } from "@/db/schema";
import { createTestDatabase } from "@/db/testing/database";
import { makeFrame, makeNode, makeProject, makeRecipe, makeTeam, makeUser } from "@/db/testing/factories";
import type { StudioContext } from "@/server/context";
import { setNodeProjects, setSchedule } from "@/server/nodes/hours";
import { pauseNode } from "@/server/nodes/pause";
import { cancelBatch } from "@/server/queue/cancel-batch";
import { claim } from "@/server/queue/claim";
import { complete } from "@/server/queue/complete";
import { enqueuePlan, type PlannedJob } from "@/server/queue/enqueue";
import { fail } from "@/server/queue/fail";
import { heartbeat } from "@/server/queue/heartbeat";
import { holdJob, letJobGo, releaseApproved } from "@/server/queue/hold";
import { keepClocks } from "@/server/queue/keep-clocks";
import { moveJob, raiseJob } from "@/server/queue/move";
import { pausePerson, pauseQueue, readSwitches, resumePerson, resumeQueue } from "@/server/queue/pause";
import { promoteDelayed } from "@/server/queue/promote";
import { readJob, readQueue } from "@/server/queue/read";
import { planTonight } from "@/server/queue/tonight";
import { setWeight } from "@/server/queue/weights";
import { asNode, asUser } from "@/server/testing/contexts";
import { readCosts } from "./costs";

const file = await createTestDatabase();
const { db } = file;
afterAll(() => file.drop());

let project: Awaited<ReturnType<typeof makeProject>>;
let manager: StudioContext;
let ada: StudioContext;
let bob: StudioContext;
let node: StudioContext;
beforeEach(async () => {
  const team = await makeTeam(db);
  project = await makeProject(db, team.id);
  const person = async (role: Role) => asUser(db, team.id, await makeUser(db, team.id, role), role);
  [manager, ada, bob] = [await person("manager"), await person("artist"), await person("artist")];
  node = asNode(db, await makeNode(db, team.id, [{ pass: "adjust", state: "ready" }], { name: "Box" }));
});

const plan = (title: string, more: Partial<PlannedJob> = {}): PlannedJob => ({
  ...{ title, projectId: project.id, frameId: null, versionId: null },
  ...{ recipe: makeRecipe(), needs: {}, roughAllowed: false, ...more },
});
const queue = async (who: StudioContext, ...titles: (string | PlannedJob)[]) => {
  const made = await enqueuePlan(who, {
    title: "Some",
    jobs: titles.map((title) => (typeof title === "string" ? plan(title) : title)),
  });
  return made;
};
const ids = async () =>
  Object.fromEntries(
    (await db.select().from(jobs).where(eq(jobs.teamId, manager.teamId))).map((job) => [job.title, job.id]),
  );
const line = async () =>
  (
    await db
      .select()
      .from(jobs)
      .where(and(eq(jobs.teamId, manager.teamId), inArray(jobs.state, ["ready", "delayed"])))
      .orderBy(desc(jobs.band), asc(jobs.vt), asc(jobs.seq))
  ).map(({ title }) => title);
const take = async () => (await claim(node, node.actor.id)).job;

describe("fair share", () => {
  it("lets 20 jobs of one person behind 500 of another alternate with them from the first", async () => {
    await queue(ada, ...Array.from({ length: 500 }, (_, n) => `a${n}`));
    await queue(bob, ...Array.from({ length: 20 }, (_, n) => `b${n}`));

    const places = (await line()).flatMap((title, at) => (title.startsWith("b") ? [at + 1] : []));

    expect(places).toHaveLength(20);
    expect(Math.max(...places)).toBeLessThanOrEqual(45);
  });

  it("gives a project of weight 3 three in four", async () => {
    const other = await makeProject(db, manager.teamId);
    await setWeight(manager, { projectId: other.id, weight: 3 });
    await queue(ada, ...Array.from({ length: 100 }, (_, n) => `light ${n}`));
    await queue(bob, ...Array.from({ length: 100 }, (_, n) => plan(`heavy ${n}`, { projectId: other.id })));

    const heavy = (await line()).slice(0, 80).filter((title) => title.startsWith("heavy")).length;

    expect(Math.abs(heavy - 60)).toBeLessThanOrEqual(3);
  });

  it("saves up nothing for who was away: they begin at the work in service", async () => {
    await queue(ada, ...Array.from({ length: 40 }, (_, n) => `a${n}`));
    for (let n = 0; n < 20; n++) await take();
    await keepClocks(db);
    await db.update(jobs).set({ state: "cancelled", leaseId: null, leaseUntil: null }).where(eq(jobs.state, "leased"));

    await queue(bob, ...Array.from({ length: 10 }, (_, n) => `b${n}`));

    // Not ten of Bob's before Ada's next: his clock starts where hers stood.
    expect((await line()).slice(0, 6)).toEqual(["b0", "a20", "b1", "a21", "b2", "a22"]);
  });
});

describe("pausing", () => {
  it("of the whole queue is a manager's, stops every claim and says so to who waits", async () => {
    await queue(ada, "a");
    await expect(pauseQueue(ada, {})).rejects.toMatchObject({ code: "FORBIDDEN" });

    await pauseQueue(manager, { reason: "Storm" });
    expect(await take()).toBeNull();
    expect(await readSwitches(ada)).toMatchObject({ paused: { reason: "Storm", by: manager.actor.id }, mine: false });
    const { waiting } = await readQueue(ada);
    expect(waiting[0]?.why).toMatchObject({
      ...{ summary: expect.stringMatching(/^The whole queue is paused by .+: Storm$/), fix: { kind: "resume-queue" } },
    });

    await resumeQueue(manager);
    expect((await take())?.title).toBe("a");
    const verbs = await db.select({ verb: activity.verb }).from(activity).where(eq(activity.teamId, manager.teamId));
    expect(verbs.map(({ verb }) => verb)).toEqual(expect.arrayContaining(["queue.pause", "queue.resume"]));
  });

  it("of one's own work holds what waits and what comes, and nobody else's", async () => {
    await queue(ada, "a1", "a2");
    await queue(bob, "b");

    expect(await pausePerson(ada)).toEqual({ jobs: 2 });
    await queue(ada, "a3");
    expect(await line()).toEqual(["b"]);
    expect((await readJob(ada, { jobId: (await ids()).a3 ?? "" })).why?.fix.kind).toBe("resume-person");

    expect(await resumePerson(ada)).toEqual({ jobs: 3 });
    expect((await line()).sort()).toEqual(["a1", "a2", "a3", "b"]);
  });

  it("of one's own work also holds what comes back from a failure", async () => {
    await queue(ada, "a");
    const job = await take();
    await pausePerson(ada);
    await fail(node, {
      jobId: job?.id ?? "",
      leaseId: job?.leaseId ?? "",
      cause: "bad_input",
      retry: "now",
      message: "No",
    });
    await db
      .update(jobs)
      .set({ runAt: sql`now()` })
      .where(eq(jobs.id, job?.id ?? ""));
    await promoteDelayed(db);

    expect(await take()).toBeNull();
  });

  it("of somebody else's work is a manager's, and a stranger is not found", async () => {
    await queue(ada, "a");

    await expect(pausePerson(bob, { userId: ada.actor.id })).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(pausePerson(manager, { userId: newId("user") })).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(await pausePerson(manager, { userId: ada.actor.id })).toEqual({ jobs: 1 });
  });

  it("of a node now takes back its work uncounted; after the job it leaves it", async () => {
    await queue(ada, "a", "b");
    const job = await take();

    await pauseNode(manager, { nodeId: node.actor.id });
    const beat = { jobId: job?.id ?? "", leaseId: job?.leaseId ?? "", label: "", previewMediaId: null };
    expect((await heartbeat(node, beat)).state).toBe("held");
    expect(await take()).toBeNull();

    await pauseNode(manager, { nodeId: node.actor.id, when: "now" });
    expect((await heartbeat(node, beat)).state).toBe("lost");
    expect(await line()).toEqual(["a", "b"]);
    const [row] = await db
      .select()
      .from(jobs)
      .where(eq(jobs.id, job?.id ?? ""));
    expect([row?.attempt, row?.maxAttempts]).toEqual([1, 4]);
  });
});

describe("the order", () => {
  it("is a manager's to change: before, after, between two, and back again", async () => {
    await queue(ada, "a", "b", "c", "d");
    const { a = "", c = "", d = "" } = await ids();

    const { back } = await moveJob(manager, { jobId: d, to: a });
    expect(await line()).toEqual(["d", "a", "b", "c"]);
    await moveJob(manager, { jobId: d, to: a, side: "after" });
    expect(await line()).toEqual(["a", "d", "b", "c"]);
    expect(back).toEqual({ to: c, side: "after" });
    if (back) await moveJob(manager, { jobId: d, ...back });
    expect(await line()).toEqual(["a", "b", "c", "d"]);
  });

  it("holds a hundred moves to one place, and moves among equals", async () => {
    await queue(ada, "a", "b", "c", "d");
    const all = await ids();
    await db.update(jobs).set({ vt: 5 }).where(eq(jobs.teamId, manager.teamId));
    await moveJob(manager, { jobId: all.d ?? "", to: all.b ?? "" });
    expect(await line()).toEqual(["a", "d", "b", "c"]);

    for (let n = 0; n < 50; n++) {
      await moveJob(manager, { jobId: all.c ?? "", to: all.a ?? "", side: "after" });
      await moveJob(manager, { jobId: all.d ?? "", to: all.a ?? "", side: "after" });
    }
    expect(await line()).toEqual(["a", "d", "c", "b"]);
  });

  it("of one's own work may be shuffled, and moves nobody else", async () => {
    await queue(ada, "a1", "a2", "a3");
    await queue(bob, "b1", "b2", "b3");
    expect(await line()).toEqual(["a1", "b1", "a2", "b2", "a3", "b3"]);
    const all = await ids();

    await moveJob(ada, { jobId: all.a3 ?? "", to: all.a1 ?? "" });
    expect(await line()).toEqual(["a3", "b1", "a1", "b2", "a2", "b3"]);
    await raiseJob(ada, { jobId: all.a2 ?? "" });
    expect(await line()).toEqual(["a2", "b1", "a3", "b2", "a1", "b3"]);

    await expect(moveJob(ada, { jobId: all.a1 ?? "", to: all.b1 ?? "" })).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(raiseJob(ada, { jobId: all.b3 ?? "" })).rejects.toMatchObject({ code: "FORBIDDEN" });
    await raiseJob(manager, { jobId: all.b3 ?? "" });
    expect((await line())[0]).toBe("b3");
  });

  it("is refused for what does not wait and for another team's", async () => {
    await queue(ada, "a", "b");
    const { a = "", b = "" } = await ids();
    await take();
    const stranger = asUser(db, (await makeTeam(db)).id, { id: newId("user"), name: "Eve" });

    await expect(moveJob(manager, { jobId: a, to: b })).rejects.toThrow("“a” does not wait any more");
    await expect(moveJob(stranger, { jobId: b, to: a })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});

describe("a hold", () => {
  it("until a frame is approved keeps a long job back, goes with the approval, and says what it waits for", async () => {
    const frame = await makeFrame(db, project);
    await queue(ada, plan("final", { hold: { frameId: frame.id } }));
    const { final = "" } = await ids();
    expect((await readJob(ada, { jobId: final })).why).toMatchObject({
      ...{ summary: "Held until the draft is approved", fix: { kind: "approve", frameId: frame.id } },
    });
    expect(await take()).toBeNull();
    await expect(letJobGo(ada, { jobId: final })).rejects.toMatchObject({ code: "FORBIDDEN" });

    expect(await releaseApproved({ ...manager, announcements: [] }, { frameId: frame.id })).toBe(1);

    expect((await take())?.title).toBe("final");
  });

  it("by hand is let go by hand; a held job under an unfinished parent still waits for it", async () => {
    await queue(ada, plan("root", { key: "root" }), plan("child", { key: "child", after: ["root"] }));
    const { root = "", child = "" } = await ids();
    await holdJob(ada, { jobId: child });
    await expect(holdJob(bob, { jobId: root })).rejects.toMatchObject({ code: "FORBIDDEN" });
    const job = await take();
    await complete(node, { jobId: root, leaseId: job?.leaseId ?? "", seconds: 1 }, async () => {});

    expect(await take()).toBeNull();
    await letJobGo(ada, { jobId: child });
    expect((await take())?.title).toBe("child");
  });
});

describe("one act", () => {
  it("is undone as one: what has not begun is cancelled, what runs goes on", async () => {
    const { batchId } = await queue(ada, ...Array.from({ length: 10 }, (_, n) => `a${n}`));
    await take();

    await expect(cancelBatch(bob, { batchId: batchId ?? "" })).rejects.toMatchObject({ code: "FORBIDDEN" });
    expect(await cancelBatch(ada, { batchId: batchId ?? "" })).toEqual({ cancelled: 9, begun: 1 });

    expect(await line()).toEqual([]);
    expect(await db.$count(jobs, and(eq(jobs.teamId, ada.teamId), eq(jobs.state, "leased")))).toBe(1);
  });
});

describe("a node's rules", () => {
  it("quiet hours and projects keep work away, say so, and name what helps", async () => {
    await queue(ada, "a");
    const { a = "" } = await ids();
    const other = await makeProject(db, manager.teamId);
    const whole = { days: [1, 2, 3, 4, 5, 6, 7], from: "00:00", to: "00:00" };

    await setSchedule(manager, { nodeId: node.actor.id, schedule: { mode: "quiet", zone: "UTC", windows: [whole] } });
    expect(await take()).toBeNull();
    expect((await readJob(ada, { jobId: a })).why).toMatchObject({
      summary: "Box could do it, but rests: its schedule has no hours",
      fix: { kind: "schedule", nodeId: node.actor.id },
    });
    await setSchedule(manager, { nodeId: node.actor.id, schedule: null });

    await setNodeProjects(manager, { nodeId: node.actor.id, projectIds: [other.id] });
    expect(await take()).toBeNull();
    expect((await readJob(ada, { jobId: a })).why).toMatchObject({
      ...{ summary: "Box could do it, but does not work for this project", fix: { kind: "projects" } },
    });
    await setNodeProjects(manager, { nodeId: node.actor.id, projectIds: [other.id, project.id] });
    expect((await take())?.title).toBe("a");
  });

  it("running out of memory goes down a profile on the same node, three times, and then elsewhere", async () => {
    await queue(ada, "a");
    const degrees: (number | undefined)[] = [];
    for (let n = 0; n < 3; n++) {
      const job = await take();
      degrees.push(job?.degrade);
      await fail(node, {
        ...{ jobId: job?.id ?? "", leaseId: job?.leaseId ?? "", cause: "out_of_memory", retry: "degrade" },
        message: "CUDA out of memory",
      });
      await db
        .update(jobs)
        .set({ runAt: sql`now()` })
        .where(eq(jobs.id, job?.id ?? ""));
      await promoteDelayed(db);
      await db.update(nodes).set({ pausedAt: null, faults: 0 }).where(eq(nodes.id, node.actor.id));
    }

    expect(degrees).toEqual([0, 1, 2]);
    const [job] = await db.select().from(jobs).where(eq(jobs.teamId, ada.teamId));
    expect(job).toMatchObject({ state: "failed", failedNodes: [node.actor.id] });
  });
});

describe("time and money", () => {
  it("a job claimed in advance starts its clock with the first beat that works on it", async () => {
    await queue(ada, "a");
    const { job } = await claim(node, node.actor.id, { ahead: true });
    const ref = { jobId: job?.id ?? "", leaseId: job?.leaseId ?? "", label: "", previewMediaId: null };
    await db.update(jobs).set({ startedAt: sql`now() - interval '10 minutes'` }).where(eq(jobs.id, ref.jobId));
    const age = async () => {
      const [row] = await db.select().from(jobs).where(eq(jobs.id, ref.jobId));
      return { ahead: row?.leaseAhead, minutes: Math.round((Date.now() - Date.parse(row?.startedAt ?? "")) / 60_000) };
    };

    await heartbeat(node, { ...ref, waiting: true });
    expect(await age()).toEqual({ ahead: true, minutes: 10 });
    await heartbeat(node, ref);
    expect(await age()).toEqual({ ahead: false, minutes: 0 });
  });

  it("says how many of tonight's jobs fit, from the node's own history", async () => {
    for (const seconds of [3600, 3600, 3600]) {
      const { jobs: made } = await queue(ada, "past");
      await db
        .update(jobs)
        .set({ state: "succeeded" })
        .where(eq(jobs.id, made[0]?.id ?? ""));
      await db.insert(attempts).values({
        ...{
          id: newId("attempt"),
          jobId: made[0]?.id ?? "",
          n: 1,
          nodeId: node.actor.id,
          outcome: "succeeded",
          seconds,
        },
      });
    }
    const frame = await makeFrame(db, project);
    await queue(ada, ...Array.from({ length: 10 }, (_, n) => `a${n}`), plan("held", { hold: { frameId: frame.id } }));

    const until = new Date(Date.now() + 6.5 * 3_600_000).toISOString();
    const { readEstimates } = await import("@/server/queue/estimate");
    expect(
      (await readEstimates(ada)).of({ pass: "adjust", models: [], megapixels: null }, node.actor.id)?.seconds,
    ).toBe(3600);
    const tonight = await planTonight({ ...ada }, { until });

    expect(tonight.of).toBe(11);
    expect(tonight.late.at(-1)).toMatchObject({ title: "held", ends: null });
  });

  it("counts what a project and its shots have cost, failed tries included", async () => {
    const frame = await makeFrame(db, project);
    await queue(ada, plan("a", { frameId: frame.id }), plan("b"));
    const [first, second] = [await take(), await take()];
    await complete(node, { jobId: first?.id ?? "", leaseId: first?.leaseId ?? "", seconds: 90 }, async () => {});
    await db
      .update(attempts)
      .set({ startedAt: sql`now() - interval '30 seconds'` })
      .where(eq(attempts.jobId, second?.id ?? ""));
    await fail(node, {
      jobId: second?.id ?? "",
      leaseId: second?.leaseId ?? "",
      cause: "bad_input",
      retry: "never",
      message: "No",
    });

    const costs = await readCosts(ada, { projectId: project.id });

    expect(Math.round(costs.seconds)).toBe(120);
    expect(costs.shots).toMatchObject([{ seconds: 90, jobs: 1 }]);
    const one = await readCosts(ada, { projectId: project.id, shotId: frame.shotId });
    expect([one.seconds, one.jobs]).toEqual([90, 1]);
    const other = await makeFrame(db, project);
    expect((await readCosts(ada, { projectId: project.id, shotId: other.shotId })).seconds).toBe(0);
  });
});
