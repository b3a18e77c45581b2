import { and, eq, sql } from "drizzle-orm";
import { createRouteHandler } from "uploadthing/server";
import { uploads } from "@/db/schema";
import type { StudioContext } from "../context";
import { hmacHex, ingestOrigin, localApiKey, readClaim } from "./upload-key";
import type { UploadAnswer, UploadRouter } from "./upload-router";

export type UploadRow = typeof uploads.$inferSelect;
type Metadata = { teamId: string; actor: { id: string }; [more: string]: unknown };

const callbackAddress = "http://studio.local/api/uploadthing";

const token = () =>
  Buffer.from(
    JSON.stringify({ apiKey: localApiKey(), appId: "backlot", regions: ["local"], ingestHost: "local.invalid" }),
  ).toString("base64");

/**
 * UploadThing's server half without its cloud: the library's own handler, whose `fetch` never leaves the process.
 * `begin` answers the browser's question for upload addresses; `announce` runs onUploadComplete of a stored file.
 */
export const localUploads = (router: UploadRouter, db: () => StudioContext["db"]) => {
  const metadataOf = new Map<string, Metadata>();
  const answerOf = new Map<string, UploadAnswer>();

  const inProcess: typeof fetch = async (input, init) => {
    const address = input instanceof Request ? input.url : String(input);
    const body = JSON.parse(await new Response(init?.body ?? (input instanceof Request ? input.body : null)).text());
    if (address.startsWith(`${ingestOrigin}/route-metadata`))
      for (const key of body.fileKeys) metadataOf.set(key, body.metadata);
    else if (address.startsWith(`${ingestOrigin}/callback-result`)) answerOf.set(body.fileKey, body.callbackData);
    else throw new Error("The local uploads must not reach the network");
    return Response.json({ ok: true });
  };

  const handler = createRouteHandler({
    router,
    config: {
      token: token(),
      ingestUrl: ingestOrigin,
      callbackUrl: callbackAddress,
      // With isDev the library would wait for a stream of its development server.
      isDev: false,
      handleDaemonPromise: "await",
      logLevel: "None",
      fetch: inProcess,
    },
  });

  /** The rows of what is about to come. Bytes that are already safe stay so, and only the announcement is repeated. */
  const open = async (address: string, slug: string) => {
    const claim = readClaim(address);
    const metadata = claim && metadataOf.get(claim.key);
    if (!claim || !metadata) throw new Error("An upload began without its metadata");
    metadataOf.delete(claim.key);
    const now = sql`now()`;
    const said = { slug, metadata, size: claim.size, updatedAt: now };
    const isStored = sql`${uploads.state} = 'stored'`;
    await db()
      .insert(uploads)
      .values({ key: claim.key, teamId: metadata.teamId, actorId: metadata.actor.id, ...said })
      .onConflictDoUpdate({
        target: uploads.key,
        set: {
          ...said,
          state: sql`case when ${isStored} then 'stored' else 'open' end`,
          sha256: sql`case when ${isStored} then ${uploads.sha256} end`,
        },
      });
  };

  const begin = async (request: Request): Promise<Response> => {
    // Hooks are called in this process only; from outside they do not exist.
    if (request.headers.has("uploadthing-hook")) return Response.json({ error: "Not found" }, { status: 404 });
    const answer = await handler(request);
    if (!answer.ok) return answer;
    const given: { url: string }[] = await answer.json();
    const slug = new URL(request.url).searchParams.get("slug") ?? "";
    for (const { url } of given) await open(url, slug);
    return Response.json(given.map((one) => ({ ...one, url: one.url.replace(ingestOrigin, "/api/ingest") })));
  };

  /** Undefined: onUploadComplete failed. The library hides that; the missing answer is its only sign. */
  const announce = async (
    row: UploadRow,
    name: string,
    type: string,
    sha256: string,
  ): Promise<UploadAnswer | undefined> => {
    const url = `${callbackAddress}/${row.key}`;
    const file = {
      key: row.key,
      name,
      size: row.size,
      type,
      customId: null,
      url,
      appUrl: url,
      ufsUrl: url,
      fileHash: sha256,
    };
    const payload = JSON.stringify({ status: "uploaded", origin: ingestOrigin, metadata: row.metadata, file });
    answerOf.delete(row.key);
    await handler(
      new Request(`${callbackAddress}?slug=${encodeURIComponent(row.slug)}`, {
        method: "POST",
        body: payload,
        headers: {
          "content-type": "application/json",
          "uploadthing-hook": "callback",
          "x-uploadthing-signature": `hmac-sha256=${hmacHex(payload)}`,
        },
      }),
    );
    const answer = answerOf.get(row.key);
    answerOf.delete(row.key);
    return answer;
  };

  return { begin, announce };
};
export type LocalUploads = ReturnType<typeof localUploads>;

/** The open row of a key, only for the person who began it. */
export const uploadOf = async ({ db, teamId, actor }: StudioContext, key: string): Promise<UploadRow | undefined> => {
  const mine = and(eq(uploads.key, key), eq(uploads.teamId, teamId), eq(uploads.actorId, actor.id));
  const [row] = await db.select().from(uploads).where(mine);
  return row;
};
