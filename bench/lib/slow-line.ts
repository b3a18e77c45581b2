import type { AddressInfo } from "node:net";
import { connect, createServer, type Socket } from "node:net";

type Line = { url: string; sent: { up: number; down: number }; close: () => Promise<void> };
type Way = { queue: { chunk: Buffer; to: Socket; from: Socket }[]; freeAt: number; timer: NodeJS.Timeout | undefined };

/** Bytes the line holds before it makes a sender wait, like a router's buffer. */
const bufferBytes = 256 * 1024;

/**
 * A line to `target` of so many megabits a second in each direction at once, shared by all connections, with a delay of
 * its own. A TCP proxy on loopback: chunks leave one after another at the line's pace, in turn for all who send.
 */
export async function slowLine(
  target: URL,
  { megabits, delayMs }: { megabits: number; delayMs: number },
): Promise<Line> {
  const bytesPerMs = (megabits * 1e6) / 8 / 1000;
  const sent = { up: 0, down: 0 };
  const sockets = new Set<Socket>();
  const ways = { up: makeWay(), down: makeWay() };

  const carry = (way: Way, name: "up" | "down") => {
    if (way.timer) return;
    const step = () => {
      way.timer = undefined;
      const now = performance.now();
      while (way.queue.length > 0 && way.freeAt <= now) {
        const packet = way.queue.shift();
        if (!packet) break;
        const { chunk, to, from } = packet;
        way.freeAt = Math.max(way.freeAt, now - 20) + chunk.length / bytesPerMs;
        sent[name] += chunk.length;
        setTimeout(() => !to.destroyed && to.write(chunk), delayMs);
        if (held(way, from) < bufferBytes) from.resume();
      }
      if (way.queue.length > 0) way.timer = setTimeout(step, Math.max(1, way.freeAt - performance.now()));
    };
    step();
  };
  const join = (from: Socket, to: Socket, name: "up" | "down") => {
    const way = ways[name];
    from.on("data", (data: Buffer) => {
      for (let at = 0; at < data.length; at += 16_384) insert(way, { chunk: data.subarray(at, at + 16_384), to, from });
      if (held(way, from) >= bufferBytes) from.pause();
      carry(way, name);
    });
    from.on("end", () => {
      const finish = (): void => {
        if (held(way, from) > 0) setTimeout(finish, 5);
        else setTimeout(() => to.end(), delayMs + 5);
      };
      finish();
    });
    from.on("error", () => to.destroy());
    from.on("close", () => from.errored && to.destroy());
  };

  const server = createServer({ allowHalfOpen: true }, (near) => {
    const far = connect({ port: Number(target.port), host: target.hostname, allowHalfOpen: true });
    for (const socket of [near, far]) {
      socket.setNoDelay(true);
      sockets.add(socket);
      socket.on("close", () => sockets.delete(socket));
    }
    join(near, far, "up");
    join(far, near, "down");
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    sent,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((done) => server.close(done));
    },
  };
}

const makeWay = (): Way => ({ queue: [], freeAt: 0, timer: undefined });
const held = (way: Way, from: Socket) =>
  way.queue.reduce((sum, packet) => (packet.from === from ? sum + packet.chunk.length : sum), 0);

/** Behind this sender's own last chunk, before the second chunk in a row of another: everybody in turn. */
function insert(way: Way, packet: Way["queue"][number]): void {
  const turns = new Map<Socket, number>();
  const mine = way.queue.filter(({ from }) => from === packet.from).length;
  let at = way.queue.length;
  for (let n = 0; n < way.queue.length; n++) {
    const from = way.queue[n]?.from;
    if (!from || from === packet.from) continue;
    const turn = turns.get(from) ?? 0;
    turns.set(from, turn + 1);
    if (turn > mine) {
      at = n;
      break;
    }
  }
  const last = way.queue.findLastIndex(({ from }) => from === packet.from);
  way.queue.splice(Math.max(at, last + 1), 0, packet);
}
