import { z } from "zod";
import { definePass, type FieldHelp } from "../define";

export const removeBackground = definePass({
  id: "remove-background",
  version: 1,
  title: "Remove background",
  verb: "Queue cut-out",
  summary: "Cuts the subject out: a mask of it, soft at the hair.",
  group: "mask",
  params: z.object({
    feather: z
      .number()
      .min(0)
      .max(64)
      .default(0)
      .meta({ title: "Feather", unit: "px", step: 0.5 } satisfies FieldHelp),
  }),
  inputs: { image: { kind: "image", title: "Picture" } },
  outputs: {
    mask: { kind: "mask", title: "Subject" },
    background: { kind: "mask", title: "Background" },
  },
  needs: () => ({}),
});
