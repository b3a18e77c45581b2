import { type ForeignSettings, isObject, type Json, modelName, noSettings, numberOf, seedOf, textOf } from "./settings";

/** What is left of `json` after the named keys, in its own words. */
const rest = (json: Json, used: readonly string[]) =>
  Object.entries(json).flatMap(([key, value]) =>
    used.includes(key) || value === null || value === "" ? [] : [{ key, value: textOf(value) }],
  );

const modelOf = (value: unknown): ForeignSettings["model"] => {
  if (typeof value === "string" && value) return { name: modelName(value), hash: "" };
  if (!isObject(value)) return null;
  const name = textOf(value.model_name ?? value.name);
  return name ? { name: modelName(name), hash: textOf(value.hash) } : null;
};

/** "sdxl_img2img", "Img2ImgRequest", "InfillRequest"… */
const taskIn = (mode: string): ForeignSettings["task"] => {
  if (/inpaint|infill/i.test(mode)) return "inpaint";
  if (/img2img/i.test(mode)) return "img2img";
  return /txt2img|generate/i.test(mode) ? "txt2img" : null;
};

/** InvokeAI's `invokeai_metadata`. */
export function readInvokeAi(json: Json): ForeignSettings {
  const used = [
    "positive_prompt",
    "negative_prompt",
    "seed",
    "steps",
    "cfg_scale",
    "scheduler",
    "width",
    "height",
    "model",
  ];
  const loras = Array.isArray(json.loras) ? json.loras : [];
  return {
    ...noSettings("InvokeAI"),
    version: textOf(json.app_version),
    task: taskIn(textOf(json.generation_mode)),
    prompt: textOf(json.positive_prompt),
    negative: textOf(json.negative_prompt),
    seed: seedOf(json.seed),
    steps: numberOf(json.steps),
    cfg: numberOf(json.cfg_scale),
    denoise: numberOf(json.strength),
    scheduler: textOf(json.scheduler),
    width: numberOf(json.width),
    height: numberOf(json.height),
    clipSkip: numberOf(json.clip_skip),
    model: modelOf(json.model),
    loras: loras.flatMap((lora) => {
      if (!isObject(lora)) return [];
      const model = modelOf(lora.model ?? lora.lora);
      return model ? [{ name: model.name, weight: numberOf(lora.weight) ?? 1 }] : [];
    }),
    others: rest(json, [...used, "app_version", "strength", "clip_skip", "loras"]),
  };
}

/** NovelAI's `Comment`; `source` names its model. */
export function readNovelAi(json: Json, source: string): ForeignSettings {
  const used = ["prompt", "uc", "seed", "steps", "scale", "strength", "sampler", "noise_schedule", "width", "height"];
  return {
    ...noSettings("NovelAI"),
    task: taskIn(textOf(json.request_type)) ?? (numberOf(json.strength) === null ? "txt2img" : "img2img"),
    prompt: textOf(json.prompt),
    negative: textOf(json.uc),
    seed: seedOf(json.seed),
    steps: numberOf(json.steps),
    cfg: numberOf(json.scale),
    denoise: numberOf(json.strength),
    sampler: textOf(json.sampler),
    scheduler: textOf(json.noise_schedule),
    width: numberOf(json.width),
    height: numberOf(json.height),
    model: source ? { name: source, hash: "" } : null,
    others: rest(json, [...used, "signed_hash"]),
  };
}

/** SwarmUI's `parameters`, JSON with `sui_image_params`. */
export function readSwarm(params: Json): ForeignSettings {
  const used = [
    "prompt",
    "negativeprompt",
    "seed",
    "steps",
    "cfgscale",
    "sampler",
    "scheduler",
    "width",
    "height",
    "model",
  ];
  const names = Array.isArray(params.loras) ? params.loras : [];
  const weights = Array.isArray(params.loraweights) ? params.loraweights : [];
  return {
    ...noSettings("SwarmUI"),
    task: params.maskimage ? "inpaint" : numberOf(params.initimagecreativity) === null ? "txt2img" : "img2img",
    version: textOf(params.swarm_version),
    prompt: textOf(params.prompt),
    negative: textOf(params.negativeprompt),
    seed: seedOf(params.seed),
    steps: numberOf(params.steps),
    cfg: numberOf(params.cfgscale),
    denoise: numberOf(params.initimagecreativity),
    sampler: textOf(params.sampler),
    scheduler: textOf(params.scheduler),
    width: numberOf(params.width),
    height: numberOf(params.height),
    clipSkip: numberOf(params.clipstopatlayer),
    model: modelOf(params.model),
    loras: names.map((name, n) => ({ name: modelName(textOf(name)), weight: numberOf(weights[n]) ?? 1 })),
    others: rest(params, [...used, "swarm_version", "initimagecreativity", "clipstopatlayer", "loras", "loraweights"]),
  };
}

/** Fooocus' own scheme. */
export function readFooocus(json: Json): ForeignSettings {
  const used = [
    "prompt",
    "negative_prompt",
    "seed",
    "steps",
    "guidance_scale",
    "sampler",
    "scheduler",
    "resolution",
    "version",
  ];
  const [width, height] = /(\d+)\D+(\d+)/.exec(textOf(json.resolution))?.slice(1) ?? [];
  const loras = Array.isArray(json.loras) ? json.loras : [];
  const base = textOf(json.base_model);
  return {
    ...noSettings("Fooocus"),
    task: "txt2img",
    version: textOf(json.version),
    prompt: textOf(json.prompt),
    negative: textOf(json.negative_prompt),
    seed: seedOf(json.seed),
    steps: numberOf(json.steps),
    cfg: numberOf(json.guidance_scale),
    sampler: textOf(json.sampler),
    scheduler: textOf(json.scheduler),
    width: numberOf(width),
    height: numberOf(height),
    clipSkip: numberOf(json.clip_skip),
    model: base ? { name: modelName(base), hash: textOf(json.base_model_hash) } : null,
    loras: loras.flatMap((lora) =>
      Array.isArray(lora) ? [{ name: modelName(textOf(lora[0])), weight: numberOf(lora[1]) ?? 1 }] : [],
    ),
    others: rest(json, [...used, "clip_skip", "base_model", "base_model_hash", "loras"]),
  };
}
