import { z } from "zod";
import { definePass, type FieldHelp } from "../define";
import { FaceRepaint, painting, paintingInputs } from "../diffusion";
import { cfg, denoise, EyeLine, FaceBox, negative, prompt, sampler, schedule, seed, steps } from "../parts";

const byHand = { field: "detect", is: ["by hand"] } as const;
const auto = { field: "detect", is: ["auto"] } as const;

export const facePop = definePass({
  id: "face-pop",
  version: 1,
  title: "Face pop",
  verb: "Queue face pop",
  summary:
    "Cuts each face out, turns it upright at a size worth working on, improves it and sets it back under a soft oval. Everything outside stays as it was.",
  group: "face",
  params: z.object({
    detect: z
      .enum(["auto", "by hand"])
      .default("auto")
      .meta({
        title: "Find faces",
        help: "Drawn and animal faces are rarely found: draw those by hand",
        choices: { auto: "Automatically", "by hand": "By hand" },
      } satisfies FieldHelp),
    search: z
      .enum(["fast", "auto", "all"])
      .default("auto")
      .meta({
        title: "Search",
        help: "“Every face” is slow and meant for groups",
        choices: { fast: "One look", auto: "Until one is found", all: "Every face" },
        advanced: true,
        when: auto,
      } satisfies FieldHelp),
    box: FaceBox.optional().meta({
      title: "Face box",
      help: "From the brows to the chin",
      unit: "px",
      control: "box",
      when: byHand,
      required: "Drag a box around the face first",
    } satisfies FieldHelp),
    eyes: EyeLine.optional().meta({
      title: "Eye line",
      help: "From the left to the right eye of the upright face; without it the face counts as upright",
      control: "eye-line",
      when: byHand,
    } satisfies FieldHelp),
    padding: z
      .number()
      .min(0)
      .max(1)
      .default(0.35)
      .meta({ title: "Padding", help: "Air around the face, as a share of its side", step: 0.05 } satisfies FieldHelp),
    size: z
      .number()
      .int()
      .min(256)
      .max(1_536)
      .default(720)
      .meta({ title: "Working size", help: "Side of the upright square", unit: "px", step: 8 } satisfies FieldHelp),
    feather: z
      .number()
      .min(0)
      .max(0.5)
      .default(0.12)
      .meta({
        title: "Feather",
        help: "Softness of the oval, as a share of the face's side; never under 4 px",
        step: 0.01,
        advanced: true,
      } satisfies FieldHelp),
    sharpen: z
      .number()
      .min(0)
      .max(3)
      .default(1)
      .meta({
        title: "Sharpen",
        help: "What a node without an image model does with the face; 0 leaves it as it is",
        step: 0.1,
      } satisfies FieldHelp),
    keepEyes: z
      .boolean()
      .default(false)
      .meta({ title: "Keep original eyes", help: "The eyes stay exactly as they were" } satisfies FieldHelp),
    prompt: prompt("Where a node has an image model: words for every face; a face's own go before them"),
    negative: negative("deformed eyes, asymmetry"),
    denoise: denoise(0.4, "0.32 keeps the likeness, 0.4 repairs more", [0.32, 0.4]),
    steps: steps(40, [34, 40]),
    cfg: cfg(),
    sampler: sampler(),
    schedule: schedule(),
    /** Faces with words, seed or denoise of their own; empty: all faces alike. */
    faces: z
      .array(FaceRepaint)
      .max(32)
      .default([])
      .meta({ title: "Faces", control: "own screen" } satisfies FieldHelp),
    ...painting(),
    seed: seed(),
  }),
  inputs: { image: { kind: "image", title: "Picture" }, ...paintingInputs },
  outputs: {
    picture: { kind: "picture", title: "Picture with the faces set back" },
    faces: { kind: "mask", title: "Face mask, to leave them out of the next pass" },
    debug: { kind: "debug", title: "Steps in between", many: true },
  },
  needs: () => ({}),
  rough: "Straighten and sharpen; nothing is repainted",
});
