import { type ClaimedJob, heartbeatSeconds, type LeaseReply, progressIntervalMs } from "../contract/agent-api";
import { log, wordsOf } from "./log";
import { isRevoked, Refusal, type Studio } from "./studio";
import { TryLog } from "./try-log";

export type Tick = { fraction: number; label: string; previewPath?: string | undefined };
/** Why work under a lease ends before its time. `yielding`: the machine is wanted for something else. */
export type EndReason = "cancelled" | "lost" | "stopping" | "yielding";

type Ways = { preview: (file: string, signal: AbortSignal) => Promise<string>; revoked: (error: unknown) => void };

/** Milliseconds between two previews of a job; each is a small upload. */
const previewMs = 2_000;

/**
 * The hold on one job: renewed on its own timer, told of progress, and aborted when a person cancels or the studio gave
 * it to another. A studio that cannot be reached aborts nothing: the work goes on, and whether it still counts is
 * settled when it is delivered.
 */
export class Lease {
  readonly job: ClaimedJob;
  /** What the people who asked for it are told of this try. */
  readonly said = new TryLog();
  readonly #studio: Studio;
  readonly #preview: Ways["preview"];
  readonly #revoked: Ways["revoked"];
  readonly #ended = new AbortController();
  #timer: NodeJS.Timeout | undefined;
  // The machine's own count: a clock that is set back or an hour off changes nothing.
  #renewedAt = performance.now();
  #last: { fraction: number; label: string; previewMediaId: string | null } = {
    fraction: 0,
    label: "",
    previewMediaId: null,
  };
  #pending: Tick | undefined;
  #sending = false;
  #previewAt = 0;
  #begun = false;

  /** `preview` brings a file and answers its media id; `revoked` hears that the studio knows this node no longer. */
  constructor(job: ClaimedJob, studio: Studio, { preview, revoked }: Ways) {
    this.job = job;
    this.#studio = studio;
    this.#preview = preview;
    this.#revoked = revoked;
    this.#timer = setInterval(() => void this.renew(), heartbeatSeconds * 1000);
  }

  /** Aborts when the work must end; `reason` says why. */
  get signal(): AbortSignal {
    return this.#ended.signal;
  }
  get reason(): EndReason | undefined {
    return this.#ended.signal.aborted ? (this.#ended.signal.reason as EndReason) : undefined;
  }

  end(reason: EndReason): void {
    if (!this.#ended.signal.aborted) this.#ended.abort(reason);
  }

  /** The work begins: the studio counts its seconds from now. Not waited for, the GPU is not either. */
  begin(): void {
    this.#begun = true;
    void this.renew();
  }

  /** Stop renewing; the attempt is over. */
  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  /** The studio confirmed it so lately that it needs no asking before the work starts. */
  get fresh(): boolean {
    return !this.signal.aborted && performance.now() - this.#renewedAt < heartbeatSeconds * 1000 * 1.5;
  }

  /** Ask whether the job is still ours; no answer leaves it so. */
  async renew(): Promise<boolean> {
    const { jobId, leaseId } = this.job;
    const waiting = !this.#begun;
    const said = this.said.take();
    const beat = { jobId, leaseId, ...this.#last, waiting, ...(said && { log: said }) };
    try {
      this.#heed(await this.#studio.call((api) => api.heartbeat.mutate(beat)));
    } catch (error) {
      this.said.untold(said);
      this.#stumble(error);
      if (error instanceof Refusal) log.warn(`${this.job.title}: the studio refused a sign of life: ${wordsOf(error)}`);
    }
    return !this.#ended.signal.aborted;
  }

  /** Pass progress on, newest first and at most twice a second; a lost tick does not matter. */
  report(tick: Tick): void {
    // The wire knows no NaN; a refused sign of life would lose the job over a miscounted step.
    const fraction = Number.isFinite(tick.fraction) ? Math.min(1, Math.max(0, tick.fraction)) : this.#last.fraction;
    this.#last = { ...this.#last, fraction, label: tick.label.slice(0, 200) };
    this.said.step(tick.label);
    this.#pending = { ...tick, previewPath: tick.previewPath ?? this.#pending?.previewPath };
    if (!this.#sending) void this.#send();
  }

  async #send(): Promise<void> {
    this.#sending = true;
    while (this.#pending && this.#timer) {
      const { previewPath } = this.#pending;
      this.#pending = undefined;
      try {
        if (previewPath && Date.now() - this.#previewAt > previewMs) {
          this.#previewAt = Date.now();
          this.#last = { ...this.#last, previewMediaId: await this.#preview(previewPath, this.signal) };
        }
        const { jobId, leaseId } = this.job;
        this.#heed(await this.#studio.call((api) => api.progress.mutate({ jobId, leaseId, ...this.#last })), {
          renewed: false,
        });
      } catch (error) {
        // Whether the studio is gone is for the heartbeat to say.
        this.#stumble(error);
      }
      await new Promise((done) => setTimeout(done, progressIntervalMs));
    }
    this.#sending = false;
  }

  #stumble(error: unknown): void {
    if (!isRevoked(error)) return;
    this.end("lost");
    this.#revoked(error);
  }

  #heed({ state, cancel }: LeaseReply, { renewed = true } = {}): void {
    if (renewed && state === "held") this.#renewedAt = performance.now();
    if (state === "lost") this.end("lost");
    else if (cancel && !this.signal.aborted) {
      log.info(`${this.job.title}: cancelled by a person`);
      this.end("cancelled");
    }
  }
}
