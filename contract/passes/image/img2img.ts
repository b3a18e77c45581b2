import { z } from "zod";
import { definePass, type FieldHelp } from "../define";
import { matchColours, painting, paintingInputs } from "../diffusion";
import { cfg, denoise, diffusionNeeds, negative, prompt, sampler, schedule, seed, steps } from "../parts";

export const img2img = definePass({
  id: "img2img",
  version: 1,
  title: "AI bump",
  verb: "Queue AI bump",
  summary: "Repaints a render into a consistent, lifelike picture of the same thing (image to image).",
  group: "generate",
  params: z.object({
    prompt: prompt("Photo of anna_tide, freckles, green raincoat, overcast light"),
    negative: negative("cartoon, 3d render, jewelry"),
    denoise: denoise(0.4, "The key: 0.4 to start, lower keeps more of the source", [0.3, 0.5]),
    steps: steps(36, [33, 40]),
    cfg: cfg(),
    sampler: sampler(),
    schedule: schedule(),
    cap: z
      .number()
      .int()
      .min(512)
      .max(4_096)
      .multipleOf(8)
      .default(1_440)
      .meta({
        title: "Largest side",
        help: "The size is the source's; a longer side is brought down to this: 3000 × 1500 becomes 1440 × 720",
        unit: "px",
        step: 8,
      } satisfies FieldHelp),
    // Off, as it was before it could be chosen: the same settings mean the same picture.
    matchColours: matchColours(false, "With a mask: what is painted takes brightness and colour from just around it"),
    ...painting(),
    seed: seed(),
  }),
  inputs: {
    image: { kind: "image", title: "Picture" },
    mask: { kind: "mask", title: "Where to repaint", optional: true },
    ...paintingInputs,
  },
  outputs: { picture: { kind: "picture", title: "Repainted picture" } },
  needs: () => diffusionNeeds,
  presets: [
    {
      id: "ai-bump",
      title: "AI bump",
      help: "Restart, Automatic, 36 steps, CFG 7, denoise 0.4",
      params: { sampler: "restart", schedule: "automatic", steps: 36, cfg: 7, denoise: 0.4, cap: 1440, seed: -1 },
    },
    {
      id: "face-pop",
      title: "Face pop",
      help: "Denoise 0.32, for SD 1.5; other families may bear less",
      params: { denoise: 0.32 },
    },
    { id: "less-cartoon", title: "Less cartoon", help: "CFG 8, denoise 0.52", params: { cfg: 8, denoise: 0.52 } },
  ],
});
