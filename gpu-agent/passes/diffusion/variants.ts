import {
  type ModelFamily,
  type ModelFile,
  type ModelRole,
  roleFolders,
  type VariantReport,
} from "../../../contract/engine/report";
import type { ComfyState } from "../../engines/comfy/comfy-server";
import type { Wanted } from "../../engines/engine";
import { basesOf, encoderWords, ofRole } from "./base";

/** One way to do a pass, and what it lacks on a server; an empty list: it works. */
export type Variant = { id: string; title: string; lacks: (state: ComfyState) => Wanted[] };

const core = "Update ComfyUI: this class belongs to its core";

/** Classes that are not there, as one thing: a pack, or a newer server. */
export const needClasses = (state: ComfyState, classes: readonly string[], pack?: string): Wanted[] => {
  const absent = classes.filter((name) => !state.objects[name]);
  if (!absent.length) return [];
  return [
    pack
      ? {
          what: `the node pack ${pack} (${absent.join(", ")})`.slice(0, 300),
          where: "custom_nodes of the image server",
          how: "Install it there and restart ComfyUI. A pack runs code of its own on that machine",
        }
      : { what: `a newer ComfyUI with ${absent.join(", ")}`.slice(0, 300), where: "the image server", how: core },
  ];
};

export const needModel = (
  state: ComfyState,
  role: ModelRole,
  what: string,
  fits: (model: ModelFile) => boolean = () => true,
): Wanted[] =>
  ofRole(state.models, role).some(fits)
    ? []
    : [
        {
          what,
          where: `models/${roleFolders[role]} of the image server`,
          how: "Put the file there; it is noticed within a minute",
        },
      ];

/** A model that paints, of one of these families. */
export const needBase = (
  state: ComfyState,
  families?: readonly ModelFamily[],
  words = "SD 1.5, SDXL or Flux",
): Wanted[] => {
  if (basesOf(state.models, families).length) return [];
  const split = ofRole(state.models, "diffusion-model").find(
    ({ family }) => family !== null && (!families || families.includes(family)) && encoderWords[family],
  );
  if (split?.family)
    return [
      {
        what: `the text encoders (${encoderWords[split.family]}) and VAE of ${split.file}`,
        where: "models/text_encoders and models/vae of the image server",
        how: "Put the files there; they are noticed within a minute",
      },
    ];
  const broken = state.models.find(({ role, unusable }) => role === "checkpoint" && unusable);
  return [
    {
      what: `a checkpoint (${words})`,
      where: "models/checkpoints of the image server",
      how: broken
        ? `${broken.file} is there but ${broken.unusable}`.slice(0, 500)
        : "Put a .safetensors file there; it is noticed within a minute",
    },
  ];
};

const coreOf = ["KSampler", "VAEDecode", "VAEEncode", "LoadImage", "SaveImage", "CLIPTextEncode", "EmptyLatentImage"];

/** Painting with core nodes alone: what every server can that has a model. */
export const corePainting = (more: readonly string[] = []): Variant => ({
  id: "core",
  title: "Core nodes",
  lacks: (state) => [...needClasses(state, [...coreOf, ...more]), ...needBase(state)],
});

export const variantReports = (pass: string, variants: readonly Variant[], state: ComfyState): VariantReport[] => {
  const families = [...new Set(basesOf(state.models).map(({ family }) => family))];
  return variants.map(({ id, title, lacks }) => {
    const missing = lacks(state);
    return { pass, variant: id, title, families, ready: missing.length === 0, missing: missing.slice(0, 20) };
  });
};
