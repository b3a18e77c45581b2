import { z } from "zod";
import { Wanting } from "../passes/offer";

/** What a model file is for. The folder a server keeps it in follows from it, see `roleFolders`. */
export const modelRoles = [
  "checkpoint",
  "diffusion-model",
  "text-encoder",
  "vae",
  "lora",
  "controlnet",
  "upscaler",
  "clip-vision",
  "style-model",
  "ip-adapter",
  "model-patch",
  "embedding",
  // Of passes that look at a picture: parts, boxes by words, depth, cut-outs, words.
  "segmenter",
  "detector",
  "depth-model",
  "matting-model",
  "vision-model",
] as const;
export type ModelRole = (typeof modelRoles)[number];

/** Folder under `models/` where a server of the ComfyUI kind looks for a role. */
export const roleFolders: Readonly<Record<ModelRole, string>> = {
  checkpoint: "checkpoints",
  "diffusion-model": "diffusion_models",
  "text-encoder": "text_encoders",
  vae: "vae",
  lora: "loras",
  controlnet: "controlnet",
  upscaler: "upscale_models",
  "clip-vision": "clip_vision",
  "style-model": "style_models",
  "ip-adapter": "ipadapter",
  "model-patch": "model_patches",
  embedding: "embeddings",
  segmenter: "sam2",
  detector: "grounding-dino",
  "depth-model": "depthanything",
  "matting-model": "background_removal",
  "vision-model": "LLM",
};

/** Models of one family fit each other; a LoRA or ControlNet of another is refused (B5). */
export const modelFamilies = ["sd15", "sd2", "sdxl", "sd3", "flux", "qwen", "wan", "hunyuan3d"] as const;
export type ModelFamily = (typeof modelFamilies)[number];

export const familyTitles: Readonly<Record<ModelFamily, string>> = {
  sd15: "SD 1.5",
  sd2: "SD 2",
  sdxl: "SDXL",
  sd3: "SD 3",
  flux: "Flux",
  qwen: "Qwen Image",
  wan: "Wan",
  hunyuan3d: "Hunyuan3D",
};

/**
 * One model file a node really has. A picker offers those of one role; what it stores in a parameter is `modelRef(file)`.
 * `family` null: nobody knows, so nothing is refused and nothing promised. `sha256` null: the node cannot see the disk.
 */
export const ModelFile = z.object({
  role: z.enum(modelRoles),
  /** As the server lists it, subfolder included: "sdxl/juggernautXL.safetensors". */
  file: z.string().max(300),
  family: z.enum(modelFamilies).nullable(),
  /** Where the family is known from: the file's own header, its name, or its owner's word. */
  familyFrom: z.enum(["header", "name", "owner"]).nullable(),
  /** Made to fill masks: other work with it is warned about (B4). */
  inpainting: z.boolean().default(false),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable(),
  bytes: z.number().int().nullable(),
  /** Why it cannot be used, in words: "a Git LFS pointer of 134 bytes, not the model". */
  unusable: z.string().max(300).nullable().default(null),
});
export type ModelFile = z.infer<typeof ModelFile>;

/** One way to do a pass: with core nodes, with a pack… The first ready one of a pass is used. */
export const VariantReport = z.object({
  pass: z.string().max(60),
  variant: z.string().max(60),
  title: z.string().max(120),
  /** Families of which at least one model is there. */
  families: z.array(z.enum(modelFamilies)).max(modelFamilies.length).default([]),
  ready: z.boolean(),
  /** Node packs and files, and the folder each belongs into. Empty when ready. */
  missing: z.array(Wanting).max(20),
});
export type VariantReport = z.infer<typeof VariantReport>;

/**
 * What a node's image server is and has; travels as `Hello.engine`, null when the node has none. Pickers of models,
 * samplers and schedules are fed from the reports of the nodes that are there.
 */
export const EngineReport = z.object({
  kind: z.enum(["comfyui", "a1111"]),
  version: z.string().max(60),
  device: z.object({ name: z.string().max(160), vramGb: z.number().min(0) }),
  /** "previews", "jobs-api", "strict-ids"… */
  features: z.array(z.string().max(60)).max(60).default([]),
  samplers: z.array(z.string().max(60)).max(200).default([]),
  schedulers: z.array(z.string().max(60)).max(200).default([]),
  models: z.array(ModelFile).max(4_000).default([]),
  variants: z.array(VariantReport).max(300).default([]),
});
export type EngineReport = z.infer<typeof EngineReport>;
