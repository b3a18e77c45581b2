import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { eq, sql } from "drizzle-orm";
import sharp from "sharp";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { attempts, jobs, nodeOffers, nodes, versions } from "@/db/schema";
import { makeFrame, makeProject, makeRecipe, makeTeam, makeUser } from "@/db/testing/factories";
import { studioHere } from "@/server/api/testing/studio-here";
import type { StudioContext } from "@/server/context";
import { ingest } from "@/server/media/ingest";
import type { MediaRow } from "@/server/media/media-row";
import { createPairingCode } from "@/server/nodes/create-pairing-code";
import { enqueue } from "@/server/queue/enqueue";
import { reclaimExpired } from "@/server/queue/reclaim-expired";
import { type AgentProcess, agentProcesses, until } from "@/server/testing/agent-processes";
import { asUser } from "@/server/testing/contexts";

/** Every file the studio was asked for or brought: when it began and ended. */
let transfers: { what: "in" | "out"; began: number; ended: number }[] = [];
/** Milliseconds every transfer takes longer. */
let slow = 0;

const studio = await studioHere("rooms", async (asked, _request, go) => {
  if (asked === "call") return go();
  const transfer = { what: asked, began: Date.now(), ended: 0 };
  transfers.push(transfer);
  await new Promise((done) => setTimeout(done, slow));
  const answer = await go();
  transfer.ended = Date.now();
  return answer;
});
const { db, folder, storage } = studio;

let owner: StudioContext;
let frame: Awaited<ReturnType<typeof makeFrame>>;
beforeAll(async () => {
  const team = await makeTeam(db);
  owner = { ...asUser(db, team.id, await makeUser(db, team.id)), storage };
  frame = await makeFrame(db, await makeProject(db, team.id));
});
const { start, kill, killAll, newHome, performed } = agentProcesses(folder, studio.url);
afterEach(async () => {
  slow = 0;
  transfers = [];
  await killAll();
  await db.update(nodes).set({ revokedAt: sql`now()` });
  await db.delete(jobs);
});

const paired = async () => {
  const { code } = await createPairingCode(owner);
  const agent = start(await newHome(), "--pair", code, "--name", "Box");
  await until(() => agent.said().includes("passes ready"), agent.said);
  return agent;
};
let plates = 0;
const plate = async (): Promise<MediaRow> => {
  const temporaryPath = await owner.storage.temporaryPath();
  const background = { r: plates++, g: 90, b: 30 };
  await sharp({ create: { width: 64, height: 48, channels: 3, background } })
    .png()
    .toFile(temporaryPath);
  return ingest(owner, { temporaryPath, name: "plate.png" });
};
const queue = (script: object, source: MediaRow) =>
  enqueue(owner, {
    ...{
      title: "Repaint",
      projectId: frame.projectId,
      frameId: frame.id,
      versionId: null,
      needs: {},
      roughAllowed: false,
    },
    recipe: makeRecipe({
      pass: "img2img",
      params: { prompt: `simulate:${JSON.stringify(script)}` },
      seed: 77,
      inputs: [{ slot: "image", mediaId: source.id, sha256: source.sha256 }],
    }),
  });
const read = async (id: string) => {
  const [job] = await db.select().from(jobs).where(eq(jobs.id, id));
  if (!job) throw new Error("no such job");
  return job;
};
const reaches = (id: string, state: string, agent: AgentProcess) =>
  until(async () => (await read(id)).state === state, agent.said);
const outcomes = async (id: string) =>
  (await db.select().from(attempts).where(eq(attempts.jobId, id)).orderBy(attempts.n)).map(({ outcome }) => outcome);
/** What the studio shows as the reason why the node does nothing; undefined while it offers its passes. */
const lacks = async () => {
  const offers = await db
    .select({ state: nodeOffers.state, missing: nodeOffers.missing })
    .from(nodeOffers)
    .innerJoin(nodes, eq(nodes.id, nodeOffers.nodeId))
    .where(sql`${nodes.revokedAt} is null`);
  return offers.every(({ state }) => state === "missing") ? offers[0]?.missing[0]?.what : undefined;
};
const prlimit = (agent: AgentProcess, size: string) =>
  execFileSync("prlimit", ["--pid", String(agent.child.pid), `--fsize=${size}:unlimited`]);

describe("three rooms side by side", () => {
  it("has the next job's input on disk, and the last one's result on its way, while a job runs", async () => {
    const agent = await paired();
    slow = 900;
    const sources = [await plate(), await plate(), await plate()];
    const queued = [];
    for (const source of sources) queued.push(await queue({ seconds: 1.2 }, source));
    for (const { id } of queued) await reaches(id, "succeeded", agent);

    const spans = await Promise.all(
      queued.map(async ({ id }) => {
        const [attempt] = await db.select().from(attempts).where(eq(attempts.jobId, id));
        return { seconds: attempt?.seconds ?? 0 };
      }),
    );
    const ins = transfers.filter(({ what }) => what === "in").sort((a, b) => a.began - b.began);
    const outs = transfers.filter(({ what }) => what === "out").sort((a, b) => a.began - b.began);
    expect([ins.length, outs.length]).toEqual([3, 3]);
    // One after another the ways would add 3 × (0.9 + 0.9) s to the work; side by side only the first way in and the last way
    // out show. Half way between is far from both, whatever else the machine does.
    const whole = ((outs[2]?.ended ?? 0) - (ins[0]?.began ?? 0)) / 1000;
    const work = spans.reduce((sum, { seconds }) => sum + seconds, 0);
    expect(whole).toBeLessThan(work + (3 * 1.8 + 1.8) / 2);
    expect(ins[1]?.ended ?? 0).toBeLessThan(outs[0]?.began ?? 0);
  });

  it("fetches an input that several jobs share once, and does not send a result the studio has", async () => {
    const agent = await paired();
    const shared = await plate();
    const queued = [];
    for (let n = 0; n < 4; n++) queued.push(await queue({ noise: 200, same: true }, shared));
    for (const { id } of queued) await reaches(id, "succeeded", agent);

    expect(transfers.filter(({ what }) => what === "in")).toHaveLength(1);
    const sent = transfers.filter(({ what }) => what === "out").length;
    expect(sent).toBeGreaterThanOrEqual(1);
    expect(sent).toBeLessThanOrEqual(2); // two travel at once: the second may have begun before the first was known
    expect(await db.$count(versions)).toBeGreaterThanOrEqual(4);
  });

  it("keeps what it made for the next job of its graph", async () => {
    const agent = await paired();
    const first = await queue({}, await plate());
    await reaches(first.id, "succeeded", agent);
    const [made] = await db.select().from(versions).where(eq(versions.jobId, first.id));
    const { rows } = {
      rows: await db.query.media.findMany({ where: (media, { eq }) => eq(media.id, made?.mediaId ?? "") }),
    };
    const result = rows[0];
    if (!result) throw new Error("no result");
    transfers = [];
    const child = await queue({}, result);
    await reaches(child.id, "succeeded", agent);

    expect(transfers.filter(({ what }) => what === "in")).toEqual([]);
    const cached = await readFile(path.join(agent.home, "cache", result.sha256));
    expect(createHash("sha256").update(cached).digest("hex")).toBe(result.sha256);
  });
});

describe("cut off", () => {
  it("finishes what it holds and delivers when the studio is back, its lease still in the books", async () => {
    const agent = await paired();
    const source = await plate();
    const queued = [await queue({ seconds: 1 }, source), await queue({ seconds: 0.5 }, source)];
    const ids = queued.map(({ id }) => id);
    await until(async () => (await performed(agent)).length === 1, agent.said);
    await until(async () => (await read(ids[1] ?? "")).state === "leased", agent.said);

    await studio.away();
    await until(() => agent.said().split("finished Repaint").length === 3, agent.said);
    await db.update(jobs).set({ leaseUntil: sql`now() - interval '3 hours'` }); // a long night
    await studio.back();
    for (const id of ids) await reaches(id, "succeeded", agent);

    expect(await Promise.all(ids.map(outcomes))).toEqual([["succeeded"], ["succeeded"]]);
    expect(await performed(agent)).toHaveLength(2);
  });

  it("drops a result in words when another node had to do the job meanwhile", async () => {
    const agent = await paired();
    const { id } = await queue({ seconds: 1 }, await plate());
    await until(async () => (await performed(agent)).length === 1, agent.said);

    await studio.away();
    await until(() => agent.said().includes("finished Repaint"), agent.said);
    await db.update(jobs).set({ leaseUntil: sql`now() - interval '3 hours'` });
    expect(await reclaimExpired(db)).toBe(1);
    await db.update(jobs).set({ state: "cancelled", finishedAt: sql`now()` });
    await studio.back();
    await until(() => agent.said().includes("the result is dropped"), agent.said);
    await until(async () => (await readdir(path.join(agent.home, "work"))).length === 0, agent.said);

    expect(await outcomes(id)).toEqual(["expired"]);
    expect(await db.$count(versions, eq(versions.jobId, id))).toBe(0);
  });
});

describe("a good neighbour", () => {
  it("gives back at its owner's word what waits at once and what runs after its grace, and goes on when it may", async () => {
    const agent = await paired();
    const source = await plate();
    const running = await queue({ seconds: 1 }, source);
    const waiting = await queue({ seconds: 0 }, source);
    await until(async () => (await performed(agent)).length === 1, agent.said);
    await until(async () => (await read(waiting.id)).state === "leased", agent.said);

    await writeFile(path.join(agent.home, "paused"), "a game\n");
    await until(async () => (await lacks()) === "leave to work: its owner paused it (a game)", agent.said);
    await reaches(waiting.id, "ready", agent);
    await reaches(running.id, "succeeded", agent); // within its grace
    expect((await read(waiting.id)).state).toBe("ready");

    await rm(path.join(agent.home, "paused"));
    await reaches(waiting.id, "succeeded", agent);
    expect(await lacks()).toBeUndefined();
    expect(await outcomes(waiting.id)).toEqual(["released", "succeeded"]);
  });

  it("makes way for another program on the GPU, also after a restart", async () => {
    const agent = await paired();
    const reading = { gpus: [{ name: "RTX", usedMb: 9_000, totalMb: 24_576 }], processes: [] };
    await writeFile(path.join(agent.home, "gpu.json"), JSON.stringify(reading));
    await kill(agent.child);
    const again = start(agent.home);
    await until(async () => (await lacks()) === "its GPU: another program uses it", again.said);
    const { id } = await queue({}, await plate());
    const [node] = await db.select().from(nodes).where(sql`${nodes.revokedAt} is null`);

    expect((await read(id)).state).toBe("ready");
    expect(node).toMatchObject({ gpu: "RTX", vramGb: 24 });
    expect(node?.ramGb).toBeCloseTo(os.totalmem() / 1024 ** 3, 1);
    expect(node?.diskFreeGb).toBeGreaterThan(0);
  });
});

describe.skipIf(process.platform !== "linux")("a disk that takes no more", () => {
  it("stops the node with the reason in the studio, costs no try, and is over when there is room again", async () => {
    const agent = await paired();
    const { id: before } = await queue({}, await plate());
    await reaches(before, "succeeded", agent);

    prlimit(agent, "0"); // the kernel refuses every write to a file, as a full disk does
    const { id } = await queue({}, await plate());
    await until(async () => (await lacks()) !== undefined, agent.said);
    expect(await lacks()).toBe("leave to write files of any size");
    await reaches(id, "ready", agent);

    prlimit(agent, "unlimited");
    await reaches(id, "succeeded", agent);
    expect((await outcomes(id)).at(-1)).toBe("succeeded");
    expect(new Set((await outcomes(id)).slice(0, -1))).toEqual(new Set(["released"]));
    expect(agent.child.exitCode).toBeNull();
  });

  it("full from the start, says so and waits", async () => {
    const agent = await paired();
    await kill(agent.child);
    const again = start(agent.home);
    prlimit(again, "0"); // before it has read its first line
    await until(async () => (await lacks()) !== undefined, again.said);
    const { id } = await queue({}, await plate());
    prlimit(again, "unlimited");
    await reaches(id, "succeeded", again);

    expect(await outcomes(id)).toEqual(["succeeded"]);
  });
});
