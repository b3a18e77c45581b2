import { z } from "zod";
import { definePass, type FieldHelp } from "../define";

export const upscale = definePass({
  id: "upscale",
  version: 1,
  title: "Upscale",
  verb: "Queue upscale",
  summary: "Makes the picture exactly two (or three, or four) times as large.",
  group: "size",
  params: z.object({
    factor: z
      .number()
      .int()
      .min(2)
      .max(4)
      .default(2)
      .meta({ title: "Factor", help: "2 turns 960 × 540 into 1920 × 1080", unit: "×" } satisfies FieldHelp),
  }),
  inputs: { image: { kind: "image", title: "Picture" } },
  outputs: { picture: { kind: "picture", title: "Larger picture" } },
  needs: () => ({}),
  rough: "Resampled (Lanczos); no detail is invented",
});
