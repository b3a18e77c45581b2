/** A sampler as every tool spells it, brought to one spelling; a schedule in its name is told apart. */
export type SpokenSampler = { sampler: string; schedule: string };

const schedules: readonly [RegExp, string][] = [
  [/[ _-]karras$/, "karras"],
  [/[ _-]exponential$/, "exponential"],
  [/[ _-]sgm[ _-]uniform$/, "sgm_uniform"],
  // InvokeAI and diffusers end a Karras sampler in _k.
  [/_k$/, "karras"],
];

/**
 * "DPM++ 2M Karras", "k_dpmpp_2m", "sample_dpmpp_2m", "dpmpp_2m_k" → dpmpp_2m, karras where it says so. An unknown name comes
 * back in lower case with underscores.
 */
export const readSampler = (name: string): SpokenSampler => {
  let text = name.trim().toLowerCase();
  let schedule = "";
  for (const [pattern, found] of schedules)
    if (pattern.test(text)) {
      text = text.replace(pattern, "");
      schedule = found;
      break;
    }
  const sampler = text
    .replace(/^(k_|sample_|k-)/, "")
    .replace(/dpm\+\+/g, "dpmpp")
    .replace(/[\s-]+/g, "_")
    .replace(/_a$/, "_ancestral")
    .replace(/^dpm2/, "dpm_2")
    .replace(/^dpm_2_a$/, "dpm_2_ancestral")
    .replace(/^unipc/, "uni_pc")
    .replace(/_heun$/, "");
  return { sampler: sampler === "default" ? "" : sampler, schedule };
};

/** What stands in for a sampler we do not have, nearest in how it walks. */
const nearest: Readonly<Record<string, readonly string[]>> = {
  uni_pc: ["dpmpp_2m"],
  uni_pc_bh2: ["uni_pc", "dpmpp_2m"],
  dpmpp_3m_sde: ["dpmpp_2m_sde", "dpmpp_sde"],
  dpmpp_2m_sde_gpu: ["dpmpp_2m_sde"],
  dpmpp_sde_gpu: ["dpmpp_sde"],
  dpmpp_3m_sde_gpu: ["dpmpp_3m_sde", "dpmpp_2m_sde"],
  dpmpp_2s_ancestral: ["euler_ancestral"],
  dpm_2: ["dpmpp_2m"],
  dpm_2_ancestral: ["euler_ancestral"],
  dpm_fast: ["dpmpp_2m"],
  dpm_adaptive: ["dpmpp_2m"],
  dpm: ["dpmpp_2m"],
  heun: ["euler"],
  lms: ["euler"],
  ipndm: ["euler"],
  plms: ["ddim", "euler"],
  deis: ["dpmpp_2m"],
  res_multistep: ["dpmpp_2m"],
  ddpm: ["euler_ancestral"],
};

/** The one of `known` that is this sampler, or the nearest to it; undefined: nothing comes near. */
export const matchSampler = (name: string, known: readonly string[]): { id: string; exact: boolean } | undefined => {
  if (known.includes(name)) return { id: name, exact: true };
  const stand = nearest[name]?.find((other) => known.includes(other));
  return stand === undefined ? undefined : { id: stand, exact: false };
};

/** A schedule's name in one spelling: "SGM Uniform" → sgm_uniform, "native" → normal. */
export const readSchedule = (name: string): string => {
  const text = name
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, "_");
  return text === "native" ? "normal" : text;
};
