import { z } from "zod";
import { definePass, type FieldHelp } from "../define";
import { Box } from "../parts";

export const boxSelect = definePass({
  id: "box-select",
  version: 1,
  title: "Box select",
  verb: "Queue box select",
  summary:
    "Makes a mask of what stands out inside a box. It follows colour and edges, not meaning: correct it with the brush.",
  group: "mask",
  params: z.object({
    box: Box.optional().meta({
      title: "Box",
      help: "Drag it around the whole object, with a little air",
      unit: "px",
      control: "box",
      required: "Drag a box around the object first",
    } satisfies FieldHelp),
    rounds: z
      .number()
      .int()
      .min(1)
      .max(8)
      .default(3)
      .meta({ title: "Rounds", help: "More rounds follow the edge longer", advanced: true } satisfies FieldHelp),
    detail: z
      .number()
      .int()
      .min(256)
      .max(1_024)
      .default(512)
      .meta({
        title: "Working size",
        help: "512 takes about a second, 1024 about six",
        unit: "px",
        step: 64,
        advanced: true,
      } satisfies FieldHelp),
    feather: z
      .number()
      .min(0)
      .max(64)
      .default(0)
      .meta({ title: "Feather", help: "Softens the edge", unit: "px", step: 0.5 } satisfies FieldHelp),
  }),
  inputs: { image: { kind: "image", title: "Picture" } },
  outputs: { mask: { kind: "mask", title: "Selection" } },
  needs: () => ({}),
});
