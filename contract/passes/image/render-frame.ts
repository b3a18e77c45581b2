import { z } from "zod";
import type { FieldHelp } from "../define";
import { definePass } from "../define";
import { painting, paintingInputs, regions } from "../diffusion";
import { cfg, denoise, diffusionNeeds, negative, prompt, sampler, schedule, seed, steps } from "../parts";

const side = (title: string) =>
  z
    .number()
    .int()
    .min(64)
    .max(4_096)
    .multipleOf(8)
    .default(1_024)
    .meta({
      title,
      unit: "px",
      step: 8,
      help: "Without a layout picture; with one the size is the layout's",
    } satisfies FieldHelp);

/** Several characters in one picture, each with its own words, LoRA and likeness in its own place (A40–A47). */
export const renderFrame = definePass({
  id: "render-frame",
  version: 1,
  title: "Render frame",
  verb: "Queue frame",
  summary:
    "Paints a frame from its layout: each character in its own region with its own LoRA, words and references, the scene around them.",
  over: "recipe",
  group: "generate",
  params: z.object({
    prompt: prompt("Warm office at dusk, two desks, rain on the window").meta({
      title: "Scene",
      help: "What all of the picture shares; it also fills what no region covers",
      control: "prompt",
    } satisfies FieldHelp),
    background: z
      .string()
      .max(4_000)
      .default("")
      .meta({
        title: "Background",
        help: "Added to the scene where nobody stands",
        control: "prompt",
      } satisfies FieldHelp),
    negative: negative("What must not appear anywhere"),
    regions: regions(),
    width: side("Width"),
    height: side("Height"),
    denoise: denoise(1, "1 paints anew and holds on by the controls; less starts from the layout", [0.4, 1]),
    steps: steps(20, [8, 25]),
    cfg: cfg(),
    sampler: sampler(),
    schedule: schedule(),
    ...painting(),
    seed: seed(),
  }),
  inputs: {
    image: { kind: "image", title: "Layout", optional: true },
    masks: { kind: "mask", title: "One mask a region", optional: true, many: true },
    ...paintingInputs,
  },
  outputs: { picture: { kind: "picture", title: "Rendered frame" } },
  needs: () => diffusionNeeds,
  presets: [
    {
      id: "crude-render",
      title: "From a crude render",
      help: "Tile holds the layout at 0.7",
      params: { controls: [{}] },
    },
    {
      id: "loosening",
      title: "0.9 to 0.3",
      help: "The layout holds early and lets go: composition first, detail late",
      params: {
        controls: [
          {
            strength: {
              points: [
                { at: 0, value: 0.9 },
                { at: 1, value: 0.3 },
              ],
              ease: "linear",
            },
          },
        ],
      },
    },
  ],
});
