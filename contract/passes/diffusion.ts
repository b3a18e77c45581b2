import { z } from "zod";
import type { ModelRole } from "../engine/report";
import type { FieldHelp } from "./define";
import { usualIdentityWeight } from "./identity";
import { EyeLine, FaceBox, largestSeed } from "./parts";

// What painting with an image model takes, shared by every pass that does. Structured fields are drawn by the recipe's
// own screen; each has a default, so a plain form works without them.

const ref = z.string().max(400);

/** A model by its reference (contract/engine/model-ref.ts); empty: the node's first that fits. */
export const model = (role: ModelRole, title: string, help = "Empty takes the node's first that fits") =>
  ref.default("").meta({ title, help, model: role, advanced: true } satisfies FieldHelp);

export const eases = ["linear", "ease-in", "ease-out", "ease-in-out"] as const;

/** A value over the steps: `at` is the share of them that is done, rising; between two points it moves by `ease`. */
export const Curve = z.object({
  points: z
    .array(z.object({ at: z.number().min(0).max(1), value: z.number().min(0).max(2) }))
    .min(2)
    .max(16)
    .refine((points) => points.every(({ at }, n) => n === 0 || at > (points[n - 1]?.at ?? 0)), {
      error: "its points must rise over the steps",
    }),
  ease: z.enum(eases).default("linear"),
});
export type Curve = z.infer<typeof Curve>;

/** The same all the way, or a curve over the steps (A51, A52). */
export const Strength = z.union([z.number().min(0).max(2), Curve]);
export type Strength = z.infer<typeof Strength>;

/** A52: holds the composition early, lets detail come late. */
export const decay: Curve = {
  points: [
    { at: 0, value: 0.9 },
    { at: 1, value: 0.3 },
  ],
  ease: "linear",
};

/** `weight` of a picture, `clipWeight` of the words; left out it is the same. `over` makes the weight a share over the steps. */
export const LoraUse = z.object({
  file: ref.min(1),
  weight: z.number().min(-4).max(4).default(1),
  clipWeight: z.number().min(-4).max(4).optional(),
  /** Only in a region: the LoRA counts `weight` times this, from the first step to the last. */
  over: Curve.optional(),
  /** Whose it is: two characters' LoRAs without regions are refused (A40). */
  characterId: z.string().max(60).optional(),
});
export type LoraUse = z.infer<typeof LoraUse>;

export const controlTypes = ["tile", "canny", "depth", "pose", "lineart", "scribble", "normal", "segment"] as const;
export type ControlType = (typeof controlTypes)[number];

/** A picture that holds the composition. `picture` counts in the slot `controls`; null takes the picture worked on. */
export const ControlUse = z.object({
  type: z.enum(controlTypes).default("tile"),
  picture: z.number().int().min(0).max(31).nullable().default(null),
  /** Empty: the node's first ControlNet of this kind and family. */
  file: ref.default(""),
  strength: Strength.default(0.7),
  /** Share of the steps during which it counts. */
  start: z.number().min(0).max(1).default(0),
  end: z.number().min(0).max(1).default(1),
  /** `canny`: the picture is a photograph, the node draws its edges first (0–1). `none`: it is the map already. */
  prepare: z.enum(["none", "canny"]).default("none"),
  low: z.number().min(0).max(1).default(0.4),
  high: z.number().min(0).max(1).default(0.8),
});
export type ControlUse = z.infer<typeof ControlUse>;

/** How a picture of somebody is held on to. `core`: Redux or reference latents, whatever the family has. */
export const identityWays = ["auto", "ip-adapter", "face-id", "core"] as const;

/** Pictures of somebody by their number in the slot `references`: a whole package, each with its weight (B18). */
export const Identity = z.object({
  way: z.enum(identityWays).default("auto"),
  pictures: z
    .array(z.object({ picture: z.number().int().min(0).max(63), weight: z.number().min(0).max(2).default(1) }))
    .max(16)
    .default([]),
  /** A56: 0.3–0.8; too low and nobody is recognised, too high and pose and light of the reference come along. */
  weight: z.number().min(0).max(2).default(usualIdentityWeight),
  start: z.number().min(0).max(1).default(0),
  end: z.number().min(0).max(1).default(1),
});
export type Identity = z.infer<typeof Identity>;

/** One place of the picture and who is in it. Regions stand front to back: the first wins where two overlap. */
export const Region = z.object({
  /** For people: "Mei". Progress and errors use it. */
  name: z.string().min(1).max(80),
  characterId: z.string().max(60).optional(),
  /** Number in the slot `masks`. */
  mask: z.number().int().min(0).max(31),
  prompt: z.string().max(4_000).default(""),
  negative: z.string().max(4_000).default(""),
  loras: z.array(LoraUse).max(8).default([]),
  identity: Identity.prefault({}),
  /** How strongly its words count. */
  strength: z.number().min(0).max(2).default(1),
  /** px its edge is softened by (A45). */
  feather: z.number().min(0).max(256).default(16),
  /** Upscaling tile by tile: its own denoise; left out it is the pass's (A77). */
  denoise: z.number().min(0).max(1).optional(),
});
export type Region = z.infer<typeof Region>;

/** What is another for one face: the one the box or the number (left to right, from 0) means. Left out: as for all. */
export const FaceRepaint = z.object({
  name: z.string().max(80).default(""),
  /** Number of the face from the left, or by hand where it is. */
  face: z.number().int().min(0).max(63).optional(),
  box: FaceBox.optional(),
  eyes: EyeLine.optional(),
  /** False: this face stays as it is. */
  on: z.boolean().default(true),
  prompt: z.string().max(4_000).default(""),
  negative: z.string().max(4_000).default(""),
  denoise: z.number().min(0).max(1).optional(),
  seed: z.number().int().min(0).max(largestSeed).optional(),
  loras: z.array(LoraUse).max(8).default([]),
  characterId: z.string().max(60).optional(),
});
export type FaceRepaint = z.infer<typeof FaceRepaint>;

const list = <S extends z.ZodType>(of: S, most: number, title: string) =>
  z
    .array(of)
    .max(most)
    .default([])
    .meta({ title, control: "own screen" } satisfies FieldHelp);

/** Out of memory: may the node change the pixels (tiled decoding, a smaller size of work) to get through? */
export const mayDegrade = (help = "When memory runs out: tiled decoding, then smaller pieces. The version says so") =>
  z
    .boolean()
    .default(true)
    .meta({ title: "May use less memory", help, advanced: true } satisfies FieldHelp);

/** Of passes that set a repainted part back: a model shifts colours a little, which a seam shows. */
export const matchColours = (
  initial = true,
  help = "What is painted takes brightness and colour from just around the mask",
) =>
  z
    .boolean()
    .default(initial)
    .meta({
      title: "Match colours at the seam",
      help,
      advanced: true,
    } satisfies FieldHelp);

/** Fields of every pass that paints with a model. */
export const painting = () => ({
  model: model("checkpoint", "Model", "Checkpoint or diffusion model; empty takes the node's first"),
  vae: model("vae", "VAE", "Empty takes the model's own"),
  loras: list(LoraUse, 16, "LoRAs"),
  controls: list(ControlUse, 8, "Controls"),
  identity: Identity.prefault({}).meta({ title: "References", control: "own screen" } satisfies FieldHelp),
  guidance: z
    .number()
    .min(0)
    .max(100)
    .default(3.5)
    .meta({
      title: "Guidance",
      help: "Of Flux models, in place of CFG",
      step: 0.5,
      advanced: true,
    } satisfies FieldHelp),
  clipSkip: z
    .number()
    .int()
    .min(1)
    .max(12)
    .default(1)
    .meta({ title: "CLIP skip", help: "1 is none", advanced: true } satisfies FieldHelp),
  mayDegrade: mayDegrade(),
});

/** Input slots beside those fields. */
export const paintingInputs = {
  controls: { kind: "image", title: "Control pictures", optional: true, many: true },
  references: { kind: "image", title: "Reference pictures", optional: true, many: true },
} as const;

export const regions = () => list(Region, 16, "Regions");
