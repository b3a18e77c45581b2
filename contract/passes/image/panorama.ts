import { z } from "zod";
import { definePass, type FieldHelp } from "../define";
import { painting, paintingInputs } from "../diffusion";
import { cfg, denoise, diffusionNeeds, negative, prompt, sampler, schedule, seed, steps } from "../parts";

export const panorama = definePass({
  id: "panorama",
  version: 1,
  title: "Panorama",
  verb: "Queue panorama",
  summary: "Paints an environment all around (equirectangular, 2:1) and closes the seam where left meets right.",
  over: "recipe",
  group: "generate",
  params: z.object({
    prompt: prompt("360 equirectangular panorama, a modern office interior, large windows").meta({
      title: "Prompt",
      help: "360 equirectangular panorama, a modern office interior, large windows",
      control: "prompt",
      required: "Write a prompt first",
    } satisfies FieldHelp),
    negative: negative("people, text"),
    width: z
      .number()
      .int()
      .min(128)
      .max(4_096)
      .multipleOf(32)
      .default(2_048)
      .meta({ title: "Width", help: "The height is half of it", unit: "px", step: 32 } satisfies FieldHelp),
    seam: z
      .number()
      .min(0.02)
      .max(0.25)
      .default(0.08)
      .meta({
        title: "Seam",
        help: "Share of the width that is painted anew over the seam",
        step: 0.01,
        advanced: true,
      } satisfies FieldHelp),
    seamDenoise: denoise(0.55, "How much of the seam is invented"),
    steps: steps(30),
    cfg: cfg(),
    sampler: sampler(),
    schedule: schedule(),
    ...painting(),
    seed: seed(),
  }),
  inputs: paintingInputs,
  outputs: { picture: { kind: "picture", title: "Panorama" } },
  needs: () => diffusionNeeds,
});
