import { z } from "zod";
import { definePass, type FieldHelp } from "../define";
import { matchColours, painting, paintingInputs } from "../diffusion";
import { cfg, diffusionNeeds, Edges, negative, prompt, sampler, schedule, seed, steps } from "../parts";

export const outpaint = definePass({
  id: "outpaint",
  // 2: colours are matched at the seam.
  version: 2,
  title: "Outpaint",
  verb: "Queue outpaint",
  summary: "Continues the picture beyond its edges, for padding around head and shoulders.",
  group: "generate",
  params: z.object({
    prompt: prompt("Mature woman, bare neck and shoulders"),
    negative: negative("necklace"),
    edges: Edges(1_024, 48)
      .prefault({})
      .meta({
        title: "Pixels to add",
        help: "On each side",
        unit: "px",
        control: "edges",
        step: 8,
      } satisfies FieldHelp),
    blur: z
      .number()
      .min(0)
      .max(64)
      .default(8)
      .meta({ title: "Mask blur", help: "Softens the seam", unit: "px", step: 0.5 } satisfies FieldHelp),
    fill: z
      .enum(["edge", "noise"])
      .default("noise")
      .meta({
        title: "Start from",
        help: "What lies in the new area before painting begins",
        choices: { edge: "The edge, repeated", noise: "Noise" },
        advanced: true,
      } satisfies FieldHelp),
    way: z
      .enum(["blend", "erase", "model"])
      .default("blend")
      .meta({
        title: "Way",
        help: "Erasing and the model's own way want a model made for inpainting",
        choices: {
          blend: "Paint over the filling, any model",
          erase: "Fill anew",
          model: "The inpainting model's own",
        },
        advanced: true,
      } satisfies FieldHelp),
    attempts: z
      .number()
      .int()
      .min(1)
      .max(12)
      .default(6)
      .meta({ title: "Attempts", help: "Candidates to pick from" } satisfies FieldHelp),
    matchColours: matchColours(),
    steps: steps(60, [60, 150]),
    cfg: cfg(),
    sampler: sampler(),
    schedule: schedule(),
    ...painting(),
    seed: seed(),
  }),
  inputs: { image: { kind: "image", title: "Picture" }, ...paintingInputs },
  outputs: { picture: { kind: "picture", title: "Candidates", many: true } },
  needs: () => diffusionNeeds,
});
