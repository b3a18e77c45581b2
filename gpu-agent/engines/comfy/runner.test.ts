import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Rgb } from "../../geometry/pixels";
import type { Graph } from "../../graph/graph";
import { FakeComfy, type FakeOptions } from "../../testing/fake-comfyui/server";
import type { EngineError } from "./errors";
import { ComfyHttp } from "./http";
import { Ledger } from "./ledger";
import type { Pace } from "./pace";
import type { Tick } from "./progress";
import { GraphRunner, type GraphTask } from "./runner";

const pace: Pace = {
  firstPoll: 5,
  poll: 20,
  slowPoll: 40,
  miss: 30,
  silent: 200,
  cancelAgain: 20,
  wedged: 1_000,
  down: 3_000,
};

const graphOf = (seed: number, steps = 3): Graph => ({
  load: { class_type: "CheckpointLoaderSimple", inputs: { ckpt_name: "tiny_sd15.safetensors" } },
  yes: { class_type: "CLIPTextEncode", inputs: { clip: ["load", 1], text: "a" } },
  no: { class_type: "CLIPTextEncode", inputs: { clip: ["load", 1], text: "b" } },
  empty: { class_type: "EmptyLatentImage", inputs: { width: 64, height: 64, batch_size: 1 } },
  paint: {
    class_type: "KSampler",
    inputs: {
      ...{
        model: ["load", 0],
        positive: ["yes", 0],
        negative: ["no", 0],
        latent_image: ["empty", 0],
        seed,
        steps,
        cfg: 5,
      },
      ...{ sampler_name: "euler", scheduler: "normal", denoise: 1 },
    },
    _meta: { title: "Mei's face" },
  },
  decode: { class_type: "VAEDecode", inputs: { samples: ["paint", 0], vae: ["load", 2] } },
  save: { class_type: "SaveImage", inputs: { images: ["decode", 0], filename_prefix: "" } },
});
const taskOf = (job: string, seed = 1, steps = 3): GraphTask => ({
  ...{ job, stage: "main", graph: graphOf(seed, steps) },
  expects: [{ node: "save", kind: "image", width: 64, height: 64 }],
});

let fake: FakeComfy;
let folder: string;
const runners: GraphRunner[] = [];
const begin = async (options: FakeOptions = {}) => {
  fake = new FakeComfy(options);
  await fake.start();
};
const runner = (manner: { pollOnly?: boolean; ledger?: Ledger } = {}) => {
  const made = new GraphRunner(new ComfyHttp({ url: fake.url }), { ledger: new Ledger(), pace, ...manner });
  runners.push(made);
  return made;
};
type Ways = { signal?: AbortSignal; ticks?: Tick[] };
const go = (who: GraphRunner, task: GraphTask, { signal = new AbortController().signal, ticks = [] }: Ways = {}) =>
  who.run(task, { signal, onTick: (tick) => ticks.push(tick), reupload: async () => {} });
const pixels = (image: Rgb | undefined) => Buffer.from(image?.data ?? []).toString("base64");
const kindOf = (run: Promise<unknown>) =>
  run.then(
    () => "none",
    (error: unknown) => (error as EngineError).kind,
  );

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), "backlot-comfy-"));
});
afterEach(async () => {
  for (const made of runners.splice(0)) made.close();
  await fake.kill();
  rmSync(folder, { recursive: true, force: true });
});

describe("one graph, done once", () => {
  test("runs, shows its steps, and gives the picture", async () => {
    await begin({ stepMs: 5 });
    const ticks: Tick[] = [];
    const { results, promptId } = await go(runner(), taskOf("job1"), { ticks });
    expect(results.save?.images).toHaveLength(1);
    expect(fake.posted).toEqual([promptId]);
    expect(ticks.map(({ label }) => label)).toContain("Mei's face · step 2/3");
    expect(ticks.some(({ preview }) => preview && preview.length > 100)).toBe(true);
    const shares = ticks.map(({ fraction }) => fraction);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
  });

  test("works without any frame, and through a muted socket", async () => {
    await begin();
    expect((await go(runner({ pollOnly: true }), taskOf("a"))).results.save?.images).toHaveLength(1);
    fake.faults.mute = true;
    expect((await go(runner(), taskOf("b"))).results.save?.images).toHaveLength(1);
    expect(fake.posted).toHaveLength(2);
  });

  test("a reply that never came posts nothing twice", async () => {
    await begin();
    fake.faults.swallowReply = 1;
    await go(runner(), taskOf("job"));
    expect(fake.posted).toHaveLength(1);
  });

  test("whoever comes after a crash finds what was posted, running or finished", async () => {
    await begin({ stepMs: 40 });
    const ledger = new Ledger(path.join(folder, "comfy.jsonl"));
    const first = go(runner({ ledger }), taskOf("job", 5));
    await expect.poll(() => fake.executor.ran.get("EmptyLatentImage") ?? 0).toBeGreaterThan(0);
    // The first life is gone from here on: only its file speaks.
    const later = await go(runner({ ledger: new Ledger(path.join(folder, "comfy.jsonl")) }), taskOf("job", 5));
    const original = await first;
    expect(later.promptId).toBe(original.promptId);
    expect(pixels(later.results.save?.images[0])).toBe(pixels(original.results.save?.images[0]));
    const third = await go(runner(), taskOf("job", 5));
    expect(third.promptId).toBe(original.promptId);
    expect(fake.posted).toHaveLength(1);
    expect(fake.executor.ran.get("KSampler")).toBe(1);
  });

  test("what an earlier life left behind is taken off the server", async () => {
    await begin({ stepMs: 30 });
    const file = path.join(folder, "comfy.jsonl");
    new Ledger(file).posted("ghost", "forgotten");
    await new ComfyHttp({ url: fake.url }).post(graphOf(1, 10_000), "ghost", undefined);
    await expect.poll(() => fake.executor.queue().queue_running.length).toBe(1);
    const ledger = new Ledger(file);
    expect([...ledger.open.values()]).toEqual(["forgotten"]);
    await go(runner({ ledger }), taskOf("next", 2, 1));
    expect(ledger.open.size).toBe(0);
    expect(fake.executor.remaining).toBe(0);
    expect(fake.executor.history.ghost).toMatchObject({ status: { status_str: "error" } });
  });

  test("a server that dies in the middle gets the job again, under a new id", async () => {
    await begin();
    let died = false;
    fake.executor.beforeNode = async (_, name) => {
      if (name !== "KSampler" || died) return;
      died = true;
      const killing = fake.kill().then(() => fake.start());
      void killing;
      await new Promise(() => {});
    };
    const { promptId, results } = await go(runner(), taskOf("job"));
    expect(results.save?.images).toHaveLength(1);
    expect(fake.posted).toHaveLength(2);
    expect(fake.posted[1]).toBe(promptId);
    expect(fake.posted[0]).not.toBe(promptId);
  });

  test("a history that was cleared before it was read means another attempt, not success", async () => {
    await begin();
    let cleared = false;
    fake.executor.beforeNode = (id, name) => {
      if (name !== "SaveImage" || cleared) return;
      cleared = true;
      const wipe = setInterval(() => {
        if (!fake.executor.history[id]) return;
        delete fake.executor.history[id];
        clearInterval(wipe);
      }, 0);
    };
    // Frames would make us faster than the wipe.
    const { results } = await go(runner({ pollOnly: true }), taskOf("job"));
    expect(results.save?.images).toHaveLength(1);
  });
});

describe("results that are none", () => {
  test.each(["emptyView", "missingView"] as const)("%s: made again under a new name", async (fault) => {
    await begin();
    fake.faults[fault] = 1;
    const { results } = await go(runner(), taskOf("job"));
    expect(results.save?.images[0]?.data.length).toBe(64 * 64 * 3);
    expect(fake.posted).toHaveLength(2);
  });

  test("a picture of another size is no result", async () => {
    await begin();
    const task = { ...taskOf("job"), expects: [{ node: "save", kind: "image" as const, width: 65 }] };
    expect(await kindOf(go(runner(), task))).toBe("missing_output");
    expect(fake.posted).toHaveLength(3);
  });

  test("an output the history does not name is missing, also when the server says success", async () => {
    await begin();
    const task = { ...taskOf("job"), expects: [{ node: "decode", kind: "image" as const }] };
    expect(await kindOf(go(runner(), task))).toBe("missing_output");
  });
});

describe("refusals and failures", () => {
  test("a partly accepted graph is refused, and nothing of it stays on the server", async () => {
    await begin({ stepMs: 50 });
    const task = taskOf("job", 1, 50);
    task.graph.lost = { class_type: "LoadImage", inputs: { image: "backlot/none.png" } };
    task.graph.save2 = { class_type: "SaveImage", inputs: { images: ["lost", 0], filename_prefix: "" } };
    let asked = 0;
    const run = runner().run(task, {
      signal: new AbortController().signal,
      onTick: () => {},
      reupload: async () => void asked++,
    });
    expect(await kindOf(run)).toBe("asset_gone");
    expect(asked).toBe(1);
    expect(fake.executor.remaining).toBe(0);
    expect(fake.executor.ran.get("SaveImage")).toBeUndefined();
  });

  test.each([
    [{ class_type: "NoSuchNode", inputs: {} }, "missing_node"],
    [{ class_type: "CheckpointLoaderSimple", inputs: { ckpt_name: "nope.safetensors" } }, "missing_model"],
    [{ class_type: "CheckpointLoaderSimple", inputs: {} }, "bad_input"],
  ])("refused: %o is %s", async (node, kind) => {
    await begin();
    const task = taskOf("job");
    task.graph.load = node;
    expect(await kindOf(go(runner(), task))).toBe(kind);
    expect(fake.posted).toHaveLength(0);
  });

  test.each([
    ["torch.OutOfMemoryError", "Allocation on device", "oom", 1],
    ["RuntimeError", "CUDA error: device-side assert triggered", "wedged", 1],
    ["RuntimeError", "kornia is missing", "node_error", 2],
  ])("%s: %s", async (type, message, kind, posts) => {
    await begin();
    fake.executor.nodeFaults.push({ class_type: "KSampler", type, message, times: 9 });
    const failed = await go(runner(), taskOf("job")).catch((error: unknown) => error as EngineError);
    expect(failed).toMatchObject({ kind, node: "Mei's face" });
    expect(fake.posted).toHaveLength(posts);
  });

  test("an interruption nobody here asked for is tried again", async () => {
    await begin({ stepMs: 10 });
    let once = true;
    fake.executor.beforeNode = (_, name) => {
      if (name === "KSampler" && once) fake.executor.interrupt(undefined);
      once = once && name !== "KSampler";
    };
    expect((await go(runner(), taskOf("job"))).results.save?.images).toHaveLength(1);
    expect(fake.posted).toHaveLength(2);
  });

  test("a server that stays away is an error after a while", async () => {
    await begin();
    await fake.kill();
    expect(await kindOf(go(runner(), taskOf("job")))).toBe("engine_down");
  });
});

describe("cancelling", () => {
  test("ends the running one and only that", async () => {
    await begin({ stepMs: 20 });
    const stop = new AbortController();
    const who = runner();
    const run = kindOf(go(who, taskOf("job", 1, 400), { signal: stop.signal }));
    await expect.poll(() => fake.executor.queue().queue_running.length).toBe(1);
    const other = fake.foreign({ ...graphOf(9, 2), "7": graphOf(9, 2).save as Graph[string] });
    stop.abort();
    expect(await run).toBe("cancelled");
    // The next one waits until the server is rid of the cancelled one.
    await go(who, taskOf("next", 2, 1));
    expect(fake.executor.history[other]).toMatchObject({ status: { status_str: "success" } });
  });

  test("takes a pending one off the queue; its turn does not come", async () => {
    await begin({ stepMs: 30 });
    fake.foreign({ ...graphOf(9, 20), "7": graphOf(9, 20).save as Graph[string] });
    const stop = new AbortController();
    const ticks: Tick[] = [];
    const run = kindOf(go(runner(), taskOf("job"), { signal: stop.signal, ticks }));
    await expect.poll(() => ticks.map(({ label }) => label)).toContain("Waits behind 1 on the image server");
    stop.abort();
    expect(await run).toBe("cancelled");
    await expect.poll(() => fake.executor.remaining).toBe(0);
    expect(fake.executor.history[fake.posted[0] ?? ""]).toBeUndefined();
  });
});

test("names files by job and attempt, and forgets old prompts but the last two", async () => {
  await begin();
  const who = runner();
  for (const job of ["a", "b", "c", "d"]) await go(who, taskOf(job));
  expect(Object.keys(fake.executor.history)).toEqual(fake.posted.slice(2));
  expect([...fake.outputs.keys()].every((name) => /^backlot\/[0-9a-f-]{36}\/save_\d+_\.png$/.test(name))).toBe(true);
});

test("the ledger survives a torn line and keeps what is open", () => {
  const file = path.join(folder, "comfy.jsonl");
  const ledger = new Ledger(file);
  ledger.posted("one", "job1");
  ledger.posted("two", "job2");
  ledger.settled("one");
  const text = readFileSync(file, "utf8");
  expect(text.trim().split("\n")).toHaveLength(3);
  expect([...new Ledger(file).open]).toEqual([["two", "job2"]]);
  fake = new FakeComfy();
});
