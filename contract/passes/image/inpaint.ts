import { z } from "zod";
import { definePass, type FieldHelp } from "../define";
import { matchColours, painting, paintingInputs } from "../diffusion";
import { cfg, denoise, diffusionNeeds, negative, prompt, sampler, schedule, seed, steps } from "../parts";

export const inpaint = definePass({
  id: "inpaint",
  // 2: colours are matched at the seam.
  version: 2,
  title: "Inpaint",
  verb: "Queue inpaint",
  summary: "Repaints what is masked from words, and nothing else.",
  group: "generate",
  params: z.object({
    prompt: prompt("Mature woman ears"),
    negative: negative("earrings, jewelry"),
    denoise: denoise(0.6, "Raise it until what you want gone is gone"),
    area: z
      .enum(["masked only", "whole picture"])
      .default("masked only")
      .meta({
        title: "Area",
        help: "Masked only works on the masked part at full size",
        choices: { "masked only": "Masked only", "whole picture": "Whole picture" },
      } satisfies FieldHelp),
    padding: z
      .number()
      .int()
      .min(0)
      .max(512)
      .default(32)
      .meta({
        title: "Padding",
        help: "How much of the surroundings is seen around the mask",
        unit: "px",
        when: { field: "area", is: ["masked only"] },
      } satisfies FieldHelp),
    blur: z
      .number()
      .min(0)
      .max(64)
      .default(4)
      .meta({ title: "Mask blur", help: "Softens the seam", unit: "px", step: 0.5 } satisfies FieldHelp),
    way: z
      .enum(["blend", "erase", "model"])
      .default("blend")
      .meta({
        title: "Way",
        help: "Erasing and the model's own way want a model made for inpainting, and denoise 1",
        choices: {
          blend: "Repaint, any model",
          erase: "Erase and fill anew",
          model: "The inpainting model's own",
        },
        advanced: true,
      } satisfies FieldHelp),
    fill: z
      .enum(["original", "blurred", "noise", "empty"])
      .default("original")
      .meta({
        title: "Start from",
        help: "What is under the mask before painting begins",
        choices: { original: "The original", blurred: "Blurred surroundings", noise: "Noise", empty: "Nothing" },
        advanced: true,
      } satisfies FieldHelp),
    matchColours: matchColours(),
    steps: steps(36, [33, 40]),
    cfg: cfg(),
    sampler: sampler(),
    schedule: schedule(),
    ...painting(),
    seed: seed(),
  }),
  inputs: {
    image: { kind: "image", title: "Picture" },
    mask: { kind: "mask", title: "Where to repaint" },
    ...paintingInputs,
  },
  outputs: { picture: { kind: "picture", title: "Repainted picture" } },
  needs: () => diffusionNeeds,
});
