import { z } from "zod";
import { definePass, type FieldHelp } from "../define";

export const depth = definePass({
  id: "depth",
  version: 1,
  title: "Depth map",
  verb: "Queue depth map",
  summary: "Estimates how far away everything is: white is near, black is far.",
  group: "control",
  params: z.object({
    invert: z
      .boolean()
      .default(false)
      .meta({ title: "Invert", help: "Black is near instead" } satisfies FieldHelp),
  }),
  inputs: { image: { kind: "image", title: "Picture" } },
  outputs: { map: { kind: "map", title: "Depth map" } },
  needs: () => ({}),
});
