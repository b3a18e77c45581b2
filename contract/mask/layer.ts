import { z } from "zod";
import { blendModes, layerKinds } from "./layer-kinds";

export const LayerKind = z.enum(layerKinds);
export type LayerKind = z.infer<typeof LayerKind>;

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
