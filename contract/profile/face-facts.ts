import { z } from "zod";
import type { FaceReading, FacesFacts } from "./face";

const pixels = z.number().finite().min(-100_000).max(100_000);

/** Longest embedding that is taken; ArcFace-class models give 512 numbers. */
export const longestEmbedding = 2048;

export const FaceReadingShape = z.object({
  box: z.object({ x: pixels, y: pixels, width: pixels.positive(), height: pixels.positive() }),
  trust: z.number().min(0).max(1),
  yaw: z.number().min(-180).max(180),
  pitch: z.number().min(-90).max(90),
  roll: z.number().min(-180).max(180),
  embedding: z
    .array(z.number().min(-1).max(1))
    .min(16)
    .max(longestEmbedding)
    .refine((all) => Math.abs(Math.hypot(...all) - 1) < 0.01, "An embedding is of unit length")
    .optional() as z.ZodType<number[]>,
}) as z.ZodType<FaceReading>;

/** What `read-faces` must deliver, checked before anything is kept. */
export const FacesFactsShape = z
  .object({
    detector: z.string().min(1).max(200),
    model: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .nullable(),
    pictures: z
      .array(
        z.union([
          z.object({ error: z.string().min(1).max(500) }),
          z.object({
            width: z.number().int().positive(),
            height: z.number().int().positive(),
            faces: z.array(FaceReadingShape).max(200),
          }),
        ]),
      )
      .max(200),
  })
  .refine(
    ({ model, pictures }) =>
      model !== null || pictures.every((one) => "error" in one || one.faces.every(({ embedding }) => !embedding)),
    "An embedding came without the model that made it",
  ) as z.ZodType<FacesFacts>;
