import { randomInt } from "node:crypto";
import { setMaxListeners } from "node:events";
import { Agent, request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { eq } from "drizzle-orm";
import type { z } from "zod";
import { type ClaimedJob, type Hello, holdSeconds } from "../../contract/agent-api";
import { newId } from "../../contract/ids";
import { makeDb } from "../../db/client";
import { memberships, nodes } from "../../db/schema";
import { makeRecipe } from "../../db/testing/factories";
import { newNodeToken } from "../../server/auth/node-token";
import { complete } from "../../server/queue/complete";
import { type EnqueueJob, enqueue } from "../../server/queue/enqueue";
import { asNode, asUser } from "../../server/testing/contexts";
import { figure, median, quantile } from "./figure";
import { cpuSeconds, rss, webPid } from "./processes";
import { sampleProject, signIn, studio } from "./studio";

type Crowd = { id: string; name: string; teamId: string; token: string }[];
const lines = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY });

/** What a node asks of the studio, with its token, through the studio's own door. */
const ask = (procedure: string, token: string, input: object, signal?: AbortSignal) =>
  new Promise<unknown>((resolve, reject) => {
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
    const options = { method: "POST", agent: lines, headers, ...(signal && { signal }) };
    const asked = request(new URL(`/api/agent/${procedure}`, studio.url), options, (answer) => {
      const parts: Buffer[] = [];
      answer.on("data", (part: Buffer) => parts.push(part)).on("error", reject);
      answer.on("end", () => {
        const text = Buffer.concat(parts).toString();
        if (answer.statusCode === 200) resolve((JSON.parse(text) as { result: { data?: unknown } }).result.data);
        else reject(new Error(`${procedure} answered ${answer.statusCode}: ${text.slice(0, 200)}`));
      });
    });
    asked.on("error", reject).end(JSON.stringify(input));
  });

const rare = "bench-rare-model";

/**
 * `count` nodes with a token each and nothing to do, held by the running studio's web server: its memory above before,
 * its processor time, and how fast a job is with the one of them that can do it. `seconds` is how long they are watched.
 */
export async function idleNodes({ count, seconds, wakes }: { count: number; seconds: number; wakes: number }) {
  const cookie = await signIn();
  const project = await sampleProject(cookie);
  const web = webPid();
  const { db, close } = makeDb(studio.databaseUrl, { max: 8 });
  const [member] = await db.select().from(memberships).where(eq(memberships.role, "owner")).limit(1);
  if (!member) throw new Error("the studio has no owner");
  const { teamId } = member;
  const crowd: Crowd = [];
  const rows = Array.from({ length: count }, (_, n) => {
    const { token, tokenHash, tokenPrefix } = newNodeToken();
    const node = { id: newId("node"), name: `Idle ${n}`, teamId };
    crowd.push({ ...node, token });
    return { ...node, tokenHash, tokenPrefix };
  });

  // Empty, and warm: what one node makes the server load is not what a thousand cost.
  const [first] = crowd;
  if (!first) throw new Error("no nodes");
  await db.insert(nodes).values(rows);
  const introduce = ({ token }: Crowd[number], n: number) =>
    ask("hello", token, {
      ...{ protocol: 1, agentVersion: "bench", platform: "bench", models: n === 0 ? [rare] : [] },
      offers: [{ pass: "adjust", version: 1, state: "ready" }],
    } satisfies z.input<typeof Hello>);
  for (let n = 0; n < 200; n++) {
    if (n % 20 === 0) await introduce(first, 0);
    await ask("claim", first.token, { holdSeconds: 0 });
  }
  const [calm, since] = [await cpuSeconds(web), performance.now()];
  await sleep(10_000);
  const alone = (100_000 * ((await cpuSeconds(web)) - calm)) / (performance.now() - since);
  const settled = async () => {
    const sizes: number[] = [];
    for (let n = 0; n < 10; n++) {
      sizes.push(await rss(web));
      await sleep(200);
    }
    return median(sizes);
  };
  const empty = await settled();

  const over = new AbortController();
  setMaxListeners(0, over.signal);
  const had = new Map<string, () => void>();
  let asked = 0;
  let introduced = 0;
  const lost: string[] = [];
  const wait = async (node: Crowd[number], n: number) => {
    await introduce(node, n);
    introduced++;
    while (!over.signal.aborted) {
      asked++;
      const job = (await ask("claim", node.token, { holdSeconds }, over.signal).catch((error: Error) => {
        if (!over.signal.aborted) lost.push(error.message);
      })) as ClaimedJob | null | undefined;
      if (job) had.get(job.title)?.();
      if (job) await complete(asNode(db, node), { jobId: job.jobId, leaseId: job.leaseId, seconds: 1 }, async () => {});
    }
  };
  // Spread over one hold, as the starts of a thousand machines are.
  const waiting: Promise<void>[] = [];
  for (const [n, node] of crowd.entries()) {
    waiting.push(wait(node, n));
    await sleep((holdSeconds * 1000) / count);
  }
  // Nodes that are held are measured, not their arrival, which takes longer on a machine with other work.
  while (introduced < count) await sleep(500);
  await sleep(5_000);

  const [busy, from, before] = [await cpuSeconds(web), performance.now(), asked];
  await sleep(seconds * 1000);
  const [worked, took] = [(await cpuSeconds(web)) - busy, (performance.now() - from) / 1000];
  const full = await settled();
  const what = `${count} idle nodes held on one server`;
  const beside = { name: "empty web process", value: empty };
  figure({
    figure: `${what}: memory above the empty web process`,
    value: full - empty,
    unit: "MiB",
    target: 40,
    beside,
  });
  figure({
    ...{
      figure: `${what}: processor, over ${seconds} s`,
      value: (100 * worked) / took,
      unit: "% of a core",
      target: 3,
    },
    beside: { name: "empty web process, over 10 s", value: alone },
  });
  console.log(JSON.stringify({ claimsAskedAgainPerSecond: (asked - before) / took }));

  const person = asUser(db, teamId, { id: member.userId, name: "Bench" });
  const wake = async (what: string, ofJob: () => Partial<EnqueueJob>) => {
    const [sinceCommit, sinceCall]: [number[], number[]] = [[], []];
    // The first warm the statements.
    for (let n = -20; n < wakes; n++) {
      const title = `${what} ${n}`;
      const heard = new Promise<number>((resolve) => had.set(title, () => resolve(performance.now())));
      const called = performance.now();
      await enqueue(person, {
        ...{ title, projectId: project.id, frameId: null, versionId: null, recipe: makeRecipe() },
        ...{ needs: {}, roughAllowed: false, band: 2, ...ofJob() },
      });
      const committed = performance.now();
      const at = await heard;
      if (n >= 0) {
        sinceCommit.push(Math.max(0, at - committed));
        sinceCall.push(at - called);
      }
      await sleep(60);
    }
    figure({
      ...{ figure: `${what}: wake p99, job committed → its node has it`, value: quantile(sinceCommit, 0.99) },
      ...{ unit: "ms", target: 10, beside: { name: "p50", value: median(sinceCommit) } },
    });
    figure({
      ...{ figure: `${what}: p99 with the queueing`, value: quantile(sinceCall, 0.99), unit: "ms", target: null },
      beside: { name: "p50", value: median(sinceCall) },
    });
  };
  await wake(`${what}, one has the model`, () => ({ needs: { models: [rare] } }));
  await wake(`${what}, job for any one named`, () => ({ pinnedNodeId: crowd[randomInt(count)]?.id ?? "" }));
  if (lost.length > 0) throw new Error(`${lost.length} claims failed, the first: ${lost[0]}`);
  over.abort();
  await Promise.all(waiting);
  lines.destroy();
  await close();
}
