import { readdir, stat } from "node:fs/promises";
import path from "node:path";
import { modelsFolder } from "../../config";
import { alignedSide } from "../../geometry/face-align";
import { hashFile } from "../../input-cache";
import type { Wanted } from "../engine";
import { type OnnxHeader, readOnnxHeader } from "./header";
import { hasRuntime, runtimePackage } from "./runtime";

/** A face-embedding model in the team's folder: what it is called there, and which one it is. */
export type FaceModel = { file: string; name: string; sha256: string; input: string; output: string; length: number };

// A file is looked into once; it is known again by name, size and date.
const known = new Map<string, Promise<FaceModel | undefined>>();

/** Whether a model is of the ArcFace family: one aligned face of 112 × 112 in three planes goes in, one vector comes out. */
export const isFaceEmbedding = ({ inputs, outputs }: OnnxHeader): boolean => {
  const [[input, more], [output, others]] = [inputs, outputs];
  if (!input || more || !output || others) return false;
  const [batch, planes, height, width] = input.shape;
  const fits = input.shape.length === 4 && planes === 3 && height === alignedSide && width === alignedSide;
  const length = output.shape[1] ?? 0;
  const gives = output.shape.length === 2 && length >= 64 && length <= 2048;
  return fits && gives && (batch === null || batch === 1);
};

const look = async (file: string): Promise<FaceModel | undefined> => {
  const header = await readOnnxHeader(file);
  if (!header || !isFaceEmbedding(header)) return undefined;
  const [[input], [output]] = [header.inputs, header.outputs];
  if (!input || !output) return undefined;
  const name = path.basename(file);
  return {
    file,
    name,
    sha256: await hashFile(file),
    input: input.name,
    output: output.name,
    length: output.shape[1] ?? 0,
  };
};

/** The first face-embedding model of the folder, by name; names are hints, the file's header decides. */
export const findFaceModel = async (folder = modelsFolder()): Promise<FaceModel | undefined> => {
  if (folder === undefined) return undefined;
  const names = (await readdir(folder).catch(() => [])).filter((name) => /\.onnx$/i.test(name)).toSorted();
  for (const name of names) {
    const file = path.join(folder, name);
    const { size, mtimeMs } = await stat(file).catch(() => ({ size: 0, mtimeMs: 0 }));
    const key = `${file} ${size} ${mtimeMs}`;
    const looked = known.get(key) ?? look(file).catch(() => undefined);
    known.set(key, looked);
    const model = await looked;
    if (model) return model;
  }
  return undefined;
};

/** What likeness scores lack on this node; empty when they can be given. Loads nothing. */
export const wantedForScores = async (folder = modelsFolder(), runtime = hasRuntime()): Promise<Wanted[]> => {
  const model = await findFaceModel(folder);
  return [
    ...(runtime
      ? []
      : [
          {
            what: `the package ${runtimePackage}, for likeness scores`,
            where: "on the node, in gpu-agent",
            how: `ONNXRUNTIME_NODE_INSTALL=skip npm install --no-save ${runtimePackage}`,
          },
        ]),
    ...(model
      ? []
      : [
          {
            what: "a face-embedding model (ArcFace family, ONNX, such as w600k_r50.onnx), for likeness scores",
            where:
              folder === undefined ? "in the folder AGENT_MODELS names; it is not set" : "in the folder AGENT_MODELS",
            how: "Bring one whose licence allows your use: many are for research only. Backlot loads none by itself.",
          },
        ]),
  ];
};
