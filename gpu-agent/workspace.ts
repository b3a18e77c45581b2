import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, readdir, rename, rm, stat, utimes } from "node:fs/promises";
import path from "node:path";
import type { ClaimedJob } from "../contract/agent-api";
import { Refusal, type Studio } from "./studio";

const isHash = (name: string) => /^[0-9a-f]{64}$/.test(name);

/** SHA-256 of a file in hex, in constant memory. */
export async function hashFile(file: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  return hash.digest("hex");
}

/** The node's folders: inputs by content, shared by all jobs, and one folder an attempt. */
export class Workspace {
  readonly #cache: string;
  readonly #work: string;
  readonly #cacheBytes: number;

  constructor(home: string, cacheBytes: number) {
    this.#cache = path.join(home, "cache");
    this.#work = path.join(home, "work");
    this.#cacheBytes = cacheBytes;
  }

  /** Remove attempts nobody will come back to, and half-done downloads. */
  async tidy(keep: readonly string[]): Promise<void> {
    await mkdir(this.#cache, { recursive: true });
    await mkdir(this.#work, { recursive: true });
    for (const name of await readdir(this.#work)) if (!keep.includes(name)) await this.clear(name);
    for (const name of await readdir(this.#cache))
      if (!isHash(name)) await rm(path.join(this.#cache, name), { force: true });
  }

  /** The attempt's folder, made. */
  async folder(leaseId: string): Promise<string> {
    const folder = path.join(this.#work, leaseId);
    await mkdir(folder, { recursive: true });
    return folder;
  }

  clear = (leaseId: string): Promise<void> => rm(path.join(this.#work, leaseId), { recursive: true, force: true });

  /** Paths of a job's inputs by slot, fetched where they are not here yet, each checked against its hash. */
  async inputs(job: ClaimedJob, studio: Studio, signal: AbortSignal): Promise<Record<string, string[]>> {
    const bySlot: Record<string, string[]> = {};
    for (const { slot, mediaId, sha256 } of job.recipe.inputs) {
      const file = path.join(this.#cache, sha256);
      if (!(await touch(file))) await this.#fetch(mediaId, sha256, file, studio, signal);
      bySlot[slot] = [...(bySlot[slot] ?? []), file];
    }
    await this.#trim(new Set(job.recipe.inputs.map(({ sha256 }) => sha256)));
    return bySlot;
  }

  async #fetch(mediaId: string, sha256: string, file: string, studio: Studio, signal: AbortSignal): Promise<void> {
    if (!isHash(sha256)) throw new Refusal("BAD_REQUEST", "An input of the job has no proper SHA-256");
    const partial = `${file}.${process.pid}.part`;
    await studio.download(mediaId, partial, signal);
    const got = await hashFile(partial);
    if (got !== sha256) {
      await rm(partial, { force: true });
      throw new Error(`an input arrived with SHA-256 ${got.slice(0, 8)}…, expected ${sha256.slice(0, 8)}…`);
    }
    await rename(partial, file);
  }

  /** Drop the inputs that were not used for longest until the rest fits. */
  async #trim(inUse: ReadonlySet<string>): Promise<void> {
    const files = await Promise.all(
      (await readdir(this.#cache)).filter(isHash).map(async (name) => {
        const { size, mtimeMs } = await stat(path.join(this.#cache, name));
        return { name, size, mtimeMs };
      }),
    );
    let total = files.reduce((sum, { size }) => sum + size, 0);
    for (const { name, size } of files.sort((a, b) => a.mtimeMs - b.mtimeMs)) {
      if (total <= this.#cacheBytes) return;
      if (inUse.has(name)) continue;
      await rm(path.join(this.#cache, name), { force: true });
      total -= size;
    }
  }
}

/** Mark a cached file as used now; false when it is not there. */
const touch = async (file: string): Promise<boolean> => {
  const now = new Date();
  return utimes(file, now, now).then(
    () => true,
    () => false,
  );
};
