import { rm } from "node:fs/promises";
import path from "node:path";
import type { StudioContext } from "../context";
import { BadInputError } from "../errors";
import { ingest, mediaBySha256, requireMayBringPictures } from "../media/ingest";
import type { MediaRow } from "../media/media-row";
import { kindOfResult } from "../media/mesh";
import { requireSize } from "../media/refusals";
import { safeName } from "../media/safe-name";
import { requireFreeDisk } from "../storage/free-disk";
import { unwrapMultipart } from "./unwrap-multipart";
import { writePart } from "./write-part";

export type RawUpload = {
  stream: ReadableStream<Uint8Array>;
  /** Bytes, as the sender counted them. */
  size: number;
  /** Lower-case hex, as the sender counted it. */
  sha256: string;
  name: string;
  /** Pixels the result must have, if it was asked for in a size. */
  expected?: { width: number; height: number };
};

/**
 * A render node's result as a plain body: counted, hashed, and taken in by what its first bytes are: picture, film or mesh. Sending the same bytes
 * again answers the same row without reading them. BadInputError when size or hash differ from what was announced.
 */
export async function receiveRaw(
  ctx: StudioContext,
  { stream, size, sha256, name, expected }: RawUpload,
): Promise<MediaRow> {
  requireMayBringPictures(ctx);
  const called = safeName(name);
  requireSize(called, size);
  if (!/^[0-9a-f]{64}$/.test(sha256))
    throw new BadInputError("sha256 must be 64 lower-case hexadecimal digits of the file's SHA-256.");
  const known = await mediaBySha256(ctx, sha256);
  if (known) {
    await stream.cancel();
    return known;
  }
  const temporaryPath = await ctx.storage.temporaryPath();
  try {
    await requireFreeDisk(path.dirname(temporaryPath), size);
    const chunks = unwrapMultipart(stream, null, new AbortController().signal);
    const written = await writePart(temporaryPath, chunks, { start: 0, size });
    if ("long" in written)
      throw new BadInputError(`${called} is longer than the ${size} bytes announced. Send it again.`);
    if ("short" in written)
      throw new BadInputError(`${called} ended after ${written.short} of ${size} bytes. Send it again.`);
    if (written.complete !== sha256)
      throw new BadInputError(
        `${called} arrived with SHA-256 ${written.complete}, not ${sha256}. It changed on its way: send it again.`,
      );
    const kind = await kindOfResult(temporaryPath, size);
    return await ingest(ctx, { temporaryPath, sha256, name, kind, ...(expected && { expected }) });
  } finally {
    await rm(temporaryPath, { force: true });
  }
}
