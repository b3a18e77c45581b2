import type { Worker } from "node:worker_threads";
import type { Rgb } from "../../geometry/pixels";
import { type Engine, type EngineProgress, PassError, type RunOptions } from "../engine";
import { probeBoxSelect } from "./box-select-probe";
import { probeHuman } from "./faces/human-files";
import type { FromWorker, NativeOp, NativeOps, ToWorker } from "./operations";
import { startWorker } from "./worker-thread";

/** The thread is closed this long after its last work: idle memory is worth more than a warm start. */
const idleMs = 20_000;

type Settings = { idleMs?: number };

/** TypeScript arithmetic in one worker thread, started at the first work; operations run one after another. */
export class NativeEngine implements Engine<NativeOps> {
  readonly name = "native";
  #worker: Worker | undefined;
  #idle: NodeJS.Timeout | undefined;
  #queue: Promise<unknown> = Promise.resolve();
  #nextId = 1;
  readonly #idleMs: number;

  constructor(settings: Settings = {}) {
    this.#idleMs = settings.idleMs ?? idleMs;
  }

  async probe() {
    const [boxSelect, findFaces] = await Promise.all([probeBoxSelect(), probeHuman()]);
    const nothing = { "patch-fill": [], resample: [], adjust: [], canny: [], "face-pop": [] };
    return { ...nothing, "box-select": boxSelect, "find-faces": findFaces };
  }

  run<Op extends NativeOp>(
    op: Op,
    input: NativeOps[Op]["input"],
    options: RunOptions<NativeOps[Op]["preview"]>,
  ): Promise<NativeOps[Op]["output"]> {
    const mine = this.#queue.then(() => this.#perform(op, input, options));
    this.#queue = mine.catch(() => undefined);
    return mine as Promise<NativeOps[Op]["output"]>;
  }

  async free() {
    clearTimeout(this.#idle);
    const worker = this.#worker;
    this.#worker = undefined;
    await worker?.terminate();
  }

  /** Whether a thread is running: for tests and the memory report. */
  get isWarm() {
    return this.#worker !== undefined;
  }

  async #perform(op: NativeOp, input: unknown, { signal, limitMs, onProgress }: RunOptions<Rgb>): Promise<unknown> {
    if (signal.aborted) throw cancelled();
    clearTimeout(this.#idle);
    const worker = this.#thread();
    const id = this.#nextId++;
    try {
      return await answer(worker, { id, op, input }, signal, limitMs, onProgress);
    } catch (error) {
      // A thread that was stopped in the middle, or died, is not used again.
      if (!(error instanceof PassError) || error.cause !== "bad-input") await this.free();
      throw error;
    } finally {
      this.#rest();
    }
  }

  #thread(): Worker {
    if (this.#worker) return this.#worker;
    const worker = startWorker();
    worker.unref();
    // Between jobs nobody waits for this thread: if it dies then, the next job starts another.
    worker.on("error", () => this.#forget(worker));
    worker.on("exit", () => this.#forget(worker));
    this.#worker = worker;
    return worker;
  }

  #forget(worker: Worker) {
    if (this.#worker === worker) this.#worker = undefined;
  }

  #rest() {
    this.#idle = setTimeout(() => void this.free(), this.#idleMs);
    this.#idle.unref();
  }
}

const cancelled = () => new PassError("cancelled", "never", "Cancelled");

/** Sends one request and waits for its answer, the time limit, a cancellation or the thread's end. */
const answer = (
  worker: Worker,
  request: ToWorker,
  signal: AbortSignal,
  limitMs: number,
  onProgress?: (progress: EngineProgress<Rgb>) => void,
): Promise<unknown> =>
  new Promise((resolve, reject) => {
    const settle = (finish: () => void) => {
      clearTimeout(timer);
      signal.removeEventListener("abort", onAbort);
      worker.off("message", onMessage).off("error", onError).off("exit", onExit);
      worker.unref();
      finish();
    };
    const fail = (error: PassError) => settle(() => reject(error));
    const onAbort = () => fail(cancelled());
    const onExit = () => fail(new PassError("engine", "now", "The worker thread ended before it was done"));
    const onError = (error: Error & { code?: string }) => fail(threadError(error));
    const onMessage = (message: FromWorker) => {
      if (message.id !== request.id) return;
      if (message.kind === "progress") onProgress?.(message);
      else if (message.kind === "done") settle(() => resolve(message.output));
      else fail(new PassError(message.cause, message.cause === "bad-input" ? "never" : "elsewhere", message.message));
    };
    const seconds = Math.round(limitMs / 1000);
    const tooLong = `Took longer than ${seconds} s and was stopped. Try a smaller picture or area`;
    const timer = setTimeout(() => fail(new PassError("timeout", "elsewhere", tooLong)), limitMs);
    signal.addEventListener("abort", onAbort, { once: true });
    worker.on("message", onMessage).on("error", onError).on("exit", onExit);
    worker.ref();
    worker.postMessage(request);
  });

const threadError = (error: Error & { code?: string }) =>
  error.code === "ERR_WORKER_OUT_OF_MEMORY" || /allocation failed/i.test(error.message)
    ? new PassError("oom", "elsewhere", "The node ran out of memory. Try a smaller picture")
    : new PassError("engine", "now", "The worker thread stopped unexpectedly");
