import { z } from "zod";
import { definePass, type FieldHelp } from "../define";
import { painting, paintingInputs } from "../diffusion";
import { cfg, diffusionNeeds, negative, prompt, sampler, schedule, seed, steps } from "../parts";

const side = (title: string) =>
  z
    .number()
    .int()
    .min(64)
    .max(4_096)
    .multipleOf(8)
    .default(768)
    .meta({ title, unit: "px", step: 8 } satisfies FieldHelp);

export const txt2img = definePass({
  id: "txt2img",
  version: 1,
  title: "Text to image",
  verb: "Queue text to image",
  summary: "Paints a new picture from words.",
  group: "generate",
  params: z.object({
    prompt: prompt("A 35-year-old office worker with short brown hair, plain backdrop").meta({
      title: "Prompt",
      help: "A 35-year-old office worker with short brown hair, plain backdrop",
      control: "prompt",
      required: "Write a prompt first",
    } satisfies FieldHelp),
    negative: negative("What must not appear"),
    width: side("Width"),
    height: side("Height"),
    steps: steps(36),
    cfg: cfg(),
    sampler: sampler(),
    schedule: schedule(),
    ...painting(),
    seed: seed(),
  }),
  inputs: paintingInputs,
  outputs: { picture: { kind: "picture", title: "New picture" } },
  needs: () => diffusionNeeds,
});
