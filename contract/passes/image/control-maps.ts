import { z } from "zod";
import { definePass, type FieldHelp } from "../define";

export const controlMaps = definePass({
  id: "control-maps",
  version: 1,
  title: "Control map",
  verb: "Queue control map",
  summary: "Draws the picture's edges as one-pixel white lines on black (Canny), to steer a later render.",
  group: "control",
  params: z
    .object({
      kind: z
        .enum(["canny"])
        .default("canny")
        .meta({ title: "Map", choices: { canny: "Edges (Canny)" } } satisfies FieldHelp),
      low: z
        .number()
        .int()
        .min(1)
        .max(500)
        .default(50)
        .meta({ title: "Low threshold", help: "A weak edge counts if it touches a strong one" } satisfies FieldHelp),
      high: z
        .number()
        .int()
        .min(1)
        .max(500)
        .default(100)
        .meta({ title: "High threshold", help: "An edge this strong always counts" } satisfies FieldHelp),
      blur: z
        .number()
        .min(0)
        .max(8)
        .default(1.4)
        .meta({
          title: "Blur",
          help: "Against noise, before edges are looked for",
          unit: "px",
          step: 0.1,
        } satisfies FieldHelp),
    })
    .refine(({ low, high }) => low <= high, { path: ["low"], error: "must not be above the high threshold" }),
  inputs: { image: { kind: "image", title: "Picture" } },
  outputs: { map: { kind: "map", title: "Edges" } },
  needs: () => ({}),
});
