import type { IncomingMessage, ServerResponse } from "node:http";
import { callTRPCProcedure, getTRPCErrorFromUnknown, getTRPCErrorShape, TRPCError } from "@trpc/server";
import { getHTTPStatusCodeFromError } from "@trpc/server/http";
import { headersOf } from "@/server/door/headers";
import { agentContext } from "./agent-trpc";
import { agentRouter } from "./routers/agent";

const prefix = "/api/agent/";
/** Small questions that come often. All others, uploads above all, go the usual way. */
const answered: ReadonlySet<string> = new Set(["claim", "heartbeat", "progress"]);
/** Bytes of a question. The largest a node may ask is a claim that names all it holds. */
const mostBytes = 256 * 1024;

const headers = {
  "content-type": "application/json",
  "cache-control": "no-store",
  "x-content-type-options": "nosniff",
};

/**
 * The questions a node asks again and again, straight to the procedure: same router, same token, same words. A claim is held
 * for 25 seconds, and a thousand of them should not each keep a chain of requests, responses and streams alive.
 */
export function agentDoor(request: IncomingMessage, response: ServerResponse): boolean {
  if (request.method !== "POST" || !request.url?.startsWith(prefix)) return false;
  const path = request.url.slice(prefix.length);
  const length = Number(request.headers["content-length"]);
  if (!answered.has(path) || !(length <= mostBytes)) return false;
  if (!request.headers["content-type"]?.startsWith("application/json")) return false;
  const parts: Buffer[] = [];
  request.on("data", (part: Buffer) => parts.push(part));
  request.on("error", () => {});
  request.on("end", () => void answer(path, Buffer.concat(parts, length), request, response));
  return true;
}

async function answer(path: string, body: Buffer, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const gone = new AbortController();
  response.once("close", () => response.writableFinished || gone.abort());
  const ctx = agentContext(headersOf(request));
  let [status, text] = [200, ""];
  try {
    const data: unknown = await callTRPCProcedure({
      ...{ router: agentRouter, path, type: "mutation", ctx, signal: gone.signal, batchIndex: 0 },
      getRawInput: async () => parse(body),
    });
    text = JSON.stringify({ result: { data } });
  } catch (cause) {
    const error = getTRPCErrorFromUnknown(cause);
    status = getHTTPStatusCodeFromError(error);
    const shape = { config: agentRouter._def._config, error, type: "mutation" as const, path, input: undefined, ctx };
    text = JSON.stringify({ error: getTRPCErrorShape(shape) });
  }
  // With its length it leaves in one piece; without, in three.
  if (!gone.signal.aborted)
    response.writeHead(status, { ...headers, "content-length": Buffer.byteLength(text) }).end(text);
}

const parse = (body: Buffer): unknown => {
  try {
    return body.length === 0 ? undefined : JSON.parse(body.toString());
  } catch (cause) {
    throw new TRPCError({ code: "BAD_REQUEST", message: "The question is no JSON.", cause });
  }
};
