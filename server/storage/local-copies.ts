import { createWriteStream } from "node:fs";
import { access, mkdir, readdir, rename, rm, stat, utimes } from "node:fs/promises";
import path from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { localStorage } from "./local";

/** A copy just handed out may not be opened yet: it stays this long, over the cap if it must. */
const inUseMs = 10 * 60_000;

export type LocalCopies = {
  /** A file of this machine that holds the bytes of `key`, fetched once however many ask at a time. */
  path(key: string): Promise<string>;
  temporaryPath(): Promise<string>;
};

/**
 * Copies of files that lie elsewhere, under `<root>/cloud-cache`, at most `maxBytes` together: the ones longest unused go
 * first. A copy cut off half-way is never taken for whole.
 */
export const localCopies = (
  root: string,
  fetchKey: (key: string) => Promise<Readable>,
  { maxBytes }: { maxBytes: number },
): LocalCopies => {
  const folder = path.join(/*turbopackIgnore: true*/ root, "cloud-cache");
  const temporary = localStorage(root);
  const underway = new Map<string, Promise<string>>();
  const target = (key: string) => path.join(/*turbopackIgnore: true*/ folder, encodeURIComponent(key));

  const bring = async (key: string): Promise<string> => {
    await mkdir(folder, { recursive: true });
    const partial = await temporary.temporaryPath();
    try {
      await pipeline(await fetchKey(key), createWriteStream(partial));
      await rename(partial, target(key));
    } catch (error) {
      await rm(partial, { force: true });
      throw error;
    }
    await trim(folder, maxBytes);
    return target(key);
  };

  return {
    path: async (key) => {
      const file = target(key);
      if (await touched(file)) return file;
      const running = underway.get(key) ?? bring(key).finally(() => underway.delete(key));
      underway.set(key, running);
      return running;
    },
    temporaryPath: temporary.temporaryPath,
  };
};

/** Whether the copy is there; its time of last use is set to now. */
const touched = async (file: string): Promise<boolean> => {
  try {
    await access(file);
    const now = new Date();
    await utimes(file, now, now);
    return true;
  } catch {
    return false;
  }
};

const trim = async (folder: string, maxBytes: number): Promise<void> => {
  const files = await Promise.all(
    (await readdir(folder)).map(async (name) => {
      const file = path.join(folder, name);
      const facts = await stat(file).catch(() => null);
      return facts ? [{ file, bytes: facts.size, usedMs: facts.mtimeMs }] : [];
    }),
  );
  const oldestFirst = files.flat().sort((a, b) => a.usedMs - b.usedMs);
  let bytes = oldestFirst.reduce((sum, file) => sum + file.bytes, 0);
  for (const copy of oldestFirst) {
    if (bytes <= maxBytes || Date.now() - copy.usedMs < inUseMs) return;
    await rm(copy.file, { force: true });
    bytes -= copy.bytes;
  }
};
