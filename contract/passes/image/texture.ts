import { z } from "zod";
import { definePass, type FieldHelp } from "../define";
import { painting, paintingInputs } from "../diffusion";
import { cfg, denoise, diffusionNeeds, negative, prompt, sampler, schedule, seed, steps } from "../parts";

export const texture = definePass({
  id: "texture",
  version: 1,
  title: "Texture",
  verb: "Queue texture",
  summary: "Paints a material from words; tileable closes its seams in both directions.",
  over: "recipe",
  group: "generate",
  params: z.object({
    prompt: prompt("worn wooden desk texture, realistic, 4K, PBR").meta({
      title: "Prompt",
      help: "worn wooden desk texture, realistic, 4K, PBR",
      control: "prompt",
      required: "Write a prompt first",
    } satisfies FieldHelp),
    negative: negative("objects, perspective, shadows"),
    side: z
      .number()
      .int()
      .min(64)
      .max(2_048)
      .multipleOf(8)
      .default(1_024)
      .meta({ title: "Side", unit: "px", step: 8 } satisfies FieldHelp),
    tileable: z
      .boolean()
      .default(true)
      .meta({ title: "Tileable", help: "Left meets right, top meets bottom" } satisfies FieldHelp),
    seamDenoise: denoise(0.6, "How much of the seams is invented"),
    steps: steps(30),
    cfg: cfg(),
    sampler: sampler(),
    schedule: schedule(),
    ...painting(),
    seed: seed(),
  }),
  inputs: paintingInputs,
  outputs: { picture: { kind: "picture", title: "Texture" } },
  needs: () => diffusionNeeds,
});
