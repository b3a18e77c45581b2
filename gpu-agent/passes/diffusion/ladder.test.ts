import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { decay } from "../../../contract/passes/diffusion";
import { MadeWith } from "../../../contract/recipe/made-with";
import { ComfyServer } from "../../engines/comfy/comfy-server";
import type { Graph } from "../../graph/graph";
import { sizeOf } from "../../testing/fake-comfyui/pictures";
import { FakeComfy } from "../../testing/fake-comfyui/server";
import { usualModels } from "../../testing/fake-comfyui/world";
import { difference, maskOf, Stage, scene } from "../../testing/painting/stage";

const pace = {
  ...{ firstPoll: 5, poll: 20, slowPoll: 40, miss: 30, silent: 2_000, cancelAgain: 20, wedged: 2_000, down: 300 },
};
const wan = {
  diffusion_models: ["wan2.1_i2v_480p_14B.safetensors"],
  text_encoders: ["umt5_xxl_fp8.safetensors"],
  vae: ["wan_2.1_vae.safetensors"],
};
let fake: FakeComfy;
let server: ComfyServer;
let stage: Stage;
const open = async (models = usualModels) => {
  fake = new FakeComfy({ models, previews: false });
  server = new ComfyServer({ kind: "comfyui", url: await fake.start(), headers: {}, dir: undefined }, { pace });
  stage = await Stage.open(server);
};
const close = async () => {
  server.runner.close();
  await stage.close();
  await fake.kill();
};
beforeEach(() => open());
afterEach(close);

/** A GPU that runs out of memory in every graph that is too much for it. */
const tooMuch = (when: (graph: Graph, node: string) => boolean) =>
  fake.executor.nodeFaults.push({
    ...{ class_type: "KSampler", type: "torch.OutOfMemoryError", times: 99, when },
    message: "Allocation on device: tried to allocate 2.50 GiB. GPU 0 has a total capacity of 8.00 GiB",
  });
const widerThan = (px: number) => (graph: Graph, node: string) =>
  sizeOf(graph, node, (name) => fake.executor.sizes.get(name)).width > px;
const hooksIn = (graph: unknown) => JSON.stringify(graph).split('"CreateHookLora"').length - 1;
const lorasIn = (graph: unknown) => JSON.stringify(graph).split('"LoraLoader"').length - 1;
const base = { prompt: "an office", model: "tiny_sd15.safetensors", steps: 1, seed: 4 };

describe("step 3, a smaller size of work", () => {
  const params = { ...base, mode: "unified", tile: 192, denoise: 0.3 };
  const pictures = { image: [scene(96, 96)] };

  test("upscale: tiles one step down, the same size in the end", async () => {
    tooMuch(widerThan(144));
    const { rgb, outcome } = await stage.run("upscale", { params, pictures });
    expect([rgb.width, rgb.height]).toEqual([192, 192]);
    const made = MadeWith.parse(outcome.facts.madeWith);
    expect(made.degraded).toBe(3);
    expect(outcome.facts.tiles).toBe(4);
    // What was begun with larger tiles is no part of the version.
    expect(made.seeds.map((each) => each.stage)).toEqual(["tile 1.1", "tile 2.1", "tile 1.2", "tile 2.2"]);
    expect(outcome.warnings.filter((words) => /smaller pieces/.test(words))).toHaveLength(1);
  });

  test("upscale: a job that ran out of memory twice elsewhere begins there, and asks for nothing larger", async () => {
    const { outcome } = await stage.run("upscale", { params, pictures, degrade: 2 });
    expect(MadeWith.parse(outcome.facts.madeWith).degraded).toBe(3);
    expect(outcome.facts.tiles).toBe(4);
  });

  test.each(["masked only", "whole picture"] as const)(
    "inpaint (%s): a smaller crop, outside every byte stays",
    async (area) => {
      const mask = maskOf(96, 96, [0.3, 0.3, 0.6, 0.6]);
      tooMuch(widerThan(area === "masked only" ? 120 : 80));
      const { rgb, outcome } = await stage.run("inpaint", {
        params: { ...base, area, padding: 4 },
        pictures,
        masks: { mask: [mask] },
      });
      expect(MadeWith.parse(outcome.facts.madeWith).degraded).toBe(3);
      expect([rgb.width, rgb.height]).toEqual([96, 96]);
      expect(difference(scene(96, 96), rgb, mask, false)).toBe(0);
      expect(difference(scene(96, 96), rgb, mask)).toBeGreaterThan(0.3);
    },
  );

  test.each([
    ["in-between", { image: [scene(64, 64)], last: [scene(64, 48)] }],
    ["turn-around", { image: [scene(64, 64)] }],
  ] as const)("%s: fewer frames, and the version says how many", async (pass, given) => {
    await close();
    await open({ ...usualModels, ...wan });
    const motion = pass === "in-between" ? "WanFirstLastFrameToVideo" : "WanImageToVideo";
    tooMuch((graph) =>
      Object.values(graph).some(({ class_type, inputs }) => class_type === motion && Number(inputs.length) > 9),
    );
    const { outcome } = await stage.run(pass, {
      params: { prompt: "she turns", frames: 13, steps: 1, seed: 1 },
      pictures: given,
    });
    expect(MadeWith.parse(outcome.facts.madeWith).degraded).toBe(3);
    expect(outcome.facts.frames).toBe(5);
    expect(outcome.outputs.map(({ slot }) => slot)).toEqual([...Array<string>(5).fill("frames"), "clip"]);
    expect(outcome.warnings.join()).toMatch(/5 frames instead of 13/);
    const strict = { prompt: "she turns", frames: 13, steps: 1, seed: 2, mayDegrade: false };
    await expect(stage.run(pass, { params: strict, pictures: given })).rejects.toThrow(/May use less memory/);
  });
});

describe("step 4, regions one after another", () => {
  const masks = [maskOf(64, 64, [0, 0, 0.4, 1]), maskOf(64, 64, [0.6, 0, 1, 1])];
  const region = (name: string, mask: number, more = {}) => ({
    ...{ name, mask, prompt: name, feather: 0 },
    loras: [{ file: `${name.toLowerCase()}.safetensors`, weight: 0.8, characterId: name, ...more }],
  });
  const params = {
    ...{ ...base, width: 64, height: 64, negative: "blurry", background: "rain" },
    regions: [region("Dave", 0, { over: decay }), region("Diane", 1)],
  };

  test("render-frame: the scene alone, then a masked inpaint each, one LoRA at a time", async () => {
    tooMuch((graph) => hooksIn(graph) > 1);
    const { rgb, outcome } = await stage.run("render-frame", { params, masks: { masks } });
    const { degraded, graphs, seeds } = MadeWith.parse(outcome.facts.madeWith);
    expect(degraded).toBe(4);
    expect(graphs.map((each) => [each.stage, hooksIn(each.graph), lorasIn(each.graph)])).toEqual([
      ["scene", 0, 0],
      ["region 2", 0, 1],
      ["region 1", 0, 1],
    ]);
    expect(JSON.stringify(graphs[0]?.graph)).toContain("an office, rain");
    expect(JSON.stringify(graphs[1]?.graph)).toContain("Diane, an office");
    expect(seeds.map((each) => each.seed)).toEqual([4, 6, 5]);
    expect(outcome.facts.regions).toEqual(["Dave", "Diane"]);
    expect(outcome.warnings.join()).toMatch(/one after another/);
    // 0.9 falling to 0.3 of a weight of 0.8.
    expect(outcome.warnings.join()).toMatch(/Dave: painted alone, dave.* \(0\.48\)/);
    // What no region covers is the scene's: another front region leaves it as it is.
    const other = { ...params, regions: [{ ...region("Dave", 0), prompt: "somebody else" }, region("Diane", 1)] };
    const again = await stage.run("render-frame", { params: other, masks: { masks } });
    expect(difference(rgb, again.rgb, masks[0], false)).toBe(0);
    expect(difference(rgb, again.rgb, masks[0])).toBeGreaterThan(0.3);
  });

  test("not against the recipe, however often it ran out of memory before", async () => {
    tooMuch((graph) => hooksIn(graph) > 1);
    const strict = { ...params, mayDegrade: false };
    const failed = stage.run("render-frame", { params: strict, masks: { masks }, degrade: 3 });
    await expect(failed).rejects.toThrow(/allow “May use less memory”, or use a node with more memory/);
    expect(fake.posted).toHaveLength(2);
  });
});

test("step 5: what it needed, what there was, two ways out", async () => {
  tooMuch(() => true);
  const failed = stage.run("render-frame", { params: { ...base, width: 64, height: 64 } });
  await expect(failed).rejects.toThrow(
    /GPU with 24 GB \(20\.0 GB free\).*also decoded in tiles: it asked for 2\.50 GiB more\. Two ways out: make the picture smaller, or use a node with more memory/,
  );
  // No regions and no tiles: steps 3 and 4 would be the same graph again, and are not tried.
  expect(fake.posted).toHaveLength(3);
});
