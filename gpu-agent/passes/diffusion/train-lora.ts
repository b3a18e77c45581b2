import { createHash } from "node:crypto";
import sharp from "sharp";
import { ModelFile } from "../../../contract/engine/report";
import { asPassError } from "../../engines/comfy/errors";
import { HttpError } from "../../engines/comfy/http";
import { PassError } from "../../engines/engine";
import { readPicture } from "../../engines/native/pixels";
import { cut, type Rgb } from "../../geometry/pixels";
import { resample } from "../../geometry/resample";
import type { PassJob } from "../work";
import { type Base, chooseBase } from "./base";
import { diffusionWork } from "./diffusion-work";
import { loadBase } from "./load-part";
import { paintGraph } from "./paint-graph";
import type { Painter } from "./painter";
import { samplingOf } from "./sampling";
import { needBase, needClasses } from "./variants";

type Train = Painter<"train-lora">;
const refuse = (message: string) => new PassError("bad-input", "never", message);
const trained = ["sd15", "sd2", "sdxl"] as const;

/** The middle square at the training size. */
const square = (rgb: Rgb, side: number): Rgb => {
  const least = Math.min(rgb.width, rgb.height);
  const [x0, y0] = [Math.floor((rgb.width - least) / 2), Math.floor((rgb.height - least) / 2)];
  return resample(cut(rgb, { x0, y0, x1: x0 + least, y1: y0 + least }), side, side);
};

/** Pictures and captions in a folder of the server's input, named by what is in it. Answers the folder. */
const handOver = async (painter: Train, job: PassJob<"train-lora">): Promise<string> => {
  const { side, captions, name } = job.params;
  const files = job.files("pictures");
  const hash = createHash("sha256").update(JSON.stringify([side, captions, name]));
  const all: Buffer[] = [];
  for (const [at, file] of files.entries()) {
    const { data } = square((await readPicture(file, `Picture ${at + 1}`)).rgb, side);
    const png = await sharp(data, { raw: { width: side, height: side, channels: 3 } })
      .png()
      .toBuffer();
    hash.update(png);
    all.push(png);
    job.progress(0.1 * (at / files.length), `Preparing picture ${at + 1} of ${files.length}`);
  }
  const folder = `backlot/train-${hash.digest("hex").slice(0, 16)}`;
  for (const [at, png] of all.entries()) {
    const number = String(at + 1).padStart(4, "0");
    // A caption that is empty makes the server's list of words longer than its list of pictures.
    const words = Buffer.from(captions[at]?.trim() || name);
    await painter.server.http.upload(png, `${number}.png`, folder, job.signal);
    await painter.server.http.upload(words, `${number}.txt`, folder, job.signal);
  }
  return folder;
};

/** `steps` more, upon what was learnt so far. Answers the file as lists name it, once it is really there. */
const learn = async (
  painter: Train,
  job: PassJob<"train-lora">,
  { base, folder, so, done, steps, from, to }: Chunk,
): Promise<ModelFile> => {
  const { name, rank, learningRate: learning_rate, seed } = job.params;
  const prefix = `loras/backlot/${name}-§id§`;
  const run = await painter.run({
    ...{ stage: `steps ${done + steps}`, from, to, about: `Step ${done}–${done + steps}` },
    build: (g) => {
      const { model, clip, vae } = loadBase(g, base, [], 1);
      const [pixels, positive] = g.add(
        "data",
        "LoadImageTextSetFromFolderNode",
        { folder, clip, resize_method: "None" },
        "Reading pictures",
      );
      const [latents] = g.add("encode", "VAEEncode", { pixels, vae }, "Reading pictures");
      const [, lora, loss, count] = g.add(
        "train",
        "TrainLoraNode",
        {
          ...{ model, latents, positive, batch_size: 1, grad_accumulation_steps: 1, steps, learning_rate, rank, seed },
          ...{
            optimizer: "AdamW",
            loss_function: "MSE",
            training_dtype: "fp32",
            lora_dtype: "bf16",
            algorithm: "LoRA",
          },
          ...{ gradient_checkpointing: true, existing_lora: so?.file ?? "[None]" },
        },
        "Learning",
      );
      g.add("keep", "SaveLoRANode", { lora, prefix, steps: count }, "Saving the LoRA");
      // One step has no curve; the server divides by their number less one.
      if (steps < 2) return [];
      g.add("loss", "LossGraphNode", { loss, filename_prefix: "backlot_loss" }, "Drawing the loss");
      return [{ node: "loss", kind: "image" }];
    },
  });
  const file = `${name}-${run.promptId.slice(0, 8)}_${done + steps}_steps_00001_.safetensors`;
  const bytes = await painter.server.http
    .view({ filename: file, subfolder: "loras/backlot", type: "output" }, job.signal)
    .catch((error: unknown) => {
      if (error instanceof HttpError)
        throw new PassError("engine", "now", `The image server learnt, but its file ${file} is not there.`);
      throw asPassError(error);
    });
  const looked = await painter.server.look(true);
  if (looked.ok) painter.state = looked.state;
  return ModelFile.parse({
    ...{ role: "lora", file: `backlot/${file}`, family: base.family, familyFrom: "owner", bytes: bytes.length },
    sha256: createHash("sha256").update(bytes).digest("hex"),
  });
};
type Chunk = {
  base: Base;
  folder: string;
  so: ModelFile | undefined;
  done: number;
  steps: number;
  from: number;
  to: number;
};

/** A picture with what was learnt so far, always from the same seed. */
const sample = async (
  painter: Train,
  job: PassJob<"train-lora">,
  base: Base,
  lora: ModelFile,
  steps: number,
): Promise<Rgb> => {
  const { params } = job;
  const side = params.side;
  const asked = { sampler: "euler", schedule: "normal", cfg: 7, steps: Math.min(20, Math.max(4, params.steps)) };
  const painted = {
    ...{ base, models: painter.models, clipSkip: 1, guidance: 3.5, negative: "", controls: [], identities: [] },
    loras: [{ file: lora, use: { file: lora.file, weight: 1 } }],
    prompt: params.sample || params.captions.find((words) => words.trim()) || params.name,
    sampling: samplingOf(base.family, asked, ["euler"]),
    ...{ seed: params.seed, width: side, height: side, denoise: 1 },
  };
  return painter.paint({
    stage: `sample ${steps}`,
    about: `Sample at ${steps} steps`,
    from: 0.95,
    to: 0.98,
    build: (g, thrift) => [
      paintGraph(g, { ...painted, start: { kind: "nothing", width: side, height: side } }, thrift),
    ],
  });
};

export const trainLora = diffusionWork({
  pass: "train-lora",
  algorithm: "trained on the image server",
  variants: [
    {
      id: "core",
      title: "Core nodes",
      lacks: (state) => [
        ...needClasses(state, ["LoadImageTextSetFromFolderNode", "TrainLoraNode", "SaveLoRANode", "LoraLoader"]),
        ...needBase(state, trained, "SD 1.5 or SDXL"),
      ],
    },
  ],
  paint: async (painter, job, variant) => {
    const { params } = job;
    const count = job.files("pictures").length;
    if (!count) throw refuse("Pictures: none was given. Choose the ones to learn from.");
    if (params.captions.length > count)
      throw refuse(`Captions: there are ${params.captions.length} for ${count} pictures. Give one each.`);
    const base = chooseBase(painter.models, { model: params.model, vae: "" }, { families: trained });
    painter.usesBase(base);
    painter.seed("main", params.seed);
    const folder = await handOver(painter, job);
    const kept: { file: string; sha256: string | null; steps: number }[] = [];
    const made: { slot: "samples"; label: string; picture: { rgb: Rgb } }[] = [];
    let so: ModelFile | undefined;
    for (let done = 0; done < params.steps; ) {
      const steps = Math.min(params.every, params.steps - done);
      const span = { from: 0.1 + (0.85 * done) / params.steps, to: 0.1 + (0.85 * (done + steps)) / params.steps };
      so = await learn(painter, job, { base, folder, so, done, steps, ...span });
      done += steps;
      kept.push({ file: so.file, sha256: so.sha256, steps: done });
      const rgb = await sample(painter, job, base, so, done);
      made.push({ slot: "samples", label: `${done} steps`, picture: { rgb } });
    }
    return { made, facts: { ...painter.facts(variant, base), loras: kept }, warnings: painter.warnings };
  },
});
