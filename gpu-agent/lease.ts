import {
  type ClaimedJob,
  heartbeatSeconds,
  type LeaseReply,
  leaseSeconds,
  progressIntervalMs,
} from "../contract/agent-api";
import { log } from "./log";
import { isRevoked, type Studio } from "./studio";

export type Tick = { fraction: number; label: string; previewPath?: string | undefined };
/** Why work under a lease ends before its time. */
export type EndReason = "cancelled" | "lost" | "stopping";

type Ways = { preview: (file: string) => Promise<string>; revoked: (error: unknown) => void };

/** Milliseconds between two previews of a job; each is a small upload. */
const previewMs = 2_000;

/** The hold on one job: renewed on its own timer, told of progress, and aborted when a person cancels or the studio gave it to another. */
export class Lease {
  readonly job: ClaimedJob;
  readonly #studio: Studio;
  readonly #preview: Ways["preview"];
  readonly #revoked: Ways["revoked"];
  readonly #ended = new AbortController();
  #timer: NodeJS.Timeout | undefined;
  #renewedAt = Date.now();
  #last: { fraction: number; label: string; previewMediaId: string | null } = {
    fraction: 0,
    label: "",
    previewMediaId: null,
  };
  #pending: Tick | undefined;
  #sending = false;
  #previewAt = 0;

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

  /** Stop renewing; the attempt is over. */
  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  /** Ask whether the job is still ours. Silence for a whole lease counts as no: by then another node may have it. */
  async renew(): Promise<boolean> {
    const { jobId, leaseId } = this.job;
    try {
      this.#heed(await this.#studio.call((api) => api.heartbeat.mutate({ jobId, leaseId, ...this.#last })));
    } catch (error) {
      this.#stumble(error);
      if (Date.now() - this.#renewedAt > leaseSeconds * 1000) this.end("lost");
    }
    return !this.#ended.signal.aborted;
  }

  /** Pass progress on, newest first and at most twice a second; a lost tick does not matter. */
  report(tick: Tick): void {
    this.#last = { ...this.#last, fraction: tick.fraction, label: tick.label.slice(0, 200) };
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
          this.#last = { ...this.#last, previewMediaId: await this.#preview(previewPath) };
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
    if (renewed && state === "held") this.#renewedAt = Date.now();
    if (state === "lost") this.end("lost");
    else if (cancel && !this.signal.aborted) {
      log.info(`${this.job.title}: cancelled by a person`);
      this.end("cancelled");
    }
  }
}
