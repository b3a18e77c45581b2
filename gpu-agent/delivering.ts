import { setTimeout as sleep } from "node:timers/promises";
import type { Disk } from "./disk";
import { endingOf, giveUp } from "./give-up";
import type { Holding } from "./holding";
import type { Journal, Produced } from "./journal";
import type { Lease } from "./lease";
import { log, wordsOf } from "./log";
import { Refusal, type Studio } from "./studio";
import { deliver } from "./uploads";
import type { Delivery, Workspace } from "./workspace";

type Parts = { studio: Studio; journal: Journal; workspace: Workspace; disk: Disk; holding: Holding };
type Parcel = { lease: Lease; produced: Produced; files: Delivery[] | undefined };

/** Two travel at once: while the studio files one away, the wire carries the other. */
const sideBySide = 2;
/** Results the node keeps for the studio at most; their leases are all renewed. */
const mostResults = 200;
/** When nothing got through for this long, only this many are made on top of it. */
const stuckAfterMs = 60_000;
const mostWhenStuck = 2;

/** Brings results to the studio, oldest first, while the next job runs; for ever, until it answers. */
export class Delivering {
  readonly #parts: Parts;
  readonly #maxBytes: number;
  readonly #abandon = new AbortController();
  readonly #queue: Parcel[] = [];
  readonly #active = new Set<Promise<void>>();
  #sending = 0;
  #count = 0;
  #bytes = 0;
  #lastMoved = performance.now();

  /** `maxBytes`: results on the disk from which no further job is taken. */
  constructor(parts: Parts, maxBytes: number) {
    this.#parts = parts;
    this.#maxBytes = maxBytes;
  }

  /** Aborts when the process ends: what is not delivered then stays in the journal. */
  get signal(): AbortSignal {
    return this.#abandon.signal;
  }

  /** Results made and not yet in the studio. */
  get count(): number {
    return this.#count;
  }

  /** No room for another result. */
  get full(): boolean {
    const stuck = performance.now() - this.#lastMoved > stuckAfterMs;
    return this.#count >= (stuck ? mostWhenStuck : mostResults) || this.#bytes >= this.#maxBytes;
  }

  /** A result just made: on record first, then on its way. Returns at once. */
  take(lease: Lease, produced: Produced): void {
    this.#begin();
    this.#track(this.#record(lease, produced));
  }

  /** A result made before the restart: it is on record. */
  resume(lease: Lease, produced: Produced): void {
    this.#begin();
    this.#add({ lease, produced, files: undefined });
  }

  /** Cut off what travels: it stays in the journal. */
  abandon(): void {
    this.#abandon.abort();
  }

  /** Resolves when all is delivered, or cut off after `graceMs`. */
  async close(graceMs: number): Promise<void> {
    const all = async () => {
      while (this.#active.size > 0) await Promise.all(this.#active);
    };
    await Promise.race([all(), sleep(graceMs, undefined, { ref: false })]);
    this.abandon();
    await all();
  }

  #begin(): void {
    if (this.#count++ === 0) this.#lastMoved = performance.now();
  }

  async #record(lease: Lease, produced: Produced): Promise<void> {
    const { journal, disk } = this.#parts;
    // A result the journal cannot keep is still worth delivering; only a crash in between would lose it.
    await journal.produced(lease.job.leaseId, produced).catch((error: unknown) => {
      disk.heard(error);
      log.warn(`${lease.job.title}: the journal took no note of the result: ${wordsOf(error)}`);
    });
    this.#add({ lease, produced, files: undefined });
  }

  #add(parcel: Parcel): void {
    this.#queue.push(parcel);
    this.#next();
  }

  #next(): void {
    while (this.#sending < sideBySide && !this.#abandon.signal.aborted) {
      const parcel = this.#queue.shift();
      if (!parcel) return;
      this.#sending++;
      this.#track(
        this.#deliver(parcel).finally(() => {
          this.#sending--;
          this.#count--;
          this.#lastMoved = performance.now();
          this.#parts.holding.bell.ring();
          this.#next();
        }),
      );
    }
  }

  #track(work: Promise<void>): void {
    this.#active.add(work);
    void work.finally(() => this.#active.delete(work));
  }

  async #deliver({ lease, produced }: Parcel): Promise<void> {
    const { studio, workspace, holding } = this.#parts;
    const { job } = lease;
    let bytes = 0;
    try {
      const files = await workspace.measure(produced);
      bytes = files.reduce((sum, file) => sum + file.bytes, 0);
      this.#bytes += bytes;
      const outcome = await deliver(studio, { job, produced, files, log: lease.said.take() }, this.#abandon.signal);
      if (outcome === "fenced") log.warn(`${job.title}: another node has it by now, the result is dropped`);
      else for (const file of files) await workspace.cache.adopt(file.path, file.sha256);
      await holding.end(lease);
    } catch (error) {
      // Cut off by the end of this process: the journal still has it.
      if (this.#abandon.signal.aborted && !(error instanceof Refusal)) return;
      log.warn(`${job.title}: the result could not be delivered: ${wordsOf(error)}`);
      const told = error instanceof Refusal ? refusedResult(error) : error;
      await giveUp(studio, lease, { ...endingOf(lease, told), error: told }, this.#abandon.signal);
      await holding.end(lease);
    } finally {
      this.#bytes -= bytes;
    }
  }
}

const refusedResult = (error: Refusal) =>
  Object.assign(new Error(error.message), { cause: "engine", retry: "elsewhere" });
