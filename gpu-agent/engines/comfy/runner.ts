import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { Bell } from "../../bell";
import type { Graph } from "../../graph/graph";
import { log, wordsOf } from "../../log";
import { EngineError, type EngineErrorKind, rejection } from "./errors";
import { type Expected, failureOf, type Harvest, harvest, secondsOf } from "./harvest";
import type { ComfyHttp, HistoryEntry } from "./http";
import { uuid5 } from "./ids";
import type { Ledger } from "./ledger";
import type { OwnServer } from "./own-server";
import { type Pace, usualPace } from "./pace";
import { ProgressTracker, type Tick } from "./progress";
import { isDown, PromptDesk } from "./prompt-desk";
import { type Hint, HintSocket } from "./socket";
import { underId } from "./under-id";

/** `§id§` in any text of the graph becomes the beginning of the prompt's id; every `filename_prefix` becomes a folder of its own. */
export type GraphTask = { job: string; stage: string; graph: Graph; expects: readonly Expected[] };
export type GraphDone = { results: Harvest; promptId: string; graph: Graph; seconds: number | null };
type Manner = { signal: AbortSignal; onTick: (tick: Tick) => void; reupload: () => Promise<void> };

/** How often an attempt that ended so is followed by another, under a new id. */
const again: Partial<Record<EngineErrorKind, number>> = {
  ...{ interrupted: 3, lost: 5, missing_output: 2, asset_gone: 1, node_error: 1 },
};
const mostAttempts = 40;
const finishedKept = 2;

/**
 * Runs graphs on one server, one at a time, so that each is done once however often something dies in between. The
 * server's queue and history are the truth; the socket only says when to look. An attempt's id follows from job, stage,
 * graph and number, and is looked up before every post: whoever comes after a crash finds what was posted before it.
 */
export class GraphRunner {
  readonly #http: ComfyHttp;
  readonly #ledger: Ledger;
  readonly #desk: PromptDesk;
  readonly #pace: Pace;
  readonly #pollOnly: boolean;
  readonly #bell = new Bell();
  #socket: HintSocket | undefined;
  #listening: { id: string; tracker: ProgressTracker; onTick: (tick: Tick) => void } | undefined;
  #turn: Promise<unknown> = Promise.resolve();
  /** Finished prompts the server still remembers, oldest first; the last ones stay as a sign that it was not restarted. */
  readonly #finished: string[] = [];
  #closed = false;
  /** Looks that follow quickly, because the server said it is done. */
  #soon = 0;

  constructor(
    http: ComfyHttp,
    {
      ledger,
      pace = usualPace,
      pollOnly = false,
      owned,
    }: { ledger: Ledger; pace?: Pace; pollOnly?: boolean; owned?: OwnServer | undefined },
  ) {
    this.#http = http;
    this.#ledger = ledger;
    this.#pace = pace;
    this.#pollOnly = pollOnly;
    this.#desk = new PromptDesk(http, { ledger, pace, owned });
  }

  /** Rejects with an EngineError, or at once when `signal` aborts; the server's part is then ended in the background. */
  async run(task: GraphTask, manner: Manner): Promise<GraphDone> {
    const before = this.#turn;
    let free: () => void = () => {};
    this.#turn = new Promise<void>((resolve) => {
      free = resolve;
    });
    // The turn ends when the server is rid of it, which may be later than the caller hears of the end.
    const inner = before.then(() => this.#attempts(task, manner)).finally(free);
    try {
      return await aborting(inner, manner.signal);
    } catch (error) {
      throw manner.signal.aborted ? new EngineError("cancelled", "cancelled") : error;
    }
  }

  /** Takes what an earlier life of this node left on the server off it, unless it belongs to `job`. */
  async cancelOrphans(job?: string): Promise<void> {
    for (const [id, owner] of [...this.#ledger.open]) {
      if (owner === job) continue;
      log.info("taking a forgotten prompt off the image server");
      await this.#desk
        .end(id)
        .catch((error: unknown) => log.warn(`a forgotten prompt could not be ended: ${wordsOf(error)}`));
    }
  }

  close(): void {
    this.#closed = true;
    this.#socket?.close();
    this.#socket = undefined;
  }

  async #attempts(task: GraphTask, manner: Manner): Promise<GraphDone> {
    manner.signal.throwIfAborted();
    this.#closed = false;
    const hash = createHash("sha256").update(JSON.stringify(task.graph)).digest("hex").slice(0, 16);
    const counts = new Map<EngineErrorKind, number>();
    await this.cancelOrphans(task.job);
    for (let n = 0; n < mostAttempts; n++) {
      const id = uuid5(`${task.job}/${task.stage}/${hash}/${n}`);
      const graph = underId(task.graph, id);
      const labelOf = (node: string) => graph[node]?._meta?.title;
      const seen = await this.#desk.untilUp(() => this.#desk.status(id), manner);
      // It failed before this process began, or for an attempt that was given up: that one is over.
      if (seen.state === "ended" && failureOf(seen.entry, false, labelOf)) continue;
      try {
        const done = await this.#attempt({ ...task, graph, id, known: seen.state !== "unknown" }, manner);
        return { ...done, promptId: id, graph };
      } catch (error) {
        if (manner.signal.aborted) {
          await this.#desk.end(id);
          throw error;
        }
        if (!(error instanceof EngineError)) throw error;
        const count = (counts.get(error.kind) ?? 0) + 1;
        counts.set(error.kind, count);
        if (count > (again[error.kind] ?? 0)) throw error;
        log.warn(`image server: ${error.message}; another try`);
        if (error.kind === "asset_gone") await manner.reupload();
      }
    }
    throw new EngineError("lost", "every attempt was lost");
  }

  async #attempt(
    task: GraphTask & { id: string; known: boolean },
    manner: Manner,
  ): Promise<Omit<GraphDone, "promptId" | "graph">> {
    const { id, graph } = task;
    const labelOf = (node: string) => graph[node]?._meta?.title;
    if (!task.known) await this.#connect();
    this.#listening = { id, tracker: new ProgressTracker(graph), onTick: manner.onTick };
    try {
      if (!task.known) await this.#post(task, manner);
      const entry = await this.#wait(id, manner);
      this.#ledger.settled(id);
      const failure = failureOf(entry, false, labelOf);
      if (failure) throw failure;
      const results = await this.#desk.untilUp(
        () => harvest(this.#http, entry, task.expects, { labelOf, signal: manner.signal }),
        manner,
      );
      await this.#forgetOld(id);
      return { results, seconds: secondsOf(entry) };
    } finally {
      this.#listening = undefined;
    }
  }

  /** On record first, then on the server; a reply that never came is settled by looking before trying again. */
  async #post({ id, job, graph }: GraphTask & { id: string }, manner: Manner): Promise<void> {
    this.#ledger.posted(id, job);
    for (;;) {
      manner.signal.throwIfAborted();
      try {
        const reply = await this.#http.post(graph, id, this.#socket?.open ? this.#socket.clientId : undefined);
        if (reply.accepted) return;
        // A part of the graph may have been accepted: that is a refusal too, and must not run.
        await this.#desk.end(id);
        throw rejection(reply.error, reply.nodeErrors, (node) => graph[node]?._meta?.title);
      } catch (error) {
        if (!isDown(error)) throw error;
        if (!(await this.#desk.gone(id, manner))) return;
      }
    }
  }

  /** Resolves with the history entry. EngineError "lost" when neither queue nor history knows it, twice. */
  async #wait(id: string, manner: Manner): Promise<HistoryEntry> {
    this.#soon = 0;
    let pause = this.#pace.firstPoll;
    for (;;) {
      const woken = this.#bell.next();
      const status = await this.#desk.untilUp(() => this.#desk.status(id), manner);
      if (status.state === "ended") return status.entry;
      if (status.state === "unknown") {
        if (await this.#desk.gone(id, manner)) {
          this.#ledger.settled(id);
          throw new EngineError("lost", "the server does not know it any more");
        }
        continue;
      }
      if (status.state === "pending" && status.ahead > 0)
        manner.onTick({ fraction: 0, label: `Waits behind ${status.ahead} on the image server` });
      if (status.state === "running") this.#watch();
      await this.#pause(woken, this.#soon > 0 ? Math.min(30, pause) : pause, manner.signal);
      if (this.#soon-- > 0) continue;
      pause = Math.min(
        pause < this.#pace.poll ? this.#pace.poll : pause * 1.5,
        this.#socket?.open ? this.#pace.slowPoll : this.#pace.poll,
      );
    }
  }

  /** Until the server said something, or `ms` are over. */
  async #pause(woken: Promise<void>, ms: number, signal: AbortSignal): Promise<void> {
    const over = new AbortController();
    const slept = sleep(ms, undefined, { signal: AbortSignal.any([signal, over.signal]) }).catch(() => {});
    await Promise.race([woken, slept]);
    over.abort();
    signal.throwIfAborted();
  }

  async #connect(): Promise<void> {
    if (this.#pollOnly || this.#socket?.open) return;
    this.#socket?.close();
    this.#socket = new HintSocket(this.#http.address, (hint) => this.#hear(hint));
    await this.#socket.opened(2_000);
  }

  /** A socket that looks open and says nothing while the queue says we run: a new one, with a new name. */
  #watch(): void {
    if (!this.#socket || this.#closed) return;
    const dead = this.#socket.open ? this.#socket.silentMs > this.#pace.silent : !this.#socket.connecting;
    if (!dead) return;
    this.#socket.close();
    this.#socket = new HintSocket(this.#http.address, (hint) => this.#hear(hint));
  }

  #hear(hint: Hint): void {
    if (hint.type === "closed") {
      this.#bell.ring();
      return;
    }
    const at = this.#listening;
    if (!at || (hint.prompt !== undefined && hint.prompt !== at.id)) return;
    if (hint.type === "done" || (hint.type === "node" && hint.node === null)) {
      // The history is written a moment after the first of these frames.
      this.#soon = 10;
      this.#bell.ring();
    }
    const tick = at.tracker.hear(hint);
    if (tick) at.onTick(tick);
  }

  async #forgetOld(id: string): Promise<void> {
    this.#finished.push(id);
    const old = this.#finished.splice(0, Math.max(0, this.#finished.length - finishedKept));
    if (old.length) await this.#http.forget(old).catch(() => {});
  }
}

/** Rejects as soon as `signal` aborts; the promise itself goes on. */
const aborting = <T>(promise: Promise<T>, signal: AbortSignal): Promise<T> =>
  new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    signal.addEventListener("abort", stop, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", stop));
  });
