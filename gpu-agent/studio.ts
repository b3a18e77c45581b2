import { createReadStream, createWriteStream } from "node:fs";
import { stat } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream as NodeStream } from "node:stream/web";
import { createTRPCClient, httpLink, TRPCClientError } from "@trpc/client";
import { holdSeconds } from "../contract/agent-api";
import type { AgentRouter } from "../server/api/agent-root";

/** The studio said no, in words; asking again changes nothing. Everything else that fails is worth another try. */
export class Refusal extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}
export const isRevoked = (error: unknown): boolean => error instanceof Refusal && error.code === "UNAUTHORIZED";

/** Longer than any held claim, so that a dead connection is noticed. */
const patienceMs = (holdSeconds + 15) * 1000;
/** A transfer that moves nothing for this long is dead, whatever the socket says. */
const stallMs = 60_000;

/** Typed calls and file transfers to one studio. Rejects with Refusal, or with the network's own error. */
export function connectStudio(url: string, token: string | undefined) {
  const headers = { ...(token && { authorization: `Bearer ${token}` }) };
  const client = createTRPCClient<AgentRouter>({
    links: [
      httpLink({
        url: `${url}/api/agent`,
        headers,
        fetch: (input, init) => {
          const late = AbortSignal.timeout(patienceMs);
          return fetch(input, {
            ...(init as RequestInit),
            signal: init?.signal ? AbortSignal.any([init.signal, late]) : late,
          });
        },
      }),
    ],
  });
  return {
    /** Run one call of the agent's API. */
    async call<T>(ask: (api: typeof client) => Promise<T>): Promise<T> {
      try {
        return await ask(client);
      } catch (error) {
        throw asRefusal(error);
      }
    },
    download: (mediaId: string, target: string, signal: AbortSignal) =>
      download(`${url}/api/agent/media/${mediaId}`, headers, target, signal),
    upload: (file: string, sha256: string, signal: AbortSignal) =>
      upload(`${url}/api/agent/media`, headers, { file, sha256, signal }),
  };
}
export type Studio = ReturnType<typeof connectStudio>;

function asRefusal(error: unknown): unknown {
  if (!(error instanceof TRPCClientError)) return error;
  const { code, httpStatus } = (error.data ?? {}) as { code?: string; httpStatus?: number };
  return code && httpStatus && httpStatus < 500 && httpStatus !== 429 ? new Refusal(code, error.message) : error;
}

const codes: Record<number, string> = {
  401: "UNAUTHORIZED",
  403: "FORBIDDEN",
  404: "NOT_FOUND",
  413: "PAYLOAD_TOO_LARGE",
};

async function requireOk(response: Response): Promise<void> {
  if (response.ok) return;
  const body: unknown = await response.json().catch(() => undefined);
  const words =
    body && typeof body === "object" && "error" in body ? String(body.error) : `the studio answered ${response.status}`;
  if (response.status >= 500 || response.status === 429) throw new Error(words);
  throw new Refusal(codes[response.status] ?? "BAD_REQUEST", words);
}

/** An abort of its own for one transfer: with `signal`, or when `moved` was not called for too long. */
function watch(signal: AbortSignal) {
  const stop = new AbortController();
  const pass = () => stop.abort(signal.reason);
  signal.addEventListener("abort", pass, { once: true });
  if (signal.aborted) pass();
  const late = () => stop.abort(new Error(`nothing moved for ${stallMs / 1000} s`));
  let timer = setTimeout(late, stallMs);
  return {
    signal: stop.signal,
    moved: () => {
      clearTimeout(timer);
      timer = setTimeout(late, stallMs);
    },
    end: () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", pass);
    },
  };
}

async function* counted(chunks: AsyncIterable<Uint8Array>, moved: () => void): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    moved();
    yield chunk;
  }
}

async function download(
  address: string,
  headers: Record<string, string>,
  target: string,
  signal: AbortSignal,
): Promise<void> {
  const watched = watch(signal);
  try {
    const response = await fetch(address, { headers, signal: watched.signal });
    await requireOk(response);
    if (!response.body) throw new Error("the studio sent an empty file");
    const bytes = Readable.fromWeb(response.body as NodeStream<Uint8Array>);
    await pipeline(counted(bytes, watched.moved), createWriteStream(target), { signal: watched.signal });
  } finally {
    watched.end();
  }
}

type Parcel = { file: string; sha256: string; signal: AbortSignal };

/** Idempotent: the same bytes give the same id. */
async function upload(
  address: string,
  headers: Record<string, string>,
  { file, sha256, signal }: Parcel,
): Promise<string> {
  const { size } = await stat(file);
  const watched = watch(signal);
  const bytes = createReadStream(file);
  try {
    const init: RequestInit & { duplex: "half" } = {
      method: "PUT",
      duplex: "half",
      headers: {
        ...headers,
        "content-type": "application/octet-stream",
        "x-sha256": sha256,
        "x-size": String(size),
        "x-name": encodeURIComponent(path.basename(file)),
      },
      body: Readable.toWeb(Readable.from(counted(bytes, watched.moved))) as ReadableStream<Uint8Array>,
      signal: watched.signal,
    };
    const response = await fetch(address, init);
    await requireOk(response);
    const { mediaId } = (await response.json()) as { mediaId: string };
    return mediaId;
  } finally {
    watched.end();
    bytes.destroy();
  }
}
