import { z } from "zod";
import { type LayerAdjustment, MAX_CURVE_POINTS } from "./adjustment";
import { blendModes, layerKinds } from "./layer-kinds";

export const LayerKind = z.enum(layerKinds);
export type LayerKind = z.infer<typeof LayerKind>;

export const BlendMode = z.enum(blendModes);
export type BlendMode = z.infer<typeof BlendMode>;

/** Lower-case #rrggbb. */
export const LayerColour = z.string().regex(/^#[0-9a-f]{6}$/, "must be a colour such as #e0503c");

/**
 * What a regional pass says inside a region: words (the trigger is added from the character), how strongly its LoRA speaks and
 * how strongly its reference picture, which the layer itself names, is held on to.
 */
export const RegionSettings = z.strictObject({
  prompt: z.string().max(2_000).default(""),
  loraWeight: z.number().min(0).max(2).default(0.8),
  /** How strongly a pass holds on to the region's reference picture, 0–1; left out it is the pass's own. */
  referenceWeight: z.number().min(0).max(1).optional(),
  /** True: everything behind the characters, which has no owner. */
  background: z.boolean().default(false),
});
export type RegionSettings = z.output<typeof RegionSettings>;

const Gain = z.number().min(0.25).max(4);
const Value = z.int().min(0).max(255);

/** White balance, levels, gamma, curve and saturation of an adjustment layer. */
export const AdjustmentSettings: z.ZodType<LayerAdjustment> = z
  .strictObject({
    gains: z.tuple([Gain, Gain, Gain]),
    black: z.int().min(0).max(254),
    white: z.int().min(1).max(255),
    gamma: z.number().min(0.2).max(5),
    curve: z
      .array(z.tuple([Value, Value]))
      .min(2)
      .max(MAX_CURVE_POINTS)
      .refine((points) => points.every(([from], n) => n === 0 || from > (points[n - 1]?.[0] ?? 256)), {
        error: "The points of a curve go from dark to bright, each at a value of its own",
      }),
    saturation: z.number().min(0).max(2),
  })
  .refine(({ black, white }) => black < white, { path: ["black"], error: "must be below the white point" });
