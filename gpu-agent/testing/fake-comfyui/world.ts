import { readFileSync } from "node:fs";
import path from "node:path";
import { type ObjectInfo, readObjectInfo } from "../../graph/object-info";

/** What a real server of 0.3.64 said of the classes we use. */
export const bundledObjects = (): Record<string, unknown> =>
  JSON.parse(readFileSync(path.join(import.meta.dirname, "../../graph/object-info.json"), "utf8")) as Record<
    string,
    unknown
  >;

/** Classes of node packs and of newer servers, which a server may have besides. */
export const optionalObjects = (): Record<string, unknown> =>
  JSON.parse(readFileSync(path.join(import.meta.dirname, "../../graph/optional-info.json"), "utf8")) as Record<
    string,
    unknown
  >;

/** Model files by folder. */
export type ModelFolders = Partial<Record<string, readonly string[]>>;

export const usualModels: ModelFolders = {
  checkpoints: ["tiny_sd15.safetensors", "sd15-inpainting.safetensors", "sdxl_base.safetensors"],
  loras: ["dave.safetensors", "diane.safetensors"],
  controlnet: ["control_v11f1e_sd15_tile.safetensors", "control_v11p_sd15_canny.safetensors"],
  upscale_models: ["4x_foolhardy.pth"],
  diffusion_models: ["flux1-dev.safetensors"],
  text_encoders: ["clip_l.safetensors", "t5xxl_fp16.safetensors"],
  vae: ["ae.safetensors"],
};

const lists: readonly [string, string, string][] = [
  ["CheckpointLoaderSimple", "ckpt_name", "checkpoints"],
  ["ImageOnlyCheckpointLoader", "ckpt_name", "checkpoints"],
  ["UNETLoader", "unet_name", "diffusion_models"],
  ["CLIPLoader", "clip_name", "text_encoders"],
  ["DualCLIPLoader", "clip_name1", "text_encoders"],
  ["DualCLIPLoader", "clip_name2", "text_encoders"],
  ["VAELoader", "vae_name", "vae"],
  ["LoraLoader", "lora_name", "loras"],
  ["LoraLoaderModelOnly", "lora_name", "loras"],
  ["CreateHookLora", "lora_name", "loras"],
  ["CreateHookLoraModelOnly", "lora_name", "loras"],
  ["ControlNetLoader", "control_net_name", "controlnet"],
  ["UpscaleModelLoader", "model_name", "upscale_models"],
  ["CLIPVisionLoader", "clip_name", "clip_vision"],
  ["StyleModelLoader", "style_model_name", "style_models"],
  ["ModelPatchLoader", "name", "model_patches"],
  ["LoadDA3Model", "model_name", "geometry_estimation"],
  ["LoadBackgroundRemovalModel", "bg_removal_name", "background_removal"],
  ["Florence2ModelLoader", "model", "LLM"],
];

/** `/object_info` of a server that has these models; `without` takes classes away, `packs` names optional ones it has. */
export const objectsWith = (
  models: ModelFolders,
  without: readonly string[] = [],
  packs: readonly string[] = [],
): Record<string, unknown> => {
  const optional = optionalObjects();
  const extra = Object.fromEntries(packs.map((name) => [name, optional[name]]));
  const objects = structuredClone({ ...bundledObjects(), ...extra }) as Record<
    string,
    { input: Record<string, Record<string, [unknown, Record<string, unknown>]>> }
  >;
  for (const name of without) delete objects[name];
  for (const [name, input, folder] of lists) {
    const spec = objects[name]?.input.required?.[input];
    if (!spec) continue;
    const files = [...(models[folder] ?? [])];
    if (spec[0] === "COMBO") spec[1].options = files;
    else spec[0] = files;
  }
  return objects;
};

export const readObjects = (
  models: ModelFolders = usualModels,
  without: readonly string[] = [],
  packs: readonly string[] = [],
): ObjectInfo => readObjectInfo(objectsWith(models, without, packs));
