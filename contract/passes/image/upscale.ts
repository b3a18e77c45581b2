import { z } from "zod";
import { definePass, type FieldHelp } from "../define";
import { model, painting, paintingInputs, regions } from "../diffusion";
import { cfg, denoise, negative, prompt, sampler, schedule, seed, steps } from "../parts";

const painted = { field: "mode", is: ["unified", "regional"] } as const;

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
    mode: z
      .enum(["plain", "unified", "regional"])
      .default("plain")
      .meta({
        title: "Mode",
        help: "Plain enlarges only. Fast repaints tile by tile from one prompt; regional gives each character its own LoRA and words, and bears a higher denoise",
        choices: { plain: "Plain", unified: "Fast, one prompt", regional: "Regional" },
      } satisfies FieldHelp),
    prompt: prompt("What the picture shows").meta({
      title: "Caption",
      help: "What the picture shows; of the whole",
      control: "prompt",
      when: painted,
    } satisfies FieldHelp),
    style: z
      .string()
      .max(1_000)
      .default("")
      .meta({
        title: "Style",
        help: "Added to the caption: film still, detailed skin",
        when: painted,
      } satisfies FieldHelp),
    negative: negative("blurry, lowres").meta({
      title: "Negative prompt",
      help: "blurry, lowres",
      control: "prompt",
      when: painted,
    } satisfies FieldHelp),
    denoise: denoise(0.3, "Over 0.45 every tile invents its own picture, unless regional", [0.2, 0.45]).meta({
      title: "Denoise",
      help: "Over 0.45 every tile invents its own picture, unless regional",
      band: [0.2, 0.45],
      step: 0.01,
      when: painted,
    } satisfies FieldHelp),
    tile: z
      .number()
      .int()
      .min(64)
      .max(2_048)
      .multipleOf(64)
      .default(1_024)
      .meta({ title: "Tile", unit: "px", step: 64, advanced: true, when: painted } satisfies FieldHelp),
    upscaler: model(
      "upscaler",
      "Upscale model",
      "Enlarges before anything is repainted; empty: the node's first, or Lanczos",
    ),
    regions: regions(),
    steps: steps(20),
    cfg: cfg(),
    sampler: sampler(),
    schedule: schedule(),
    ...painting(),
    seed: seed(),
  }),
  inputs: {
    image: { kind: "image", title: "Picture" },
    masks: { kind: "mask", title: "One mask a region", optional: true, many: true },
    ...paintingInputs,
  },
  outputs: { picture: { kind: "picture", title: "Larger picture" } },
  needs: () => ({}),
  rough: "Resampled (Lanczos); no detail is invented",
});
