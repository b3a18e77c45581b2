import { createHash } from "node:crypto";
import { readdir } from "node:fs/promises";
import path from "node:path";
import { eq } from "drizzle-orm";
import sharp from "sharp";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { agentProtocol, type ClaimedJob } from "@/contract/agent-api";
import { attempts, jobOutputs, jobs, media, nodes, versions } from "@/db/schema";
import { makeFrame, makeJob, makeMedia, makeProject, makeTeam, makeUser } from "@/db/testing/factories";
import { handleAgentMedia } from "@/server/api/agent-media";
import { handleAgent } from "@/server/api/agent-root";
import { studioHere } from "@/server/api/testing/studio-here";
import type { StudioContext } from "@/server/context";
import { createPairingCode } from "@/server/nodes/create-pairing-code";
import { readJob } from "@/server/queue/read";
import { asUser } from "@/server/testing/contexts";

// A node that lies, over the wire as it really is: bearer token, JSON, raw bodies. Each lie is refused in words, leaves
// nothing behind, and the job still comes to a named end.
const { db, folder, storage } = await studioHere("liar");

let owner: StudioContext;
let project: Awaited<ReturnType<typeof makeProject>>;
let frame: Awaited<ReturnType<typeof makeFrame>>;
beforeEach(async () => {
  const team = await makeTeam(db);
  owner = { ...asUser(db, team.id, await makeUser(db, team.id)), storage };
  project = await makeProject(db, team.id);
  frame = await makeFrame(db, project);
});
afterEach(() => vi.restoreAllMocks());
type Answer = { status: number; words: string; data: unknown };
/** One node as the studio sees it: what it says, and what it is answered. */
class Box {
  #token = "";

  async call(procedure: string, body: unknown): Promise<Answer> {
    const request = new Request(`http://studio/api/agent/${procedure}`, {
      method: "POST",
      headers: { "content-type": "application/json", ...(this.#token && { authorization: `Bearer ${this.#token}` }) },
      body: typeof body === "string" ? body : JSON.stringify(body),
    });
    const response = await handleAgent(request);
    const text = (await response.json()) as { result?: { data: unknown }; error?: { message: string } };
    return { status: response.status, words: text.error?.message ?? "", data: text.result?.data };
  }

  async put(bytes: Buffer, { sha256 = hashOf(bytes), size = bytes.length } = {}): Promise<Answer> {
    const init: RequestInit & { duplex: "half" } = {
      method: "PUT",
      duplex: "half",
      headers: {
        authorization: `Bearer ${this.#token}`,
        "x-sha256": sha256,
        "x-size": String(size),
        "x-name": "a.png",
      },
      body: new Uint8Array(bytes),
    };
    const response = await handleAgentMedia(new Request("http://studio/api/agent/media", init), undefined);
    const body = (await response.json()) as { error?: string; mediaId?: string };
    return { status: response.status, words: body.error ?? "", data: body.mediaId };
  }

  async pair(version = 1): Promise<this> {
    const { code } = await createPairingCode(owner);
    const { data } = await this.call("pair", { code, name: "Liar" });
    this.#token = (data as { token: string }).token;
    const offers = [{ pass: "adjust", version, state: "ready", engine: "native" }];
    const hello = { protocol: agentProtocol, agentVersion: "0", platform: "test", offers, holding: [] };
    expect((await this.call("hello", hello)).status).toBe(200);
    return this;
  }

  async claim(): Promise<ClaimedJob | null> {
    const { data } = await this.call("claim", { holding: [], holdSeconds: 0 });
    return data as ClaimedJob | null;
  }
}

const hashOf = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");
const picture = (red: number) =>
  sharp({ create: { width: 8, height: 8, channels: 3, background: { r: red, g: 0, b: 0 } } })
    .png()
    .toBuffer();
const queue = () => makeJob(db, project, { frameId: frame.id, createdBy: owner.actor.id, recipe: { pass: "adjust" } });
const taken = async (box: Box) => {
  await queue();
  const job = await box.claim();
  if (!job) throw new Error("expected a job to claim");
  return { jobId: job.jobId, leaseId: job.leaseId };
};
const result = (mediaId: unknown, more: object = {}) => ({
  ...{ outputs: [{ slot: "picture", mediaId, label: "" }], engine: "native", rough: false, seconds: 1 },
  ...more,
});
const jobOf = async (id: string) => (await db.select().from(jobs).where(eq(jobs.id, id)))[0];
/** Nothing of the attempt is kept, and the job is still the node's to finish or give up. */
const untouched = async ({ jobId }: { jobId: string }) => {
  expect(await db.$count(versions, eq(versions.jobId, jobId))).toBe(0);
  expect(await db.$count(jobOutputs, eq(jobOutputs.jobId, jobId))).toBe(0);
  expect((await jobOf(jobId))?.state).toBe("leased");
};
const temporaryFiles = async () => (await readdir(path.join(folder, "tmp")).catch(() => [])).length;

describe("a node that lies", () => {
  it("about the version of a pass gets no job, and the studio says which versions there are", async () => {
    const box = await new Box().pair(7);
    const { id } = await queue();

    expect(await box.claim()).toBeNull();
    const { why } = await readJob(owner, { jobId: id });
    expect(why?.summary).toBe("No node can do this: Liar speaks adjust 7, the job is version 1");
  });

  it("about a result's hash brings nothing into the studio, and the job ends in words", async () => {
    const box = await new Box().pair();
    const lease = await taken(box);
    const before = await db.$count(media);
    const bytes = await picture(1);

    const wrong = await box.put(bytes, { sha256: hashOf(Buffer.from("other")) });
    const nonsense = await box.put(bytes, { sha256: "not a hash" });
    const invented = await box.call("complete", { ...lease, result: result("med_aaaaaaaaaaaaaaaaaaaa") });

    expect([wrong.status, nonsense.status, invented.status]).toEqual([400, 400, 400]);
    expect(wrong.words).toContain("It changed on its way: send it again");
    expect(nonsense.words).toContain("64 lower-case hexadecimal digits");
    expect(invented.words).toContain("was not uploaded");
    expect(await db.$count(media)).toBe(before);
    expect(await temporaryFiles()).toBe(0);
    await untouched(lease);
    const fault = { cause: "engine_error", retry: "elsewhere", message: wrong.words };
    expect((await box.call("fail", { ...lease, ...fault })).status).toBe(200);
    expect(await jobOf(lease.jobId)).toMatchObject({ state: "delayed", errorCause: "engine_error" });
  });

  it("about a result's size is cut off at what it announced, or before it begins", async () => {
    const box = await new Box().pair();
    const lease = await taken(box);
    const bytes = await picture(2);

    const longer = await box.put(bytes, { size: bytes.length - 10 });
    const shorter = await box.put(bytes, { size: bytes.length + 10 });
    const huge = await box.put(bytes, { size: 10 ** 12 });
    const none = await box.put(bytes, { size: Number.NaN });

    expect([longer.status, shorter.status, huge.status, none.status]).toEqual([400, 400, 413, 400]);
    expect(longer.words).toMatch(/longer than the \d+ bytes announced/);
    expect(shorter.words).toMatch(/ended after \d+ of \d+ bytes/);
    expect(huge.words).toContain("Backlot takes pictures up to");
    expect(none.words).toContain("its number of bytes in x-size");
    expect(await temporaryFiles()).toBe(0);
    await untouched(lease);
  });

  it("and calls something else a picture is told what it is", async () => {
    const box = await new Box().pair();
    const lease = await taken(box);
    const program = Buffer.from("#!/bin/sh\nrm -rf /\n".repeat(50));
    const cut = (await picture(3)).subarray(0, 60);

    expect((await box.put(program)).status).toBe(400);
    expect((await box.put(cut)).status).toBe(400);
    await untouched(lease);
  });

  it("and delivers for a job it does not hold changes neither that one nor its own", async () => {
    const [honest, liar] = [await new Box().pair(), await new Box().pair()];
    const theirs = await taken(honest);
    const mine = await taken(liar);
    const { data: mediaId } = await liar.put(await picture(4));
    const stranger = await makeMedia(db, (await makeTeam(db)).id);

    const answers = [
      await liar.call("complete", { jobId: theirs.jobId, leaseId: mine.leaseId, result: result(mediaId) }),
      await liar.call("complete", { jobId: mine.jobId, leaseId: theirs.leaseId, result: result(mediaId) }),
    ];
    const foreign = await liar.call("complete", { ...mine, result: result(stranger.id) });

    expect(answers.map(({ data }) => data)).toEqual([{ outcome: "fenced" }, { outcome: "fenced" }]);
    expect(foreign.words).toContain("was not uploaded");
    await untouched(theirs);
    await untouched(mine);
    expect((await honest.call("complete", { ...theirs, result: result(mediaId) })).data).toEqual({
      outcome: "accepted",
    });
  });

  it("or cannot count sends no progress that is none, and keeps its lease", async () => {
    const box = await new Box().pair();
    const lease = await taken(box);
    const { jobId, leaseId } = lease;
    const lies = ["NaN", "null", "-0.5", "1.5", '"half"', "1e999"];

    for (const fraction of lies) {
      const body = `{"jobId":"${jobId}","leaseId":"${leaseId}","fraction":${fraction}}`;
      const answer = await box.call("progress", body);
      const beat = await box.call("heartbeat", body);
      expect([fraction, answer.status, beat.status]).toEqual([fraction, 400, 400]);
    }

    expect(await jobOf(jobId)).toMatchObject({ state: "leased", fraction: 0 });
    expect((await box.call("heartbeat", { jobId, leaseId })).data).toEqual({ state: "held", cancel: false });
  });

  it("and writes what no database takes is refused, not asked to try again for ever", async () => {
    const box = await new Box().pair();
    const lease = await taken(box);
    const { data: mediaId } = await box.put(await picture(5));
    const lies: object[] = [
      { seconds: 1e300 },
      { seconds: -1 },
      { algorithm: "a\0b" },
      { warnings: ["a\0b"] },
      { facts: { note: "a\0b" } },
      { facts: { "a\0b": 1 } },
      { facts: { blob: "x".repeat(9_000_000) } },
      { outputs: Array.from({ length: 300 }, () => ({ slot: "picture", mediaId, label: "" })) },
      { outputs: [{ slot: "picture", mediaId, label: "a\0b" }] },
    ];

    for (const lie of lies) {
      const { status, words } = await box.call("complete", { ...lease, result: result(mediaId, lie) });
      expect([Object.keys(lie)[0], status, words !== ""]).toEqual([Object.keys(lie)[0], 400, true]);
    }
    const failed = await box.call("fail", { ...lease, cause: "engine_error", retry: "now", message: "a\0b" });

    expect(failed.status).toBe(400);
    await untouched(lease);
  });

  it("three times is paused, and two liars do not keep a job going round for ever", async () => {
    const [first, second] = [await new Box().pair(), await new Box().pair()];
    const { jobId, leaseId } = await taken(first);
    const lie = { cause: "missing_output", retry: "elsewhere", message: "Nothing came out." };
    await first.call("fail", { jobId, leaseId, ...lie });
    await db.update(jobs).set({ state: "ready" }).where(eq(jobs.id, jobId));
    const again = await second.claim();
    await second.call("fail", { jobId, leaseId: again?.leaseId, ...lie });

    expect(await jobOf(jobId)).toMatchObject({
      state: "failed",
      error: expect.stringContaining("It failed on two different nodes"),
    });
    for (let n = 0; n < 2; n++) await first.call("fail", { ...(await taken(first)), ...lie, retry: "never" });
    const [node] = await db.select().from(nodes).where(eq(nodes.teamId, owner.teamId)).orderBy(nodes.createdAt);
    expect(node?.pausedReason).toContain("Failed 3 jobs in a row; the last: Nothing came out.");
    expect(await db.$count(attempts, eq(attempts.jobId, jobId))).toBe(2);
  });
});
