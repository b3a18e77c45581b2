import { z } from "zod";
import { definePass, type FieldHelp } from "../define";
import { Edges, fixedSeed, protectFaces } from "../parts";

export const extendBackdrop = definePass({
  id: "extend-backdrop",
  version: 1,
  title: "Extend backdrop",
  verb: "Queue backdrop extension",
  summary:
    "Adds a strip at the picture's sides, filled with texture copied from the backdrop. For plain backdrops: people and objects at the edge get copied too.",
  group: "fix",
  params: z.object({
    edges: Edges(128, 48)
      .prefault({})
      .meta({
        title: "Pixels to add",
        help: "On each side; 48 suits head-and-shoulders padding",
        unit: "px",
        control: "edges",
      } satisfies FieldHelp),
    reach: z
      .number()
      .int()
      .min(0)
      .max(4_096)
      .default(160)
      .meta({
        title: "Reach",
        help: "How far into the picture texture may be taken from; 0 is anywhere",
        unit: "px",
        step: 10,
        advanced: true,
      } satisfies FieldHelp),
    protectFaces: protectFaces(),
    seed: fixedSeed(),
  }),
  inputs: {
    image: { kind: "image", title: "Picture" },
    forbid: { kind: "mask", title: "Never copy from here (faces, subjects)", optional: true },
  },
  outputs: {
    picture: { kind: "picture", title: "Extended picture" },
    added: { kind: "mask", title: "What was added" },
  },
  needs: () => ({}),
});
