/** What a server has, in its own words. Each kind answers as its version does. */
export type Kind = "a1111" | "a1111-1.6" | "forge";

export const versions: Readonly<Record<Kind, string>> = {
  a1111: "v1.10.1",
  "a1111-1.6": "v1.6.1",
  forge: "f2.0.1v1.10.1-previous-669-gdfdcbab6",
};

const hash = (digit: string) => digit.repeat(64);
export const checkpoints = [
  {
    title: "v1-5-pruned-emaonly.safetensors [6ce0161689]",
    model_name: "v1-5-pruned-emaonly",
    hash: "6ce0161689",
    sha256: `6ce0161689${"a".repeat(54)}`,
    filename: "/srv/webui/models/Stable-diffusion/v1-5-pruned-emaonly.safetensors",
    config: null,
  },
  {
    title: "xl/juggernautXL.safetensors [33e58e8668]",
    model_name: "xl_juggernautXL",
    hash: "33e58e8668",
    sha256: `33e58e8668${"b".repeat(54)}`,
    filename: "/srv/webui/models/Stable-diffusion/xl/juggernautXL.safetensors",
    config: null,
  },
  {
    // Not hashed yet: the title has no hash then.
    title: "sd15-inpainting.ckpt",
    model_name: "sd15-inpainting",
    hash: null,
    sha256: null,
    filename: "/srv/webui/models/Stable-diffusion/sd15-inpainting.ckpt",
    config: null,
  },
];

export const loras = [
  {
    name: "mei_sd15",
    alias: "mei",
    path: "/srv/webui/models/Lora/mei_sd15.safetensors",
    metadata: { ss_sha: hash("1") },
  },
  { name: "gloss_xl", alias: "gloss_xl", path: "/srv/webui/models/Lora/gloss_xl.safetensors", metadata: {} },
];

const sampler = (name: string, ...aliases: string[]) => ({ name, aliases, options: {} });
export const samplers: Readonly<Record<Kind, ReturnType<typeof sampler>[]>> = {
  a1111: [
    sampler("DPM++ 2M", "k_dpmpp_2m"),
    sampler("DPM++ SDE", "k_dpmpp_sde"),
    sampler("DPM++ 2M SDE", "k_dpmpp_2m_sde"),
    sampler("Euler a", "k_euler_a", "k_euler_ancestral"),
    sampler("Euler", "k_euler"),
    sampler("Restart", "restart"),
    sampler("DDIM", "ddim"),
  ],
  "a1111-1.6": [
    sampler("DPM++ 2M Karras", "k_dpmpp_2m_ka"),
    sampler("DPM++ SDE Karras", "k_dpmpp_sde_ka"),
    sampler("DPM++ 2M SDE Exponential", "k_dpmpp_2m_sde_exp"),
    sampler("Euler a", "k_euler_a"),
    sampler("Euler", "k_euler"),
    sampler("DPM++ 2M", "k_dpmpp_2m"),
    sampler("DDIM"),
  ],
  forge: [
    sampler("DPM++ 2M", "k_dpmpp_2m"),
    sampler("DPM++ SDE", "k_dpmpp_sde"),
    sampler("Euler a", "k_euler_a"),
    sampler("Euler", "k_euler"),
    sampler("DDIM", "ddim"),
  ],
};

const scheduler = (name: string, label: string, need_inner_model = false) => ({
  ...{ name, label, aliases: null, default_rho: -1, need_inner_model },
});
export const schedulers = [
  scheduler("automatic", "Automatic"),
  scheduler("uniform", "Uniform", true),
  scheduler("karras", "Karras"),
  scheduler("exponential", "Exponential"),
  scheduler("sgm_uniform", "SGM Uniform", true),
  scheduler("simple", "Simple", true),
  scheduler("normal", "Normal", true),
];

export const options = (kind: Kind): Record<string, unknown> => ({
  sd_model_checkpoint: checkpoints[0]?.title,
  sd_checkpoint_hash: checkpoints[0]?.sha256,
  samples_format: "png",
  CLIP_stop_at_last_layers: 1,
  img2img_color_correction: false,
  control_net_unit_count: 3,
  ...(kind === "forge" ? { forge_preset: "sd", forge_additional_modules: [] } : { sd_vae: "Automatic" }),
  ...(kind === "a1111-1.6" ? {} : { overlay_inpaint: true }),
});

export const controlNet = {
  models: [
    "control_v11f1e_sd15_tile [a371b31b]",
    "control_v11p_sd15_canny [d14c016b]",
    "xinsir_depth_sdxl [11112222]",
    "controlnet-union-sdxl-promax [99998888]",
  ],
  modules: ["none", "canny", "depth_midas", "openpose_full", "tile_resample"],
};
