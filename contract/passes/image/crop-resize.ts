import { z } from "zod";
import { definePass, type FieldHelp } from "../define";
import { Box } from "../parts";

const free = { field: "keepRatio", is: [false] } as const;

export const cropResize = definePass({
  id: "crop-resize",
  version: 1,
  title: "Crop and resize",
  verb: "Queue crop and resize",
  summary: "Cuts a box out and brings the longer side to a given length.",
  group: "size",
  params: z.object({
    box: Box.optional().meta({
      title: "Crop",
      help: "Without a box the whole picture is used",
      unit: "px",
      control: "box",
    } satisfies FieldHelp),
    keepRatio: z
      .boolean()
      .default(true)
      .meta({ title: "Keep ratio" } satisfies FieldHelp),
    longestSide: z
      .number()
      .int()
      .min(16)
      .max(8_192)
      .default(720)
      .meta({
        title: "Longest side",
        help: "720 turns 1000 × 800 into 720 × 576",
        unit: "px",
        when: { field: "keepRatio", is: [true] },
      } satisfies FieldHelp),
    width: z
      .number()
      .int()
      .min(16)
      .max(8_192)
      .default(720)
      .meta({ title: "Width", unit: "px", when: free } satisfies FieldHelp),
    height: z
      .number()
      .int()
      .min(16)
      .max(8_192)
      .default(720)
      .meta({ title: "Height", unit: "px", when: free } satisfies FieldHelp),
    enlarge: z
      .boolean()
      .default(false)
      .meta({
        title: "Enlarge smaller pictures",
        help: "Off leaves a picture that is already smaller as it is",
        when: { field: "keepRatio", is: [true] },
      } satisfies FieldHelp),
  }),
  inputs: { image: { kind: "image", title: "Picture" } },
  outputs: { picture: { kind: "picture", title: "Cropped picture" } },
  needs: () => ({}),
});
