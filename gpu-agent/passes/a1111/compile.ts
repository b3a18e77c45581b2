import { findModel, parseModelRef } from "../../../contract/engine/model-ref";
import type { ModelFile } from "../../../contract/engine/report";
import type { A1111State, Checkpoint } from "../../engines/a1111/look";
import { type Sampling, samplingOf } from "../../engines/a1111/names";
import { PassError } from "../../engines/engine";
import { type Base, requireFamily, requireModel } from "../diffusion/base";
import { type Painting, requireOneCharacter } from "../diffusion/prepare";
import { type FoundControl, findControls } from "./controls";

/** What is painted, beside the recipe's words: pictures come in afterwards, see paint.ts. */
export type Wish = {
  width: number;
  height: number;
  /** Left out: a new picture from words. */
  from?: { denoise: number; masked: boolean; nothing?: boolean };
  inpainting?: boolean;
};
export type Compiled = {
  route: "txt2img" | "img2img";
  body: Record<string, unknown>;
  checkpoint: Checkpoint;
  base: Base;
  /** Every file it uses. */
  models: ModelFile[];
  controls: FoundControl[];
  sampling: Sampling;
  warnings: string[];
};

const lacking = (message: string) => new PassError("missing", "elsewhere", message);

/**
 * A recipe as the body of `/sdapi/v1/txt2img` or `/img2img`, without its pictures. What the server cannot do is refused
 * with what it lacks, or replaced by the nearest and said.
 */
export const compile = (params: Painting, state: A1111State, wish: Wish): Compiled => {
  requireOneCharacter(params.loras);
  requireNoReferences(params, state);
  const checkpoint = chooseCheckpoint(state, params.model, wish.inpainting ?? false);
  const base: Base = { family: checkpoint.file.family ?? "sd15", main: checkpoint.file, encoders: [], vae: undefined };
  const warnings: string[] = [];
  if (checkpoint.file.inpainting && !wish.inpainting)
    warnings.push(
      `${checkpoint.file.file} is made for inpainting: for other work its plain version gives better pictures.`,
    );
  if (wish.inpainting && !checkpoint.file.inpainting)
    warnings.push(`${checkpoint.file.file} is not made for inpainting: “Repaint, any model” may give better pictures.`);
  const loras = params.loras
    .filter(({ weight }) => weight !== 0)
    .map((use) => {
      const file = requireModel(
        state.loras.map((each) => each.file),
        "lora",
        use.file,
        "LoRA",
      );
      requireFamily(file, base, "LoRA");
      return { file, use, name: state.loras.find((each) => each.file === file)?.name ?? file.file };
    });
  const vae = params.vae ? requireModel(state.vaes, "vae", params.vae, "VAE") : undefined;
  const { found: controls, warnings: said } = findControls(state, params.controls, base, { ...params, ...wish });
  const sampling = samplingOf(params, state);
  const tags = loras.map(({ name, use }) => {
    const words = use.clipWeight ?? use.weight;
    // The tag's first number counts for the words, its second for the picture.
    return words === use.weight ? `<lora:${name}:${use.weight}>` : `<lora:${name}:${words}:${use.weight}>`;
  });
  const flux = base.family === "flux";
  const body: Record<string, unknown> = {
    prompt: [params.prompt.trim(), ...tags].filter(Boolean).join(" "),
    negative_prompt: params.negative.trim(),
    seed: params.seed,
    ...{ subseed: -1, subseed_strength: 0, batch_size: 1, n_iter: 1, restore_faces: false, tiling: false },
    ...{ steps: params.steps, width: wish.width, height: wish.height },
    cfg_scale: flux ? 1 : params.cfg,
    ...(state.flavour === "Forge" && flux && { distilled_cfg_scale: params.guidance }),
    sampler_name: sampling.sampler_name,
    ...(sampling.scheduler !== undefined && { scheduler: sampling.scheduler }),
    override_settings: overridesOf(state, {
      checkpoint,
      vae,
      clipSkip: params.clipSkip,
      masked: wish.from?.masked ?? false,
    }),
    override_settings_restore_afterwards: true,
    ...{ send_images: true, save_images: false },
    ...(wish.from && imagesOf(wish.from)),
  };
  return {
    route: wish.from ? "img2img" : "txt2img",
    ...{ body, checkpoint, base, controls, sampling },
    models: [
      checkpoint.file,
      ...(vae ? [vae] : []),
      ...loras.map(({ file }) => file),
      ...controls.map(({ file }) => file),
    ],
    warnings: [...warnings, ...sampling.warnings, ...said, ...formatWarning(state)],
  };
};

const requireNoReferences = ({ identity }: Painting, { flavour }: A1111State): void => {
  if (!identity.pictures.length || identity.weight === 0) return;
  throw lacking(
    `Through the API of ${flavour} this node cannot hold on to reference pictures (IP-Adapter): a node with ComfyUI can. Or take the references out of the recipe.`,
  );
};

/** The one a recipe names; else the one that is loaded, as loading another takes long; else the first that fits. */
export const chooseCheckpoint = (state: A1111State, ref: string, inpainting: boolean): Checkpoint => {
  const { checkpoints, options, flavour } = state;
  if (!ref) {
    const loaded = checkpoints.find(({ title }) => title === options.sd_model_checkpoint);
    const fitting = [...(loaded ? [loaded] : []), ...checkpoints].find(({ file }) => file.inpainting === inpainting);
    const first = fitting ?? loaded ?? checkpoints[0];
    if (first) return first;
    throw lacking(`This ${flavour} server has no model: put one into models/Stable-diffusion.`);
  }
  const file = findModel(
    ref,
    checkpoints.map((each) => each.file),
  );
  const found = checkpoints.find((each) => each.file === file);
  if (found) return found;
  throw lacking(`This ${flavour} server does not have the model ${parseModelRef(ref).file}.`);
};

type Overrides = { checkpoint: Checkpoint; vae: ModelFile | undefined; clipSkip: number; masked: boolean };

/** Settings of the server for this one picture; it puts them back afterwards. Names it does not know are left out. */
const overridesOf = (
  { options, flavour }: A1111State,
  { checkpoint, vae, clipSkip, masked }: Overrides,
): Record<string, unknown> => {
  const wanted: Record<string, unknown> = {
    CLIP_stop_at_last_layers: clipSkip,
    // Colours are matched and edges set back by us; doing either twice would show.
    img2img_color_correction: false,
    ...(masked && { overlay_inpaint: false }),
    ...(vae && (flavour === "Forge" ? { forge_additional_modules: [vae.file] } : { sd_vae: vae.file })),
  };
  const known = Object.entries(wanted).filter(([name]) => name in options);
  return { sd_model_checkpoint: checkpoint.title, ...Object.fromEntries(known) };
};

const imagesOf = ({ denoise, masked, nothing = false }: NonNullable<Wish["from"]>): Record<string, unknown> => ({
  denoising_strength: nothing ? 1 : denoise,
  ...{ resize_mode: 0, include_init_images: false },
  ...(masked && {
    // Cut out, blurred and set back by us: the server gets the part alone and a soft mask, and leaves both as they are.
    ...{
      mask_blur: 0,
      mask_round: false,
      inpaint_full_res: false,
      inpaint_full_res_padding: 0,
      inpainting_mask_invert: 0,
    },
    inpainting_fill: nothing ? 3 : 1,
  }),
});

const formatWarning = ({ options }: A1111State): string[] => {
  const format = typeof options.samples_format === "string" ? options.samples_format.toLowerCase() : "png";
  return format === "png"
    ? []
    : [
        `This server answers in ${format.toUpperCase()}, which loses detail: set “File format for images” to png in its settings.`,
      ];
};
