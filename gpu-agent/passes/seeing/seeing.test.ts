import { afterEach, describe, expect, test } from "vitest";
import type { PassId } from "../../../contract/passes/catalogue";
import { MadeWith } from "../../../contract/recipe/made-with";
import { probeOffers } from "../../capabilities";
import { ComfyServer } from "../../engines/comfy/comfy-server";
import type { Graph } from "../../graph/graph";
import { validate } from "../../graph/validate";
import { FakeComfy, type FakeOptions } from "../../testing/fake-comfyui/server";
import { readObjects } from "../../testing/fake-comfyui/world";
import { Stage, scene } from "../../testing/painting/stage";
import { setImageServer } from "../diffusion/server";

const pace = {
  ...{ firstPoll: 5, poll: 20, slowPoll: 40, miss: 30 },
  ...{ silent: 2_000, cancelAgain: 20, wedged: 2_000, down: 300 },
};
let fake: FakeComfy;
let server: ComfyServer;
let stage: Stage;
const open = async (options: FakeOptions, downloads = false) => {
  fake = new FakeComfy({ models: {}, previews: false, ...options });
  const about = { kind: "comfyui" as const, url: await fake.start(), headers: {}, dir: undefined, downloads };
  server = new ComfyServer(about, { pace });
  stage = await Stage.open(server);
};
afterEach(async () => {
  setImageServer(undefined);
  server.runner.close();
  await stage.close();
  await fake.kill();
});

const packs = {
  sam3: ["SAM3_Detect", "PrimitiveBoundingBox"],
  da3: ["LoadDA3Model", "DA3Inference", "DA3Render"],
  cutOut: ["LoadBackgroundRemovalModel", "RemoveBackground"],
  textGenerate: ["TextGenerate"],
  da2: ["DownloadAndLoadDepthAnythingV2Model", "DepthAnything_V2"],
  aux: ["DepthAnythingV2Preprocessor"],
  sam2: ["DownloadAndLoadSAM2Model", "Sam2Segmentation"],
  florence: ["Florence2ModelLoader", "Florence2Run"],
  rmbg: ["BiRefNetRMBG"],
  dino: [
    "SAMModelLoader (segment anything)",
    "GroundingDinoModelLoader (segment anything)",
    "GroundingDinoSAMSegment (segment anything)",
  ],
} as const;
const offerOf = async (pass: PassId) => (await probeOffers()).find((offer) => offer.pass === pass);
const classes = (graphs: MadeWith["graphs"]) =>
  graphs.flatMap(({ graph }) => Object.values(graph as Graph).map(({ class_type }) => class_type));

type Case = { options: FakeOptions; params?: Record<string, unknown>; runs: string };
/** Each way with exactly what it needs, and the class that must have run. */
const ways: [PassId, string, Case][] = [
  [
    "depth",
    "depth-anything-3",
    { options: { packs: packs.da3, models: { geometry_estimation: ["da3_mono.safetensors"] } }, runs: "DA3Render" },
  ],
  [
    "depth",
    "depth-anything-2",
    {
      options: { packs: packs.da2, models: { depthanything: ["depth_anything_v2_vits_fp32.safetensors"] } },
      runs: "DepthAnything_V2",
    },
  ],
  [
    "depth",
    "lotus",
    {
      options: { models: { diffusion_models: ["lotus-depth-d-v1-1.safetensors"], checkpoints: ["sd15.safetensors"] } },
      runs: "LotusConditioning",
    },
  ],
  [
    "remove-background",
    "core-2026",
    {
      options: { packs: packs.cutOut, models: { background_removal: ["birefnet.safetensors"] } },
      runs: "RemoveBackground",
    },
  ],
  [
    "remove-background",
    "birefnet",
    {
      options: { packs: packs.rmbg, models: { rmbg: ["BiRefNet/BiRefNet-general.safetensors"] } },
      runs: "BiRefNetRMBG",
    },
  ],
  [
    "caption",
    "text-generate",
    {
      options: {
        packs: packs.textGenerate,
        models: { text_encoders: ["qwen_2.5_vl_7b.safetensors"] },
        says: () => ' "a man,\n at a desk" ',
      },
      runs: "TextGenerate",
    },
  ],
  [
    "caption",
    "florence",
    {
      options: {
        packs: packs.florence,
        models: { LLM: ["Florence-2-base"] },
        says: () => "</s><s>a man at a desk</s>",
      },
      runs: "Florence2Run",
    },
  ],
  [
    "segment",
    "sam3",
    {
      options: {
        packs: packs.sam3,
        models: { checkpoints: ["sam3.safetensors"] },
        says: () =>
          JSON.stringify([
            [
              { x: 60, y: 10, width: 30, height: 50, score: 0.9 },
              { x: 4, y: 10, width: 30, height: 50, score: 0.7 },
            ],
          ]),
      },
      runs: "SAM3_Detect",
    },
  ],
  [
    "segment",
    "florence-sam2",
    {
      options: {
        packs: [...packs.sam2, ...packs.florence],
        models: { sam2: ["sam2.1_hiera_tiny-fp16.safetensors"], LLM: ["Florence-2-base"] },
        says: () =>
          JSON.stringify([
            {
              bboxes: [
                [60, 10, 90, 60],
                [4, 10, 34, 60],
              ],
              labels: ["person", "person"],
            },
          ]),
      },
      runs: "Sam2Segmentation",
    },
  ],
  [
    "segment",
    "grounding-dino",
    {
      options: {
        packs: packs.dino,
        models: { sams: ["sam_vit_b_01ec64.pth"], "grounding-dino": ["groundingdino_swint_ogc.pth"] },
      },
      runs: "GroundingDinoSAMSegment (segment anything)",
    },
  ],
];

const one = { marks: [{ kind: "keep", x: 40, y: 30 }] };
ways.push(
  [
    "segment-points",
    "sam3",
    { options: { packs: packs.sam3, models: { checkpoints: ["sam3.safetensors"] } }, params: one, runs: "SAM3_Detect" },
  ],
  [
    "segment-points",
    "sam2",
    {
      options: { packs: packs.sam2, models: { sam2: ["sam2.1_hiera_tiny-fp16.safetensors"] } },
      params: one,
      runs: "Sam2Segmentation",
    },
  ],
);

describe("each way of seeing", () => {
  test.each(ways)("%s by %s: a graph the server takes, results of the picture's size", async (pass, way, given) => {
    await open(given.options);
    expect(await offerOf(pass)).toMatchObject({ state: "ready", engine: "comfyui" });
    const { outcome } = await stage.run(pass, { params: given.params ?? {}, pictures: { image: [scene(97, 65)] } });
    const made = MadeWith.parse(outcome.facts.madeWith);
    expect(made.variant).toBe(way);
    expect(made.models.length).toBeGreaterThan(0);
    expect(classes(made.graphs)).toContain(given.runs);
    const objects = readObjects(given.options.models, [], given.options.packs);
    for (const { graph } of made.graphs) expect(validate(graph as Graph, objects)).toEqual([]);
    for (const { slot } of outcome.outputs.filter((each) => each.slot !== "seen")) {
      const { width, height } = await stage.maskAt(outcome, slot);
      expect([width, height]).toEqual([97, 65]);
    }
  });
});

describe("what comes out", () => {
  const two = ways.find(([, way]) => way === "florence-sam2")?.[2].options ?? {};

  test("segment: masks from left to right, each within its box, background is the rest, a box limits the search", async () => {
    await open(two);
    const pictures = { image: [scene(97, 65)] };
    const { outcome } = await stage.run("segment", { params: { subject: "person" }, pictures });
    expect(outcome.outputs.map(({ slot, label }) => [slot, label])).toEqual([
      ["mask", "person 1"],
      ["mask", "person 2"],
      ["background", "Background"],
    ]);
    const [left, , rest] = await Promise.all(outcome.outputs.map(({ path }) => stage.maskOf(path)));
    if (!left || !rest) throw new Error("three masks");
    const white = (mask: typeof left, x: number) =>
      Array.from({ length: mask.height }, (_, y) => mask.data[y * mask.width + x] ?? 0).some((value) => value > 0);
    expect(white(left, 20)).toBe(true);
    // Its box ends at 34, with 5 % of its longer side as air.
    expect([38, 60, 96].map((x) => white(left, x))).toEqual([false, false, false]);
    for (let i = 0; i < rest.data.length; i++)
      expect((rest.data[i] ?? 0) + (left.data[i] ?? 0)).toBeLessThanOrEqual(255);
    const boxed = await stage.run("segment", {
      params: { subject: "", box: { x: 40, y: 8, width: 40, height: 40 } },
      pictures,
    });
    const within = await stage.maskAt(boxed.outcome, "mask");
    expect([10, 39, 80, 90].map((x) => white(within, x))).toEqual([false, false, false, false]);
    expect(white(within, 60)).toBe(true);
  });

  test("segment: fewer than expected is said, none is refused in words, nothing to look for too", async () => {
    await open(two);
    const pictures = { image: [scene(97, 65)] };
    const { outcome } = await stage.run("segment", { params: { count: 5 }, pictures });
    expect(outcome.warnings.join()).toMatch(/2 of 5 were found/);
    await expect(stage.run("segment", { params: { subject: " " }, pictures })).rejects.toThrow(
      /What to find: it is empty/,
    );
    await fake.kill();
    await stage.close();
    await open({ ...two, says: () => JSON.stringify([{ bboxes: [], labels: [] }]) });
    await expect(stage.run("segment", { params: { subject: "horse" }, pictures })).rejects.toThrow(
      /No horse was found/,
    );
  });

  test("depth: inverted is the other way round, to the byte", async () => {
    await open(ways[2]?.[2].options ?? {});
    const pictures = { image: [scene(64, 48)] };
    const near = await stage.run("depth", { params: {}, pictures });
    const far = await stage.run("depth", { params: { invert: true }, pictures });
    const [a, b] = await Promise.all([near, far].map(({ outcome }) => stage.maskAt(outcome, "map")));
    expect(Array.from(b?.data ?? [])).toEqual(Array.from(a?.data ?? [], (value) => 255 - value));
  });

  test("caption: the model's marks go, the prefix comes first, an unused instruction is said", async () => {
    await open(ways[6]?.[2].options ?? {});
    const { outcome } = await stage.run("caption", {
      params: { prefix: "dave" },
      pictures: { image: [scene(64, 48)] },
    });
    expect(outcome.facts.caption).toBe("dave, a man at a desk");
    expect(outcome.warnings.join()).toMatch(/instruction was not used/);
  });
});

describe("what is missing is named to the file", () => {
  const saying = async (pass: PassId, options: FakeOptions, downloads = false) => {
    await open(options, downloads);
    return offerOf(pass);
  };
  test.each([
    ["segment", {}, /newer ComfyUI with SAM3_Detect/, undefined],
    [
      "segment",
      { packs: [...packs.sam2, ...packs.florence], models: { LLM: ["Florence-2-base"] } },
      /a SAM 2 model/,
      /models\/sam2/,
    ],
    ["segment-points", {}, /newer ComfyUI with SAM3_Detect/, undefined],
    ["segment-points", { packs: packs.sam2 }, /a SAM 2 model/, /models\/sam2/],
    // It finds by words only: it is no way to cut out by points.
    [
      "segment-points",
      {
        packs: packs.dino,
        models: { sams: ["sam_vit_b_01ec64.pth"], "grounding-dino": ["groundingdino_swint_ogc.pth"] },
      },
      /newer ComfyUI with SAM3_Detect/,
      undefined,
    ],
    ["depth", { packs: packs.da2 }, /a Depth Anything V2 model/, /models\/depthanything/],
    ["depth", { packs: packs.da3 }, /a Depth Anything 3 model/, /models\/geometry_estimation/],
    ["remove-background", { packs: packs.rmbg }, /a BiRefNet model/, /models\/RMBG\/BiRefNet/],
    ["remove-background", { packs: packs.cutOut }, /birefnet\.safetensors/, /models\/background_removal/],
    ["caption", { packs: packs.florence }, /Florence-2/, /models\/LLM/],
  ] as const)("%s %#", async (pass, options, what, where) => {
    const offer = await saying(pass, { models: {}, ...options });
    expect(offer?.state).toBe("missing");
    expect(offer?.missing[0]?.what).toMatch(what);
    expect(offer?.missing[0]?.how).toBeTruthy();
    if (where) expect(offer?.missing[0]?.where).toMatch(where);
  });

  test("a pack fetches its model by itself only if the owner allows it", async () => {
    const closed = await saying("depth", { packs: packs.da2 });
    expect(closed?.missing[0]?.how).toMatch(/COMFY_DIR.*COMFY_DOWNLOADS=yes/);
    server.runner.close();
    await fake.kill();
    await stage.close();
    expect(await saying("depth", { packs: packs.da2 }, true)).toMatchObject({ state: "ready" });
  });
});
