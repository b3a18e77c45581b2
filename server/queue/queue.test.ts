import { eq, sql } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import type { FailCause, RetryKind } from "@/contract/agent-api";
import { newId } from "@/contract/ids";
import { attempts, jobEvents, jobs, liveEvents, nodes } from "@/db/schema";
import { createTestDatabase } from "@/db/testing/database";
import { makeJob, makeNode, makeProject, makeTeam, makeUser } from "@/db/testing/factories";
import type { StudioContext } from "@/server/context";
import { asNode, asUser } from "@/server/testing/contexts";
import { cancelJob } from "./cancel";
import { claim } from "./claim";
import { complete } from "./complete";
import { fail } from "./fail";
import { heartbeat } from "./heartbeat";
import { numberJobNews } from "./job-events";
import { promoteDelayed } from "./promote";
import { reclaimExpired } from "./reclaim-expired";
import { release, releaseUnknown } from "./release";
import { retryJob } from "./retry";
import type { Job } from "./states";

const file = await createTestDatabase();
const { db } = file;
afterAll(() => file.drop());

const adjusts = [{ pass: "adjust", state: "ready" as const }];
const nothing = async () => {};

let project: Awaited<ReturnType<typeof makeProject>>;
let owner: StudioContext;
let a: StudioContext;
let b: StudioContext;
beforeEach(async () => {
  const team = await makeTeam(db);
  project = await makeProject(db, team.id);
  owner = asUser(db, team.id, await makeUser(db, team.id));
  a = asNode(db, await makeNode(db, team.id, adjusts));
  b = asNode(db, await makeNode(db, team.id, adjusts));
});

const held = async (ctx: StudioContext): Promise<Job & { leaseId: string }> => {
  const { job } = await claim(ctx, ctx.actor.id);
  if (!job?.leaseId) throw new Error("expected a job to claim");
  return { ...job, leaseId: job.leaseId };
};
const ref = ({ id, leaseId }: Job & { leaseId: string }) => ({ jobId: id, leaseId });
const read = async (id: string): Promise<Job> => {
  const [job] = await db.select().from(jobs).where(eq(jobs.id, id));
  if (!job) throw new Error("no such job");
  return job;
};
const triesOf = (id: string) =>
  db
    .select({ n: attempts.n, outcome: attempts.outcome, nodeId: attempts.nodeId })
    .from(attempts)
    .where(eq(attempts.jobId, id))
    .orderBy(attempts.n);
const expire = (id: string) =>
  db.update(jobs).set({ leaseUntil: sql`now() - interval '1 second'` }).where(eq(jobs.id, id));
const makeDue = (id: string) => db.update(jobs).set({ runAt: sql`now()` }).where(eq(jobs.id, id));
const report = (job: Job & { leaseId: string }, cause: FailCause, retry: RetryKind = "now", message = "It broke.") => ({
  ...ref(job),
  cause,
  retry,
  message,
});

describe("claim", () => {
  it("gives the higher band first, then the order of asking", async () => {
    const first = await makeJob(db, project);
    const second = await makeJob(db, project);
    const urgent = await makeJob(db, project, { band: 2 });

    const order = [await held(a), await held(a), await held(b)].map(({ id }) => id);

    expect(order).toEqual([urgent.id, first.id, second.id]);
  });

  it("gives nothing to a paused or revoked node, and nothing of another team", async () => {
    await makeJob(db, project);
    const stranger = await makeTeam(db);
    const theirs = asNode(db, await makeNode(db, stranger.id, adjusts));
    await db.update(nodes).set({ pausedAt: sql`now()` }).where(eq(nodes.id, a.actor.id));
    await db.update(nodes).set({ revokedAt: sql`now()` }).where(eq(nodes.id, b.actor.id));

    const outcomes = [await claim(a, a.actor.id), await claim(b, b.actor.id), await claim(theirs, theirs.actor.id)];

    expect(outcomes.map(({ job }) => job)).toEqual([null, null, null]);
  });

  it("keeps a job from the node that failed it while another can take it", async () => {
    const job = await makeJob(db, project, { failedNodes: [a.actor.id] });

    const refused = await claim(a, a.actor.id);
    const taken = await held(b);

    expect(refused.job).toBeNull();
    expect(taken.id).toBe(job.id);
  });

  it("gives it back to the node that failed it when no other could", async () => {
    const job = await makeJob(db, project, { failedNodes: [a.actor.id] });
    await db.update(nodes).set({ pausedAt: sql`now()` }).where(eq(nodes.id, b.actor.id));

    expect((await held(a)).id).toBe(job.id);
  });
});

describe("the fence", () => {
  it("lets only the holder of the newest lease deliver, 50 rounds, and a guard without it would not", async () => {
    const seen = { zombie: new Map<string, number>(), holder: new Map<string, number>(), unfenced: 0, beats: 0 };
    const count = (map: Map<string, number>, key: string) => map.set(key, (map.get(key) ?? 0) + 1);
    for (let round = 0; round < 50; round++) {
      const { id } = await makeJob(db, project);
      const zombie = await held(a);
      await expire(id);
      await reclaimExpired(db);
      await makeDue(id);
      await promoteDelayed(db);
      const holder = await held(b);
      expect(holder.id).toBe(id);

      // The negative control: the same write without the lease in its guard would hit, so the fence is what stops it.
      await db
        .transaction(async (tx) => {
          const hit = await tx
            .update(jobs)
            .set({ title: "by the zombie" })
            .where(sql`id = ${id} and state = 'leased'`)
            .returning();
          seen.unfenced += hit.length;
          tx.rollback();
        })
        .catch(() => {});
      if ((await heartbeat(a, { ...ref(zombie), label: "", previewMediaId: null })).state === "lost") seen.beats++;
      count(seen.zombie, (await complete(a, { ...ref(zombie), seconds: 1 }, nothing)).outcome);
      count(seen.holder, (await complete(b, { ...ref(holder), seconds: 1 }, nothing)).outcome);
    }

    expect(Object.fromEntries(seen.zombie)).toEqual({ fenced: 50 });
    expect(Object.fromEntries(seen.holder)).toEqual({ accepted: 50 });
    expect(seen).toMatchObject({ unfenced: 50, beats: 50 });
  });

  it("refuses every other write of a lost lease", async () => {
    const { id } = await makeJob(db, project);
    const lost = await held(a);
    await expire(id);
    await reclaimExpired(db);

    expect(await fail(a, report(lost, "engine_error"))).toEqual({ outcome: "fenced" });
    expect(await release(a, { ...ref(lost), reason: "" })).toEqual({ outcome: "fenced" });
    expect((await read(id)).state).toBe("delayed");
  });

  it("still accepts an expired lease that nobody took back", async () => {
    const { id } = await makeJob(db, project);
    const job = await held(a);
    await expire(id);

    expect(await heartbeat(a, { ...ref(job), label: "", previewMediaId: null })).toEqual({
      state: "held",
      cancel: false,
    });
    expect(await complete(a, { ...ref(job), seconds: 1 }, nothing)).toEqual({ outcome: "accepted" });
  });

  it("answers a repeated result with already, and does its effect once", async () => {
    await makeJob(db, project);
    const job = await held(a);
    let effects = 0;
    const effect = async () => {
      effects++;
    };

    const first = await complete(a, { ...ref(job), seconds: 2 }, effect);
    const repeats = await Promise.all([1, 2, 3].map(() => complete(a, { ...ref(job), seconds: 2 }, effect)));

    expect(first.outcome).toBe("accepted");
    expect(repeats.map(({ outcome }) => outcome)).toEqual(["already", "already", "already"]);
    expect(effects).toBe(1);
  });

  it("keeps nothing of a result whose effect fails", async () => {
    const { id } = await makeJob(db, project);
    const job = await held(a);

    await expect(
      complete(a, { ...ref(job), seconds: 1 }, async (ctx) => {
        await ctx.db.update(jobs).set({ title: "half" }).where(eq(jobs.id, id));
        throw new Error("no");
      }),
    ).rejects.toThrow("no");

    expect(await read(id)).toMatchObject({ state: "leased", title: "Adjust", leaseId: job.leaseId });
  });
});

describe("failure", () => {
  it("tries again later and elsewhere after a node's fault, and stops after two nodes", async () => {
    const { id } = await makeJob(db, project);

    await fail(a, report(await held(a), "out_of_memory"));
    const once = await read(id);
    await makeDue(id);
    await promoteDelayed(db);
    await fail(b, report(await held(b), "out_of_memory"));

    expect(once).toMatchObject({
      state: "delayed",
      failedNodes: [a.actor.id],
      error: "It broke.",
      errorCause: "out_of_memory",
    });
    expect(await read(id)).toMatchObject({ state: "failed" });
    expect((await read(id)).error).toContain("two different nodes");
  });

  it("waits 5, 10 s, then gives up after three tries of the job's own fault", async () => {
    const { id } = await makeJob(db, project);
    const waits: number[] = [];
    for (let n = 0; n < 3; n++) {
      await fail(a, report(await held(a), "bad_input"));
      const [row] = await db.execute<{ wait: number; state: string }>(
        sql`select round(extract(epoch from run_at - now())) as wait, state from jobs where id = ${id}`,
      );
      if (row?.state === "delayed") waits.push(Number(row.wait));
      await makeDue(id);
      await promoteDelayed(db);
    }

    expect(waits).toEqual([5, 10]);
    expect(await read(id)).toMatchObject({ state: "failed", attempt: 3 });
  });

  it("stops at once when trying again is pointless", async () => {
    const { id } = await makeJob(db, project);

    await fail(a, report(await held(a), "bad_input", "never", "The box lies outside the picture."));

    expect(await read(id)).toMatchObject({ state: "failed", error: "The box lies outside the picture." });
  });

  it("pauses a node after three faults in a row, and a success in between forgives", async () => {
    const faulty = async () => {
      const { id } = await makeJob(db, project);
      await db.update(nodes).set({ seenAt: null }).where(eq(nodes.id, b.actor.id));
      await fail(a, report(await held(a), "engine_error", "never"));
      return id;
    };
    const node = async () => (await db.select().from(nodes).where(eq(nodes.id, a.actor.id)))[0];
    await faulty();
    await faulty();
    await makeJob(db, project);
    await complete(a, { ...ref(await held(a)), seconds: 1 }, nothing);
    await faulty();
    await faulty();
    expect(await node()).toMatchObject({ faults: 2, pausedAt: null });

    await faulty();

    expect((await node())?.pausedAt).not.toBeNull();
    expect((await node())?.pausedReason).toContain("3 jobs in a row");
  });
});

describe("expired leases", () => {
  it("go back with a pause, once, however many processes look", async () => {
    const { id } = await makeJob(db, project);
    await held(a);
    await expire(id);

    const counts = await Promise.all([reclaimExpired(db), reclaimExpired(db), reclaimExpired(db)]);

    expect(counts.reduce((sum, n) => sum + n)).toBe(1);
    expect(await read(id)).toMatchObject({ state: "delayed", leaseId: null, failedNodes: [a.actor.id] });
    expect(await triesOf(id)).toEqual([{ n: 1, outcome: "expired", nodeId: a.actor.id }]);
  });
});

describe("giving back", () => {
  it("puts the job in its old place and does not count the try", async () => {
    const { id } = await makeJob(db, project);
    for (let n = 0; n < 5; n++) await release(a, { ...ref(await held(a)), reason: "shutting down" });

    await fail(a, report(await held(a), "bad_input"));

    expect(await read(id)).toMatchObject({ state: "delayed", attempt: 6, maxAttempts: 8 });
  });

  it("takes back a lease whose answer never arrived, and leaves known ones alone", async () => {
    const unknown = await makeJob(db, project);
    const known = await makeJob(db, project);
    await held(a);
    const { leaseId } = await held(a);

    const count = await releaseUnknown(a, a.actor.id, [leaseId], 0);

    expect(count).toBe(1);
    expect((await read(unknown.id)).state).toBe("ready");
    expect((await read(known.id)).state).toBe("leased");
  });
});

describe("cancel", () => {
  it("ends a waiting job at once", async () => {
    const ready = await makeJob(db, project);
    const delayed = await makeJob(db, project, { state: "delayed" });

    expect(await cancelJob(owner, { jobId: ready.id })).toEqual({ state: "cancelled", stopping: false });
    expect(await cancelJob(owner, { jobId: delayed.id })).toEqual({ state: "cancelled", stopping: false });
    expect((await claim(a, a.actor.id)).job).toBeNull();
  });

  it("tells a running job's node, which ends it as cancelled", async () => {
    const { id } = await makeJob(db, project);
    const job = await held(a);

    const answer = await cancelJob(owner, { jobId: id });
    const beat = await heartbeat(a, { ...ref(job), label: "", previewMediaId: null });
    await fail(a, report(job, "cancelled"));

    expect(answer).toEqual({ state: "leased", stopping: true });
    expect(beat).toEqual({ state: "held", cancel: true });
    expect(await read(id)).toMatchObject({ state: "cancelled" });
    expect(await triesOf(id)).toMatchObject([{ outcome: "cancelled" }]);
  });

  it("is never retried, whether the node fails, gives back or falls silent", async () => {
    const end = async (how: (job: Job & { leaseId: string }) => Promise<unknown>) => {
      const { id } = await makeJob(db, project);
      const job = await held(a);
      await cancelJob(owner, { jobId: id });
      await how(job);
      return (await read(id)).state;
    };

    const states = [
      await end((job) => fail(a, report(job, "engine_error"))),
      await end((job) => release(a, { ...ref(job), reason: "" })),
      await end(async (job) => {
        await expire(job.id);
        await reclaimExpired(db);
      }),
    ];

    expect(states).toEqual(["cancelled", "cancelled", "cancelled"]);
  });

  it("loses to a result that arrives first", async () => {
    const { id } = await makeJob(db, project);
    const job = await held(a);
    await cancelJob(owner, { jobId: id });

    await complete(a, { ...ref(job), seconds: 1 }, nothing);

    expect(await read(id)).toMatchObject({ state: "succeeded", cancelRequestedAt: null });
    await expect(cancelJob(owner, { jobId: id })).rejects.toMatchObject({ code: "CONFLICT" });
  });

  it("is for one's own work, a manager's for everybody's, and never another team's", async () => {
    const artist = asUser(db, owner.teamId, { id: newId("user"), name: "Ada" }, "artist");
    const client = asUser(db, owner.teamId, { id: newId("user"), name: "Cy" }, "client");
    const own = await makeJob(db, project, { createdBy: artist.actor.id });
    const other = await makeJob(db, project);
    const stranger = asUser(db, (await makeTeam(db)).id, { id: newId("user"), name: "Eve" });

    await expect(cancelJob(client, { jobId: other.id })).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(cancelJob(artist, { jobId: other.id })).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(cancelJob(stranger, { jobId: other.id })).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(await cancelJob(artist, { jobId: own.id })).toMatchObject({ state: "cancelled" });
  });
});

describe("retry", () => {
  it("puts a stopped job back in line with fresh tries and its history", async () => {
    const { id } = await makeJob(db, project);
    await fail(a, report(await held(a), "engine_error", "never"));

    await retryJob(owner, { jobId: id });
    const again = await held(a);

    expect(again).toMatchObject({ id, attempt: 2, maxAttempts: 4, error: null });
    expect(await triesOf(id)).toMatchObject([
      { n: 1, outcome: "failed" },
      { n: 2, outcome: null },
    ]);
  });

  it("refuses what runs, what is done, a client's wish and another team's job", async () => {
    const running = await makeJob(db, project);
    const job = await held(a);
    await expect(retryJob(owner, { jobId: running.id })).rejects.toMatchObject({ code: "CONFLICT" });
    await complete(a, { ...ref(job), seconds: 1 }, nothing);
    const stranger = asUser(db, (await makeTeam(db)).id, { id: newId("user"), name: "Eve" });

    await expect(retryJob(owner, { jobId: running.id })).rejects.toMatchObject({ code: "CONFLICT" });
    await expect(retryJob(stranger, { jobId: running.id })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(
      retryJob(
        { ...owner, actor: { kind: "user", id: newId("user"), name: "Cy", role: "client" } },
        { jobId: running.id },
      ),
    ).rejects.toMatchObject({ code: "FORBIDDEN" });
  });
});

describe("announcements", () => {
  it("tell of every change of a job, and heartbeats tell of none", async () => {
    const { id } = await makeJob(db, project);
    const job = await held(a);
    await numberJobNews(db);
    await heartbeat(a, { ...ref(job), fraction: 0.5, label: "half", previewMediaId: null });
    await complete(a, { ...ref(job), seconds: 1 }, nothing);
    await numberJobNews(db);
    // The process numbers news by itself too: what it holds just then is waited for.
    await expect.poll(() => db.$count(jobEvents, eq(jobEvents.jobId, id))).toBe(0);

    const events = await db.select().from(liveEvents).where(eq(liveEvents.entityId, id)).orderBy(liveEvents.seq);

    expect(events.map(({ topic }) => topic)).toEqual(["job", "job"]);
  });
});
