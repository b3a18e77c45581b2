import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { faceTurn } from "../../../geometry/face-turn";
import { packageFolder } from "../../../package-folder";
import type { NativeOps, Report } from "../operations";
import type { FaceDetector, Look } from "./detector";
import { readHumanModel } from "./human-files";
import { searchFaces, withTurn } from "./search";

/** The part of @vladmandic/human used here. */
type Tensor = object;
type HumanFace = { box: [number, number, number, number]; mesh?: number[][]; faceScore?: number; boxScore: number };
type Human = {
  load(): Promise<void>;
  detect(input: Tensor): Promise<{ face: HumanFace[] }>;
  tf: { tensor(data: Uint8Array, shape: number[], type: "int32"): Tensor; dispose(tensor: Tensor): void };
};

/** The library cuts silently at this many faces; reaching it is reported. */
const mostFaces = 40;
const off = { enabled: false };

let loading: Promise<FaceDetector> | undefined;

/** Faces of a picture, the strongest first. `capped` when one look reached the library's limit. */
export const findFacesByHuman = async (
  { rgb, mode, turns = false }: NativeOps["find-faces"]["input"],
  report: Report,
): Promise<NativeOps["find-faces"]["output"]> => {
  report(0, "Starting the face detector");
  loading ??= load();
  const detector = await loading;
  let most = 0;
  const counting: FaceDetector = {
    look: async (image) => {
      const looks = await detector.look(image);
      most = Math.max(most, looks.length);
      return looks;
    },
  };
  const found = await searchFaces(counting, rgb, mode, report);
  const faces: typeof found = [];
  for (const face of found) faces.push(turns ? await withTurn(detector, rgb, face) : face);
  return { faces, capped: most >= mostFaces };
};

const load = async (): Promise<FaceDetector> => {
  const folder = packageFolder("@vladmandic/human");
  const wasm = packageFolder("@tensorflow/tfjs-backend-wasm");
  if (!folder || !wasm)
    throw new Error("Automatic face detection needs the package @vladmandic/human, which is not installed");
  const models = path.join(folder, "models");
  const file = path.join(folder, "dist/human.node-wasm.js");
  const { default: HumanClass } = createRequire(import.meta.url)(file) as { default: new (config: object) => Human };
  const human = new HumanClass({
    backend: "wasm",
    debug: false,
    cacheSensitivity: 0,
    modelBasePath: `${pathToFileURL(models).href}/`,
    wasmPath: `${path.join(wasm, "dist")}/`,
    face: {
      enabled: true,
      detector: { rotation: true, maxDetected: mostFaces, minConfidence: 0.3, iouThreshold: 0.2 },
      mesh: { enabled: true },
      ...{ description: off, iris: off, emotion: off, antispoof: off, liveness: off },
    },
    ...{ body: off, hand: off, gesture: off, object: off, segmentation: off, filter: off },
  });
  // The library fetches "file://…", which Node lacks. This thread's fetch serves the pinned files and refuses everything else.
  globalThis.fetch = async (request) => {
    const url = new URL(request instanceof Request ? request.url : String(request));
    if (url.protocol !== "file:") throw new Error("The face detector may not use the network");
    const name = path.basename(fileURLToPath(url));
    const type = name.endsWith(".json") ? "application/json" : "application/octet-stream";
    return new Response(await readHumanModel(models, name), { headers: { "content-type": type } });
  };
  await human.load();
  return { look: (image) => look(human, image) };
};

const look = async (human: Human, { data, width, height }: Parameters<FaceDetector["look"]>[0]): Promise<Look[]> => {
  const tensor = human.tf.tensor(data, [1, height, width, 3], "int32");
  try {
    const { face } = await human.detect(tensor);
    return face.flatMap(toLook);
  } finally {
    human.tf.dispose(tensor);
  }
};

/** Roll from the outer eye corners, mesh points 33 and 263. */
const toLook = ({ box: [x, y, width, height], mesh, faceScore = 0, boxScore }: HumanFace): Look[] => {
  if (!mesh || mesh.length <= 400 || faceScore <= 0.5) return [];
  const points = mesh.map(([px = 0, py = 0]) => ({ x: px, y: py }));
  const [left, right] = [points[33], points[263]];
  if (!left || !right) return [];
  const roll = (Math.atan2(right.y - left.y, right.x - left.x) * 180) / Math.PI;
  const turn = faceTurn(corners(mesh, Math.max(width, height)), roll);
  return [{ x: x + width / 2, y: y + height / 2, side: width, roll, score: faceScore, boxScore, mesh: points, turn }];
};

/** Pixels a side the mesh network sees; its depth comes in these, while x and y were brought back to the picture. */
const meshSide = 192;

/** Four corners of the head in picture pixels with depth: forehead 10, chin 152, its two sides 234 and 454. */
const corners = (mesh: readonly number[][], side: number) => {
  const point = (at: number) => {
    const [x = 0, y = 0, z = 0] = mesh[at] ?? [];
    return { x, y, z: (z * side) / meshSide };
  };
  return { top: point(10), bottom: point(152), left: point(234), right: point(454) };
};
