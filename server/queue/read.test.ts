import { eq, sql } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { newId } from "@/contract/ids";
import { attempts, jobEvents, jobOutputs, jobs } from "@/db/schema";
import { createTestDatabase } from "@/db/testing/database";
import { makeFrame, makeJob, makeMedia, makeNode, makeProject, makeTeam, makeUser } from "@/db/testing/factories";
import type { StudioContext } from "@/server/context";
import { asNode, asUser } from "@/server/testing/contexts";
import { claim } from "./claim";
import { readEstimates, secondsLeft } from "./estimate";
import { readJob, readQueue } from "./read";

const file = await createTestDatabase();
const { db } = file;
afterAll(() => file.drop());

const adjusts = [{ pass: "adjust", state: "ready" as const }];
let owner: StudioContext;
let project: Awaited<ReturnType<typeof makeProject>>;
beforeEach(async () => {
  const team = await makeTeam(db);
  project = await makeProject(db, team.id, { name: "Low Tide" });
  owner = asUser(db, team.id, await makeUser(db, team.id, "owner", { name: "Ada" }));
});
const maskInput = { slot: "mask", mediaId: newId("media"), sha256: "0".repeat(64) };
const whyOf = async (jobId: string) => (await readJob(owner, { jobId })).why;

describe("the queue page", () => {
  it("shows three lanes with everything a card needs", async () => {
    const frame = await makeFrame(db, project);
    const node = await makeNode(db, project.teamId, adjusts, { name: "Box" });
    const preview = await makeMedia(db, project.teamId);
    const made = await makeMedia(db, project.teamId);
    const running = await makeJob(db, project, {
      frameId: frame.id,
      createdBy: owner.actor.id,
      title: "Adjust the sky",
    });
    await claim(asNode(db, node), node.id);
    await db
      .update(jobs)
      .set({ fraction: 0.5, progressLabel: "Levels", previewMediaId: preview.id })
      .where(sql`id = ${running.id}`);
    const done = await makeJob(db, project, { state: "succeeded", finishedAt: new Date().toISOString() });
    await db
      .insert(jobOutputs)
      .values({ jobId: done.id, slot: "picture", kind: "picture", attemptId: "att", mediaId: made.id });
    const later = await makeJob(db, project);
    const urgent = await makeJob(db, project, { band: 2 });

    const lanes = await readQueue(owner);

    expect(lanes.counts).toEqual({ running: 1, waiting: 2, done: 1 });
    expect(lanes.running).toMatchObject([
      {
        ...{
          id: running.id,
          title: "Adjust the sky",
          who: { name: "Ada" },
          mine: true,
          project: { name: "Low Tide" },
          frame: { label: "A" },
        },
        ...{
          node: { name: "Box" },
          fraction: 0.5,
          label: "Levels",
          preview: { id: preview.id, width: 64 },
          stopping: false,
          why: null,
        },
      },
    ]);
    expect(lanes.running[0]?.shot?.code).toMatch(/^SH_/);
    expect(lanes.waiting.map(({ id }) => id)).toEqual([urgent.id, later.id]);
    expect(lanes.done).toMatchObject([{ id: done.id, result: { id: made.id } }]);
  });

  it("says what of the picture a running job repaints, so that its steps can be laid there", async () => {
    const node = await makeNode(db, project.teamId, adjusts);
    const [mask, whole, none] = await Promise.all(
      [
        { inputs: [maskInput], params: { area: "masked only", padding: 24 } },
        { inputs: [maskInput], params: { area: "whole picture", padding: 24 } },
        { inputs: [], params: { area: "masked only", padding: 24 } },
      ].map((recipe) => makeJob(db, project, { recipe })),
    );
    for (let n = 0; n < 3; n++) await claim(asNode(db, node), node.id);

    const { running } = await readQueue(owner);

    const said = (job: { id: string } | undefined) => running.find(({ id }) => id === job?.id)?.repaints;
    expect([mask, whole, none].map(said)).toEqual([
      { maskMediaId: maskInput.mediaId, padding: 24 },
      { maskMediaId: maskInput.mediaId, padding: null },
      null,
    ]);
  });

  it("lists as much of a lane as was asked for, and counts it whole", async () => {
    const node = await makeNode(db, project.teamId, adjusts);
    for (let n = 0; n < 2; n++) await makeJob(db, project);
    await claim(asNode(db, node), node.id);
    await claim(asNode(db, node), node.id);
    const first = await makeJob(db, project);
    await makeJob(db, project);

    const lanes = await readQueue(owner, { done: 0, lane: 1 });

    expect(lanes.counts).toEqual({ running: 2, waiting: 2, done: 0 });
    expect(lanes.running).toHaveLength(1);
    expect(lanes.waiting.map(({ id }) => id)).toEqual([first.id]);
  });

  it("narrows to a project or a frame, and shows nothing of other teams", async () => {
    const frame = await makeFrame(db, project);
    const here = await makeJob(db, project, { frameId: frame.id });
    await makeJob(db, project);
    const stranger = asUser(db, (await makeTeam(db)).id, { id: newId("user"), name: "Eve" });

    const ofFrame = await readQueue(owner, { frameId: frame.id });
    const theirs = await readQueue(stranger);

    expect(ofFrame.waiting.map(({ id }) => id)).toEqual([here.id]);
    expect(theirs.counts).toEqual({ running: 0, waiting: 0, done: 0 });
    await expect(readJob(stranger, { jobId: here.id })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});

describe("why a job waits", () => {
  it("names the obstacle and what would help, case by case", async () => {
    const { id } = await makeJob(db, project, { recipe: { pass: "upscale" } });
    expect(await whyOf(id)).toMatchObject({ summary: "No node is paired with this studio", fix: { kind: "pair" } });

    const wrong = await makeNode(db, project.teamId, adjusts, { name: "Box" });
    expect(await whyOf(id)).toMatchObject({
      summary: "No node can do this: Box does not know upscale",
      nodes: [{ nodeId: wrong.id, reason: "does not know upscale" }],
      fix: { kind: "pair" },
    });

    const rough = await makeNode(db, project.teamId, [{ pass: "upscale", state: "rough" }], { name: "Rough" });
    expect(await whyOf(id)).toMatchObject({
      summary: "Rough could only do a rough version",
      fix: { kind: "allow-rough", nodeId: rough.id },
    });

    const away = await makeNode(db, project.teamId, [{ pass: "upscale", state: "ready" }], {
      name: "Mac",
      seenAt: "2020-01-01T00:00:00Z",
    });
    expect(await whyOf(id)).toMatchObject({
      summary: "Mac could do it, but is not connected",
      fix: { kind: "wait", words: "Start the agent on Mac" },
    });

    await db.execute(sql`update nodes set seen_at = now(), paused_at = now() where id = ${away.id}`);
    expect(await whyOf(id)).toMatchObject({
      summary: "Mac could do it, but is paused",
      fix: { kind: "resume", nodeId: away.id },
    });

    await db.execute(sql`update nodes set paused_at = null where id = ${away.id}`);
    await makeJob(db, project, { band: 2 });
    expect(await whyOf(id)).toMatchObject({
      summary: "Waiting for a node to be free; 1 job before it",
      fix: { kind: "wait" },
    });

    await db
      .update(jobs)
      .set({ state: "delayed", runAt: sql`now() + interval '9 seconds'`, error: "Box ran out of memory." })
      .where(sql`id = ${id}`);
    expect((await whyOf(id))?.summary).toMatch(/^Tries again in \d+ s\. Last time: Box ran out of memory\.$/);
  });
});

describe("time left", () => {
  it("comes from what the pass took on this node, else on any", async () => {
    const fast = await makeNode(db, project.teamId, adjusts);
    const slow = await makeNode(db, project.teamId, adjusts);
    for (const [node, seconds] of [
      [fast, 2],
      [fast, 4],
      [fast, 3],
      [slow, 30],
    ] as const) {
      const job = await makeJob(db, project, { state: "succeeded" });
      await db
        .insert(attempts)
        .values({ id: newId("attempt"), jobId: job.id, n: 1, nodeId: node.id, outcome: "succeeded", seconds });
    }

    const known = await readEstimates(owner);
    const adjust = { pass: "adjust", models: [], megapixels: null };

    expect([
      known.of(adjust, fast.id)?.seconds,
      known.of(adjust, slow.id)?.seconds,
      known.of(adjust, null)?.seconds,
      known.of({ ...adjust, pass: "upscale" }, fast.id),
    ]).toEqual([3, 30, 3.5, undefined]);
  });

  it("trusts history at the beginning and pace at the end, and admits knowing nothing", () => {
    const startedAt = new Date(0).toISOString();

    expect(secondsLeft({ startedAt, fraction: 0, usual: undefined }, 5_000)).toBeNull();
    expect(secondsLeft({ startedAt, fraction: 0, usual: 20 }, 5_000)).toBe(20);
    expect(secondsLeft({ startedAt, fraction: 0.5, usual: undefined }, 10_000)).toBe(10);
    expect(secondsLeft({ startedAt, fraction: 0.9, usual: 100 }, 10_000)).toBe(10);
    expect(secondsLeft({ startedAt, fraction: 1, usual: 3 }, 60_000)).toBe(0);
  });
});

describe("the lane of finished jobs", () => {
  it("shows what ended last, also when it was asked for long ago", async () => {
    const ended = (minute: number) => new Date(Date.UTC(2026, 0, 1, 12, minute)).toISOString();
    const old = await makeJob(db, project, { state: "failed", finishedAt: ended(50) });
    for (let minute = 1; minute <= 12; minute++)
      await makeJob(db, project, { state: "succeeded", finishedAt: ended(minute) });

    const { done } = await readQueue(owner, { done: 2 });

    expect(done.map(({ id, finishedAt }) => [id, finishedAt])).toEqual([
      [old.id, ended(50)],
      [expect.any(String), ended(12)],
    ]);
  });
});

describe("an empty claim", () => {
  it("announces nothing", async () => {
    const node = await makeNode(db, project.teamId, adjusts);
    const ctx = asNode(db, node);

    const { job, candidates, more } = await claim(ctx, node.id);
    const said = await db.$count(jobEvents, eq(jobEvents.teamId, ctx.teamId));

    expect({ job, candidates, more, said }).toEqual({ job: null, candidates: 0, more: false, said: 0 });
  });
});
