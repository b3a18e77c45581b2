import { z } from "zod";
import { type ClipFacts, clipLimits } from "./clip";

const side = z.number().int().min(1).max(clipLimits.side);
const count = z.number().int().min(1);

/** What a node may say of a clip: every number in its range, one sharpness a frame. */
export const ClipFactsShape: z.ZodType<ClipFacts> = z
  .object({
    width: side,
    height: side,
    fpsNum: count,
    fpsDen: count,
    variableRate: z.boolean(),
    frames: count.max(clipLimits.frames),
    seconds: z.number().min(0),
    hasAudio: z.boolean(),
    codec: z.string().max(40),
    sharpness: z.array(z.number().min(0)).max(clipLimits.frames),
    faceSharpness: z.array(z.number().min(0).nullable()).max(clipLimits.frames).optional(),
    measuredAt: side,
    sheet: z.object({ cellWidth: side, cellHeight: side, columns: count.max(500), rows: count.max(500) }),
  })
  .refine(({ frames, sharpness }) => sharpness.length === frames, {
    error: "one sharpness a frame was expected",
  })
  .refine(({ frames, faceSharpness }) => faceSharpness === undefined || faceSharpness.length === frames, {
    error: "one sharpness of the face a frame was expected, or null",
  });
