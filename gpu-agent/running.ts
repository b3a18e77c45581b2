import { setTimeout as sleep } from "node:timers/promises";
import type { ClaimedJob } from "../contract/agent-api";
import { untilAnswered } from "./backoff";
import type { Breaker } from "./breaker";
import type { Delivering } from "./delivering";
import { type Disk, diskTroubleOf } from "./disk";
import { endingOf, giveUp, NotHere } from "./give-up";
import type { Holding } from "./holding";
import type { Lease } from "./lease";
import { log } from "./log";
import { type Performer, runJob } from "./run-job";
import type { Studio } from "./studio";
import type { Inputs, Workspace } from "./workspace";

type Parts = {
  studio: Studio;
  workspace: Workspace;
  performer: Performer;
  disk: Disk;
  breaker: Breaker;
  holding: Holding;
  delivering: Delivering;
};
type Ready = { files: Inputs; folder: string };
type Claimed = { lease: Lease; ready: Promise<Ready>; settled: boolean };

/** How long a job that waited here is asked about before it starts all the same. */
const askMs = 3_000;

/** Performs one job at a time; the inputs of the claimed ones arrive meanwhile. */
export class Running {
  readonly #parts: Parts;
  readonly #waiting: Claimed[] = [];
  readonly #endings = new Set<Promise<void>>();
  /** On the engine, and the one before it whose files are still being written. */
  readonly #busy = new Set<Lease>();
  #current: Lease | undefined;
  /** The last performance and the one before, each until its files are written. */
  #last: Promise<void> = Promise.resolve();
  #lastButOne: Promise<void> = Promise.resolve();
  #closed = false;
  /** Seconds a job took lately, smoothed. */
  #usual = Number.NaN;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** The job on the engine, and one whose result is being written. */
  get busy(): ReadonlySet<Lease> {
    return this.#busy;
  }
  /** Jobs claimed and not yet performed, the running one included. */
  get before(): number {
    return this.#waiting.length + (this.#current ? 1 : 0);
  }
  /** Bytes of inputs that wait for their turn. */
  get aheadBytes(): number {
    return this.#waiting.reduce((sum, { lease }) => sum + this.#parts.workspace.bytesOf(lease.job.leaseId), 0);
  }
  /** Seconds a job took lately; NaN before the first. */
  get usualSeconds(): number {
    return this.#usual;
  }

  /** Fetch its inputs at once and perform it in its turn. */
  take(job: ClaimedJob): void {
    const { workspace, studio, holding } = this.#parts;
    const lease = holding.hold(job);
    const ready = (async () => ({
      files: await untilAnswered("fetch an input", lease.signal, () => workspace.inputs(job, studio, lease.signal)),
      folder: await workspace.folder(job.leaseId),
    }))();
    const claimed: Claimed = { lease, ready, settled: false };
    this.#waiting.push(claimed);
    const settle = () => {
      claimed.settled = true;
      holding.bell.ring();
    };
    // A failure is heard when its turn comes.
    ready.then(settle, settle);
    holding.bell.ring();
  }

  /** Perform what comes until `close`, then what is left. Never rejects. */
  async run(): Promise<void> {
    for (;;) {
      const changed = this.#parts.holding.bell.next();
      // A job whose inputs are here passes one that still waits for a file.
      const at = this.#waiting.findIndex(({ settled }) => settled);
      const [claimed] = at < 0 ? [] : this.#waiting.splice(at, 1);
      if (claimed) await this.#work(claimed);
      else if (this.#closed && this.#waiting.length === 0) break;
      else await changed;
    }
    while (this.#endings.size > 0) await Promise.all(this.#endings);
  }

  /** What was claimed ahead goes back now. */
  giveBackWaiting(): void {
    for (const { lease } of this.#waiting) lease.end("yielding");
  }

  close(): void {
    this.#closed = true;
    this.#parts.holding.bell.ring();
  }

  /** Resolves when the engine is free: the files of this job may still be on their way to the disk. */
  async #work({ lease, ready }: Claimed): Promise<void> {
    const { holding } = this.#parts;
    this.#current = lease;
    this.#busy.add(lease);
    try {
      const at = await ready;
      if (!lease.fresh) await Promise.race([lease.renew(), sleep(askMs, undefined, { ref: false })]);
      lease.signal.throwIfAborted();
      lease.said.note("Begins: its inputs are here");
      lease.begin();
      // Pictures of two jobs in memory, not of three.
      await this.#lastButOne;
      this.#lastButOne = this.#last;
      await new Promise<void>((free) => {
        this.#last = this.#perform(lease, { ...at, free }).finally(free);
        this.#track(this.#last);
      });
    } catch (error) {
      this.#busy.delete(lease);
      this.#giveUp(lease, this.#diskFirst(error));
    } finally {
      this.#current = undefined;
      holding.bell.ring();
    }
  }

  /** Never rejects. */
  async #perform(lease: Lease, { files, folder, free }: Ready & { free: () => void }): Promise<void> {
    const { performer, delivering, breaker, holding } = this.#parts;
    const report = (tick: Parameters<Lease["report"]>[0]) => lease.report(tick);
    try {
      const made = await runJob(performer, { job: lease.job, signal: lease.signal, report, free }, files, folder);
      this.#usual = Number.isNaN(this.#usual) ? made.seconds : 0.8 * this.#usual + 0.2 * made.seconds;
      breaker.done();
      for (const warning of made.warnings) lease.said.note(`Warning: ${warning}`);
      lease.said.note(
        `Done in ${made.seconds.toFixed(1)} s by ${[made.engine, made.algorithm].filter(Boolean).join(", ")}`,
      );
      log.info(`finished ${lease.job.title} after ${made.seconds.toFixed(1)} s`);
      delivering.take(lease, made);
    } catch (error) {
      this.#giveUp(lease, this.#diskFirst(error));
    } finally {
      this.#busy.delete(lease);
      holding.bell.ring();
    }
  }

  #diskFirst(error: unknown): unknown {
    const { disk } = this.#parts;
    if (!disk.heard(error)) return error;
    return new NotHere(`The node's disk took no more (${diskTroubleOf(error)})`);
  }

  /** Beside the next job: a studio that is away must not hold up what is here. */
  #giveUp(lease: Lease, error: unknown): void {
    const { studio, breaker, holding, delivering } = this.#parts;
    const ending = endingOf(lease, error);
    if (ending.kind === "failed" && ending.nodesFault) breaker.fault(ending.message);
    const told = giveUp(studio, lease, { ...ending, error }, delivering.signal).then(() => holding.end(lease));
    this.#track(told);
  }

  #track(ending: Promise<void>): void {
    this.#endings.add(ending);
    void ending.finally(() => this.#endings.delete(ending));
  }
}
