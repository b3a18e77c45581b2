import { spawn } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { PassError } from "../../engines/engine";
import { writePicture } from "../../engines/native/pixels";
import { filled, placeholders, readLine, wordsOfCommand } from "../../engines/trainer/command";
import { readHeader } from "../../models/header";
import { freeEngines, type PassRequest, performPass } from "../../perform";
import { texture } from "../../testing/pictures";
import type { Progress } from "../previews";
import { useTrainer } from "./train-by-command";

let folder = "";
const at = (name: string) => path.join(folder, name);
const script = path.join(import.meta.dirname, "../../testing/tiny-trainer.mjs");
const command = (more = "") =>
  `"${process.execPath}" "${script}" --dataset={dataset} --output={output} --name={name} --steps={steps} --every={every} ${more}`;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), "trainer "));
  for (const n of [1, 2]) await writePicture(at(`${n}.png`), { rgb: texture(64, 64, 12, n) });
});
afterEach(() => useTrainer(undefined));
afterAll(async () => {
  await freeEngines();
  await rm(folder, { recursive: true });
});

const use = async (more = "", mostBytes = 1e9) => {
  const loras = await mkdtemp(at("loras-"));
  useTrainer({ command: command(more), loras, mostBytes });
  return loras;
};
const run = async (rest: Partial<PassRequest> = {}, params: Record<string, unknown> = {}) =>
  performPass({
    ...{
      pass: "train-lora",
      version: 1,
      outDir: await mkdtemp(at("out-")),
      inputs: { pictures: [at("1.png"), at("2.png")] },
    },
    params: {
      name: "mei; rm -rf $HOME".slice(0, 3),
      captions: ["mei, red scarf"],
      steps: 20,
      every: 8,
      seed: 1,
      ...params,
    },
    signal: new AbortController().signal,
    onProgress: () => undefined,
    ...rest,
  });
const failure = async (promise: Promise<unknown>) => {
  const error = await promise.catch((caught: unknown) => caught);
  if (!(error instanceof PassError)) throw new Error(`expected a PassError, got ${String(error)}`);
  return error;
};

describe("the command line", () => {
  test("becomes words without a shell; a value stays one word", () => {
    const words = wordsOfCommand(`python 'my train.py' --out={output} "--name={name}"`);
    expect(words).toEqual(["python", "my train.py", "--out={output}", "--name={name}"]);
    const values = Object.fromEntries(placeholders.map((name) => [name, `a "b"; $(c)`])) as Record<
      (typeof placeholders)[number],
      string
    >;
    expect(filled(words, values)).toEqual(["python", "my train.py", `--out=a "b"; $(c)`, `--name=a "b"; $(c)`]);
    expect(() => wordsOfCommand("train {output} {secret}")).toThrow("{secret} is no placeholder");
    expect(() => wordsOfCommand("train")).toThrow("{output} is missing");
  });

  test("lines of both families of trainers are read", () => {
    expect(readLine("steps:  10%|█ | 10/100 [00:10<01:40,  1.00s/it, avr_loss=0.123]")).toEqual({
      step: 10,
      of: 100,
      loss: 0.123,
    });
    expect(readLine("mei:   5%|▌| 25/500 [00:30<09:30,  1.2s/it, lr: 1.0e-04 loss: 3.456e-01]")).toEqual({
      step: 25,
      of: 500,
      loss: 0.3456,
    });
    expect(readLine("loading 3/4 of something")).toEqual({});
  });
});

describe("a training", () => {
  test("gives its checkpoints, samples and losses; the files lie where the image server looks", async () => {
    const loras = await use();
    const ticks: Progress[] = [];
    const outcome = await run({ onProgress: (tick) => ticks.push(tick) });
    const kept = outcome.facts.loras as { file: string; sha256: string; steps: number }[];
    expect(kept.map(({ steps }) => steps)).toEqual([8, 16, 20]);
    expect((await readdir(loras)).sort()).toEqual(kept.map(({ file }) => file).sort());
    const header = await readHeader(path.join(loras, kept[0]?.file ?? ""));
    expect("metadata" in header && header.metadata.captions).toBe("mei, red scarf|mei");
    expect(outcome.outputs.map(({ slot, label }) => [slot, label])).toEqual([
      ["samples", "8 steps"],
      ["samples", "16 steps"],
    ]);
    expect(outcome).toMatchObject({ engine: "trainer", warnings: [] });
    expect(outcome.facts.trainer).toMatchObject({ tail: expect.arrayContaining(["model saved."]) });
    expect((outcome.facts.trainer as { loss: unknown[] }).loss.length).toBeGreaterThan(5);
    expect(ticks.map(({ label }) => label)).toContainEqual(
      expect.stringMatching(/^Training · step \d+\/20 · loss 0\.\d{3}$/),
    );
    const shares = ticks.map(({ fraction }) => fraction);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
  });

  test("a checkpoint that is none is left out and named", async () => {
    const loras = await use("--broken=1");
    const { warnings } = await run();
    expect(warnings).toContainEqual(expect.stringMatching(/broken\.safetensors was left out: a Git LFS pointer/));
    expect((await readdir(loras)).filter((name) => name.includes("broken"))).toEqual([]);
  });

  test("that fails is told with its last lines, without folders; out of memory as such", async () => {
    await use("--fail=boom");
    const error = await failure(run());
    expect(error).toMatchObject({ cause: "engine", retry: "elsewhere" });
    expect(error.message).toMatch(/code 3: .*train\.py: boom/);
    expect(error.message).not.toContain("somebody");
    await use("'--fail=CUDA out of memory'");
    expect((await failure(run())).cause).toBe("oom");
  });

  test("that fills the disk is ended", async () => {
    await use("--large=3000000 --pace=200", 1_000_000);
    expect((await failure(run())).message).toContain("AGENT_TRAINER_GB");
  });

  test("that is cancelled is gone, with its group and its note", async () => {
    const loras = await use("--pace=200");
    const stop = new AbortController();
    const done = failure(run({ signal: stop.signal }));
    const note = path.join(loras, ".backlot-trainer");
    for (let n = 0; n < 200 && !(await stat(note).catch(() => undefined)); n++) await sleep(20);
    const pid = Number((await readFile(note, "utf8")).split(" ")[0]);
    stop.abort();
    expect((await done).cause).toBe("cancelled");
    expect(() => process.kill(pid, 0)).toThrow();
    await expect(stat(note)).rejects.toThrow();
  });

  test("a command line that cannot work is told before any job is taken", async () => {
    useTrainer({ command: "train {output} {secret}", loras: at("loras-x"), mostBytes: 1e9 });
    expect((await failure(run())).message).toContain("{secret} is no placeholder");
  });

  test("a program that is not there is missing", async () => {
    useTrainer({ command: "no-such-trainer {output}", loras: await mkdtemp(at("loras-")), mostBytes: 1e9 });
    expect(await failure(run())).toMatchObject({ cause: "missing", retry: "elsewhere" });
  });
});

test.skipIf(process.platform !== "linux")(
  "what an earlier life of the node left running is ended, and nothing that only has its number",
  async () => {
    const loras = await mkdtemp(at("loras-"));
    const child = spawn(process.execPath, ["-e", "setTimeout(() => {}, 60000)"], { detached: true, stdio: "ignore" });
    const ended = new Promise((resolve) => child.on("exit", resolve));
    const told = await readFile(`/proc/${child.pid}/stat`, "utf8");
    const birth = told.slice(told.lastIndexOf(")") + 2).split(" ")[19];
    await writeFile(path.join(loras, ".backlot-trainer"), `${child.pid} 1`);
    useTrainer({ command: command(), loras, mostBytes: 1e9 });
    expect(child.exitCode ?? child.signalCode).toBeNull();
    await writeFile(path.join(loras, ".backlot-trainer"), `${child.pid} ${birth}`);
    useTrainer({ command: command(), loras, mostBytes: 1e9 });
    await ended;
    expect(child.signalCode).toBe("SIGKILL");
  },
);
