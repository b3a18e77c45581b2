import { mkdir, readdir, rm, stat } from "node:fs/promises";
import path from "node:path";
import type { ClaimedJob } from "../contract/agent-api";
import { hashFile, InputCache } from "./input-cache";
import type { Produced } from "./journal";
import type { Studio } from "./studio";

export type Inputs = Readonly<Record<string, readonly string[]>>;
/** A result's file with what the studio knows it by. */
export type Delivery = { slot: string; path: string; label: string; sha256: string; bytes: number };

/** The node's folders: inputs by content, shared by all jobs, and one folder an attempt. */
export class Workspace {
  readonly cache: InputCache;
  readonly #work: string;
  readonly #held = new Map<string, string[]>();

  constructor(home: string, cacheBytes: number) {
    this.cache = new InputCache(path.join(home, "cache"), cacheBytes);
    this.#work = path.join(home, "work");
  }

  /** Remove attempts nobody will come back to, and half-done downloads. */
  async tidy(keep: readonly string[]): Promise<void> {
    await this.cache.open();
    await mkdir(this.#work, { recursive: true });
    for (const name of await readdir(this.#work)) if (!keep.includes(name)) await this.clear(name);
  }

  /** The attempt's folder, made. */
  async folder(leaseId: string): Promise<string> {
    const folder = path.join(this.#work, leaseId);
    await mkdir(folder, { recursive: true });
    return folder;
  }

  /** Let go of an attempt's inputs and remove what it made. */
  async clear(leaseId: string): Promise<void> {
    for (const sha256 of this.#held.get(leaseId) ?? []) this.cache.letGo(sha256);
    this.#held.delete(leaseId);
    await rm(path.join(this.#work, leaseId), { recursive: true, force: true });
  }

  /** Bytes of an attempt's inputs that are here. */
  bytesOf = (leaseId: string): number =>
    (this.#held.get(leaseId) ?? []).reduce((sum, sha256) => sum + this.cache.bytesOf(sha256), 0);

  /** Paths of a job's inputs by slot, fetched where they are not here yet; they stay until the attempt is cleared. */
  async inputs({ leaseId, recipe }: ClaimedJob, studio: Studio, signal: AbortSignal): Promise<Inputs> {
    const bySlot: Record<string, string[]> = {};
    const held = this.#held.get(leaseId) ?? [];
    this.#held.set(leaseId, held);
    for (const { slot, mediaId, sha256 } of recipe.inputs) {
      const file = await this.cache.hold(sha256, (target) => studio.download(mediaId, target, signal));
      held.push(sha256);
      bySlot[slot] = [...(bySlot[slot] ?? []), file];
    }
    return bySlot;
  }

  /** What has to travel for a result. Rejects when a file is gone. */
  measure = ({ outputs }: Produced): Promise<Delivery[]> =>
    Promise.all(
      outputs.map(async ({ slot, path: file, label = "" }) => {
        const [sha256, { size }] = await Promise.all([hashFile(file), stat(file)]);
        return { slot, path: file, label, sha256, bytes: size };
      }),
    );
}
