import { mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { alignedFace, alignedSide, faceTensor } from "../../geometry/face-align";
import { onnxFaceModel, onnxShell, slopeWeights } from "../../testing/onnx";
import { texture } from "../../testing/pictures";
import { openFaceEmbedder } from "./face-embedder";
import { hasRuntime, runtimePackage } from "./runtime";

const skip = !hasRuntime();
if (skip) console.warn(`Skipped: face vectors need the add-on ${runtimePackage}, which is not installed.`);

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), "embedder-"));
  vi.stubEnv("AGENT_MODELS", folder);
});
afterAll(() => rm(folder, { recursive: true }));

const points = [
  { x: 110, y: 90 },
  { x: 170, y: 92 },
  { x: 140, y: 125 },
  { x: 115, y: 155 },
  { x: 166, y: 156 },
];

/** What the model's graph says, computed without the runtime: slopes of 7 × 7 patches, made a unit vector. */
const bySlopes = (tensor: Float32Array): number[] => {
  const weights = slopeWeights();
  const [side, places] = [7, alignedSide / 7];
  const values = Array.from({ length: 2 * places * places }, (_, at) => {
    const [slope, row, column] = [Math.floor(at / places ** 2), Math.floor(at / places) % places, at % places];
    let sum = 0;
    for (let plane = 0; plane < 3; plane++)
      for (let y = 0; y < side; y++)
        for (let x = 0; x < side; x++)
          sum +=
            (weights[((slope * 3 + plane) * side + y) * side + x] ?? 0) *
            (tensor[(plane * alignedSide + row * side + y) * alignedSide + column * side + x] ?? 0);
    return sum;
  });
  const length = Math.hypot(...values);
  return values.map((value) => value / length);
};

describe.skipIf(skip)("a face model on the real runtime", () => {
  test("gives the vector its graph computes", async () => {
    await writeFile(path.join(folder, "face.onnx"), onnxFaceModel());
    const embedder = await openFaceEmbedder();
    const picture = texture(320, 240);
    const vector = await embedder?.embed(picture, points);
    const aligned = alignedFace(picture, points);
    if (!aligned) throw new Error("the points are no face");
    const expected = bySlopes(faceTensor(aligned));
    expect(embedder?.name).toBe("face.onnx");
    expect(vector).toHaveLength(512);
    for (const [at, value] of expected.entries()) expect(vector?.[at]).toBeCloseTo(value, 4);
  });

  test("a file that only looks like one fails as this node's fault, by name", async () => {
    await rm(path.join(folder, "face.onnx"));
    const face = { name: "input.1", shape: [1, 3, 112, 112] };
    await writeFile(path.join(folder, "hollow.onnx"), onnxShell([face], [{ name: "683", shape: [1, 512] }]));
    await expect(openFaceEmbedder()).rejects.toMatchObject({
      message: expect.stringMatching(/^The face model hollow\.onnx does not run on this node\. Take it out/),
    });
  });
});
