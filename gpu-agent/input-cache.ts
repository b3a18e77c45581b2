import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { link, mkdir, open, readdir, rename, rm, stat, utimes } from "node:fs/promises";
import path from "node:path";
import { Refusal } from "./studio";

const isHash = (name: string) => /^[0-9a-f]{64}$/.test(name);

/** SHA-256 of a file in hex, in constant memory. */
export async function hashFile(file: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(file, { highWaterMark: 1024 ** 2 })) hash.update(chunk as Buffer);
  return hash.digest("hex");
}

/** Brings the bytes to a path; rejects like the network. */
type Fetch = (target: string) => Promise<void>;
type Entry = { bytes: number; usedAt: number; verified: boolean };

/**
 * Files by their SHA-256, shared by all jobs of this node. A file gets its name only when its bytes are whole, checked
 * and on the disk; one that was there before this process is read once before it is believed. What was not used for
 * longest goes first when the whole grows past its size; what a job holds stays.
 */
export class InputCache {
  readonly #folder: string;
  readonly #maxBytes: number;
  readonly #entries = new Map<string, Entry>();
  readonly #pins = new Map<string, number>();
  readonly #fetching = new Map<string, Promise<void>>();
  #parts = 0;
  #lastUse = 0;

  constructor(folder: string, maxBytes: number) {
    this.#folder = folder;
    this.#maxBytes = maxBytes;
  }

  /** Learn what lies there and remove half-done downloads. */
  async open(): Promise<void> {
    await mkdir(this.#folder, { recursive: true });
    for (const name of await readdir(this.#folder)) {
      if (!isHash(name)) await rm(this.#path(name), { force: true, recursive: true });
      else {
        const { size, mtimeMs } = await stat(this.#path(name));
        this.#entries.set(name, { bytes: size, usedAt: mtimeMs, verified: false });
      }
    }
    await this.#trim();
  }

  /** Bytes kept. */
  get bytes(): number {
    return [...this.#entries.values()].reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /** Bytes of one file; 0 when it is not here. */
  bytesOf = (sha256: string): number => this.#entries.get(sha256)?.bytes ?? 0;

  /** The file with these bytes, fetched if it is not here. It stays until it was let go as often as it was asked for. */
  async hold(sha256: string, fetch: Fetch): Promise<string> {
    if (!isHash(sha256)) throw new Refusal("BAD_REQUEST", "An input of the job has no proper SHA-256");
    this.#pins.set(sha256, (this.#pins.get(sha256) ?? 0) + 1);
    try {
      await this.#bring(sha256, fetch);
      return this.#path(sha256);
    } catch (error) {
      this.letGo(sha256);
      throw error;
    }
  }

  letGo(sha256: string): void {
    const pins = (this.#pins.get(sha256) ?? 0) - 1;
    if (pins > 0) this.#pins.set(sha256, pins);
    else this.#pins.delete(sha256);
  }

  /** Keep a file this node made itself: the next job of its graph will ask for it. Never rejects. */
  async adopt(file: string, sha256: string): Promise<void> {
    if (!isHash(sha256) || this.#entries.has(sha256)) return;
    try {
      const { size } = await stat(file);
      if (size > this.#maxBytes / 4) return;
      await link(file, this.#path(sha256));
      // Linked, not copied and not synced: like a file of an earlier process it is read before it is believed.
      this.#entries.set(sha256, { bytes: size, usedAt: this.#useNow(), verified: false });
      await this.#trim();
    } catch {
      // Only a saving; a disk without links does without.
    }
  }

  /** Remove what was not used for longest until `bytes` are free; answers how many were freed. */
  async makeRoom(bytes: number): Promise<number> {
    let freed = 0;
    for (const [sha256, entry] of this.#oldestFirst()) {
      if (freed >= bytes) break;
      await this.#drop(sha256);
      freed += entry.bytes;
    }
    return freed;
  }

  /** One at a time a file: two jobs may want the same at once; the second tries itself if the first was stopped. */
  async #bring(sha256: string, fetch: Fetch): Promise<void> {
    const before = this.#fetching.get(sha256) ?? Promise.resolve();
    const bringing = before.catch(() => {}).then(() => this.#bringOne(sha256, fetch));
    this.#fetching.set(sha256, bringing);
    try {
      await bringing;
    } finally {
      if (this.#fetching.get(sha256) === bringing) this.#fetching.delete(sha256);
    }
  }

  async #bringOne(sha256: string, fetch: Fetch): Promise<void> {
    if (await this.#isHere(sha256)) return;
    await this.#fetch(sha256, fetch);
    await this.#trim();
  }

  async #isHere(sha256: string): Promise<boolean> {
    const entry = this.#entries.get(sha256);
    if (!entry) return false;
    const now = new Date();
    const touched = await utimes(this.#path(sha256), now, now).then(
      () => true,
      (error: NodeJS.ErrnoException) => error.code !== "ENOENT",
    );
    if (touched && (entry.verified || (await hashFile(this.#path(sha256))) === sha256)) {
      entry.verified = true;
      entry.usedAt = this.#useNow();
      return true;
    }
    await this.#drop(sha256);
    return false;
  }

  async #fetch(sha256: string, fetch: Fetch): Promise<void> {
    const partial = `${this.#path(sha256)}.${process.pid}-${this.#parts++}.part`;
    try {
      await fetch(partial);
      const got = await hashFile(partial);
      if (got !== sha256)
        throw new Error(`an input arrived with SHA-256 ${got.slice(0, 8)}…, expected ${sha256.slice(0, 8)}…`);
      const file = await open(partial, "r+");
      try {
        await file.datasync();
      } finally {
        await file.close();
      }
      const { size } = await stat(partial);
      await rename(partial, this.#path(sha256));
      this.#entries.set(sha256, { bytes: size, usedAt: this.#useNow(), verified: true });
    } catch (error) {
      await rm(partial, { force: true }).catch(() => {});
      throw error;
    }
  }

  /** Two uses in one millisecond still have an order. */
  #useNow(): number {
    this.#lastUse = Math.max(Date.now(), this.#lastUse + 0.001);
    return this.#lastUse;
  }

  async #trim(): Promise<void> {
    await this.makeRoom(this.bytes - this.#maxBytes);
  }

  #oldestFirst(): [string, Entry][] {
    return [...this.#entries].filter(([sha256]) => !this.#pins.has(sha256)).sort(([, a], [, b]) => a.usedAt - b.usedAt);
  }

  async #drop(sha256: string): Promise<void> {
    this.#entries.delete(sha256);
    await rm(this.#path(sha256), { force: true });
  }

  #path(name: string): string {
    return path.join(this.#folder, name);
  }
}
