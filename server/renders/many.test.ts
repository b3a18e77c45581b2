import { and, asc, desc, eq, inArray } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import type { Role } from "@/contract/roles";
import { activity, batches, jobs, nodes, personShares } from "@/db/schema";
import { createTestDatabase } from "@/db/testing/database";
import { makeNode, makeProject, makeRecipe, makeTeam, makeUser } from "@/db/testing/factories";
import type { StudioContext } from "@/server/context";
import { StudioError } from "@/server/errors";
import { cancelJob } from "@/server/queue/cancel";
import { claim } from "@/server/queue/claim";
import { complete } from "@/server/queue/complete";
import { enqueuePlan, type PlannedJob } from "@/server/queue/enqueue";
import { readHistory } from "@/server/queue/history";
import { actOnMany } from "@/server/queue/many";
import { moveJob } from "@/server/queue/move";
import { moveBack, moveBatch } from "@/server/queue/move-batch";
import { pausePerson, pauseQueue, resumePerson } from "@/server/queue/pause";
import { readJob, readQueue } from "@/server/queue/read";
import { retryJob } from "@/server/queue/retry";
import { planTonight } from "@/server/queue/tonight";
import { asNode, asUser } from "@/server/testing/contexts";

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
  const person = async (role: Role, name: string) =>
    asUser(db, team.id, await makeUser(db, team.id, role, { name }), role);
  [manager, ada, bob] = [await person("manager", "Noor"), await person("artist", "Ada"), await person("artist", "Bob")];
  node = asNode(db, await makeNode(db, team.id, [{ pass: "adjust", state: "ready" }], { name: "Box" }));
});

const plan = (title: string, more: Partial<PlannedJob> = {}): PlannedJob => ({
  ...{ title, projectId: project.id, frameId: null, versionId: null },
  ...{ recipe: makeRecipe(), needs: {}, roughAllowed: false, ...more },
});
const queue = (who: StudioContext, ...titles: (string | PlannedJob)[]) =>
  enqueuePlan(who, {
    title: "Grid",
    kind: "grid",
    jobs: titles.map((title) => (typeof title === "string" ? plan(title) : title)),
  });
const line = async () =>
  (
    await db
      .select()
      .from(jobs)
      .where(and(eq(jobs.teamId, manager.teamId), inArray(jobs.state, ["ready", "delayed"])))
      .orderBy(desc(jobs.band), asc(jobs.vt), asc(jobs.seq))
  ).map(({ title }) => title);
const states = async (batchId: string) =>
  (await db.select().from(jobs).where(eq(jobs.batchId, batchId)).orderBy(asc(jobs.seq))).map(({ state }) => state);
const refused = (code: string) => expect.objectContaining({ code });

describe("many at once", () => {
  it("are cancelled in one act with one line in the log, and brought back to their places", async () => {
    const grid = await queue(ada, "a1", "a2", "a3");
    await queue(bob, "b1", "b2", "b3");
    const before = await line();
    const clock = async () =>
      (await db.select().from(personShares).where(eq(personShares.userId, ada.actor.id)))[0]?.clocks;
    const charged = await clock();
    const [a1, a2] = grid.jobs;

    const done = await actOnMany(ada, { act: "cancel", jobIds: [a1?.id ?? "", a2?.id ?? ""] });
    expect(done).toEqual({ jobs: [a1?.id, a2?.id], stopping: 0, skipped: 0 });
    expect(await line()).not.toContain("a1");
    expect(await db.$count(activity, and(eq(activity.teamId, ada.teamId), eq(activity.verb, "job.cancel")))).toBe(1);

    await actOnMany(ada, { act: "bring-back", jobIds: done.jobs });
    expect(await line()).toEqual(before);
    expect(await clock()).toEqual(charged);
  });

  it("stops what runs, passes over what is done, and leaves the rest of the act alone", async () => {
    const grid = await queue(ada, "a1", "a2", "a3");
    const ids = grid.jobs.map(({ id }) => id);
    const first = (await claim(node, node.actor.id)).job;
    await complete(node, { jobId: first?.id ?? "", leaseId: first?.leaseId ?? "", seconds: 2 }, async () => {});
    await claim(node, node.actor.id);

    expect(await actOnMany(ada, { act: "cancel", jobIds: ids })).toMatchObject({ stopping: 1, skipped: 1 });
    expect(await states(grid.batchId ?? "")).toEqual(["succeeded", "leased", "cancelled"]);
  });

  it("cancels what waits of an act, and brings back only what went together", async () => {
    const grid = await queue(ada, "a1", plan("a2", { key: "two" }), plan("a3", { after: ["two"] }), "a4");
    const batchId = grid.batchId ?? "";
    await actOnMany(ada, { act: "cancel", jobIds: [grid.jobs[3]?.id ?? ""] });

    await actOnMany(ada, { act: "cancel", batchId });
    expect(await states(batchId)).toEqual(["cancelled", "cancelled", "cancelled", "cancelled"]);
    await actOnMany(ada, { act: "bring-back", batchId });
    expect(await states(batchId)).toEqual(["ready", "ready", "blocked", "cancelled"]);
    expect((await db.select().from(batches).where(eq(batches.id, batchId)))[0]?.undoneBy).toBe(ada.actor.id);
  });

  it("are held and let go in their places; what waits for an approval stays", async () => {
    await queue(bob, "b1");
    const grid = await queue(ada, "a1", plan("a2", { hold: { frameId: "frm_x" } }));
    const before = await line();

    const held = await actOnMany(ada, { act: "hold", batchId: grid.batchId ?? "" });
    expect(held.jobs).toHaveLength(2);
    expect(await line()).toEqual(["b1"]);
    await queue(bob, "b2", "b3");
    expect((await actOnMany(ada, { act: "let-go", jobIds: held.jobs })).jobs).toHaveLength(2);
    expect((await line()).filter((title) => before.includes(title))).toEqual(before);
    expect(await states(grid.batchId ?? "")).toEqual(["ready", "held"]);
  });

  it("refuses other people's work, another team's and an act on nothing", async () => {
    const [theirs] = (await queue(bob, "b1")).jobs;
    const [mine] = (await queue(ada, "a1")).jobs;
    const jobIds = [mine?.id ?? "", theirs?.id ?? ""];

    await expect(actOnMany(ada, { act: "cancel", jobIds })).rejects.toEqual(refused("FORBIDDEN"));
    expect(await line()).toHaveLength(2);
    await expect(actOnMany(ada, { act: "cancel" })).rejects.toThrow(/Name either/);
    await expect(actOnMany({ ...ada, teamId: (await makeTeam(db)).id }, { act: "hold", jobIds })).rejects.toEqual(
      refused("NOT_FOUND"),
    );
    expect((await actOnMany(manager, { act: "cancel", jobIds })).jobs).toHaveLength(2);
  });
});

describe("pausing, cancelling and trying again at once", () => {
  it("never hold each other up, and leave every job in a state of its own", async () => {
    const { jobs: made } = await queue(ada, ...Array.from({ length: 12 }, (_, n) => `a${n}`));
    const ids = made.map(({ id }) => id);
    const quietly = (work: Promise<unknown>) =>
      work.then(
        () => null,
        (error: unknown) => (error instanceof StudioError ? null : error),
      );

    const faults: unknown[] = [];
    for (let round = 0; round < 40; round++) {
      const some = ids.filter((_, n) => (n + round) % 3 === 0);
      const answers = await Promise.all([
        quietly(pausePerson(ada)),
        quietly(actOnMany(ada, { act: "cancel", jobIds: some })),
        quietly(actOnMany(manager, { act: "bring-back", jobIds: ids })),
        quietly(retryJob(ada, { jobId: some[0] ?? "" })),
        quietly(resumePerson(ada)),
        quietly(cancelJob(manager, { jobId: ids[round % ids.length] ?? "" })),
      ]);
      faults.push(...answers.filter((answer) => answer !== null));
    }

    expect(faults).toEqual([]);
    await resumePerson(ada);
    await actOnMany(ada, { act: "bring-back", jobIds: ids });
    expect((await line()).sort()).toEqual(made.map(({ title }) => title).sort());
  });
});

describe("an act that is moved as a whole", () => {
  it("goes in front in its own order for a manager, and back to where each stood", async () => {
    await queue(bob, "b1", "b2", "b3");
    const grid = await queue(ada, "a1", "a2", "a3");
    const before = await line();

    const { jobs: count, back } = await moveBatch(manager, { batchId: grid.batchId ?? "" });
    expect(count).toBe(3);
    expect(await line()).toEqual(["a1", "a2", "a3", "b1", "b2", "b3"]);
    await moveBack(manager, { steps: back ?? [] });
    expect(await line()).toEqual(before);
  });

  it("goes behind another for a manager; swaps places only among one's own otherwise", async () => {
    const [b1, b2] = (await queue(bob, "b1", "b2")).jobs;
    const first = await queue(ada, "a1", "a2");
    const second = await queue(ada, "c1", "c2");
    const before = await line();
    const places = (list: string[]) => list.map((title) => title.startsWith("b"));

    await moveBatch(ada, { batchId: second.batchId ?? "" });
    const own = (list: string[]) => list.filter((title) => !title.startsWith("b"));
    expect(own(await line())).toEqual(["c1", "c2", "a1", "a2"]);
    expect(places(await line())).toEqual(places(before));
    await expect(moveBatch(ada, { batchId: first.batchId ?? "", to: b1?.id ?? "" })).rejects.toEqual(
      refused("FORBIDDEN"),
    );
    await moveBatch(manager, { batchId: first.batchId ?? "", to: b2?.id ?? "", side: "after" });
    const now = await line();
    expect(now.slice(now.indexOf("b2"), now.indexOf("b2") + 3)).toEqual(["b2", "a1", "a2"]);
  });
});

describe("a job without a place in line", () => {
  it("is not moved and is no place to move to: nobody gets ahead of others by way of it", async () => {
    await queue(bob, "b1", "b2");
    const mine = await queue(ada, plan("a1", { key: "one" }), plan("a2", { after: ["one"] }), "a3");
    const [, a2, a3] = mine.jobs;
    const before = await line();
    const [blocked, free] = [a2?.id ?? "", a3?.id ?? ""];

    await expect(moveJob(ada, { jobId: free, to: blocked })).rejects.toEqual(refused("CONFLICT"));
    await expect(moveJob(ada, { jobId: blocked, to: free })).rejects.toThrow(/it waits for another job/);
    await actOnMany(ada, { act: "hold", jobIds: [blocked] });
    await actOnMany(ada, { act: "let-go", jobIds: [blocked] });
    expect(await line()).toEqual(before);
    expect(await states(mine.batchId ?? "")).toEqual(["ready", "blocked", "ready"]);
  });
});

describe("the folded queue", () => {
  it("tells an act of many in one row a lane, however many wait, and opens it on demand", async () => {
    const grid = await queue(ada, ...Array.from({ length: 30 }, (_, n) => `a${n}`));
    await queue(bob, "b1");
    const { job } = await claim(node, node.actor.id);
    await complete(node, { jobId: job?.id ?? "", leaseId: job?.leaseId ?? "", seconds: 2 }, async () => {});

    const { waiting, done, batches: acts, counts } = await readQueue(ada, { fold: true, lane: 5 });

    expect(waiting.map(({ title }) => title)).toEqual(["b1", "a1"]);
    expect([counts.waiting, done.length]).toEqual([30, 1]);
    expect(acts).toMatchObject([{ id: grid.batchId, title: "Grid", kind: "grid", jobs: 30, mine: true }]);
    expect(acts[0]?.counts).toEqual({ waiting: 29, running: 0, succeeded: 1, failed: 0, cancelled: 0 });
    expect((await readQueue(ada, { batchId: grid.batchId ?? "" })).waiting).toHaveLength(29);
  });

  it("names who paused the queue and whose work, on the page and in every reason", async () => {
    const [job] = (await queue(ada, "a1")).jobs;
    await queue(bob, "b1");
    await pauseQueue(manager, { reason: "Storm" });
    await pausePerson(manager, { userId: bob.actor.id });
    await pausePerson(ada);

    const { paused, people } = await readQueue(ada);
    expect(paused).toMatchObject({ by: "Noor", reason: "Storm" });
    expect(people).toEqual(
      expect.arrayContaining([
        { id: bob.actor.id, name: "Bob", by: "Noor" },
        { id: ada.actor.id, name: "Ada", by: null },
      ]),
    );
    expect((await readJob(ada, { jobId: job?.id ?? "" })).why?.summary).toMatch(/paused their own work/);
    const [theirs] = (await queue(bob, "b2")).jobs;
    expect((await readJob(ada, { jobId: theirs?.id ?? "" })).why).toMatchObject({
      ...{ summary: "Noor has paused the work of who queued it", fix: { kind: "resume-person" } },
    });
  });

  it("leads from a job that waits for another to that one, and does not promise what a resting node can do", async () => {
    const made = await queue(ada, plan("first", { key: "one" }), plan("second", { after: ["one"] }));
    const [first, second] = made.jobs;
    const rest = {
      kind: "neighbour" as const,
      words: "yields to blender",
      how: "It comes back by itself",
      until: null,
    };
    await db.update(nodes).set({ rest }).where(eq(nodes.id, node.actor.id));

    expect((await readJob(ada, { jobId: second?.id ?? "" })).why?.fix).toMatchObject({
      kind: "open",
      jobId: first?.id,
    });
    expect((await readJob(ada, { jobId: first?.id ?? "" })).why).toMatchObject({
      summary: "Box yields to blender; whether it can do this it says when it is back",
      fix: { kind: "wait", words: "It comes back by itself" },
      nodes: [{ name: "Box", reason: "yields to blender" }],
    });
    const tonight = await planTonight(ada);
    expect(tonight).toMatchObject({ fits: 0, of: 2, nodes: [], left: [{ name: "Box", why: "yields to blender" }] });
    expect(tonight.late.map(({ why }) => why)).toEqual([
      "no node that works can do it",
      "no node that works can do it",
    ]);
  });
});

describe("the history", () => {
  it("says who did what to what, how many and why, newest first, of the team alone", async () => {
    const grid = await queue(ada, "a1", "a2", "a3");
    await pauseQueue(manager, { reason: "Storm" });
    await pausePerson(manager, { userId: bob.actor.id });
    await moveBatch(manager, { batchId: grid.batchId ?? "" }).catch(() => {});
    await actOnMany(ada, { act: "cancel", batchId: grid.batchId ?? "" });

    const deeds = await readHistory(ada);
    expect(deeds.map(({ who, verb, what, jobs, reason }) => [who, verb, what, jobs, reason])).toEqual([
      ["Ada", "job.cancel", "a1", 3, null],
      ["Noor", "queue.pause-person", "Bob", 0, null],
      ["Noor", "queue.pause", null, null, "Storm"],
      ["Ada", "job.queue", "a1", 3, null],
    ]);
    expect(deeds[0]?.mine).toBe(true);
    expect(await readHistory({ ...ada, teamId: (await makeTeam(db)).id })).toEqual([]);
    expect((await readHistory(ada, { jobId: grid.jobs[1]?.id ?? "" })).map(({ verb }) => verb)).toEqual([
      ...["job.cancel", "job.queue"],
    ]);
    await expect(readHistory(asUser(db, ada.teamId, { id: "usr_x", name: "Eve" }, "client"))).rejects.toEqual(
      refused("FORBIDDEN"),
    );
  });
});
