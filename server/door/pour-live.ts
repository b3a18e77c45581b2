import type { ServerResponse } from "node:http";
import type { StudioContext } from "@/server/context";
import { liveBatches } from "@/server/live/subscribe";

/** As the procedure's own stream has it: silence for longer than the client's patience means a dead line. */
const pingMs = 3_000;
const patienceMs = 8_000;
/** Then the browser comes again, with its session looked at anew. */
const longestMs = 5 * 60_000;

const ping = Buffer.from("event: ping\ndata: \n\n");
const begin = Buffer.from(`event: connected\ndata: ${JSON.stringify({ reconnectAfterInactivityMs: patienceMs })}\n\n`);
const end = "event: return\ndata: \n\n";

const open = new Set<ServerResponse>();
let pinging: NodeJS.Timeout | undefined;
/** One clock for all streams. */
const keepAlive = (response: ServerResponse): (() => void) => {
  open.add(response);
  pinging ??= setInterval(() => {
    for (const one of open) if (!one.writableNeedDrain) one.write(ping);
  }, pingMs).unref();
  return () => {
    open.delete(response);
    if (open.size > 0) return;
    clearInterval(pinging);
    pinging = undefined;
  };
};

const headers = {
  "content-type": "text/event-stream",
  "cache-control": "no-cache, no-transform",
  "x-accel-buffering": "no",
  "x-content-type-options": "nosniff",
};

/** Resolves when the line takes more, or is gone. */
const drained = (response: ServerResponse): Promise<void> =>
  new Promise((done) => {
    const over = () => {
      response.off("drain", over).off("close", over);
      done();
    };
    response.on("drain", over).on("close", over);
  });

/**
 * What `live.stream` sends, in tRPC's own blocks, written to the socket itself: one block encoded for all who watch the
 * team, instead of a chain of streams for each event and browser. Ends after five minutes, or with the line.
 */
export async function pourLive(
  ctx: StudioContext,
  from: { lastSeq: number | undefined; room: string | undefined },
  response: ServerResponse,
): Promise<void> {
  const gone = new AbortController();
  response.once("close", () => gone.abort());
  response.writeHead(200, headers);
  response.write(begin);
  const quiet = keepAlive(response);
  const late = setTimeout(() => gone.abort(), longestMs).unref();
  try {
    for await (const some of liveBatches(ctx, { ...from, signal: gone.signal })) {
      const [first] = some;
      const bytes = some.length === 1 && first ? first.block : Buffer.concat(some.map(({ block }) => block));
      if (!response.write(bytes) && !gone.signal.aborted) await drained(response);
    }
    response.end(end);
  } catch (error) {
    console.error("[live] a stream broke:", error);
    response.destroy();
  } finally {
    clearTimeout(late);
    quiet();
  }
}
