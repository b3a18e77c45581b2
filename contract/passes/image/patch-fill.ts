import { z } from "zod";
import { definePass, type FieldHelp } from "../define";
import { fixedSeed, protectFaces } from "../parts";

export const patchFill = definePass({
  id: "patch-fill",
  version: 1,
  title: "Patch fill",
  verb: "Queue patch fill",
  summary: "Fills a small hole with texture copied from elsewhere in the same picture. It cannot invent anything new.",
  group: "fix",
  params: z.object({
    reach: z
      .number()
      .int()
      .min(0)
      .max(4_096)
      .default(0)
      .meta({
        title: "Reach",
        help: "How far away texture may come from; 0 is anywhere, 120 keeps to the neighbourhood",
        unit: "px",
        step: 10,
      } satisfies FieldHelp),
    protectFaces: protectFaces(),
    seed: fixedSeed(),
  }),
  inputs: {
    image: { kind: "image", title: "Picture" },
    mask: { kind: "mask", title: "Hole to fill" },
    forbid: { kind: "mask", title: "Never copy from here (faces, subjects)", optional: true },
  },
  outputs: { picture: { kind: "picture", title: "Filled picture" } },
  needs: () => ({}),
});
