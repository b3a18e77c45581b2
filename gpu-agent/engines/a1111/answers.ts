import { z } from "zod";

// What the routes answer, as far as we read it. Lenient: forks add, leave out and rename.

const text = z.string().catch("");
const textOrNull = z.string().nullish().catch(null);
const list = <T extends z.ZodType>(each: T) => z.array(each).catch([]);

export const SdModels = z.array(
  z.object({
    title: z.string(),
    model_name: text,
    hash: textOrNull,
    sha256: textOrNull,
    filename: text,
  }),
);
export const Samplers = z.array(z.object({ name: z.string(), aliases: list(z.string()) }));
export const Schedulers = z.array(z.object({ name: z.string(), label: text, aliases: z.array(z.string()).nullish() }));
export const Loras = z.array(
  z.object({
    name: z.string(),
    alias: text,
    path: text,
    metadata: z.record(z.string(), z.unknown()).nullish().catch(null),
  }),
);
export const Upscalers = z.array(z.object({ name: z.string() }));
export const Vaes = z.array(z.object({ model_name: z.string() }));
export const Options = z.record(z.string(), z.unknown());
export const Memory = z.object({
  cuda: z
    .object({ system: z.object({ total: z.number(), free: z.number() }) })
    .nullish()
    .catch(null),
});
export const ControlNetModels = z.object({ model_list: list(z.string()) });
export const ControlNetModules = z.object({ module_list: list(z.string()) });
export const ControlNetSettings = z.object({ control_net_unit_count: z.number().int().min(0) });
export const SysInfo = z.object({ Version: text, Commandline: list(z.string()) });

const number = z.number().catch(0);
/** Of `/sdapi/v1/progress`: the server's one running job, whosever it is. */
export const Progress = z.object({
  progress: number,
  state: z
    .object({
      job: text,
      job_count: number,
      job_no: number,
      job_timestamp: text,
      sampling_step: number,
      sampling_steps: number,
      interrupted: z.boolean().catch(false),
      skipped: z.boolean().catch(false),
    })
    .catch({
      job: "",
      job_count: 0,
      job_no: 0,
      job_timestamp: "",
      sampling_step: 0,
      sampling_steps: 0,
      interrupted: false,
      skipped: false,
    }),
  current_image: textOrNull,
});
export type Progress = z.infer<typeof Progress>;

/** Of `/internal/progress`: one task by its id. */
export const TaskProgress = z.object({
  active: z.boolean(),
  queued: z.boolean(),
  completed: z.boolean(),
  progress: z.number().nullish().catch(null),
  live_preview: textOrNull,
  id_live_preview: z.number().nullish().catch(null),
  textinfo: textOrNull,
});
export type TaskProgress = z.infer<typeof TaskProgress>;

export const Painted = z.object({ images: z.array(z.string()).nullish(), info: z.string().catch("") });

/** What the server says it did: inside `info`, as JSON. */
export const Info = z.object({
  seed: z.number().nullish().catch(null),
  all_seeds: list(z.number()),
  sampler_name: textOrNull,
  sd_model_name: textOrNull,
  sd_model_hash: textOrNull,
  sd_vae_name: textOrNull,
  sd_vae_hash: textOrNull,
  infotexts: list(z.string()),
  version: textOrNull,
  width: z.number().nullish().catch(null),
  height: z.number().nullish().catch(null),
  extra_generation_params: z.record(z.string(), z.unknown()).catch({}),
});
export type Info = z.infer<typeof Info>;
