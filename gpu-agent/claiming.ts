import { setTimeout as sleep } from "node:timers/promises";
import { agentProtocol, type ClaimedJob } from "../contract/agent-api";
import type { Offer } from "../contract/passes/offer";
import { pauseMs } from "./backoff";
import type { Config } from "./config";
import type { Delivering } from "./delivering";
import type { Described } from "./describe-engine";
import type { Disk } from "./disk";
import type { Holding } from "./holding";
import type { Journal } from "./journal";
import { log, wordsOf } from "./log";
import { offersAtRest, type Resting, restSaid } from "./resting";
import type { Performer } from "./run-job";
import type { Running } from "./running";
import { sayHello } from "./say-hello";
import { isRevoked, type Studio } from "./studio";

export type Hardware = {
  agentVersion: string;
  platform: string;
  gpu: string;
  vramGb: number;
  ramGb: number;
  models: string[];
};
type Parts = {
  config: Pick<Config, "ahead" | "embedded" | "once">;
  studio: Studio;
  journal: Journal;
  disk: Disk;
  performer: Performer;
  hardware: Hardware;
  probe: () => Promise<Offer[]>;
  describe?: () => Promise<Described>;
  holding: Holding;
  running: Running;
  delivering: Delivering;
  resting: Resting;
};

const probeEveryMs = 5 * 60_000;
/** Models are put into its folders, and it is started and stopped, by hand. */
const probeServerEveryMs = 60_000;
const freeAfterMs = 60_000;
/** A node that rests still shows that it is there, well within the 45 s after which it counts as away. */
const signOfLifeMs = 20_000;
/** Short jobs are claimed further ahead: this many seconds of work, and never more than this many jobs or bytes. */
const aheadSeconds = 1;
const aheadMost = 4;
const aheadMostBytes = 1024 ** 3;

/** Asks for work while there is room for it and no reason to rest. */
export class Claiming {
  readonly #parts: Parts;
  readonly #stopping: AbortSignal;
  #said = "";
  #saidRest: string | undefined;
  #probedAt = Number.NEGATIVE_INFINITY;
  #freed = true;
  /** What the engine will have in memory when it is through with all it was given. */
  #loaded: string[] = [];
  #asking: AbortController | undefined;

  constructor(parts: Parts, stopping: AbortSignal) {
    this.#parts = parts;
    this.#stopping = stopping;
    stopping.addEventListener("abort", () => this.hangUp(), { once: true });
  }

  /** Until stopped, or with `once` until the queue is empty. Rejects when the studio no longer knows this node. */
  async run(): Promise<void> {
    await this.#introduce();
    for (let failures = 0; !this.#stopping.aborted; ) {
      try {
        const every = this.#parts.describe ? probeServerEveryMs : probeEveryMs;
        const stale = performance.now() - this.#probedAt > every;
        if (failures > 0 || stale || this.#saidRest !== this.#parts.resting.reason?.what) await this.#introduce();
        if (this.#parts.resting.reason) await this.#rest();
        else if ((await this.#ask()) === "over") return;
        failures = 0;
      } catch (error) {
        if (this.#stopping.aborted) return;
        if (isRevoked(error) && !this.#parts.config.embedded) throw error;
        if (++failures === 1) log.warn(`the studio cannot be reached (${wordsOf(error)}); trying again`);
        await sleep(pauseMs(failures), undefined, { signal: this.#stopping }).catch(() => {});
      }
    }
  }

  /** End a claim that is held open: there is a reason to rest now. */
  hangUp(): void {
    this.#asking?.abort();
  }

  async #ask(): Promise<"over" | "on"> {
    if (!(await this.#room())) return "on";
    const { once, holding } = { ...this.#parts.config, holding: this.#parts.holding };
    const job = await this.#claim(once ? 0 : undefined);
    if (job) await this.#take(job);
    else if (this.#parts.resting.reason) return "on";
    else if (once && holding.size === 0) return "over";
    else this.#freeWhenIdle();
    return "on";
  }

  async #claim(holdSeconds: number | undefined): Promise<ClaimedJob | null> {
    const { holding, running } = this.#parts;
    const ahead = running.before > 0;
    const ask = {
      holding: holding.ids(),
      ahead,
      loaded: this.#loaded,
      ...(holdSeconds !== undefined && { holdSeconds }),
    };
    // A signal of its own for each call: the client never takes its listener off, and this loop asks for weeks.
    const asking = new AbortController();
    this.#asking = asking;
    if (this.#stopping.aborted) asking.abort();
    try {
      return await this.#parts.studio.call((api) => api.claim.mutate(ask, { signal: asking.signal }));
    } catch (error) {
      // We hung up. A job that was on its way goes back: the studio sees the closed socket, or that we do not name it.
      if (asking.signal.aborted) return null;
      throw error;
    } finally {
      this.#asking = undefined;
    }
  }

  /** Say who we are and what we can do: at start, after the studio was away, when something was installed or is in the way. */
  async #introduce(): Promise<void> {
    const { studio, config, hardware, holding, resting, probe, describe, disk } = this.#parts;
    const [offers, diskFreeGb, server] = await Promise.all([probe(), disk.freeGb(), describe?.()]);
    const rest = resting.reason;
    const report = { protocol: agentProtocol, ...withServer(hardware, server), holding: holding.ids(), diskFreeGb };
    this.#said = await sayHello(
      studio,
      rest ? { ...report, offers: offersAtRest(offers, rest), rest: restSaid(rest) } : { ...report, offers },
      { patient: config.embedded, said: this.#said, signal: this.#stopping },
    );
    this.#saidRest = rest?.what;
    this.#probedAt = performance.now();
  }

  async #take(job: ClaimedJob): Promise<void> {
    const { journal, running, disk, studio } = this.#parts;
    const { jobId, leaseId } = job;
    try {
      await journal.claimed(job);
    } catch (error) {
      // Not on record, so not begun: after a crash nobody would know of it.
      disk.heard(error);
      log.warn(`${job.title}: given back, the journal cannot be written (${wordsOf(error)})`);
      const reason = "The node's disk takes no more";
      await studio.call((api) => api.release.mutate({ jobId, leaseId, reason }));
      return this.#parts.resting.look();
    }
    log.info(`claimed ${job.title}${job.attempt > 1 ? `, try ${job.attempt}` : ""}`);
    this.#freed = false;
    if (job.models?.length) this.#loaded = job.models;
    running.take(job);
  }

  /** Waits until another job may be claimed; false when something else has to be looked at first. */
  async #room(): Promise<boolean> {
    const { config, holding, running, delivering, resting } = this.#parts;
    for (;;) {
      const changed = holding.bell.next();
      if (this.#stopping.aborted || resting.reason) return false;
      const tooMany = running.before > this.#ahead() || running.aheadBytes > aheadMostBytes;
      if (!tooMany && !delivering.full && !(config.once && holding.size > 0)) return true;
      await changed;
    }
  }

  #ahead(): number {
    const { config, running } = this.#parts;
    if (config.ahead === 0 || !(running.usualSeconds < aheadSeconds)) return config.ahead;
    return Math.max(config.ahead, Math.min(aheadMost, Math.ceil(aheadSeconds / Math.max(0.01, running.usualSeconds))));
  }

  /** The studio heard why; show now and then that the node is still there. */
  async #rest(): Promise<void> {
    const { holding, studio } = this.#parts;
    const changed = holding.bell.next();
    const job = await this.#claim(0);
    if (job) {
      const { jobId, leaseId } = job;
      await studio.call((api) => api.release.mutate({ jobId, leaseId, reason: "The node rests" }));
    }
    const waited = new AbortController();
    const over = AbortSignal.any([this.#stopping, waited.signal]);
    await Promise.race([changed, sleep(signOfLifeMs, undefined, { signal: over }).catch(() => {})]);
    waited.abort();
  }

  #freeWhenIdle(): void {
    const { holding, performer } = this.#parts;
    if (this.#freed || holding.size > 0) return;
    this.#freed = true;
    setTimeout(() => {
      if (holding.size > 0) return;
      this.#loaded = [];
      void performer.free().catch((error: unknown) => log.warn(wordsOf(error)));
    }, freeAfterMs).unref();
  }
}

/** The server may see another GPU than the node does, and knows its models. */
const withServer = (hardware: Hardware, server: Described | undefined) =>
  server
    ? {
        ...hardware,
        engine: server.engine,
        gpu: hardware.gpu || server.gpu,
        vramGb: Math.max(hardware.vramGb, server.vramGb),
        models: [...new Set([...hardware.models, ...server.models])],
      }
    : hardware;
