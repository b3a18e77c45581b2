import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, vi } from "vitest";
import { createTestDatabase } from "@/db/testing/database";
import { handleAgentMedia } from "@/server/api/agent-media";
import { handleAgent } from "@/server/api/agent-root";
import { pool } from "@/server/db";
import { closeHub } from "@/server/live/hub";
import { stopDecoder } from "@/server/media/decoder";
import { closeWaitingRoom } from "@/server/queue/wait-for-work";
import { localStorage } from "@/server/storage/local";
import { serveFetch } from "@/server/testing/serve-fetch";

/** `out`: a node brings a file; `in`: it fetches one; `call`: everything else. */
export type Asked = "in" | "out" | "call";

const answer = (request: Request, mediaId: string | undefined, file: boolean): Promise<Response> =>
  file ? handleAgentMedia(request, mediaId) : handleAgent(request);

/**
 * The studio as nodes see it, in this test process: a database, a media folder and a port of its own, gone with the test
 * file. `around` may slow, count or refuse what nodes ask.
 */
export async function studioHere(
  name: string,
  around: (asked: Asked, request: Request, go: () => Promise<Response>) => Promise<Response> = (_asked, _request, go) =>
    go(),
) {
  const file = await createTestDatabase();
  const folder = await mkdtemp(path.join(os.tmpdir(), `backlot-${name}-`));
  const handle = (request: Request): Promise<Response> => {
    const media = /^\/api\/agent\/media(?:\/([^/]+))?$/.exec(new URL(request.url).pathname);
    const asked = media ? (request.method === "PUT" ? "out" : "in") : "call";
    return around(asked, request, () => answer(request, media?.[1], media !== null));
  };
  let server: Awaited<ReturnType<typeof serveFetch>> | undefined;
  beforeAll(async () => {
    vi.stubEnv("DATABASE_URL", file.url);
    vi.stubEnv("BACKLOT_DATA", folder);
    vi.stubEnv("BACKLOT_SECRET", "a secret of the test run, long enough");
    server = await serveFetch(handle);
  });
  afterAll(async () => {
    await server?.close();
    closeWaitingRoom();
    await closeHub();
    await pool().close();
    stopDecoder();
    await file.drop();
    await rm(folder, { recursive: true });
  });
  return {
    db: file.db,
    folder,
    storage: localStorage(folder),
    /** Stops listening, as after a pulled plug; `back` listens at the same port. */
    away: async () => server?.close(),
    back: async () => {
      server = await serveFetch(handle, server?.port);
    },
    /** Where it listens; only once the tests have begun. */
    url: (): string => {
      if (!server) throw new Error("the studio is asked for its address before it listens");
      return server.url;
    },
  };
}
