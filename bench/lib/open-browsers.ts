import { readFile } from "node:fs/promises";
import { Agent, type ClientRequest, get } from "node:http";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { eq } from "drizzle-orm";
import { encode } from "next-auth/jwt";
import type { LiveMessage } from "../../contract/events";
import { makeDb } from "../../db/client";
import { memberships } from "../../db/schema";
import { createSession } from "../../server/auth/session-rows";
import { figure, median, quantile } from "./figure";
import { call, sampleProject, signIn, studio } from "./studio";

type Open = { seen: Map<number, number>; order: number[]; refreshed: number; asked: ClientRequest };

/** One browser's `live.stream`, read as an EventSource reads it. Resolves once the studio says it is connected. */
const openStream = (lines: Agent, cookie: string, from: number): Promise<Open> =>
  new Promise((resolve, reject) => {
    const url = new URL("/api/trpc/live.stream", studio.url);
    url.searchParams.set("input", JSON.stringify({ lastEventId: String(from) }));
    const headers = { cookie, accept: "text/event-stream", "sec-fetch-site": "same-origin" };
    const asked = get(url, { agent: lines, headers }, (answer) => {
      if (answer.statusCode !== 200) return reject(new Error(`the stream answered ${answer.statusCode}`));
      const open: Open = { seen: new Map(), order: [], refreshed: 0, asked };
      let rest = "";
      answer.setEncoding("utf8").on("data", (text: string) => {
        const at = performance.now();
        const blocks = `${rest}${text}`.split("\n\n");
        rest = blocks.pop() ?? "";
        for (const block of blocks) {
          if (block.startsWith("event: connected")) resolve(open);
          const data = /^data: (.*)$/m.exec(block)?.[1];
          if (!data || block.startsWith("event: ")) continue;
          const message = JSON.parse(data) as LiveMessage;
          if (message.kind === "refresh") open.refreshed++;
          if (message.kind !== "event") continue;
          open.order.push(message.event.seq);
          open.seen.set(message.event.seq, at);
        }
      });
      answer.on("error", () => {});
    });
    asked.on("error", reject);
  });

/** Acts of one person, seen by `count` browsers, each with a session of its own: how late, and whether all came in order. */
export async function openBrowsers({ count, acts }: { count: number; acts: number }) {
  const cookie = await signIn();
  const project = await sampleProject(cookie);
  const { db, close } = makeDb(studio.databaseUrl, { max: 4 });
  const [member] = await db.select().from(memberships).where(eq(memberships.role, "owner")).limit(1);
  if (!member) throw new Error("the studio has no owner");
  // Signing in so often is throttled, as it should be: the rows and cookies are made as a sign-in makes them.
  const secret = (await readFile(path.join(studio.data, "secret"), "utf8")).trim();
  const seq = () => call<number>(cookie, "query", "live.seq", undefined);
  const begin = await seq();
  const lines = new Agent({ keepAlive: false, maxSockets: Number.POSITIVE_INFINITY });
  const streams: Open[] = [];
  for (let n = 0; n < count; n++) {
    const sid = await createSession(db, member.userId, `browser ${n}`);
    const token = await encode({ token: { sub: member.userId, sid }, secret, maxAge: 3600 });
    streams.push(await openStream(lines, `next-auth.session-token=${token}`, begin));
  }
  await sleep(1_000);

  const times: number[] = [];
  const act = async (n: number) => {
    const at = performance.now();
    await call(cookie, "mutation", "projects.update", { projectId: project.id, description: `Act ${n}` });
    return at;
  };
  for (let n = -10; n < acts; n++) {
    const before = await seq();
    const at = await act(n);
    await sleep(150);
    for (const { seen } of streams) {
      const came = seen.get(before + 1);
      if (n >= 0 && came !== undefined) times.push(came - at);
    }
  }
  // All at once, which numbers them in a heap: nothing may be lost then either.
  await Promise.all(Array.from({ length: 50 }, (_, n) => act(acts + n)));
  await sleep(2_000);
  const end = await seq();
  let missed = 0;
  for (const { seen, order, refreshed } of streams) {
    for (let number = begin + 1; number <= end; number++) if (!seen.has(number)) missed++;
    missed += refreshed + order.filter((number, at) => at > 0 && number !== (order[at - 1] ?? 0) + 1).length;
  }
  if (times.length === 0) throw new Error("no browser heard of any act");
  const what = `events to ${count} open browsers`;
  figure({
    ...{ figure: `${what}: p99 from the act to the stream`, value: quantile(times, 0.99), unit: "ms", target: 100 },
    beside: { name: "p50", value: median(times) },
  });
  const beside = { name: "events × browsers", value: (end - begin) * count };
  figure({ figure: `${what}: missed or out of order`, value: missed, unit: "events", target: 0, beside });
  for (const { asked } of streams) asked.destroy();
  await close();
}
