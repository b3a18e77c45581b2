import { z } from "zod";

/** One input of a pass, pinned by content: the same recipe means the same bytes for ever. */
export const RecipeInput = z.object({ slot: z.string(), mediaId: z.string(), sha256: z.string() });
export type RecipeInput = z.infer<typeof RecipeInput>;

/** What made a version: one typed, versioned pass request. `seed` is concrete, never −1 (B15). */
export const Recipe = z.object({
  format: z.literal(1),
  pass: z.string(),
  passVersion: z.number().int(),
  params: z.record(z.string(), z.unknown()),
  inputs: z.array(RecipeInput),
  seed: z.number().int().nullable(),
  /** The mask document the mask input was rasterised from, and the identity of its pixels. */
  mask: z.object({ maskId: z.string(), seq: z.number().int(), pixelSha256: z.string() }).nullable(),
});
export type Recipe = z.infer<typeof Recipe>;
