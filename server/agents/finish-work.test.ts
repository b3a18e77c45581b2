import { eq } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import type { JobResult } from "@/contract/agent-api";
import { frames, jobEvents, jobOutputs, jobs, liveEvents, versionParents, versions } from "@/db/schema";
import { createTestDatabase } from "@/db/testing/database";
import { makeFrame, makeJob, makeMedia, makeNode, makeProject, makeTeam, makeVersion } from "@/db/testing/factories";
import type { StudioContext } from "@/server/context";
import { claim } from "@/server/queue/claim";
import { numberJobNews } from "@/server/queue/job-events";
import { firstResults } from "@/server/queue/job-rows";
import { asNode } from "@/server/testing/contexts";
import { finishWork } from "./finish-work";
import { readInput } from "./read-input";
import { beat, reportProgress } from "./report-progress";

const file = await createTestDatabase();
const { db } = file;
afterAll(() => file.drop());

let node: StudioContext;
let project: Awaited<ReturnType<typeof makeProject>>;
let frame: Awaited<ReturnType<typeof makeFrame>>;
let version: Awaited<ReturnType<typeof makeVersion>>;
beforeEach(async () => {
  const team = await makeTeam(db);
  project = await makeProject(db, team.id);
  frame = await makeFrame(db, project);
  version = await makeVersion(db, frame);
  const passes = ["face-pop", "box-select", "adjust", "image-to-mesh"].map((pass) => ({
    pass,
    state: "ready" as const,
  }));
  node = asNode(db, await makeNode(db, team.id, passes, { name: "Box" }));
});

const take = async (pass: string, values: Partial<Parameters<typeof makeJob>[2]> = {}) => {
  await makeJob(db, project, { frameId: frame.id, versionId: version.id, recipe: { pass, seed: 5 }, ...values });
  const { job } = await claim(node, node.actor.id);
  if (!job?.leaseId) throw new Error("expected a job to claim");
  return { jobId: job.id, leaseId: job.leaseId };
};
const picture = async (slot: string, label = "") => ({
  slot,
  label,
  mediaId: (await makeMedia(db, project.teamId)).id,
});
const result = (outputs: JobResult["outputs"], more: Partial<JobResult> = {}): JobResult => ({
  ...{
    outputs,
    facts: { faces: 1 },
    engine: "native",
    algorithm: "sharpen",
    rough: false,
    warnings: ["Look at the ear"],
    seconds: 2,
  },
  ...more,
});
/** The process numbers news by itself a moment later: what it holds just then is waited for. */
const allNumbered = async () => {
  await numberJobNews(db);
  await expect.poll(() => db.$count(jobEvents, eq(jobEvents.teamId, project.teamId))).toBe(0);
};
const stateOf = async (id: string) => (await db.select().from(jobs).where(eq(jobs.id, id)))[0]?.state;

describe("a delivered result", () => {
  it("stages pictures with parents and recipe; masks and steps stay with the job", async () => {
    const lease = await take("face-pop");
    const outputs = [
      await picture("picture"),
      await picture("faces"),
      await picture("debug", "crop"),
      await picture("debug", "sharpened"),
    ];

    await finishWork(node, { ...lease, result: result(outputs) });

    const staged = await db.select().from(versions).where(eq(versions.jobId, lease.jobId));
    const kept = await db
      .select()
      .from(jobOutputs)
      .where(eq(jobOutputs.jobId, lease.jobId))
      .orderBy(jobOutputs.slot, jobOutputs.position);
    expect(staged).toMatchObject([
      {
        state: "staged",
        kind: "picture",
        number: null,
        seed: 5,
        mediaId: outputs[0]?.mediaId,
        nodeName: "Box",
        engine: "native",
        warnings: ["Look at the ear"],
        facts: { faces: 1 },
      },
    ]);
    expect(staged[0]?.recipe?.pass).toBe("face-pop");
    expect(
      await db
        .select()
        .from(versionParents)
        .where(eq(versionParents.versionId, staged[0]?.id ?? "")),
    ).toMatchObject([{ parentId: version.id }]);
    expect(kept.map(({ slot, kind, position, label, attemptId }) => [slot, kind, position, label, attemptId])).toEqual([
      ["debug", "debug", 0, "crop", lease.leaseId],
      ["debug", "debug", 1, "sharpened", lease.leaseId],
      ["faces", "mask", 0, "", lease.leaseId],
      ["picture", "picture", 0, "", lease.leaseId],
    ]);
  });

  it("of a mask pass makes no version", async () => {
    const lease = await take("box-select");

    await finishWork(node, { ...lease, result: result([await picture("mask")]) });

    expect(await db.$count(versions, eq(versions.jobId, lease.jobId))).toBe(0);
    expect(await stateOf(lease.jobId)).toBe("succeeded");
  });

  it("that is a mesh stays with the job, stages nothing, and must be a mesh", async () => {
    const mesh = await makeMedia(db, project.teamId, {
      mime: "model/gltf-binary",
      name: "mesh.glb",
      width: 0,
      height: 0,
    });
    const lease = await take("image-to-mesh");
    const wrong = result([await picture("mesh")]);
    await expect(finishWork(node, { ...lease, result: wrong })).rejects.toThrow(
      /is to be a mesh, and .* is image\/png/,
    );

    await finishWork(node, { ...lease, result: result([{ slot: "mesh", label: "Mesh", mediaId: mesh.id }]) });

    expect(await db.$count(versions, eq(versions.jobId, lease.jobId))).toBe(0);
    const kept = await db.select().from(jobOutputs).where(eq(jobOutputs.jobId, lease.jobId));
    expect(kept).toMatchObject([{ slot: "mesh", kind: "mesh", mediaId: mesh.id }]);
    expect(await firstResults(node, [lease.jobId])).toEqual(new Map());
  });

  it("announces the job, the version and the frame, once", async () => {
    const lease = await take("adjust");
    await allNumbered();
    const before = await db.$count(liveEvents, eq(liveEvents.teamId, project.teamId));
    const delivery = { ...lease, result: result([await picture("picture")]) };

    await finishWork(node, delivery);
    const replay = await finishWork(node, delivery);
    await allNumbered();

    const events = await db
      .select()
      .from(liveEvents)
      .where(eq(liveEvents.teamId, project.teamId))
      .orderBy(liveEvents.seq);
    expect(replay).toEqual({ outcome: "already" });
    expect(
      events
        .slice(before)
        .map(({ topic }) => topic)
        .sort(),
    ).toEqual(["frame", "job", "version"]);
    expect(await db.$count(versions, eq(versions.jobId, lease.jobId))).toBe(1);
  });

  it("stays with the job when its frame is gone", async () => {
    const lease = await take("adjust");
    await db.delete(frames).where(eq(frames.id, frame.id));

    const reply = await finishWork(node, { ...lease, result: result([await picture("picture")]) });

    expect(reply).toEqual({ outcome: "accepted" });
    expect(await db.$count(jobOutputs, eq(jobOutputs.jobId, lease.jobId))).toBe(1);
  });

  it("that breaks its promise is refused in words and keeps nothing", async () => {
    const lease = await take("face-pop");
    const theirs = { slot: "picture", label: "", mediaId: (await makeMedia(db, (await makeTeam(db)).id)).id };
    const faces = await picture("faces");
    const cases: [JobResult, RegExp][] = [
      [result([faces]), /returned nothing for “picture”/],
      [result([await picture("picture"), await picture("picture"), faces]), /more than once/],
      [result([await picture("picture"), await picture("horns"), faces]), /no output “horns”/],
      [result([theirs, faces]), /not uploaded/],
      [result([await picture("picture"), faces], { rough: true }), /asked for the full pass/],
    ];

    for (const [broken, words] of cases)
      await expect(finishWork(node, { ...lease, result: broken })).rejects.toThrow(words);

    expect(await stateOf(lease.jobId)).toBe("leased");
    expect(await db.$count(jobOutputs, eq(jobOutputs.jobId, lease.jobId))).toBe(0);
  });

  it("of another team's node is fenced", async () => {
    const lease = await take("adjust");
    const team = await makeTeam(db);
    const stranger = asNode(db, await makeNode(db, team.id));

    const reply = await finishWork(stranger, { ...lease, result: result([await picture("picture")]) });

    expect(reply).toEqual({ outcome: "fenced" });
    expect(await stateOf(lease.jobId)).toBe("leased");
  });
});

describe("what a node may see and say", () => {
  it("opens inputs of its own leased jobs only", async () => {
    const input = await makeMedia(db, project.teamId);
    const other = await makeMedia(db, project.teamId);
    const colleague = asNode(db, await makeNode(db, project.teamId));
    await take("adjust", {
      recipe: { pass: "adjust", inputs: [{ slot: "image", mediaId: input.id, sha256: input.sha256 }] },
    });

    expect((await readInput(node, input.id)).row.id).toBe(input.id);
    await expect(readInput(node, other.id)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(readInput(colleague, input.id)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("keeps progress with the heartbeat, and drops a preview that is not the team's", async () => {
    const lease = await take("adjust");
    const mine = await makeMedia(db, project.teamId);
    const theirs = await makeMedia(db, (await makeTeam(db)).id);

    const held = await beat(node, { ...lease, fraction: 0.5, label: "Half", previewMediaId: mine.id });
    const tick = await reportProgress(node, { ...lease, fraction: 0.6, label: "More", previewMediaId: theirs.id });
    const read = async () => (await db.select().from(jobs).where(eq(jobs.id, lease.jobId)))[0];
    expect(await read()).toMatchObject({ fraction: 0.5, progressLabel: "Half", previewMediaId: mine.id });
    await beat(node, { ...lease, fraction: 0.7, label: "Most", previewMediaId: theirs.id });

    expect([held, tick]).toEqual([
      { state: "held", cancel: false },
      { state: "held", cancel: false },
    ]);
    expect(await read()).toMatchObject({ fraction: 0.7, previewMediaId: null });
  });

  it("is nothing for people", async () => {
    const lease = await take("adjust");
    const person: StudioContext = { ...node, actor: { kind: "user", id: "usr", name: "Ada", role: "owner" } };

    await expect(finishWork(person, { ...lease, result: result([]) })).rejects.toMatchObject({ code: "UNAUTHORIZED" });
  });
});
