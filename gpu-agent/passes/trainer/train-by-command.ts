import { createHash } from "node:crypto";
import { copyFile, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { parseModelRef } from "../../../contract/engine/model-ref";
import type { Trainer } from "../../config";
import { PassError, type Wanted } from "../../engines/engine";
import { readPicture, writePicture } from "../../engines/native/pixels";
import { filled, wordsOfCommand } from "../../engines/trainer/command";
import { endLeftover, runTrainer } from "../../engines/trainer/run-trainer";
import type { Picture } from "../../geometry/pixels";
import { wordsOf } from "../../log";
import { readHeader } from "../../models/header";
import { agentVersion } from "../../version";
import type { PassJob, Work } from "../work";

let trainer: Trainer | undefined;
const pidFileOf = ({ loras }: Trainer) => path.join(loras, ".backlot-trainer");

/** Name the owner's trainer, once, before anything is probed. Ends one that an earlier life of the node left running. */
export const useTrainer = (given: Trainer | undefined): void => {
  trainer = given;
  if (given) endLeftover(pidFileOf(given));
};
export const hasTrainer = (): boolean => trainer !== undefined;

const noTrainer = {
  what: "a trainer of its owner's",
  where: "this node",
  how: "Set AGENT_TRAINER to a command line of kohya or ai-toolkit, and AGENT_LORAS to the folder LoRAs belong into",
};
/** What keeps the owner's command line from being used. */
const lacks = (): Wanted[] => {
  if (!trainer) return [noTrainer];
  try {
    wordsOfCommand(trainer.command);
    return [];
  } catch (error) {
    return [
      { what: `a command line that works: ${wordsOf(error)}`.slice(0, 300), where: "AGENT_TRAINER of this node" },
    ];
  }
};
const toml = (text: string) => JSON.stringify(text);
const stem = (at: number) => String(at + 1).padStart(4, "0");

/** Pictures with captions, and settings in the words of both families of trainers (see docs/training.md). */
const prepare = async (job: PassJob<"train-lora">, folder: string) => {
  const { captions, name, side, sample, seed, steps, every, rank, learningRate, model } = job.params;
  const [dataset, output] = [path.join(folder, "dataset"), path.join(folder, "output")];
  await mkdir(dataset, { recursive: true });
  await mkdir(output, { recursive: true });
  for (const [at, file] of job.files("pictures").entries()) {
    await writePicture(path.join(dataset, `${stem(at)}.png`), await readPicture(file, `Picture ${at + 1}`));
    await writeFile(path.join(dataset, `${stem(at)}.txt`), captions[at]?.trim() || name);
  }
  const words = (sample || captions.find((each) => each.trim()) || name).replace(/\s+/g, " ");
  const [config, yaml, prompts] = ["dataset.toml", "ai-toolkit.yaml", "prompts.txt"].map((file) =>
    path.join(folder, file),
  );
  if (!config || !yaml || !prompts) throw new Error("no names");
  await writeFile(
    config,
    `[general]\ncaption_extension = ".txt"\n\n[[datasets]]\nresolution = ${side}\nbatch_size = 1\nenable_bucket = true\n\n[[datasets.subsets]]\nimage_dir = ${toml(dataset)}\nnum_repeats = 1\n`,
  );
  await writeFile(prompts, `${words} --w ${side} --h ${side} --d ${seed}\n`);
  // JSON is YAML.
  const process_ = {
    ...{
      type: "sd_trainer",
      training_folder: output,
      device: "cuda:0",
      network: { type: "lora", linear: rank, linear_alpha: rank },
    },
    ...{
      save: { save_every: every, max_step_saves_to_keep: 1_000 },
      model: { name_or_path: parseModelRef(model).file },
    },
    datasets: [{ folder_path: dataset, caption_ext: "txt", resolution: [side] }],
    train: { batch_size: 1, steps, lr: learningRate },
    sample: { sample_every: every, width: side, height: side, prompts: [words], seed },
  };
  await writeFile(yaml, JSON.stringify({ job: "extension", config: { name, process: [process_] } }, null, 2));
  return { dataset, output, config, yaml, prompts };
};

/** The steps a file's name tells: "x-step00000250.safetensors", "x_000000250.safetensors", "x_000250_00_….png"; the last has none. */
const stepsIn = (file: string, total: number): number => {
  const told = /(?:step|_|e)0*(\d{1,7})(?:_\d+)?(?=[._])/.exec(path.basename(file))?.[1];
  return told ? Math.min(total, Number(told)) : total;
};

const filesIn = async (folder: string, pattern: RegExp): Promise<string[]> =>
  (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((file) => file.isFile() && pattern.test(file.name))
    .map((file) => path.join(file.parentPath, file.name))
    .sort();

/** Every checkpoint that is whole, copied to where image servers look, known by its hash. */
const keepLoras = async (job: PassJob<"train-lora">, output: string, loras: string) => {
  const { name, steps } = job.params;
  const kept: { file: string; sha256: string; steps: number }[] = [];
  const warnings: string[] = [];
  for (const file of await filesIn(output, /\.safetensors$/i)) {
    const header = await readHeader(file);
    if ("unusable" in header || header.tensors.size === 0) {
      warnings.push(
        `${path.basename(file)} was left out: ${"unusable" in header ? header.unusable : "it holds no weights"}.`,
      );
      continue;
    }
    const at = stepsIn(file, steps);
    const sha256 = createHash("sha256")
      .update(await readFile(file))
      .digest("hex");
    const target = `${name}-${sha256.slice(0, 8)}_${at}_steps.safetensors`;
    await copyFile(file, path.join(loras, target));
    kept.push({ file: target, sha256, steps: at });
  }
  return { kept: kept.sort((a, b) => a.steps - b.steps), warnings };
};

/** Training by a program of the owner's. A node that dies loses the run: the attempt is made again from the beginning. */
export const trainByCommand: Work<"train-lora"> = {
  engine: "trainer",
  algorithm: "trained by the owner's program",
  named: hasTrainer,
  probe: async () => ({ blocking: lacks() }),
  perform: async (job) => {
    if (!trainer) throw new PassError("missing", "elsewhere", "This node has no trainer.");
    const { params, signal } = job;
    const count = job.files("pictures").length;
    if (!count) throw new PassError("bad-input", "never", "Pictures: none was given. Choose the ones to learn from.");
    if (params.captions.length > count)
      throw new PassError(
        "bad-input",
        "never",
        `Captions: there are ${params.captions.length} for ${count} pictures. Give one each.`,
      );
    const folder = path.join(job.folder, "training");
    await mkdir(trainer.loras, { recursive: true });
    const { output, ...files } = await prepare(job, folder);
    const { name, steps, every, rank, learningRate: lr, side, seed, model } = params;
    const words = filled(wordsOfCommand(trainer.command), {
      ...{ ...files, output, name, steps, every, rank, lr, side, seed, model: parseModelRef(model).file },
    });
    const losses: [number, number][] = [];
    let at = 0;
    const tail = await runTrainer({
      ...{ words, folder, mostBytes: trainer.mostBytes, pidFile: pidFileOf(trainer), signal },
      onSeen: ({ step, of, loss }) => {
        // Bars of loading and of samples count to other totals.
        if (step !== undefined && of === steps) at = Math.max(at, step);
        if (loss !== undefined && losses.at(-1)?.[0] !== at) losses.push([at, loss]);
        job.progress(
          0.02 + 0.95 * (at / steps),
          at
            ? `Training · step ${at}/${steps}${loss === undefined ? "" : ` · loss ${loss.toFixed(3)}`}`
            : "Loading the trainer",
        );
      },
    });
    const { kept, warnings } = await keepLoras(job, output, trainer.loras);
    if (!kept.length)
      throw new PassError(
        "engine",
        "elsewhere",
        `The trainer ended well and left no usable .safetensors in {output}. ${warnings.join(" ")}`.trim(),
      );
    const made: { slot: "samples"; label: string; picture: Picture }[] = [];
    for (const file of await filesIn(output, /\.(png|jpe?g|webp)$/i))
      made.push({
        slot: "samples",
        label: `${stepsIn(file, steps)} steps`,
        picture: await readPicture(file, "Sample"),
      });
    const every_ = Math.max(1, Math.ceil(losses.length / 500));
    return {
      made,
      facts: {
        trainer: { agentVersion, tail: tail.slice(-5), loss: losses.filter((_, n) => n % every_ === 0) },
        loras: kept,
      },
      warnings: [...warnings, ...(made.length ? [] : ["The trainer painted no samples: give it {prompts}."])],
    };
  },
};
