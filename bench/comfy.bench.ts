import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { MadeWith } from "../contract/recipe/made-with";
import { ComfyServer } from "../gpu-agent/engines/comfy/comfy-server";
import { openSocket } from "../gpu-agent/engines/comfy/socket";
import type { Graph } from "../gpu-agent/graph/graph";
import { setImageServer } from "../gpu-agent/passes/diffusion/server";
import { performPass } from "../gpu-agent/perform";
import { FakeComfy } from "../gpu-agent/testing/fake-comfyui/server";
import { figure, median } from "./lib/figure";

// What the node adds to the image server: whole passes through it (pictures in, graph, checks, file out) beside the very
// same graphs posted by a bare client that waits at the socket and fetches the picture. In turns, on one server. With
// COMFY_URL a real one, otherwise the fake with fixed times a step.
const [jobs = 50, steps = 20] = process.argv.slice(2).map(Number);
const stepMs = 100;
const given = process.env.COMFY_URL;
const model = process.env.COMFY_MODEL ?? "";
const fake = given ? undefined : new FakeComfy({ stepMs, nodeMs: 5 });
const url = given ?? (await fake?.start()) ?? "";
const server = new ComfyServer({ kind: "comfyui", url, headers: {}, dir: undefined });
setImageServer(server);
const folder = await mkdtemp(path.join(os.tmpdir(), "backlot-bench-"));
const side = given ? 64 : 512;
const params = (seed: number) => ({
  ...{ prompt: "an office", negative: "blurry", width: side, height: side, steps, seed, model },
  ...{ sampler: "euler", schedule: "normal", cfg: 5 },
});

const throughNode = async (seed: number): Promise<{ ms: number; graph: Graph }> => {
  const began = performance.now();
  let ms = 0;
  const { facts } = await performPass({
    // As in the node: from here on the next job runs while this one's file is written.
    onFree: () => {
      ms = performance.now() - began;
    },
    ...{ pass: "txt2img", version: 1, params: params(seed), inputs: {}, outDir: folder, jobId: randomUUID() },
    signal: new AbortController().signal,
    onProgress: () => {},
  });
  return { ms, graph: MadeWith.parse(facts.madeWith).graphs[0]?.graph as Graph };
};

const client = randomUUID();
const socket = openSocket({ url }, client);
await new Promise((resolve) => socket.once("open", resolve));

/** The same graph under another seed and name, as a script would do it. */
const bare = async (graph: Graph, seed: number): Promise<number> => {
  const own = structuredClone(graph);
  for (const node of Object.values(own)) {
    if ("seed" in node.inputs) node.inputs.seed = seed;
    if ("filename_prefix" in node.inputs) node.inputs.filename_prefix = `bare/${seed}`;
  }
  const id = randomUUID();
  const began = performance.now();
  const done = new Promise<void>((resolve) => {
    const hear = (data: unknown, binary: boolean) => {
      if (binary) return;
      const { type, data: said } = JSON.parse(String(data)) as {
        type: string;
        data: { node?: unknown; prompt_id?: string };
      };
      if (type !== "executing" || said.node !== null || said.prompt_id !== id) return;
      socket.off("message", hear);
      resolve();
    };
    socket.on("message", hear);
  });
  await fetch(`${url}/prompt`, {
    method: "POST",
    body: JSON.stringify({ prompt: own, prompt_id: id, client_id: client }),
  });
  await done;
  type Entry = { outputs: Record<string, { images?: { filename: string; subfolder: string; type: string }[] }> };
  const history = (await (await fetch(`${url}/history/${id}`)).json()) as Record<string, Entry>;
  const image = Object.values(history[id]?.outputs ?? {}).flatMap(({ images = [] }) => images)[0];
  if (!image) throw new Error("the bare client got no picture");
  const query = new URLSearchParams(image);
  await (await fetch(`${url}/view?${query}`)).arrayBuffer();
  return performance.now() - began;
};

try {
  // Models loaded, both ways once.
  const { graph } = await throughNode(1);
  await bare(graph, 2);
  const times = { node: [] as number[], bare: [] as number[] };
  for (let job = 0; job < jobs; job++) {
    times.node.push((await throughNode(1_000 + 2 * job)).ms);
    times.bare.push(await bare(graph, 1_001 + 2 * job));
    await sleep(5);
  }
  const sum = (all: number[]) => all.reduce((total, ms) => total + ms, 0);
  const where = given ? "real" : "fake";
  const ms = { unit: "ms", target: null };
  figure({ figure: `comfy ${where}: a job by a bare client, median`, value: median(times.bare), ...ms });
  figure({ figure: `comfy ${where}: a job through the node, median`, value: median(times.node), ...ms });
  const ratio = sum(times.node) / sum(times.bare);
  figure({
    figure: `comfy ${where}: ${jobs} jobs through the node over a bare client`,
    value: ratio,
    unit: "×",
    target: 1.03,
  });
} finally {
  socket.close();
  server.runner.close();
  await fake?.kill();
  await rm(folder, { recursive: true, force: true });
}
