import { afterEach, describe, expect, test } from "vitest";
import type { Mark } from "../../../contract/passes/parts";
import { MadeWith } from "../../../contract/recipe/made-with";
import { ComfyServer } from "../../engines/comfy/comfy-server";
import type { Graph } from "../../graph/graph";
import { FakeComfy, type FakeOptions } from "../../testing/fake-comfyui/server";
import { Stage, scene } from "../../testing/painting/stage";
import { setImageServer } from "../diffusion/server";

const pace = {
  ...{ firstPoll: 5, poll: 20, slowPoll: 40, miss: 30 },
  ...{ silent: 2_000, cancelAgain: 20, wedged: 2_000, down: 300 },
};
let fake: FakeComfy;
let server: ComfyServer;
let stage: Stage;
const open = async (options: FakeOptions) => {
  fake = new FakeComfy({ models: {}, previews: false, ...options });
  server = new ComfyServer(
    { kind: "comfyui", url: await fake.start(), headers: {}, dir: undefined, downloads: false },
    { pace },
  );
  stage = await Stage.open(server);
};
afterEach(async () => {
  setImageServer(undefined);
  server.runner.close();
  await stage.close();
  await fake.kill();
});

const sam3: FakeOptions = {
  packs: ["SAM3_Detect", "PrimitiveBoundingBox"],
  models: { checkpoints: ["sam3.safetensors"] },
};
const sam2: FakeOptions = {
  packs: ["DownloadAndLoadSAM2Model", "Sam2Segmentation"],
  models: { sam2: ["sam2.1_hiera_tiny-fp16.safetensors"] },
};
const keep = (x: number, y: number): Mark => ({ kind: "keep", x, y });
const not = (x: number, y: number): Mark => ({ kind: "not", x, y });
const box = (x: number, y: number, width: number, height: number): Mark => ({ kind: "box", x, y, width, height });

const run = async (marks: readonly Mark[], params: object = {}) => {
  const pictures = { image: [scene(97, 65)] };
  const { outcome } = await stage.run("segment-points", { params: { marks, ...params }, pictures });
  const [made] = MadeWith.parse(outcome.facts.madeWith).graphs;
  const graph = made?.graph as Graph;
  const nodes = Object.values(graph);
  /** What a link of the n-th node of a class leads to. */
  const above = (class_type: string, n: number, input: string) => {
    const link = nodes.filter((node) => node.class_type === class_type)[n]?.inputs[input];
    return Array.isArray(link) ? graph[String(link[0])] : undefined;
  };
  const points = (class_type: string, n: number, input: string): unknown => {
    const value = above(class_type, n, input)?.inputs.value;
    return typeof value === "string" ? JSON.parse(value) : undefined;
  };
  return { outcome, above, points };
};
const white = (mask: { width: number; height: number; data: Uint8Array }) => {
  const found: [number, number][] = [];
  for (let i = 0; i < mask.data.length; i++)
    if ((mask.data[i] ?? 0) > 0) found.push([i % mask.width, Math.floor(i / mask.width)]);
  return found;
};

describe("segment by points", () => {
  test("SAM 3: points go in as whole pixels within the picture; a box alone goes in as a box, one with points by them", async () => {
    await open(sam3);
    const { outcome, above, points } = await run([
      box(4, 8, 30, 40),
      box(50.4, 10.2, 30, 40),
      keep(60.9, 20.2),
      keep(97, 65),
      not(96.5, 2),
    ]);
    expect(outcome.outputs.map(({ slot, label }) => [slot, label])).toEqual([
      ["mask", "Part 1"],
      ["mask", "Part 2"],
      ["mask", "Part 3"],
      ["background", "Background"],
    ]);
    // A "not" in no box counts for every thing, so the first box has points too.
    expect(points("SAM3_Detect", 0, "negative_coords")).toEqual([{ x: 96, y: 2 }]);
    expect(points("SAM3_Detect", 1, "positive_coords")).toEqual([{ x: 60, y: 20 }]);
    expect(points("SAM3_Detect", 2, "positive_coords")).toEqual([{ x: 96, y: 64 }]);
    const alone = await run([box(4.6, 8, 30, 400)]);
    expect(alone.above("SAM3_Detect", 0, "bboxes")).toMatchObject({
      class_type: "PrimitiveBoundingBox",
      inputs: { x: 4, y: 8, width: 31, height: 57 },
    });
    expect(above("SAM3_Detect", 1, "bboxes")).toBeUndefined();
  });

  test("SAM 3 without the class for boxes is asked at the middle of a box", async () => {
    await open({ ...sam3, packs: ["SAM3_Detect"] });
    const { points } = await run([box(10, 10, 20, 30)]);
    expect(points("SAM3_Detect", 0, "positive_coords")).toEqual([
      { x: 20, y: 20 },
      { x: 20, y: 25 },
    ]);
  });

  test("SAM 2: what lies outside a box stays black, the background is the rest", async () => {
    await open(sam2);
    const { outcome, points } = await run([box(20, 10, 20, 20), keep(30, 20), not(25, 12)]);
    expect(points("Sam2Segmentation", 0, "coordinates_positive")).toEqual([{ x: 30, y: 20 }]);
    expect(points("Sam2Segmentation", 0, "coordinates_negative")).toEqual([{ x: 25, y: 12 }]);
    const mask = await stage.maskAt(outcome, "mask");
    const found = white(mask);
    expect(found.length).toBeGreaterThan(0);
    // One pixel of air: 5 % of the longer side.
    for (const [x, y] of found) expect(x >= 19 && x < 41 && y >= 9 && y < 31, `${x}, ${y}`).toBe(true);
    const rest = await stage.maskAt(outcome, "background");
    for (let i = 0; i < rest.data.length; i++) expect((rest.data[i] ?? 0) + (mask.data[i] ?? 0)).toBe(255);
  });

  test("marks that say nothing, or lie elsewhere, are refused by number before the server is asked", async () => {
    await open(sam2);
    await expect(run([not(4, 4)])).rejects.toThrow(/Click on what to cut out/);
    await expect(run([keep(4, 4), keep(200, 4)])).rejects.toThrow(
      /number 2 \(200, 4\) lies outside the picture of 97 × 65 px/,
    );
    await expect(run([box(-40, 0, 20, 20)])).rejects.toThrow(/number 1/);
    expect(fake.executor.ran.size).toBe(0);
  });
});
