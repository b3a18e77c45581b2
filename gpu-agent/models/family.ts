import type { ModelFamily, ModelRole } from "../../contract/engine/report";
import type { Header } from "./header";

/** What a header tells. `role`: what the file really is, where that is plain. */
export type Told = { family: ModelFamily | null; inpainting: boolean; role: ModelRole | null };

const byContext: Readonly<Record<number, ModelFamily>> = { 768: "sd15", 1024: "sd2", 2048: "sdxl" };
const crossKey = /attn2[._]to_k(\.lora_A|\.lora_down|_lora\.down|\.lora\.down)?\.weight$/;
const downKey = /attn2[._]to_k.*(lora_A|lora_down|lora\.down)/;

/** Family and kind of a file by the names and shapes of its tensors. */
export const tellFamily = ({ tensors, metadata }: Header): Told => {
  const names = [...tensors.keys()];
  const any = (pattern: RegExp) => names.some((name) => pattern.test(name));
  const lora = any(/lora_(A|B|down|up)|\.lora\.(down|up)\.|hada_w1|lokr_w1/);
  const control = any(
    /^(control_model\.)?(input_hint_block|zero_convs|controlnet_cond_embedding|controlnet_blocks)|controlnet_/,
  );
  const unet = any(/^model\.diffusion_model\./);
  const role: ModelRole | null = lora ? "lora" : control ? "controlnet" : unet ? "checkpoint" : null;
  const first = tensors.get("model.diffusion_model.input_blocks.0.0.weight") ?? tensors.get("input_blocks.0.0.weight");
  return { role, inpainting: !control && first?.[1] === 9, family: familyOf(names, tensors, metadata, any) };
};

const familyOf = (
  names: readonly string[],
  tensors: Header["tensors"],
  metadata: Header["metadata"],
  any: (pattern: RegExp) => boolean,
): ModelFamily | null => {
  if (any(/double_blocks/) && any(/latent_in\.|dit\.latent|model\.latent_in/)) return "hunyuan3d";
  if (any(/double_blocks|single_transformer_blocks/)) return "flux";
  if (any(/joint_blocks/)) return "sd3";
  if (any(/transformer_blocks[._]\d+[._](img_mod|img_mlp|attn[._]add_q_proj)|txt_norm\.weight/)) return "qwen";
  if (any(/blocks[._]\d+[._]cross_attn[._]k(_img)?[._]/) && any(/blocks[._]\d+[._](self_attn|ffn)/)) return "wan";
  const key = names.find((name) => downKey.test(name)) ?? names.find((name) => crossKey.test(name));
  const shape = key === undefined ? undefined : tensors.get(key);
  const context = shape?.[shape.length === 4 ? 1 : shape.length - 1];
  if (context !== undefined && byContext[context]) return byContext[context];
  const said = `${metadata["modelspec.architecture"] ?? ""} ${metadata.ss_base_model_version ?? ""}`.toLowerCase();
  return familyByWords(said) ?? (any(/^conditioner\.embedders\.1|lora_te2_/) ? "sdxl" : null);
};

const words: readonly [RegExp, ModelFamily][] = [
  [/hunyuan.?3d/i, "hunyuan3d"],
  [/qwen.?image/i, "qwen"],
  [/(^|[^a-z])wan[._-]?(\d|x|i2v|t2v|vae|fun)/i, "wan"],
  [/flux/i, "flux"],
  [/(sd|stable.?diffusion)[._-]?(v)?3/i, "sd3"],
  [/(sd)?xl|pony|illustrious|noobai/i, "sdxl"],
  [/sd.?v?2|v2-1|768-v-ema|sd21/i, "sd2"],
  [/sd.?v?1|v1-5|1\.5|control_v11|sd15|stable-diffusion-v1/i, "sd15"],
];

/** What a file's name, or its maker's words, suggest; null: nothing. */
export const familyByWords = (name: string): ModelFamily | null => words.find(([seen]) => seen.test(name))?.[1] ?? null;
export const inpaintingByName = (name: string): boolean => /inpaint|fill/i.test(name);
