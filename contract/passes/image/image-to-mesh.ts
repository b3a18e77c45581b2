import { z } from "zod";
import { definePass, type FieldHelp } from "../define";
import { mayDegrade, model } from "../diffusion";
import { seed, steps } from "../parts";

/** A mesh from one picture, or from several sides of the same thing (A7): a layout guide, without a texture. */
export const imageToMesh = definePass({
  id: "image-to-mesh",
  version: 1,
  title: "Image to mesh",
  verb: "Queue mesh",
  summary:
    "Models what the picture shows as a GLB mesh without a texture. Cut the subject out first: it models all it sees.",
  group: "generate",
  params: z.object({
    detail: z
      .number()
      .int()
      .min(16)
      .max(512)
      .default(256)
      .meta({
        title: "Detail",
        help: "Cells along each side of the space it is cut from",
        step: 16,
      } satisfies FieldHelp),
    surface: z
      .enum(["surface net", "basic"])
      .default("surface net")
      .meta({
        title: "Surface",
        choices: { "surface net": "Smooth", basic: "Blocks" },
        advanced: true,
      } satisfies FieldHelp),
    threshold: z
      .number()
      .min(-1)
      .max(1)
      .default(0.6)
      .meta({
        title: "Threshold",
        help: "How sure it must be that something is there: lower fills, higher thins",
        step: 0.05,
        advanced: true,
      } satisfies FieldHelp),
    latents: z
      .number()
      .int()
      .min(64)
      .max(8_192)
      .default(3_072)
      .meta({
        title: "Tokens",
        help: "How much of the shape the model keeps in mind",
        advanced: true,
      } satisfies FieldHelp),
    steps: steps(30, [20, 50]),
    cfg: z
      .number()
      .min(1)
      .max(20)
      .default(5)
      .meta({
        title: "CFG",
        help: "How literally the picture is taken",
        step: 0.5,
        advanced: true,
      } satisfies FieldHelp),
    model: model("checkpoint", "Model", "Hunyuan3D 2; empty takes the node's first"),
    mayDegrade: mayDegrade("When memory runs out: a coarser mesh. The version says so"),
    seed: seed(),
  }),
  inputs: {
    image: { kind: "image", title: "Front" },
    left: { kind: "image", title: "Left side", optional: true },
    back: { kind: "image", title: "Back", optional: true },
    right: { kind: "image", title: "Right side", optional: true },
  },
  outputs: { mesh: { kind: "mesh", title: "Mesh" } },
  needs: () => ({ vramGb: 6 }),
});
