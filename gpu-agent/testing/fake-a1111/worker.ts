import { setTimeout as sleep } from "node:timers/promises";
import { checkpoints, type Kind, versions } from "./catalogue";
import { Raised } from "./check-body";
import { type Body, paintPicture } from "./painting";

type State = {
  job: string;
  job_count: number;
  job_no: number;
  job_timestamp: string;
  sampling_step: number;
  sampling_steps: number;
};
const atRest: State = { job: "", job_count: 0, job_no: 0, job_timestamp: "0", sampling_step: 0, sampling_steps: 0 };

export type Painted = { png: Buffer; width: number; height: number; info: string };
/** How a job ends instead of well. */
export type Ending = "oom" | "nan" | "black" | "other size" | undefined;

/** The one GPU behind the routes: jobs wait for each other in the order they came, and one flag interrupts whatever runs. */
export class Worker {
  readonly #kind: Kind;
  readonly #stepMs: number;
  readonly #options: Record<string, unknown>;
  #turn: Promise<unknown> = Promise.resolve();
  state: State = { ...atRest };
  interrupted = false;
  skipped = false;
  currentTask: string | null = null;
  readonly pending = new Map<string, number>();
  readonly finished: string[] = [];
  preview: { id: number; png: Buffer } | undefined;
  /** Names of jobs that were painted to their end, or to their interruption. */
  readonly painted: string[] = [];
  #previews = 0;

  constructor(kind: Kind, stepMs: number, options: Record<string, unknown>) {
    this.#kind = kind;
    this.#stepMs = stepMs;
    this.#options = options;
  }

  interrupt(): void {
    this.interrupted = true;
  }

  /** Waits for its turn, paints, and answers. `ending` is asked for when the turn comes. */
  paint(route: string, body: Body, ending: () => Ending): Promise<Painted> {
    const taskId = typeof body.force_task_id === "string" ? body.force_task_id : `task(${route}-${Math.random()})`;
    if (this.#kind !== "a1111-1.6") this.pending.set(taskId, Date.now());
    const mine = this.#turn.then(() => this.#run(route, taskId, body, ending()));
    this.#turn = mine.catch(() => {});
    return mine;
  }

  async #run(route: string, taskId: string, body: Body, ending: Ending): Promise<Painted> {
    const overrides = (body.override_settings ?? {}) as Record<string, unknown>;
    const before = { ...this.#options };
    this.#begin(route, taskId, Number(body.steps ?? 20));
    try {
      // A model that it does not find is dropped without a word.
      const asked = checkpoints.find(({ title, model_name }) =>
        [title, model_name].includes(String(overrides.sd_model_checkpoint)),
      );
      if (!asked) delete overrides.sd_model_checkpoint;
      Object.assign(this.#options, overrides);
      const model = checkpoints.find(({ title }) => title === this.#options.sd_model_checkpoint) ?? checkpoints[0];
      for (let step = 1; step <= this.state.sampling_steps && !this.interrupted && !this.skipped; step++) {
        await sleep(this.#stepMs);
        this.state.sampling_step = step;
        if (step === 1 && ending === "oom")
          throw new Raised(
            "OutOfMemoryError",
            "CUDA out of memory. Tried to allocate 4.50 GiB (GPU 0; 8.00 GiB total capacity; 6.23 GiB already allocated; 0 bytes free). See documentation for Memory Management",
          );
        if (step === 1 && ending === "nan")
          throw new Raised(
            "NansException",
            "A tensor with all NaNs was produced in Unet. Use --disable-nan-check commandline argument to disable this check.",
          );
        if (step % 2 === 0) await this.#showPreview(body, model?.title ?? "", step);
      }
      const share = this.state.sampling_step / Math.max(1, this.state.sampling_steps);
      const size = ending === "other size" ? { ...body, width: Number(body.width) * 2 } : body;
      const picture = await paintPicture(size, model?.title ?? "", share);
      this.painted.push(taskId);
      const png = ending === "black" ? await black(picture) : picture.png;
      return { ...picture, png, info: this.#info(body, model, picture) };
    } finally {
      if (body.override_settings_restore_afterwards !== false) {
        for (const name of Object.keys(this.#options)) if (!(name in before)) delete this.#options[name];
        Object.assign(this.#options, before);
      }
      this.state = { ...atRest, job_timestamp: this.state.job_timestamp };
      if (this.currentTask === taskId) this.currentTask = null;
      this.finished.push(taskId);
    }
  }

  #begin(route: string, taskId: string, steps: number): void {
    this.interrupted = false;
    this.skipped = false;
    this.preview = undefined;
    this.pending.delete(taskId);
    this.currentTask = taskId;
    this.state = {
      job: `scripts_${route}`,
      job_count: 1,
      job_no: 0,
      job_timestamp: String(Date.now()),
      sampling_step: 0,
      sampling_steps: steps,
    };
  }

  async #showPreview(body: Body, model: string, step: number): Promise<void> {
    const { png } = await paintPicture({ ...body, width: 64, height: 64, mask: undefined }, `${model} ${step}`);
    this.preview = { id: ++this.#previews, png };
  }

  #info(
    body: Body,
    model: (typeof checkpoints)[number] | undefined,
    { width, height }: { width: number; height: number },
  ): string {
    const seed = Number(body.seed) === -1 ? Math.floor(Math.random() * 4_294_967_294) : Number(body.seed);
    const name = model?.model_name.split(/[\\/_]/).at(-1) ?? "";
    const infotext = `${String(body.prompt)}\nNegative prompt: ${String(body.negative_prompt)}\nSteps: ${String(body.steps)}, Sampler: ${String(body.sampler_name)}, CFG scale: ${String(body.cfg_scale)}, Seed: ${seed}, Size: ${width}x${height}, Model hash: ${model?.hash}, Model: ${name}, Version: ${versions[this.#kind]}`;
    return JSON.stringify({
      ...{ prompt: body.prompt, all_prompts: [body.prompt], negative_prompt: body.negative_prompt },
      ...{ seed, all_seeds: [seed], subseed: 1, width, height, sampler_name: body.sampler_name, steps: body.steps },
      ...{ sd_model_name: name, sd_model_hash: model?.hash ?? null, sd_vae_name: null, sd_vae_hash: null },
      ...{ infotexts: [infotext], extra_generation_params: {}, version: versions[this.#kind] },
    });
  }
}

const black = async ({ width, height }: { width: number; height: number }): Promise<Buffer> => {
  const { default: sharp } = await import("sharp");
  return sharp({ create: { width, height, channels: 3, background: "black" } })
    .png()
    .toBuffer();
};
