import { setTimeout as sleep } from "node:timers/promises";
import { agentProtocol, type ClaimedJob } from "../contract/agent-api";
import type { Offer } from "../contract/passes/offer";
import { pauseMs, untilAnswered } from "./backoff";
import type { Config } from "./config";
import { giveUp } from "./give-up";
import type { Journal, Produced, Unfinished } from "./journal";
import { Lease } from "./lease";
import { log, wordsOf } from "./log";
import { type Performer, runJob } from "./run-job";
import { sayHello } from "./say-hello";
import { isRevoked, Refusal, type Studio } from "./studio";
import { bring, deliver } from "./uploads";
import type { Workspace } from "./workspace";

export type Hardware = { agentVersion: string; platform: string; gpu: string; vramGb: number; models: string[] };
export type Parts = {
  config: Pick<Config, "ahead" | "embedded" | "once" | "graceMs">;
  studio: Studio;
  journal: Journal;
  workspace: Workspace;
  performer: Performer;
  hardware: Hardware;
  probe: () => Promise<Offer[]>;
};

const probeEveryMs = 5 * 60_000;
const freeAfterMs = 60_000;
/** Results made and not yet delivered; more would only fill the disk. */
const undeliveredLimit = 2;

/** Claim, run, deliver: three chains side by side, one job each, the claim at most `ahead` before the run. */
export class Loop {
  readonly #parts: Parts;
  readonly #held = new Map<string, Lease>();
  readonly #stopping = new AbortController();
  readonly #abandon = new AbortController();
  #running: Lease | undefined;
  #before = 0;
  #undelivered = 0;
  #runs: Promise<void> = Promise.resolve();
  #deliveries: Promise<void> = Promise.resolve();
  #change = deferred();
  #said = "";
  #refused: unknown;
  #probedAt = 0;
  #freed = true;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Work until `stop`, or with `once` until the queue is empty. Rejects when the studio no longer knows this node. */
  async run(unfinished: readonly Unfinished[]): Promise<void> {
    try {
      this.#takeUp(unfinished);
      await this.#introduce();
      await this.#claimAll();
    } catch (error) {
      if (!this.#stopping.signal.aborted) throw error;
    } finally {
      this.stop();
      await this.#runs;
      await Promise.race([this.#deliveries, sleep(this.#parts.config.graceMs, undefined, { ref: false })]);
      this.#abandon.abort();
      await this.#deliveries;
      for (const lease of this.#held.values()) lease.stop();
    }
    if (this.#refused) throw this.#refused;
  }

  /** Claim no more; finish what runs within the grace or give it back. */
  stop(): void {
    if (this.#stopping.signal.aborted) return;
    this.#stopping.abort();
    for (const lease of this.#held.values()) if (lease !== this.#running) lease.end("stopping");
    setTimeout(() => this.giveBack(), this.#parts.config.graceMs).unref();
  }

  /** Stop at once: what runs is given back. */
  giveBack(): void {
    for (const lease of this.#held.values()) lease.end("stopping");
  }

  /** After a crash: what was made is delivered; the rest the studio takes back, as we do not name it. */
  #takeUp(unfinished: readonly Unfinished[]): void {
    for (const { job, produced } of unfinished) {
      if (!produced) this.#parts.journal.ended(job.leaseId);
      else {
        log.info(`${job.title}: made before the restart, delivering it`);
        this.#enqueueDelivery(this.#hold(job), produced);
      }
    }
  }

  async #claimAll(): Promise<void> {
    let failures = 0;
    while (!this.#stopping.signal.aborted) {
      await this.#room();
      if (this.#stopping.signal.aborted) return;
      try {
        if (failures > 0 || Date.now() - this.#probedAt > probeEveryMs) await this.#introduce();
        const job = await this.#claim();
        failures = 0;
        if (job) this.#take(job);
        else if (this.#parts.config.once && this.#held.size === 0) return;
        else this.#rest();
      } catch (error) {
        if (this.#stopping.signal.aborted) return;
        if (isRevoked(error) && !this.#parts.config.embedded) throw error;
        if (++failures === 1) log.warn(`the studio cannot be reached (${wordsOf(error)}); trying again`);
        await sleep(pauseMs(failures), undefined, { signal: this.#stopping.signal }).catch(() => {});
      }
    }
  }

  #claim(): Promise<ClaimedJob | null> {
    const holding = [...this.#held.keys()];
    const ask = this.#parts.config.once ? { holding, holdSeconds: 0 } : { holding };
    // A signal of its own for each call: the client never takes its listener off, and this loop asks for weeks.
    const asking = new AbortController();
    const stop = () => asking.abort();
    this.#stopping.signal.addEventListener("abort", stop, { once: true });
    if (this.#stopping.signal.aborted) stop();
    return this.#parts.studio
      .call((api) => api.claim.mutate(ask, { signal: asking.signal }))
      .finally(() => this.#stopping.signal.removeEventListener("abort", stop));
  }

  /** Say who we are and what we can do: at start, after the studio was away, and when something was installed. */
  async #introduce(): Promise<void> {
    const offers = await this.#parts.probe();
    this.#probedAt = Date.now();
    const report = { protocol: agentProtocol, ...this.#parts.hardware, offers, holding: [...this.#held.keys()] };
    const { studio, config } = this.#parts;
    this.#said = await sayHello(studio, report, {
      patient: config.embedded,
      said: this.#said,
      signal: this.#stopping.signal,
    });
  }

  #hold(job: ClaimedJob): Lease {
    const lease = new Lease(job, this.#parts.studio, {
      preview: (file) => bring(this.#parts.studio, file),
      revoked: (error) => this.#shutOut(error),
    });
    this.#held.set(job.leaseId, lease);
    return lease;
  }

  /** Revoked while it worked: no need to wait for the next claim to say so. The local node waits to be known again. */
  #shutOut(error: unknown): void {
    if (this.#parts.config.embedded) return;
    this.#refused ??= error;
    this.stop();
  }

  #take(job: ClaimedJob): void {
    this.#parts.journal.claimed(job);
    log.info(`claimed ${job.title}${job.attempt > 1 ? `, try ${job.attempt}` : ""}`);
    const lease = this.#hold(job);
    this.#before++;
    const { workspace, studio } = this.#parts;
    const inputs = untilAnswered("fetch an input", lease.signal, () => workspace.inputs(job, studio, lease.signal));
    // Fetched while the job before it runs; a failure is heard when its turn comes.
    inputs.catch(() => {});
    this.#runs = this.#runs
      .then(() => this.#work(lease, inputs))
      .then(() => {
        this.#before--;
        this.#changed();
      });
  }

  async #work(lease: Lease, inputs: Promise<Record<string, string[]>>): Promise<void> {
    const { performer, workspace, journal } = this.#parts;
    const { leaseId, title } = lease.job;
    try {
      // Renewed before the work: a job that waited here may be another's by now.
      if (!(await lease.renew())) return await this.#giveUp(lease, undefined);
      this.#running = lease;
      this.#freed = false;
      const files = await inputs;
      const made = await runJob(
        performer,
        { job: lease.job, signal: lease.signal, report: (tick) => lease.report(tick) },
        files,
        await workspace.folder(leaseId),
      );
      journal.produced(leaseId, made);
      log.info(`finished ${title} after ${made.seconds.toFixed(1)} s`);
      this.#enqueueDelivery(lease, made);
    } catch (error) {
      await this.#giveUp(lease, error);
    } finally {
      this.#running = undefined;
    }
  }

  #enqueueDelivery(lease: Lease, produced: Produced): void {
    this.#undelivered++;
    this.#deliveries = this.#deliveries
      .then(() => this.#deliver(lease, produced))
      .then(() => {
        this.#undelivered--;
        this.#changed();
      });
  }

  async #deliver(lease: Lease, produced: Produced): Promise<void> {
    const { studio } = this.#parts;
    try {
      const outcome = await deliver(studio, lease.job, produced, this.#abandon.signal);
      if (outcome === "fenced") log.warn(`${lease.job.title}: another node has it by now, the result is dropped`);
      await this.#end(lease);
    } catch (error) {
      // Cut off by the end of this process: the journal still has it.
      if (this.#abandon.signal.aborted && !(error instanceof Refusal)) return;
      log.warn(`${lease.job.title}: the studio refused the result: ${wordsOf(error)}`);
      await this.#giveUp(lease, error instanceof Refusal ? refusedResult(error) : error);
    }
  }

  /** End an attempt that made nothing. */
  async #giveUp(lease: Lease, error: unknown): Promise<void> {
    await giveUp(this.#parts.studio, lease, error, this.#abandon.signal);
    await this.#end(lease);
  }

  async #end(lease: Lease): Promise<void> {
    const { leaseId } = lease.job;
    lease.stop();
    this.#parts.journal.ended(leaseId);
    this.#held.delete(leaseId);
    await this.#parts.workspace.clear(leaseId).catch((error: unknown) => log.warn(wordsOf(error)));
    this.#changed();
  }

  /** Waits until another job may be claimed. */
  async #room(): Promise<void> {
    const { ahead, once } = this.#parts.config;
    while (
      !this.#stopping.signal.aborted &&
      (this.#before > ahead || this.#undelivered > undeliveredLimit || (once && this.#held.size > 0))
    )
      await this.#change.promise;
  }

  #changed(): void {
    this.#change.resolve();
    this.#change = deferred();
  }

  #rest(): void {
    if (this.#freed || this.#held.size > 0) return;
    this.#freed = true;
    setTimeout(() => {
      if (this.#held.size === 0) void this.#parts.performer.free().catch((error: unknown) => log.warn(wordsOf(error)));
    }, freeAfterMs).unref();
  }
}

const refusedResult = (error: Refusal) =>
  Object.assign(new Error(error.message), { cause: "engine", retry: "elsewhere" });
const deferred = () => {
  let resolve: () => void = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
};
