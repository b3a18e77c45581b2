import { z } from "zod";
import { definePass, type FieldHelp } from "../define";
import { mostMarks } from "../marks";
import { Mark } from "../parts";

export const segmentPoints = definePass({
  id: "segment-points",
  version: 1,
  title: "Segment by points",
  verb: "Queue segmentation by points",
  summary: "Cuts out what you point at: click on it, Alt-click on what is not of it, or drag a box around it.",
  group: "mask",
  params: z.object({
    marks: z
      .array(Mark)
      .max(mostMarks)
      .default([])
      .meta({
        title: "Marks",
        help: "Each box is a thing of its own; points outside boxes are one thing together",
        unit: "px",
        control: "marks",
        required: "Click on what to cut out, or drag a box around it",
      } satisfies FieldHelp),
    feather: z
      .number()
      .min(0)
      .max(64)
      .default(0)
      .meta({ title: "Feather", help: "Softens the edge", unit: "px", step: 0.5 } satisfies FieldHelp),
  }),
  inputs: { image: { kind: "image", title: "Picture" } },
  outputs: {
    mask: { kind: "mask", title: "One mask each", many: true },
    background: { kind: "mask", title: "Background" },
  },
  needs: () => ({}),
});
