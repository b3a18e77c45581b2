import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { log } from "../../log";
import { PassError } from "../engine";
import { Info, Painted, TaskProgress } from "./answers";
import { asPassError } from "./errors";
import { type A1111Http, ConnectionError, parsed } from "./http";
import { type Tick, Watcher } from "./watcher";

export type Task = { route: "txt2img" | "img2img"; body: Readonly<Record<string, unknown>> };
export type Done = { image: string; info: Info; taskId: string; seconds: number };
type Manner = { signal: AbortSignal; onTick: (tick: Tick) => void };

/** Milliseconds. Tests make them short. */
export const usualPace = {
  poll: 1_000,
  /** How long a server that does not answer is waited for. */
  down: 10 * 60_000,
  /** Nothing moves: not the step, not the place in the queue. Loading a large model from a slow disk takes minutes. */
  stalled: 15 * 60_000,
  interruptAgain: 2_000,
  /** A running job that was interrupted and does not end. */
  wedged: 60_000,
};
export type Pace = typeof usualPace;

/** How often a picture whose answer was lost, or which somebody else interrupted, is begun again. */
const mostAgain = 3;

/**
 * Runs pictures on one server, one at a time. Such a server answers once, on the connection that asked, and keeps
 * nothing: an answer that is lost with its socket is lost for good, and the picture is painted again under a new task id,
 * after the old one has left the server. What a node that died had asked for is painted to its end by the server and
 * thrown away there; no id of it survives, so the next attempt only waits behind it.
 *
 * Cancelling: the API's interrupt ends whatever runs, whosever it is. It is sent only while the server names our task id
 * as the running one, looked up directly before; a task that still waits cannot be taken off the queue and is interrupted
 * when its turn comes. A server that does not name tasks (older than 1.8, or --nowebui) is never interrupted: the job
 * ends here at once, and the next one waits until the server is through. Between look and interrupt lies a moment in
 * which our task may end and another begin; the API offers nothing that would close it.
 */
export class A1111Runner {
  readonly #http: A1111Http;
  readonly #pace: Pace;
  #turn: Promise<unknown> = Promise.resolve();
  #cleaning = false;

  constructor(http: A1111Http, pace: Pace = usualPace) {
    this.#http = http;
    this.#pace = pace;
  }

  /** Rejects with a PassError, at once when `signal` aborts; the server's part is then ended in the background. */
  async run(task: Task, manner: Manner): Promise<Done> {
    const before = this.#turn;
    let free: () => void = () => {};
    this.#turn = new Promise<void>((resolve) => {
      free = resolve;
    });
    if (this.#cleaning) manner.onTick({ fraction: 0, label: "Waits until the image server is rid of a cancelled job" });
    // The turn ends when the server is rid of it, which may be later than the caller hears of the end.
    const inner = before.then(() => this.#attempts(task, manner)).finally(free);
    try {
      return await aborting(inner, manner.signal);
    } catch (error) {
      throw manner.signal.aborted ? new PassError("cancelled", "never", "Cancelled") : asPassError(error);
    }
  }

  /** Resolves when nothing of ours is on the server any more. */
  settled = (): Promise<unknown> => this.#turn;

  async #attempts(task: Task, manner: Manner): Promise<Done> {
    for (let n = 1; ; n++) {
      manner.signal.throwIfAborted();
      const taskId = `backlot-${randomUUID()}`;
      try {
        return await this.#attempt(task, taskId, manner);
      } catch (error) {
        const again = error instanceof Interrupted || (error instanceof ConnectionError && error.kind === "lost");
        if (manner.signal.aborted || !again) throw error;
        if (error instanceof ConnectionError) await this.#clear(taskId, manner);
        if (n > mostAgain)
          throw error instanceof Interrupted
            ? new PassError("engine", "now", "Somebody interrupted the image server, again and again.")
            : error;
        log.warn(`image server: ${error.message}; painting it again`);
      }
    }
  }

  async #attempt({ route, body }: Task, taskId: string, manner: Manner): Promise<Done> {
    const began = performance.now();
    const cut = new AbortController();
    const watcher = new Watcher(this.#http, taskId, manner.onTick);
    const answer = this.#post(`/sdapi/v1/${route}`, { ...body, force_task_id: taskId }, cut.signal, manner);
    let over = false;
    const watching = this.#watch(watcher, manner.signal, () => over);
    try {
      const text = await Promise.race([answer, watching]);
      over = true;
      const interrupted = (await watcher.wasInterrupted()) && !manner.signal.aborted;
      if (interrupted) throw new Interrupted("somebody interrupted it on the server");
      return { ...readAnswer(text), taskId, seconds: (performance.now() - began) / 1_000 };
    } catch (error) {
      over = true;
      // Cancelled or stalled while the server is still at it.
      if (manner.signal.aborted || error instanceof PassError) await this.#end(taskId, answer);
      throw error;
    } finally {
      cut.abort();
      answer.catch(() => {});
      watching.catch(() => {});
    }
  }

  /** Nothing arrived while nobody listens, so it may be sent again; once it may have arrived, it is lost. */
  async #post(route: string, body: unknown, cut: AbortSignal, { signal, onTick }: Manner): Promise<string> {
    const began = performance.now();
    for (let tries = 1; ; tries++) {
      try {
        return await this.#http.text(route, { method: "POST", body, signal: cut });
      } catch (error) {
        if (!(error instanceof ConnectionError) || error.kind !== "down") throw error;
        if (performance.now() - began > this.#pace.down) throw error;
        onTick({ fraction: 0, label: "The image server does not answer; waiting for it" });
        await sleep(Math.min(5_000, this.#pace.poll * tries), undefined, { signal });
      }
    }
  }

  /** Never resolves: it rejects when the job was cancelled or nothing moves any more. */
  async #watch(watcher: Watcher, signal: AbortSignal, over: () => boolean): Promise<never> {
    for (;;) {
      await sleep(this.#pace.poll, undefined, { signal });
      if (over()) return new Promise<never>(() => {});
      await watcher.look(over);
      if (watcher.stillMs > this.#pace.stalled)
        throw new PassError(
          "timeout",
          "elsewhere",
          `The image server has not moved for ${Math.round(this.#pace.stalled / 60_000)} minutes: restart it.`,
        );
    }
  }

  /** Waits for the end of a task that nobody wants any more; interrupts it only while the server says that it runs. */
  async #end(taskId: string, answer: Promise<unknown>): Promise<void> {
    this.#cleaning = true;
    const began = performance.now();
    let answered = false;
    const settle = () => {
      answered = true;
    };
    void answer.then(settle, settle);
    try {
      for (let interrupts = 0, misses = 0; !answered; ) {
        const seen = await this.#seen(taskId);
        // Asked for a moment ago, it may not be on the list yet.
        misses = seen === "gone" ? misses + 1 : 0;
        if (misses >= 2) return;
        if (seen === "running" && interrupts++ * this.#pace.interruptAgain <= this.#pace.wedged)
          await this.#http.json("/sdapi/v1/interrupt", { method: "POST", body: {} }).catch(() => {});
        const late = interrupts * this.#pace.interruptAgain > this.#pace.wedged;
        if (late || performance.now() - began > this.#pace.stalled)
          return log.warn("the image server does not let go of a cancelled job: restart it");
        await Promise.race([sleep(this.#pace.interruptAgain), answer.then(settle, settle)]);
      }
    } finally {
      this.#cleaning = false;
    }
  }

  /** After a lost answer: the old task must be off the server before the new one is asked for. */
  async #clear(taskId: string, { signal, onTick }: Manner): Promise<void> {
    const began = performance.now();
    for (let interrupts = 0; ; ) {
      signal.throwIfAborted();
      const seen = await this.#seen(taskId);
      if (seen === "gone" || seen === "unnamed") return;
      if (performance.now() - began > this.#pace.down) return;
      onTick({ fraction: 0, label: "The image server broke off; waiting until it is free" });
      if (seen === "running" && interrupts++ * this.#pace.interruptAgain <= this.#pace.wedged)
        await this.#http.json("/sdapi/v1/interrupt", { method: "POST", body: {} }).catch(() => {});
      await sleep(this.#pace.interruptAgain, undefined, { signal });
    }
  }

  /** Where a task of ours is. `unnamed`: this server does not name tasks. `away`: it does not answer. */
  async #seen(taskId: string): Promise<"running" | "waiting" | "gone" | "unnamed" | "away"> {
    try {
      const body = { id_task: taskId, id_live_preview: -1, live_preview: false };
      const read = await this.#http.ifThere("/internal/progress", { method: "POST", body });
      const task = TaskProgress.safeParse(read).data;
      if (!task) return "unnamed";
      return task.active ? "running" : task.queued ? "waiting" : "gone";
    } catch {
      return "away";
    }
  }
}

class Interrupted extends Error {}

const readAnswer = (text: string): { image: string; info: Info } => {
  const painted = Painted.safeParse(parsed(text)).data;
  const [image] = painted?.images ?? [];
  if (!painted || !image) throw new PassError("engine", "now", "The image server answered without a picture.");
  const info = Info.safeParse(painted.info ? parsed(painted.info) : {}).data ?? Info.parse({});
  return { image, info };
};

/** Rejects as soon as `signal` aborts; the promise itself goes on. */
const aborting = <T>(promise: Promise<T>, signal: AbortSignal): Promise<T> =>
  new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    signal.addEventListener("abort", stop, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", stop));
  });
