import { z } from "zod";
import { MAX_MASK_PIXELS, MAX_MASK_SIDE } from "./limits";

const Side = z.int().min(1).max(MAX_MASK_SIDE);

/** Applied when the mask is used, never to the drawn pixels: invert first, then grow (negative shrinks), then feather. Pixels. */
export const MaskPost = z.strictObject({
  grow: z.int().min(-512).max(512).default(0),
  feather: z.int().min(0).max(512).default(0),
  invert: z.boolean().default(false),
});
export type MaskPost = z.output<typeof MaskPost>;

/** A mask is exactly as large as the picture it belongs to. White (255) = repaint. */
export const MaskDocument = z
  .strictObject({ width: Side, height: Side, post: MaskPost.prefault({}) })
  .refine((doc) => doc.width * doc.height <= MAX_MASK_PIXELS, {
    error: "The picture is too large to mask: at most 67 megapixels (8192 x 8192)",
  });
export type MaskDocument = z.output<typeof MaskDocument>;
