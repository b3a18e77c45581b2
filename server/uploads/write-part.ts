import { createHash } from "node:crypto";
import { mkdir, open } from "node:fs/promises";
import path from "node:path";
import { hashFile } from "../media/ingest";

/** Small chunks are gathered to this many bytes: one system call instead of sixteen. */
const batchBytes = 1024 * 1024;

/** `complete` carries the SHA-256 of the whole file; `short` and `long` where the bytes ended. */
export type Written = { complete: string } | { short: number } | { long: true };

/**
 * Write chunks into a half-done file from byte `start` on, counting them against `size`. What lay beyond `start` is of
 * another attempt and is cut off first. Complete means: on the disk (datasync) and hashed.
 */
export async function writePart(
  file: string,
  chunks: AsyncIterable<Uint8Array>,
  { start, size }: { start: number; size: number },
): Promise<Written> {
  await mkdir(path.dirname(file), { recursive: true });
  const handle = await open(file, start > 0 ? "r+" : "w");
  // From byte 0 the hash is made while writing; a resumed file is read once more at the end.
  const hash = start === 0 ? createHash("sha256") : null;
  let at = start;
  let batch: Uint8Array[] = [];
  let waiting = 0;
  const flush = async () => {
    if (waiting > 0) await handle.writev(batch, at);
    at += waiting;
    batch = [];
    waiting = 0;
  };
  try {
    await handle.truncate(start);
    for await (const chunk of chunks) {
      if (at + waiting + chunk.byteLength > size) return { long: true };
      hash?.update(chunk);
      batch.push(chunk);
      waiting += chunk.byteLength;
      if (waiting >= batchBytes) await flush();
    }
    await flush();
    if (at < size) return { short: at };
    await handle.datasync();
  } finally {
    await handle.close();
  }
  return { complete: hash ? hash.digest("hex") : await hashFile(file) };
}
