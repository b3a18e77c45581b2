import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { packageFolder } from "../../../package-folder";
import type { Wanted } from "../../engine";

/** The only model files loaded (MediaPipe BlazeFace and Face Mesh, Apache-2.0), pinned by sha256. */
export const humanModels: Readonly<Record<string, string>> = {
  "blazeface.bin": "dc9a97fdc50bc43216554bdd69aa3e7b9361a519ee7bdd996a2f69a98a6f9b72",
  "blazeface.json": "cd7bbfc078270572beb39f9e5ae67aadbd50b5e67cff37e6d4f6b3ea39312e5f",
  "facemesh.bin": "3826da640b0a3021161605369ee6af293f75d518040355b960ec71a3390c1c0b",
  "facemesh.json": "b60ca26f404724f43bd2b1575761d8265180e1f053cc0731caa68462927309e7",
};

const packages = [
  "@vladmandic/human@3.3.6",
  "@tensorflow/tfjs-core@4.22.0",
  "@tensorflow/tfjs-converter@4.22.0",
  "@tensorflow/tfjs-backend-wasm@4.22.0",
];

/** One model file, checked. Throws when it is absent or not the pinned one. */
export const readHumanModel = async (folder: string, file: string): Promise<Uint8Array<ArrayBuffer>> => {
  const pinned = humanModels[file];
  if (!pinned) throw new Error(`The face detector asked for ${file}, which is not one of its pinned files`);
  const bytes = Uint8Array.from(await readFile(path.join(folder, file)));
  if (createHash("sha256").update(bytes).digest("hex") !== pinned) {
    throw new Error(`The face model file ${file} is not the pinned one: install @vladmandic/human@3.3.6 again`);
  }
  return bytes;
};

let probing: Promise<Wanted[]> | undefined;

/** What automatic face detection lacks here. Checks packages and hashes (2 MB, once); the model loads at the first search. */
export const probeHuman = (): Promise<Wanted[]> => {
  probing ??= probe();
  return probing;
};

const probe = async (): Promise<Wanted[]> => {
  const where = "on the node, in gpu-agent";
  const how = `npm install ${packages.join(" ")}`;
  const absent = packages.filter((name) => !packageFolder(name.slice(0, name.lastIndexOf("@"))));
  if (absent.length) return absent.map((name) => ({ what: `the package ${name}`, where, how }));
  const models = path.join(packageFolder("@vladmandic/human") ?? "", "models");
  const checks = await Promise.allSettled(Object.keys(humanModels).map((file) => readHumanModel(models, file)));
  const bad = Object.keys(humanModels).filter((_, at) => checks[at]?.status === "rejected");
  return bad.map((file) => ({ what: `the face model file ${file}, absent or not the pinned one`, where, how }));
};
