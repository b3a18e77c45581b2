import { z } from "zod";

/**
 * What a mask is to its version. `inpaint`: white = repaint, one a version. `region`: whose part of the picture this is.
 * `protected`: never repainted. `picture`: another picture seen through this mask.
 */
export const layerKinds = ["inpaint", "region", "protected", "picture"] as const;
export const LayerKind = z.enum(layerKinds);
export type LayerKind = z.infer<typeof LayerKind>;

/** How a picture layer meets what lies below it. */
export const blendModes = ["normal", "multiply", "screen", "overlay", "lighten", "darken"] as const;
export const BlendMode = z.enum(blendModes);
export type BlendMode = z.infer<typeof BlendMode>;

/** Lower-case #rrggbb. */
export const LayerColour = z.string().regex(/^#[0-9a-f]{6}$/, "must be a colour such as #e0503c");

/** What a regional pass says inside a region: words (the trigger is added from the character) and how strongly its LoRA speaks. */
export const RegionSettings = z.strictObject({
  prompt: z.string().max(2_000).default(""),
  loraWeight: z.number().min(0).max(2).default(0.8),
  /** True: everything behind the characters, which has no owner. */
  background: z.boolean().default(false),
});
export type RegionSettings = z.output<typeof RegionSettings>;

/** Told apart by brightness and hue by people who see red and green alike; one after another, then round again. */
export const layerColours = [
  "#e0503c",
  "#3c8fe0",
  "#e0b13c",
  "#7a5ad6",
  "#2fa88a",
  "#d65a9f",
  "#8fb83c",
  "#b0714a",
] as const;

/** At most this many layers a version. */
export const MAX_LAYERS = 64;
