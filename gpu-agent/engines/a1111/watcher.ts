import { Progress, TaskProgress } from "./answers";
import { type A1111Http, ConnectionError } from "./http";

/** `preview`: a picture in base64, with or without "data:". */
export type Tick = { fraction: number; label: string; preview?: string };
/**
 * Asks a server how one task comes on. Where the server names tasks, the share is that task's own. Where it does not, its
 * one running job may be anybody's: its steps are told, and no share is claimed.
 */
export class Watcher {
  readonly #http: A1111Http;
  readonly #taskId: string;
  readonly #onTick: (tick: Tick) => void;
  #named: boolean | undefined;
  #interrupted = false;
  #preview = -1;
  #highest = 0;
  #seen = "";
  #movedAt = performance.now();

  constructor(http: A1111Http, taskId: string, onTick: (tick: Tick) => void) {
    this.#http = http;
    this.#taskId = taskId;
    this.#onTick = onTick;
  }

  /** Milliseconds since anything moved. */
  get stillMs(): number {
    return performance.now() - this.#movedAt;
  }

  /** One look. A server too busy to answer is no news. `over` says that nobody wants to hear of it any more. */
  async look(over: () => boolean): Promise<void> {
    try {
      const task = this.#named === false ? undefined : await this.#task();
      const state = await this.#state();
      if (over()) return;
      if (state && task?.active) this.#noteInterrupt(state);
      const tick = task ? this.#tickOf(task, state) : this.#unnamedTick(state);
      if (tick) this.#onTick(tick);
    } catch (error) {
      if (!(error instanceof ConnectionError)) this.#named ??= false;
    }
  }

  /** Just after the answer: whether it is the unfinished picture of a job that was interrupted. */
  async wasInterrupted(): Promise<boolean> {
    const state = await this.#state().catch(() => undefined);
    // The flags of the last job stay until the next one begins; a job that runs by now is another.
    if (state?.state.job === "") this.#noteInterrupt(state);
    return this.#interrupted;
  }

  #noteInterrupt({ state }: Progress): void {
    this.#interrupted ||= state.interrupted || state.skipped;
  }

  async #task(): Promise<TaskProgress | undefined> {
    const body = { id_task: this.#taskId, id_live_preview: this.#preview, live_preview: true };
    const read = TaskProgress.safeParse(await this.#http.ifThere("/internal/progress", { method: "POST", body })).data;
    this.#named ??= read !== undefined;
    if (read && typeof read.id_live_preview === "number" && read.id_live_preview >= 0)
      this.#preview = read.id_live_preview;
    return read;
  }

  async #state(): Promise<Progress | undefined> {
    return Progress.safeParse(await this.#http.json("/sdapi/v1/progress?skip_current_image=true")).data;
  }

  #tickOf(task: TaskProgress, state: Progress | undefined): Tick | undefined {
    const { sampling_step: step = 0, sampling_steps: steps = 0 } = state?.state ?? {};
    this.#moved(`${task.active} ${task.queued} ${task.progress} ${task.textinfo} ${step}`);
    if (!task.active)
      return task.queued ? { fraction: 0, label: `Waits on the image server · ${placeOf(task.textinfo)}` } : undefined;
    this.#highest = Math.max(this.#highest, Math.min(1, task.progress ?? 0));
    const label = step > 0 ? `Painting · step ${Math.min(step, steps)}/${steps}` : "Loading the model";
    return { fraction: this.#highest, label, ...(task.live_preview && { preview: task.live_preview }) };
  }

  #unnamedTick(state: Progress | undefined): Tick | undefined {
    if (!state) return undefined;
    const { job, sampling_step: step, sampling_steps: steps, job_timestamp } = state.state;
    this.#moved(`${job} ${job_timestamp} ${step}`);
    if (!job && step === 0) return undefined;
    return {
      fraction: this.#highest,
      label: `The image server works, it does not say for whom · step ${step}/${steps}`,
    };
  }

  #moved(seen: string): void {
    if (seen === this.#seen) return;
    this.#seen = seen;
    this.#movedAt = performance.now();
  }
}

/** "In queue: 2/3" → "2 of 3 in line". */
const placeOf = (text: string | null | undefined): string => {
  const [, at, of] = /(\d+)\/(\d+)/.exec(text ?? "") ?? [];
  return at && of ? `${at} of ${of} in line` : "in line";
};
