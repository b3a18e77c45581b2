import { z } from "zod";
import { definePass, type FieldHelp } from "../define";
import { mayDegrade, model } from "../diffusion";
import { cfg, negative, prompt, seed, steps } from "../parts";

const frames = () =>
  z
    .number()
    .int()
    .min(5)
    .max(161)
    .multipleOf(1)
    .default(33)
    .refine((count) => count % 4 === 1, { error: "4 × k + 1, like 33 or 81" })
    .meta({ title: "Frames", help: "4 × k + 1: 33 is two seconds at 16 a second" } satisfies FieldHelp);

const fps = () =>
  z
    .number()
    .int()
    .min(1)
    .max(60)
    .default(16)
    .meta({
      title: "Frames a second",
      help: "Of the clip; the frames are the same at any speed",
      advanced: true,
    } satisfies FieldHelp);

/** One file to look at, where the server can write films; the frames are the result. */
const clip = { kind: "clip", title: "Clip", optional: true } as const;

const videoModels = () => ({
  model: model("diffusion-model", "Video model", "Wan 2.1 or 2.2"),
  textEncoder: model("text-encoder", "Text encoder"),
  vae: model("vae", "VAE"),
});

const fewer = "When memory runs out: tiled decoding, then fewer frames. The version says so";

/** Motion between two approved key poses (A67). */
export const inBetween = definePass({
  id: "in-between",
  version: 1,
  title: "In-betweens",
  verb: "Queue in-betweens",
  summary: "Paints the frames between two key poses with a video model.",
  over: "recipe",
  group: "film",
  params: z.object({
    prompt: prompt("She turns her head and smiles"),
    negative: negative("blur, morphing"),
    frames: frames(),
    fps: fps(),
    steps: steps(20),
    cfg: cfg(),
    ...videoModels(),
    mayDegrade: mayDegrade(fewer),
    seed: seed(),
  }),
  inputs: {
    image: { kind: "image", title: "First pose" },
    last: { kind: "image", title: "Last pose" },
  },
  outputs: { frames: { kind: "picture", title: "Frames, in order", many: true }, clip },
  needs: () => ({ vramGb: 12 }),
});

/** A full turn from one picture (B54): frames for a package. */
export const turnAround = definePass({
  id: "turn-around",
  version: 1,
  title: "Turn-around",
  verb: "Queue turn-around",
  summary: "Lets a character turn once around with a video model; its frames fill the angles of a package.",
  over: "recipe",
  group: "film",
  params: z.object({
    prompt: prompt("woman turning away, full turn, no motion blur"),
    negative: negative("blur, morphing"),
    frames: frames(),
    fps: fps(),
    steps: steps(20),
    cfg: cfg(),
    ...videoModels(),
    mayDegrade: mayDegrade(fewer),
    seed: seed(),
  }),
  inputs: { image: { kind: "image", title: "Picture" } },
  outputs: { frames: { kind: "picture", title: "Frames, in order", many: true }, clip },
  needs: () => ({ vramGb: 12 }),
});
