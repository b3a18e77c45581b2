import { setTimeout as sleep } from "node:timers/promises";
import { EngineError } from "./errors";
import { type ComfyHttp, type HistoryEntry, HttpError } from "./http";
import type { Ledger } from "./ledger";
import type { OwnServer } from "./own-server";
import type { Pace } from "./pace";
import type { Tick } from "./progress";

type Status =
  | { state: "running" }
  | { state: "pending"; ahead: number }
  | { state: "ended"; entry: HistoryEntry }
  | { state: "unknown" };
type Patience = { signal: AbortSignal; onTick: (tick: Tick) => void };

/** What a server says of single prompts, and how they are ended: with patience for one that is away. */
export class PromptDesk {
  readonly #http: ComfyHttp;
  readonly #ledger: Ledger;
  readonly #pace: Pace;
  readonly #owned: OwnServer | undefined;

  /** `owned`: the server is the node's own child, so it may be started again. */
  constructor(http: ComfyHttp, { ledger, pace, owned }: { ledger: Ledger; pace: Pace; owned: OwnServer | undefined }) {
    this.#http = http;
    this.#ledger = ledger;
    this.#pace = pace;
    this.#owned = owned;
  }

  /** Unknown to queue and history at two looks some time apart. */
  async gone(id: string, manner: Patience): Promise<boolean> {
    const look = async () => (await this.untilUp(() => this.status(id), manner)).state === "unknown";
    if (!(await look())) return false;
    await sleep(this.#pace.miss, undefined, { signal: manner.signal });
    return look();
  }

  /** The queue first: asked the other way round, a job that ends between the two questions is in neither answer. */
  async status(id: string): Promise<Status> {
    const { running, pending } = await this.#http.queue();
    if (running.includes(id)) return { state: "running" };
    if (pending.includes(id)) return { state: "pending", ahead: running.length + pending.indexOf(id) };
    const entry = await this.#http.history(id);
    return entry ? { state: "ended", entry } : { state: "unknown" };
  }

  /** Asks until the server answers; a server that is away too long is an error. */
  async untilUp<T>(ask: () => Promise<T>, { signal, onTick }: Patience): Promise<T> {
    let began = performance.now();
    let renewed = false;
    for (let tries = 0; ; tries++) {
      signal.throwIfAborted();
      try {
        return await ask();
      } catch (error) {
        if (!isDown(error)) throw error;
        this.#owned?.heal();
        if (performance.now() - began > this.#pace.down) {
          // It runs and says nothing: once it is started anew, if it is the node's own.
          if (renewed || !(await this.#owned?.restart())) throw asDown(error);
          renewed = true;
          began = performance.now();
        }
        if (tries > 0) onTick({ fraction: 0, label: "The image server does not answer; waiting for it" });
        await sleep(Math.min(this.#pace.slowPoll, this.#pace.poll * (tries + 1)), undefined, { signal });
      }
    }
  }

  /** Ends one prompt on the server, pending or running, and no other. Again and again: an interrupt between two jobs is lost. */
  async end(id: string): Promise<void> {
    const began = performance.now();
    for (let tries = 0; ; tries++) {
      const status = await this.status(id).catch((error: unknown) => {
        if (isDown(error)) return { state: "unknown" as const };
        throw error;
      });
      if (status.state === "unknown" || status.state === "ended") return this.#ledger.settled(id);
      if (performance.now() - began > this.#pace.wedged) {
        // Its memory goes with it, so the job is gone for certain; nobody else's server is ever ended.
        if (await this.#owned?.restart()) return this.#ledger.settled(id);
        throw new EngineError("wedged", "the server does not let go of a job that was cancelled: restart it");
      }
      if (status.state === "pending") await this.#http.unqueue(id).catch(() => {});
      else await this.#http.interrupt(id).catch(() => {});
      await sleep(tries === 0 ? Math.min(150, this.#pace.cancelAgain) : this.#pace.cancelAgain);
    }
  }
}

export const isDown = (error: unknown): boolean =>
  (error instanceof EngineError && error.kind === "engine_down") || (error instanceof HttpError && error.status >= 500);
const asDown = (error: unknown) =>
  error instanceof EngineError ? error : new EngineError("engine_down", error instanceof Error ? error.message : "");
