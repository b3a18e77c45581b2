import { request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { eq, sql } from "drizzle-orm";
import { encode } from "next-auth/jwt";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { LiveMessage } from "@/contract/events";
import { newId } from "@/contract/ids";
import { jobs, nodes } from "@/db/schema";
import { makeJob, makeNode, makeProject, makeTeam, makeUser } from "@/db/testing/factories";
import { writeRoll } from "@/server/agents/roll-call";
import { type Asked, studioHere } from "@/server/api/testing/studio-here";
import { newNodeToken } from "@/server/auth/node-token";
import { createSession } from "@/server/auth/session-rows";
import { hub } from "@/server/live/hub";
import { publish } from "@/server/live/publish";
import { wakeClaimers } from "@/server/queue/wake";
import { openDoors } from "./open-doors";

/** What went past the doors. */
const past: string[] = [];
const { db, url } = await studioHere("doors", (asked: Asked, { url: address }, go) => {
  past.push(`${asked} ${new URL(address).pathname}`);
  return go();
});

let teamId: string;
let project: Awaited<ReturnType<typeof makeProject>>;
beforeAll(() => {
  openDoors();
  // Twice does no harm.
  openDoors();
});
beforeEach(async () => {
  teamId = (await makeTeam(db)).id;
  project = await makeProject(db, teamId);
  past.length = 0;
});

const box = async () => {
  const { token, tokenHash, tokenPrefix } = newNodeToken();
  const node = await makeNode(db, teamId, [{ pass: "adjust", state: "ready" }], { tokenHash, tokenPrefix });
  return { ...node, token };
};
const ask = async (procedure: string, token: string, body: unknown, headers: Record<string, string> = {}) => {
  const answer = await fetch(`${url()}/api/agent/${procedure}`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json", ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
  const said = (await answer.json()) as { result?: { data: unknown }; error?: { message: string; data: object } };
  return { status: answer.status, data: said.result?.data, error: said.error };
};

describe("the door for nodes", () => {
  it("answers a claim itself, held or not, and lets the rest pass", async () => {
    const node = await box();
    expect(await ask("claim", node.token, { holdSeconds: 0 })).toMatchObject({ status: 200, data: null });
    const held = ask("claim", node.token, { holdSeconds: 20 });
    await sleep(50);
    const job = await makeJob(db, project);
    await wakeClaimers(db, teamId, [job.classId]);

    const { data } = await held;
    expect(data).toMatchObject({ jobId: job.id, attempt: 1 });
    const { leaseId } = data as { leaseId: string };
    const beat = await ask("heartbeat", node.token, { jobId: job.id, leaseId, label: "", previewMediaId: null });
    expect(beat.data).toEqual({ state: "held", cancel: false });
    expect(past).toEqual([]);

    await ask("release", node.token, { jobId: job.id, leaseId });
    expect(past).toEqual(["call /api/agent/release"]);
  });

  it("refuses in the same words as the way around it", async () => {
    const { token } = await box();
    for (const [who, body, status] of [
      ["bkn_nobody_nobody_nobody_nobody", {}, 401],
      [token, { holdSeconds: 3000 }, 400],
    ] as const) {
      const [here, around] = [await ask("claim", who, body), await ask("claim?around", who, body)];
      expect(here).toEqual(around);
      expect(here).toMatchObject({ status, error: { data: { httpStatus: status, path: "claim" } } });
    }
    expect((await ask("claim", token, "{no json")).status).toBe(400);
    expect((await ask("claim", token, { loaded: ["x".repeat(300_000)] })).status).toBe(400);
    expect(past.filter((one) => one.endsWith("claim"))).toHaveLength(3);
  });

  it("gives back what it claimed for a socket that closed", async () => {
    const node = await box();
    const gone = request(`${url()}/api/agent/claim`, {
      method: "POST",
      headers: {
        ...{ authorization: `Bearer ${node.token}`, "content-type": "application/json", "content-length": 2 },
      },
    });
    gone.on("error", () => {}).end("{}");
    await sleep(100);
    gone.destroy();
    await sleep(100);
    const job = await makeJob(db, project);
    await wakeClaimers(db, teamId, [job.classId]);
    await sleep(150);

    const [row] = await db.select().from(jobs).where(eq(jobs.id, job.id));
    expect(row).toMatchObject({ state: "ready" });
  });

  it("knows a token for a while, and no longer once it is revoked", async () => {
    const node = await box();
    expect((await ask("claim", node.token, { holdSeconds: 0 })).status).toBe(200);
    await db.update(nodes).set({ name: "Other" }).where(eq(nodes.id, node.id));
    expect((await ask("claim", node.token, { holdSeconds: 0 })).status).toBe(200);
    await db.update(nodes).set({ revokedAt: sql`now()` }).where(eq(nodes.id, node.id));
    // The notice is on its way.
    await hub().ready();
    await sleep(100);
    expect(await ask("claim", node.token, { holdSeconds: 0 })).toMatchObject({
      status: 401,
      error: { message: expect.stringContaining("was revoked") },
    });
  });

  it("writes idle nodes down together, and takes back what they do not know of", async () => {
    const node = await box();
    const seenAt = async () => (await db.select().from(nodes).where(eq(nodes.id, node.id)))[0]?.seenAt ?? "";
    await ask("claim", node.token, { holdSeconds: 0 });
    const first = await seenAt();
    await db.execute(sql`update nodes set seen_at = seen_at - interval '30 seconds' where id = ${node.id}`);
    // Given through another process, the answer lost on the way.
    const lost = await makeJob(db, project);
    const leased = (leaseId: string, ago: number) =>
      db.execute(sql`update jobs set state = 'leased', lease_id = ${leaseId}, lease_node_id = ${node.id}, attempt = 1,
        lease_until = now() + interval '1 minute', started_at = now() - make_interval(secs => ${ago}) where id = ${lost.id}`);
    const holding = [newId("attempt")];
    await leased(holding[0] ?? "", 60);
    const asks = async () => expect((await ask("claim", node.token, { holdSeconds: 0, holding })).status).toBe(200);
    await asks();
    expect(Date.parse(await seenAt())).toBeLessThan(Date.parse(first));

    expect(await writeRoll()).toBe(0);
    expect(Date.parse(await seenAt())).toBeGreaterThan(Date.parse(first));
    await leased(newId("attempt"), 1);
    await asks();
    expect(await writeRoll()).toBe(0);
    await leased(newId("attempt"), 6);
    await asks();
    expect(await writeRoll()).toBe(1);
    const [row] = await db.select().from(jobs).where(eq(jobs.id, lost.id));
    expect(row).toMatchObject({ state: "ready", leaseId: null });
  });
});

describe("the door for browsers", () => {
  /** One browser, reading as an EventSource does. */
  const open = async (query: string, cookie?: string) => {
    const stop = new AbortController();
    const answer = await fetch(`${url()}/api/trpc/live.stream?input=${encodeURIComponent(query)}`, {
      headers: cookie ? { cookie } : {},
      signal: stop.signal,
    });
    const blocks: string[] = [];
    const reading = (async () => {
      let rest = "";
      for await (const bytes of answer.body ?? []) {
        const parts = `${rest}${Buffer.from(bytes)}`.split("\n\n");
        rest = parts.pop() ?? "";
        blocks.push(...parts);
      }
    })().catch(() => {});
    const messages = () =>
      blocks.flatMap((block) => {
        const data = /^data: (.+)$/m.exec(block)?.[1];
        return data && !block.startsWith("event:") ? [JSON.parse(data) as LiveMessage] : [];
      });
    const until = async (count: number) => {
      for (const end = Date.now() + 5_000; messages().length < count && Date.now() < end; ) await sleep(10);
      return messages();
    };
    const close = () => {
      stop.abort();
      return reading;
    };
    return { answer, blocks, until, close };
  };
  const emit = (id: string) =>
    db.transaction((tx) => publish(tx, teamId, [{ topic: "frame", id, projectId: project.id }]));
  const session = async () => {
    const user = await makeUser(db, teamId, "artist");
    const sid = await createSession(db, user.id, "test");
    const secret = "a secret of the test run, long enough";
    return `next-auth.session-token=${await encode({ token: { sub: user.id, sid }, secret })}`;
  };

  it("pours what happens into every open stream, from the number it names on, each once and in order", async () => {
    const cookie = await session();
    for (const id of ["a", "b", "c"]) await emit(id);
    const streams = await Promise.all(
      ["1", "3", undefined].map((lastEventId) => open(JSON.stringify({ lastEventId }), cookie)),
    );
    const [early, late, fresh] = streams;
    expect(late?.answer.headers.get("content-type")).toBe("text/event-stream");
    await early?.until(2);
    await fresh?.until(1);
    await Promise.all(["d", "e", "f", "g"].map(emit));
    const progress = { teamId, jobId: "job", fraction: 0.5, label: "", previewMediaId: null, etaSeconds: 3 };
    await db.execute(sql`select pg_notify('progress', ${JSON.stringify(progress)})`);

    const seqs = async (stream: (typeof streams)[number] | undefined, count: number) =>
      (await stream?.until(count))?.flatMap((one) => (one.kind === "event" ? [one.event.seq] : []));
    expect(await seqs(early, 7)).toEqual([2, 3, 4, 5, 6, 7]);
    expect(await seqs(late, 5)).toEqual([4, 5, 6, 7]);
    expect(await seqs(fresh, 6)).toEqual([4, 5, 6, 7]);
    expect((await fresh?.until(6))?.[0]).toEqual({ kind: "refresh", seq: 3 });
    expect(late?.blocks[0]).toMatch(/^event: connected\ndata: \{/);
    expect(late?.blocks).toContainEqual(expect.stringMatching(/^data: .*"seq":7.*\nid: 7$/));
    expect(await early?.until(7)).toContainEqual({
      kind: "progress",
      progress: expect.objectContaining({ fraction: 0.5 }),
    });
    expect(past).toEqual([]);
    for (const stream of streams) await stream.close();
  });

  it("sends strangers, and questions it does not understand, the usual way", async () => {
    const cookie = await session();
    for (const [query, who] of [
      ["{}", undefined],
      ["{}", "next-auth.session-token=forged"],
      [JSON.stringify({ room: 7 }), cookie],
      ["{", cookie],
    ] as const) {
      const stream = await open(query, who);
      await stream.close();
    }
    expect(past).toEqual(Array(4).fill("call /api/trpc/live.stream"));
  });
});
