import { Readable } from "node:stream";
import type { ReadableStream as NodeStream } from "node:stream/web";
import type { RefusalCode } from "@/contract/errors";
import { readInput } from "@/server/agents/read-input";
import { StudioError } from "@/server/errors";
import { receiveRaw } from "@/server/uploads/receive-raw";
import { nodeContext } from "./agent-trpc";

const statuses: Partial<Record<RefusalCode, number>> = {
  UNAUTHORIZED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  PAYLOAD_TOO_LARGE: 413,
  TOO_MANY_REQUESTS: 429,
};
const noStore = { "cache-control": "no-store" };

/**
 * Files of a node: GET /api/agent/media/<mediaId> streams an input of a job it holds; PUT /api/agent/media with
 * x-sha256, x-size and x-name takes a result and answers `{ mediaId }`. Bearer tokens only.
 */
export async function handleAgentMedia(request: Request, mediaId: string | undefined): Promise<Response> {
  try {
    const ctx = await nodeContext(request.headers.get("authorization"));
    if (request.method === "PUT") {
      const row = await receiveRaw(ctx, announced(request));
      return Response.json({ mediaId: row.id }, { headers: noStore });
    }
    const { row, mime, total, read } = await readInput(ctx, mediaId ?? "");
    const headers = { ...noStore, "content-type": mime, "content-length": String(total), "x-sha256": row.sha256 };
    const stream: NodeStream = Readable.toWeb(await read());
    return new Response(stream as ReadableStream<Uint8Array>, { headers });
  } catch (error) {
    if (error instanceof StudioError)
      return Response.json({ error: error.message }, { status: statuses[error.code] ?? 400, headers: noStore });
    console.error("[agent api] a file could not be passed on:", error);
    return Response.json(
      { error: "The studio could not pass the file on. Try again." },
      { status: 500, headers: noStore },
    );
  }
}

const announced = ({ headers, body }: Request) => {
  const size = Number(headers.get("x-size"));
  if (!body || !Number.isInteger(size) || size < 1)
    throw new StudioError("BAD_REQUEST", "A result needs a body and its number of bytes in x-size.");
  const name = decodeURIComponent(headers.get("x-name") ?? "").slice(0, 300) || "result.png";
  return { stream: body, size, sha256: headers.get("x-sha256") ?? "", name };
};
