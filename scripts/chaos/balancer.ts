import { createServer, type IncomingHttpHeaders, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Random } from "./random";

type Call = { path: string; headers: IncomingHttpHeaders; body: Buffer };
export type Counts = { cut: number; lost: number; held: number; replayed: number; answers: Record<string, number> };

/**
 * What stands between the nodes and the web processes: sends each call to any of them, and on demand cuts calls off in
 * the middle of their body, loses answers, holds a node's calls back, or says results again that were said before.
 */
export async function startBalancer(random: Random, ports: () => number[]) {
  const counts: Counts = { cut: 0, lost: 0, held: 0, replayed: 0, answers: {} };
  const completed: Call[] = [];
  const holdUntil = new Map<string, number>();
  /** The next so many calls that fit are cut, or lose their answer. */
  let toCut = 0;
  let toLose = 0;

  const forward = (message: IncomingMessage, reply: ServerResponse): void => {
    const chosen = ports();
    if (chosen.length === 0) {
      reply.writeHead(502).end();
      return;
    }
    const upload = message.method === "PUT";
    const cutAfter =
      upload && toCut > 0 ? 1 + random.below(Math.max(2, Number(message.headers["x-size"] ?? 2) - 1)) : -1;
    if (cutAfter > 0) toCut--;
    const lose = !upload && toLose > 0 && /\/(claim|complete|heartbeat|fail|release)/.test(message.url ?? "");
    if (lose) toLose--;
    const complete = message.url?.startsWith("/api/agent/complete");
    const far = request({
      host: "127.0.0.1",
      port: random.of(chosen),
      path: message.url,
      method: message.method,
      headers: message.headers,
      agent: false,
    });
    const kept: Buffer[] = [];
    let seen = 0;
    const drop = () => {
      far.destroy();
      message.socket.destroy();
    };
    message.on("data", (chunk: Buffer) => {
      seen += chunk.length;
      if (complete) kept.push(chunk);
      if (cutAfter > 0 && seen >= cutAfter) {
        counts.cut++;
        far.write(chunk.subarray(0, Math.max(0, chunk.length - (seen - cutAfter))));
        setTimeout(drop, 5);
        message.removeAllListeners("data").pause();
      } else far.write(chunk);
    });
    message.on("end", () => {
      far.end();
      if (complete) completed.push({ path: message.url ?? "", headers: message.headers, body: Buffer.concat(kept) });
    });
    message.on("error", () => far.destroy());
    reply.on("close", () => far.destroy());
    far.on("response", (answer) => {
      if (lose) {
        counts.lost++;
        answer.resume().on("end", drop);
        return;
      }
      reply.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.on("error", drop).pipe(reply);
    });
    far.on("error", () => message.socket.destroy());
  };

  const server = createServer((message, reply) => {
    const waits = (holdUntil.get(message.headers.authorization ?? "") ?? 0) - Date.now();
    if (waits > 0) {
      counts.held++;
      setTimeout(() => forward(message, reply), waits);
    } else forward(message, reply);
  });
  server.requestTimeout = 0;
  server.keepAliveTimeout = 65_000;
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;

  /** Say one result again, as a node would whose answer was lost: the studio must not take it twice. */
  const replay = (call: Call): Promise<void> =>
    new Promise((done) => {
      const chosen = ports();
      if (chosen.length === 0) return done();
      const far = request({
        host: "127.0.0.1",
        port: random.of(chosen),
        path: call.path,
        method: "POST",
        agent: false,
        headers: call.headers,
      });
      far.on("response", (answer) => {
        const parts: Buffer[] = [];
        answer.on("data", (chunk: Buffer) => parts.push(chunk));
        answer.on("end", () => {
          const word = /"outcome":"(\w+)"/.exec(Buffer.concat(parts).toString())?.[1] ?? `status ${answer.statusCode}`;
          counts.replayed++;
          counts.answers[word] = (counts.answers[word] ?? 0) + 1;
          done();
        });
        answer.on("error", () => done());
      });
      far.on("error", () => done());
      far.end(call.body);
    });

  return {
    url: `http://127.0.0.1:${port}`,
    counts,
    cutNextUpload: () => {
      toCut++;
    },
    loseNextAnswer: () => {
      toLose++;
    },
    /** Calls under this token wait so long. */
    hold: (token: string, ms: number) => holdUntil.set(`Bearer ${token}`, Date.now() + ms),
    replaySome: async (count: number): Promise<void> => {
      for (let n = 0; n < count && completed.length > 0; n++) await replay(random.of(completed));
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
export type Balancer = Awaited<ReturnType<typeof startBalancer>>;
