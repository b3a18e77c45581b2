import type { Offer } from "../contract/passes/offer";
import type { Breaker } from "./breaker";
import { Claiming, type Hardware } from "./claiming";
import type { Config } from "./config";
import { Delivering } from "./delivering";
import type { Described } from "./describe-engine";
import type { Disk } from "./disk";
import { Holding } from "./holding";
import type { Journal, Unfinished } from "./journal";
import { log, wordsOf } from "./log";
import { type Rest, Resting, type Watcher } from "./resting";
import type { Performer } from "./run-job";
import { Running } from "./running";
import type { Studio } from "./studio";
import type { Workspace } from "./workspace";

export type Parts = {
  config: Pick<Config, "ahead" | "embedded" | "once" | "graceMs" | "resultsBytes">;
  studio: Studio;
  journal: Journal;
  workspace: Workspace;
  disk: Disk;
  breaker: Breaker;
  /** Who else may say that the node has to rest, most important first. */
  watchers: readonly Watcher[];
  performer: Performer;
  hardware: Hardware;
  probe: () => Promise<Offer[]>;
  describe?: () => Promise<Described>;
};

/**
 * Three rooms side by side: claiming (with the inputs of what comes next), running (one job), delivering. Here they are
 * opened, closed, and told when the node has to rest.
 */
export class Loop {
  readonly #parts: Parts;
  readonly #holding: Holding;
  readonly #delivering: Delivering;
  readonly #running: Running;
  readonly #resting: Resting;
  readonly #claiming: Claiming;
  readonly #stopping = new AbortController();
  #yielding: NodeJS.Timeout | undefined;
  #refused: unknown;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#holding = new Holding(parts, (error) => this.#shutOut(error));
    const holding = this.#holding;
    this.#delivering = new Delivering({ ...parts, holding }, parts.config.resultsBytes);
    const delivering = this.#delivering;
    this.#running = new Running({ ...parts, holding, delivering });
    this.#resting = new Resting([parts.disk, ...parts.watchers, parts.breaker], (rest) => this.#rested(rest));
    const rooms = { holding, delivering, running: this.#running, resting: this.#resting };
    this.#claiming = new Claiming({ ...parts, ...rooms }, this.#stopping.signal);
  }

  /** Work until `stop`, or with `once` until the queue is empty. Rejects when the studio no longer knows this node. */
  async run(unfinished: readonly Unfinished[]): Promise<void> {
    const runs = this.#running.run();
    try {
      await this.#resting.start();
      await this.#takeUp(unfinished);
      await this.#claiming.run();
    } catch (error) {
      if (!this.#stopping.signal.aborted) throw error;
    } finally {
      this.stop();
      this.#running.close();
      await runs;
      await this.#delivering.close(this.#parts.config.graceMs);
      this.#resting.stop();
      clearTimeout(this.#yielding);
      this.#holding.letGo();
    }
    if (this.#refused) throw this.#refused;
  }

  /** Claim no more; finish what runs within the grace or give it back. */
  stop(): void {
    if (this.#stopping.signal.aborted) return;
    this.#stopping.abort();
    this.#holding.bell.ring();
    this.#holding.endAll("stopping", this.#running.busy);
    setTimeout(() => this.giveBack(), this.#parts.config.graceMs).unref();
    // A studio that is away must not keep us: it takes the rest back when we come again.
    setTimeout(() => this.#delivering.abandon(), 2 * this.#parts.config.graceMs).unref();
  }

  /** Stop at once: what runs is given back. */
  giveBack(): void {
    this.#holding.endAll("stopping");
  }

  /** After a crash: what was made is delivered; the rest the studio takes back, as we do not name it. */
  async #takeUp(unfinished: readonly Unfinished[]): Promise<void> {
    const { journal, workspace, disk } = this.#parts;
    for (const { job, produced } of unfinished) {
      const whole = produced && (await workspace.measure(produced).catch(() => undefined));
      if (produced && whole) {
        log.info(`${job.title}: made before the restart, delivering it`);
        this.#delivering.resume(this.#holding.hold(job), produced);
      } else await journal.ended(job.leaseId).catch((error: unknown) => disk.heard(error));
    }
  }

  #rested(rest: Rest | undefined): void {
    this.#holding.bell.ring();
    clearTimeout(this.#yielding);
    log.info(rest ? `taking no work: the node lacks ${rest.what}` : "working again");
    if (!rest) return;
    this.#claiming.hangUp();
    if (!rest.yields) return;
    // What waits goes back now, what runs gets the grace to finish.
    this.#running.giveBackWaiting();
    this.#yielding = setTimeout(() => this.#makeWay(), this.#parts.config.graceMs);
  }

  #makeWay(): void {
    for (const lease of this.#running.busy) lease.end("yielding");
    void this.#parts.performer.free().catch((error: unknown) => log.warn(wordsOf(error)));
  }

  /** Revoked while it worked: no need to wait for the next claim to say so. The local node waits to be known again. */
  #shutOut(error: unknown): void {
    if (this.#parts.config.embedded) return;
    this.#refused ??= error;
    this.stop();
  }
}
