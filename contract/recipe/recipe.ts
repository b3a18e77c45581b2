import { z } from "zod";

/** One input of a pass, pinned by content: the same recipe means the same bytes for ever. */
export const RecipeInput = z.object({ slot: z.string(), mediaId: z.string(), sha256: z.string() });
export type RecipeInput = z.infer<typeof RecipeInput>;

/** A mask document up to op `seq`, and the identity of its pixels as they were used. */
const FrozenMask = z.object({ maskId: z.string(), seq: z.number().int(), pixelSha256: z.string() });

/** What made a version: one typed, versioned pass request. `seed` is concrete, never −1 (B15). */
export const Recipe = z.object({
  format: z.literal(1),
  pass: z.string(),
  passVersion: z.number().int(),
  params: z.record(z.string(), z.unknown()),
  inputs: z.array(RecipeInput),
  seed: z.number().int().nullable(),
  /** The mask document the mask input was rasterised from, and the identity of its pixels. */
  mask: FrozenMask.extend({
    /** The protected areas that were taken out of it; left out: none. */
    protected: z.array(FrozenMask).optional(),
  }).nullable(),
  /** The region layers its `masks` were rasterised from, in their order; left out: none. */
  regions: z.array(FrozenMask).optional(),
});
export type Recipe = z.infer<typeof Recipe>;
