import { readFileSync } from "node:fs";
import path from "node:path";
import { afterEach, expect, test } from "vitest";
import { WebSocket } from "ws";
import type { Graph } from "../../graph/graph";
import { FakeComfy } from "./server";

// What a real server of 0.3.64 was recorded to do, and the fake must do alike.
type Recorded = {
  request: Graph;
  response: { status: number; body: { error?: { type: string }; node_errors: Record<string, Sorted> } };
  frames: string[];
  history: { outputs: object; status_str: string; messages: string[] } | null;
};
type Sorted = { errors: { type: string; details: string }[]; dependent_outputs: string[]; class_type: string };
const transcripts = JSON.parse(readFileSync(path.join(import.meta.dirname, "transcripts.json"), "utf8")) as Record<
  string,
  Recorded
>;

let fake: FakeComfy;
const sockets: WebSocket[] = [];
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.terminate();
  await fake.kill();
});

const listen = async (clientId: string) => {
  const frames: string[] = [];
  const socket = new WebSocket(`${fake.url.replace("http", "ws")}/ws?clientId=${clientId}`);
  sockets.push(socket);
  socket.on("message", (data, binary) => {
    if (binary) return frames.push(`binary:${(data as Buffer).readUInt32BE(0)}`);
    const { type, data: about } = JSON.parse(String(data)) as { type: string; data: { node?: string | null } };
    return frames.push(type === "executing" ? `${type}:${about.node ?? "None"}` : type);
  });
  await new Promise((resolve) => socket.once("open", resolve));
  socket.send(JSON.stringify({ type: "feature_flags", data: {} }));
  return { frames, socket };
};
const post = async (graph: Graph, more: object = {}) => {
  const response = await fetch(`${fake.url}/prompt`, {
    method: "POST",
    body: JSON.stringify({ prompt: graph, prompt_id: "p1", ...more }),
  });
  return { status: response.status, body: (await response.json()) as Recorded["response"]["body"] };
};
const history = async (id: string) =>
  ((await (await fetch(`${fake.url}/api/history/${id}`)).json()) as Record<string, { status: { status_str: string } }>)[
    id
  ];

const ofFaults = (body: Recorded["response"]["body"]) => ({
  error: body.error?.type,
  nodes: Object.fromEntries(
    Object.entries(body.node_errors).map(([node, { errors, ...rest }]) => [
      node,
      { ...rest, errors: errors.map(({ type, details }) => ({ type, details })) },
    ]),
  ),
});

test.each(
  Object.entries(transcripts).filter(([, { response }]) => response.status === 400 || response.body.node_errors),
)("%s: refused as the real server refused it", async (name, recorded) => {
  fake = new FakeComfy({ models: { checkpoints: ["tiny_sd15.safetensors"] } });
  await fake.start();
  fake.inputs.set("gpu-agent/img.png", Buffer.alloc(1));
  fake.inputs.set("gpuagent/img.png", Buffer.alloc(1));
  fake.inputs.set("img.png [input]", Buffer.alloc(1));
  if (name === "annotated_path_input")
    for (const { inputs } of Object.values(recorded.request)) fake.inputs.set(String(inputs.image), Buffer.alloc(1));
  const { status, body } = await post(recorded.request);
  expect(status).toBe(recorded.response.status);
  expect(ofFaults(body)).toEqual(ofFaults(recorded.response.body));
});

test("a cold job sends the recorded frames in the recorded order, and is in the history before the last one", async () => {
  fake = new FakeComfy({ models: { checkpoints: ["tiny_sd15.safetensors"] } });
  await fake.start();
  const { frames } = await listen("me");
  await expect.poll(() => frames).toContain("feature_flags");
  const recorded = transcripts.txt2img_cold as Recorded;
  await post(recorded.request, { client_id: "me" });
  await expect.poll(() => frames.at(-1)).toBe("executing:None");
  expect((await history("p1"))?.status.status_str).toBe("success");
  // A node's states are told apart only by their number; what matters is the order of everything else.
  const told = (all: string[]) => all.filter((frame) => frame !== "progress_state" && frame !== "status").sort();
  expect(told(frames)).toEqual(told(recorded.frames));
  const after = (all: string[]) => all.slice(all.indexOf("executed")).filter((frame) => frame !== "progress_state");
  expect(after(frames)).toEqual(after(recorded.frames));
});

test("the same graph again runs nothing and gives the old names", async () => {
  fake = new FakeComfy({ models: { checkpoints: ["tiny_sd15.safetensors"] } });
  await fake.start();
  const { request } = transcripts.txt2img_cold as Recorded;
  await post(request);
  await post(request, { prompt_id: "p2" });
  await expect.poll(() => history("p2")).toBeTruthy();
  expect(fake.executor.ran.get("KSampler")).toBe(1);
  const outputs = (id: string) => (fake.executor.history[id] as { outputs: object }).outputs;
  expect(outputs("p2")).toEqual(outputs("p1"));
});

test("a socket that came back under the same id is deaf once the old one closes", async () => {
  fake = new FakeComfy();
  await fake.start();
  const old = await listen("same");
  const fresh = await listen("same");
  await expect.poll(() => fresh.frames).toContain("feature_flags");
  old.socket.close();
  await expect.poll(() => old.socket.readyState).toBe(WebSocket.CLOSED);
  const before = fresh.frames.length;
  const { request } = transcripts.txt2img_cold as Recorded;
  await post(request, { client_id: "same" });
  await expect.poll(() => history("p1")).toBeTruthy();
  expect(fresh.frames.length).toBe(before);
  expect(fresh.socket.readyState).toBe(WebSocket.OPEN);
});

test("a pending job that is deleted leaves no trace; a restart forgets everything but files", async () => {
  fake = new FakeComfy({ stepMs: 50, models: { checkpoints: ["tiny_sd15.safetensors"] } });
  await fake.start();
  const { request } = transcripts.txt2img_cold as Recorded;
  await post(request);
  await post(request, { prompt_id: "p2" });
  await fetch(`${fake.url}/queue`, { method: "POST", body: JSON.stringify({ delete: ["p2"] }) });
  await expect.poll(() => history("p1")).toBeTruthy();
  expect(await history("p2")).toBeUndefined();
  await fake.kill();
  await fake.start();
  await expect.poll(() => history("p1").catch(() => "cut off")).toBeUndefined();
  expect(fake.outputs.size).toBe(1);
});
