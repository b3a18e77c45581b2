/**
 * The widgets of ComfyUI's usual nodes, in the order its editor keeps their values. Newer editors name them in the file itself;
 * this is for older files. `+` is a value that belongs to no input: what happens to a seed after a run, or an upload button.
 */
const widgets: Readonly<Record<string, string>> = {
  BasicScheduler: "scheduler steps denoise",
  CFGGuider: "cfg",
  CheckpointLoader: "config_name ckpt_name",
  CheckpointLoaderSimple: "ckpt_name",
  CLIPLoader: "clip_name type device",
  CLIPSetLastLayer: "stop_at_clip_layer",
  CLIPTextEncode: "text",
  CLIPTextEncodeFlux: "clip_l t5xxl guidance",
  CLIPTextEncodeSDXL: "width height crop_w crop_h target_width target_height text_g text_l",
  CLIPVisionLoader: "clip_name",
  ConditioningSetArea: "width height x y strength",
  ConditioningSetAreaPercentage: "width height x y strength",
  ConditioningSetMask: "strength set_cond_area",
  ConditioningSetProperties: "strength set_cond_area",
  ConditioningSetPropertiesAndCombine: "strength set_cond_area",
  ControlNetApply: "strength",
  ControlNetApplyAdvanced: "strength start_percent end_percent",
  ControlNetLoader: "control_net_name",
  CreateHookLora: "lora_name strength_model strength_clip",
  CreateHookLoraModelOnly: "lora_name strength_model",
  DualCLIPLoader: "clip_name1 clip_name2 type device",
  EmptyHunyuanLatentVideo: "width height length batch_size",
  EmptyLatentImage: "width height batch_size",
  EmptySD3LatentImage: "width height batch_size",
  FluxGuidance: "guidance",
  ImageScale: "upscale_method width height crop",
  ImageScaleBy: "upscale_method scale_by",
  IPAdapterAdvanced: "weight weight_type combine_embeds start_at end_at embeds_scaling",
  IPAdapterRegionalConditioning: "image_weight prompt_weight weight_type start_at end_at",
  IPAdapterUnifiedLoader: "preset",
  KSampler: "seed + steps cfg sampler_name scheduler denoise",
  KSamplerAdvanced:
    "add_noise noise_seed + steps cfg sampler_name scheduler start_at_step end_at_step return_with_leftover_noise",
  KSamplerSelect: "sampler_name",
  LatentUpscale: "upscale_method width height crop",
  LatentUpscaleBy: "upscale_method scale_by",
  LoadImage: "image +",
  LoadImageMask: "image channel +",
  LoraLoader: "lora_name strength_model strength_clip",
  LoraLoaderModelOnly: "lora_name strength_model",
  ModelSamplingSD3: "shift",
  PairConditioningSetProperties: "strength set_cond_area",
  PairConditioningSetPropertiesAndCombine: "strength set_cond_area",
  PreviewImage: "",
  PrimitiveNode: "value +",
  RandomNoise: "noise_seed +",
  SamplerCustom: "add_noise noise_seed + cfg",
  SaveImage: "filename_prefix",
  SetHookKeyframes: "",
  UNETLoader: "unet_name weight_dtype",
  UpscaleModelLoader: "model_name",
  VAEEncodeForInpaint: "grow_mask_by",
  VAELoader: "vae_name",
};

/** The names of a class's widgets with "+" where a value is nobody's; null for a class we do not know. */
export const widgetsOf = (class_type: string): readonly string[] | null => {
  const names = Object.hasOwn(widgets, class_type) ? widgets[class_type] : undefined;
  return names === undefined ? null : names.split(" ").filter(Boolean);
};

/** What the editor does with a seed after a run: a value behind each seed, of no input. */
export const afterSeed: ReadonlySet<unknown> = new Set(["fixed", "increment", "decrement", "randomize"]);
