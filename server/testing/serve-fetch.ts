import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream as NodeStream } from "node:stream/web";

const toRequest = (message: IncomingMessage, signal: AbortSignal): Request => {
  const headers = new Headers();
  for (const [name, value] of Object.entries(message.headers))
    if (value !== undefined) headers.set(name, String(value));
  const hasBody = message.method !== "GET" && message.method !== "HEAD";
  const init: RequestInit & { duplex: "half" } = {
    duplex: "half",
    headers,
    signal,
    ...(message.method && { method: message.method }),
    ...(hasBody && { body: Readable.toWeb(message) as ReadableStream<Uint8Array> }),
  };
  return new Request(`http://${message.headers.host}${message.url}`, init);
};

/** Serve a fetch handler on loopback, as Next would: a closed socket aborts the request's signal. Port 0 picks one. */
export async function serveFetch(handle: (request: Request) => Promise<Response>, port = 0) {
  const server = createServer(async (message, reply) => {
    const gone = new AbortController();
    reply.on("close", () => gone.abort());
    try {
      const response = await handle(toRequest(message, gone.signal));
      reply.writeHead(response.status, Object.fromEntries(response.headers));
      if (response.body) await pipeline(Readable.fromWeb(response.body as NodeStream<Uint8Array>), reply);
      else reply.end();
    } catch (error) {
      if (!gone.signal.aborted) console.error("serveFetch:", error);
      reply.destroy();
    }
  });
  await new Promise<void>((done) => server.listen(port, "127.0.0.1", done));
  const { port: taken } = server.address() as AddressInfo;
  return {
    port: taken,
    url: `http://127.0.0.1:${taken}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
