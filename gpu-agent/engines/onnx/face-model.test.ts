import { createHash } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeEach, expect, test } from "vitest";
import { modelsFolder } from "../../config";
import { onnxShell } from "../../testing/onnx";
import { findFaceModel, isFaceEmbedding, wantedForScores } from "./face-model";
import { readOnnxHeader } from "./header";

const root = await mkdtemp(path.join(os.tmpdir(), "models-"));
afterAll(() => rm(root, { recursive: true }));
let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(path.join(root, "role-"));
});
const put = async (name: string, bytes: Buffer) => {
  await writeFile(path.join(folder, name), bytes);
  return path.join(folder, name);
};

const face = { name: "input.1", shape: ["None", 3, 112, 112] };
const vector = { name: "683", shape: [1, 512] };
const arcFace = onnxShell([face], [vector], Buffer.alloc(300_000, 7));

test("reads what a model takes and gives, stepping over its weights", async () => {
  const listed = onnxShell([face, { name: "weights", shape: [9] }], [vector], Buffer.alloc(50));
  for (const bytes of [arcFace, listed])
    expect(await readOnnxHeader(await put("a.onnx", bytes))).toEqual({
      inputs: [{ name: "input.1", shape: [null, 3, 112, 112] }],
      outputs: [{ name: "683", shape: [1, 512] }],
    });
});

test.each([
  ["nothing", Buffer.alloc(0)],
  ["words", Buffer.from("this is no model at all, only words")],
  ["a model cut in the middle", arcFace.subarray(0, 200_000)],
  ["bytes that never end a number", Buffer.alloc(64, 255)],
])("makes nothing of %s", async (_, bytes) => {
  const header = await readOnnxHeader(await put("bad.onnx", bytes));
  expect(header === undefined || !isFaceEmbedding(header)).toBe(true);
});

test.each([
  ["a detector", [{ name: "x", shape: [1, 3, 640, 640] }], [vector]],
  ["a face of another size", [{ name: "x", shape: [1, 3, 160, 160] }], [vector]],
  ["a batch of a fixed size", [{ name: "x", shape: [8, 3, 112, 112] }], [vector]],
  ["age and gender", [face], [{ name: "y", shape: [1, 3] }]],
  ["several outputs", [face], [vector, vector]],
])("does not take %s for a face embedding", (_, inputs, outputs) => {
  const ports = (all: { name: string; shape: (string | number)[] }[]) =>
    all.map(({ name, shape }) => ({ name, shape: shape.map((side) => (typeof side === "number" ? side : null)) }));
  expect(isFaceEmbedding({ inputs: ports(inputs), outputs: ports(outputs) })).toBe(false);
});

test("finds the model by its header, whatever it is called, and knows it by its hash", async () => {
  await put("a-detector.onnx", onnxShell([{ name: "x", shape: [1, 3, 640, 640] }], [vector]));
  await put("notes.txt", Buffer.from("w600k_r50.onnx"));
  expect(await findFaceModel(folder)).toBeUndefined();
  await put("my face.onnx", arcFace);
  expect(await findFaceModel(folder)).toMatchObject({
    ...{ name: "my face.onnx", input: "input.1", output: "683", length: 512 },
    sha256: createHash("sha256").update(arcFace).digest("hex"),
  });
});

test("says exactly what scores lack: runtime, model, folder", async () => {
  const words = async (...args: Parameters<typeof wantedForScores>) =>
    (await wantedForScores(...args)).map(({ what, where }) => `${what} ${where}`).join("; ");
  expect(await words(folder, false)).toMatch(/onnxruntime-node.*face-embedding model.*AGENT_MODELS/);
  expect(await words(undefined, true)).toMatch(/^a face-embedding model.*AGENT_MODELS names; it is not set$/);
  await put("w600k_r50.onnx", arcFace);
  expect(await words(folder, true)).toBe("");
  expect(await words(folder, false)).toMatch(/^the package onnxruntime-node, for likeness scores on the node/);
});

test("takes the folder from AGENT_MODELS", () => {
  expect(modelsFolder({ AGENT_MODELS: "models" })).toBe(path.resolve("models"));
  expect(modelsFolder({})).toBeUndefined();
});
