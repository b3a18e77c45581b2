import { z } from "zod";
import { definePass, type FieldHelp } from "../define";
import { model } from "../diffusion";
import { diffusionNeeds, seed } from "../parts";

/** Learns a character from pictures with captions (A3, B47). The file stays on the node, known by its hash. */
export const trainLora = definePass({
  id: "train-lora",
  version: 1,
  title: "Train LoRA",
  verb: "Queue training",
  summary:
    "Learns a character from pictures and their captions. The LoRA stays on the node and is offered by it from then on.",
  over: "recipe",
  group: "generate",
  params: z.object({
    name: z
      .string()
      .max(60)
      .regex(/^[\w-]*$/, { error: "letters, digits, - and _ only" })
      .default("")
      .meta({
        title: "Name",
        help: "anna_tide; the file is called after it",
        required: "Name the LoRA first",
      } satisfies FieldHelp),
    /** One a picture, in the order of the slot `pictures`. */
    captions: z
      .array(z.string().max(4_000))
      .max(500)
      .default([])
      .meta({ title: "Captions", control: "own screen" } satisfies FieldHelp),
    model: model("checkpoint", "Model", "What the LoRA will be used with"),
    side: z
      .number()
      .int()
      .min(64)
      .max(1_024)
      .multipleOf(8)
      .default(512)
      .meta({ title: "Training size", help: "Should match the use", unit: "px", step: 8 } satisfies FieldHelp),
    steps: z
      .number()
      .int()
      .min(1)
      .max(20_000)
      .default(1_000)
      .meta({ title: "Steps", unit: "steps" } satisfies FieldHelp),
    every: z
      .number()
      .int()
      .min(1)
      .max(20_000)
      .default(250)
      .meta({ title: "Checkpoint every", help: "Each with a sample sheet", unit: "steps" } satisfies FieldHelp),
    rank: z
      .number()
      .int()
      .min(1)
      .max(128)
      .default(16)
      .meta({ title: "Rank" } satisfies FieldHelp),
    learningRate: z
      .number()
      .min(0.0000001)
      .max(1)
      .default(0.0005)
      .meta({ title: "Learning rate", step: 0.0001 } satisfies FieldHelp),
    sample: z
      .string()
      .max(4_000)
      .default("")
      .meta({
        title: "Sample prompt",
        help: "Painted at every checkpoint; empty: the first caption",
        control: "prompt",
      } satisfies FieldHelp),
    seed: seed(),
  }),
  inputs: { pictures: { kind: "file", title: "Pictures", many: true } },
  outputs: {
    samples: { kind: "picture", title: "Sample of each checkpoint", optional: true, many: true },
    loss: { kind: "debug", title: "Loss", optional: true, many: true },
  },
  needs: () => diffusionNeeds,
});
