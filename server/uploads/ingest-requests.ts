import { rm, stat } from "node:fs/promises";
import { eq, sql } from "drizzle-orm";
import { uploads } from "@/db/schema";
import type { StudioContext } from "../context";
import { dataPath } from "../env";
import { StudioError } from "../errors";
import { mediaBySha256, requireMayBringPictures } from "../media/ingest";
import { requireFreeDisk } from "../storage/free-disk";
import { type LocalUploads, type UploadRow, uploadOf } from "./local-uploads";
import { asOnlyWriter } from "./one-writer";
import { boundaryOf, unwrapMultipart } from "./unwrap-multipart";
import { type Claim, partPath, readClaim } from "./upload-key";
import { type Written, writePart } from "./write-part";

type Who = (request: Request) => Promise<StudioContext | null>;
type Asked = { ctx: StudioContext; claim: Claim };

/** `final` tells the browser that trying again would give the same answer. */
const refuse = (
  status: number,
  error: string,
  { final = false, ...headers }: { final?: boolean; [header: string]: unknown } = {},
) => Response.json({ error, final }, { status, headers: headers as Record<string, string> });

const startHeader = (bytes: number) => ({ "x-ut-range-start": String(bytes) });

/** A signed address is not enough: it must be used by the person who asked for it, still signed in. */
const admit = async (request: Request, who: Who): Promise<Asked | Response> => {
  const claim = readClaim(request.url);
  if (!claim)
    return refuse(
      403,
      "This upload address was changed or is older than an hour. Start the upload again: it goes on where it stopped.",
    );
  const ctx = await who(request);
  if (!ctx)
    return refuse(
      401,
      "You are signed out. Sign in again, then choose the file once more: the upload goes on where it stopped.",
      { final: true },
    );
  return { ctx, claim };
};

/** Bytes that are already here. A stored file that vanished (its picture too) begins again at 0. */
const received = async (
  ctx: StudioContext,
  { key, state, sha256, size }: UploadRow,
): Promise<{ have: number; stored: string | null }> => {
  const part = await stat(partPath(key)).then(
    (found) => found.size,
    () => null,
  );
  if (state !== "stored" || !sha256) return { have: part ?? 0, stored: null };
  const safe = part === size || (await mediaBySha256(ctx, sha256)) !== undefined;
  return safe ? { have: size, stored: sha256 } : { have: 0, stored: null };
};

const setState = (ctx: StudioContext, key: string, state: UploadRow["state"], sha256: string) =>
  ctx.db.update(uploads).set({ state, sha256, updatedAt: sql`now()` }).where(eq(uploads.key, key));

const forget = async (ctx: StudioContext, key: string): Promise<void> => {
  await ctx.db.delete(uploads).where(eq(uploads.key, key));
  await rm(partPath(key), { force: true });
};

const notWritten = (written: Exclude<Written, { complete: string }>, size: number) =>
  "long" in written
    ? refuse(
        413,
        `This file is longer than the ${size} bytes it was announced with. It changed while it was sent: choose it again.`,
        { final: true },
      )
    : refuse(
        408,
        `The connection ended after ${written.short} of ${size} bytes. Send the rest from there.`,
        startHeader(written.short),
      );

const write = async (
  request: Request,
  { claim }: Asked,
  have: number,
  overtaken: AbortSignal,
): Promise<Written | Response> => {
  const asked = Number(/^bytes=(\d+)-/.exec(request.headers.get("range") ?? "")?.[1] ?? 0);
  if (asked > have || asked > claim.size)
    return refuse(
      416,
      `Bytes ${have} to ${asked} of this file are missing. Send it from byte ${have} on.`,
      startHeader(have),
    );
  await requireFreeDisk(dataPath("uploads"), claim.size - have);
  const body = request.body ?? new ReadableStream<Uint8Array>({ start: (controller) => controller.close() });
  const chunks = unwrapMultipart(body, boundaryOf(request.headers.get("content-type")), overtaken);
  return writePart(partPath(claim.key), chunks, { start: asked, size: claim.size });
};

const announced = async (
  uploadsHalf: LocalUploads,
  { ctx, claim }: Asked,
  row: UploadRow,
  sha256: string,
): Promise<Response> => {
  const answer = await uploadsHalf.announce({ ...row, size: claim.size }, claim.name, claim.type, sha256);
  if (!answer)
    return refuse(500, "The file arrived, but the studio could not take it in. Retry: nothing needs to be sent again.");
  if ("refusal" in answer) {
    await forget(ctx, claim.key);
    return refuse(422, answer.refusal, { final: true });
  }
  await setState(ctx, claim.key, "done", sha256);
  const url = `/api/media/${answer.mediaId}/original`;
  return Response.json({ url, appUrl: url, ufsUrl: url, fileHash: sha256, serverData: answer });
};

const receive = async (
  request: Request,
  asked: Asked,
  uploadsHalf: LocalUploads,
  overtaken: AbortSignal,
): Promise<Response> => {
  const { ctx, claim } = asked;
  const row = await uploadOf(ctx, claim.key);
  if (!row) return refuse(404, "This upload is not known here. Start it again.");
  requireMayBringPictures(ctx);
  const { have, stored } = await received(ctx, row);
  if (stored) {
    await request.body?.cancel().catch(() => {});
    return announced(uploadsHalf, asked, row, stored);
  }
  const written = await write(request, asked, have, overtaken);
  if (written instanceof Response) return written;
  if (overtaken.aborted) return refuse(409, "A newer attempt of this upload has taken over.");
  if ("long" in written) await forget(ctx, claim.key);
  if (!("complete" in written)) return notWritten(written, claim.size);
  await setState(ctx, claim.key, "stored", written.complete);
  return announced(uploadsHalf, asked, row, written.complete);
};

/** HEAD of /api/ingest/<key>: how many bytes are here already, as `x-ut-range-start`. */
export const askProgress = async (request: Request, who: Who): Promise<Response> => {
  const asked = await admit(request, who);
  if (asked instanceof Response) return new Response(null, { status: asked.status });
  const row = await uploadOf(asked.ctx, asked.claim.key);
  if (!row) return new Response(null, { status: 404 });
  const { have } = await received(asked.ctx, row);
  return new Response(null, { headers: startHeader(have) });
};

/**
 * PUT of /api/ingest/<key>: bytes from `Range: bytes=N-` on, multipart (browser) or raw. Answers the picture, or
 * `{error, final}`: 403 address, 401 session, 404 key, 409 overtaken, 413, 416 and 408 with the byte to go on from, 422 no picture.
 */
export const receivePut = async (request: Request, who: Who, uploadsHalf: LocalUploads): Promise<Response> => {
  const asked = await admit(request, who);
  if (asked instanceof Response) return asked;
  try {
    const answer = await asOnlyWriter(asked.claim.key, (overtaken) => receive(request, asked, uploadsHalf, overtaken));
    return answer === "overtaken" ? refuse(409, "A newer attempt of this upload has taken over.") : answer;
  } catch (error) {
    if (error instanceof StudioError)
      return refuse(error.code === "FORBIDDEN" ? 403 : 507, error.message, { final: true });
    console.error("An upload failed", error);
    return refuse(500, "The studio could not store this file. Retry: it goes on where it stopped.");
  }
};
