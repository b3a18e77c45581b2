import { z } from "zod";
import { definePass, type FieldHelp } from "../define";
import { Box } from "../parts";

export const segment = definePass({
  id: "segment",
  version: 1,
  title: "Segment",
  verb: "Queue segmentation",
  summary: "Finds every person or object by its name and makes a mask of each, and one of the background.",
  group: "mask",
  params: z.object({
    subject: z
      .string()
      .max(200)
      .default("person")
      .meta({
        title: "What to find",
        help: "person, dog, red car; empty takes what lies in the box",
      } satisfies FieldHelp),
    count: z
      .number()
      .int()
      .min(0)
      .max(32)
      .default(0)
      .meta({ title: "How many to expect", help: "0 takes as many as there are" } satisfies FieldHelp),
    box: Box.optional().meta({
      title: "Look only here",
      help: "A box around it; left out, the whole picture counts",
      unit: "px",
      control: "box",
      advanced: true,
    } satisfies FieldHelp),
    feather: z
      .number()
      .min(0)
      .max(64)
      .default(0)
      .meta({ title: "Feather", unit: "px", step: 0.5 } satisfies FieldHelp),
  }),
  inputs: { image: { kind: "image", title: "Picture" } },
  outputs: {
    mask: { kind: "mask", title: "One mask each", many: true },
    background: { kind: "mask", title: "Background" },
  },
  needs: () => ({}),
});
