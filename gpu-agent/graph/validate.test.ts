import { describe, expect, test } from "vitest";
import { readObjects } from "../testing/fake-comfyui/world";
import { GraphBuilder } from "./builder";
import type { Graph } from "./graph";
import { validate } from "./validate";

const objects = readObjects();
const sound = (): Graph => {
  const build = new GraphBuilder();
  const [model, clip, vae] = build.add("load", "CheckpointLoaderSimple", { ckpt_name: "tiny_sd15.safetensors" });
  const [yes] = build.add("yes", "CLIPTextEncode", { clip, text: "a" });
  const [empty] = build.add("empty", "EmptyLatentImage", { width: 64, height: 64, batch_size: 1 });
  const sampling = { seed: 1, steps: 3, cfg: 5, sampler_name: "euler", scheduler: "normal", denoise: 1 } as const;
  const [done] = build.add("paint", "KSampler", {
    model,
    positive: yes,
    negative: yes,
    latent_image: empty,
    ...sampling,
  });
  const [image] = build.add("decode", "VAEDecode", { samples: done, vae });
  build.add("save", "SaveImage", { images: image, filename_prefix: "" });
  return build.graph;
};
const spoilt = (node: string, inputs: Record<string, unknown>): Graph => {
  const graph = sound();
  Object.assign(graph[node]?.inputs ?? {}, inputs);
  return graph;
};

test("a graph of the builder is sound", () => {
  expect(validate(sound(), objects)).toEqual([]);
});

test.each([
  ["paint", { steps: "3" }, "invalid_input_type"],
  ["paint", { steps: 2.5 }, "invalid_input_type"],
  ["paint", { seed: 2 ** 60 }, "invalid_input_type"],
  ["paint", { steps: 0 }, "value_smaller_than_min"],
  ["paint", { denoise: 1.1 }, "value_bigger_than_max"],
  ["paint", { sampler_name: "restart" }, "value_not_in_list"],
  ["paint", { model: ["yes", 0] }, "return_type_mismatch"],
  ["paint", { model: ["gone", 0] }, "bad_linked_input"],
  ["paint", { model: ["load", 9] }, "bad_linked_input"],
  ["paint", { model: "tiny" }, "invalid_input_type"],
  ["paint", { stepz: 3 }, "unknown_input"],
  ["load", { ckpt_name: "nope.safetensors" }, "value_not_in_list"],
])("%s with %o: %s", (node, inputs, type) => {
  expect(validate(spoilt(node, inputs), objects)).toEqual([expect.objectContaining({ node, type })]);
});

test("checks lists of the second encoding too, which the server of 0.3.64 does not", () => {
  const graph = sound();
  graph.up = { class_type: "UpscaleModelLoader", inputs: { model_name: "none.pth" } };
  expect(validate(graph, objects)).toEqual([expect.objectContaining({ node: "up", type: "value_not_in_list" })]);
});

test("an uploaded name need not be in the list", () => {
  const graph = sound();
  graph.picture = { class_type: "LoadImage", inputs: { image: "backlot/0123.png" } };
  expect(validate(graph, objects)).toEqual([]);
});

test("what is missing, unknown, round or without an end", () => {
  const graph = sound();
  delete graph.paint?.inputs.seed;
  expect(validate(graph, objects)).toEqual([
    expect.objectContaining({ input: "seed", type: "required_input_missing" }),
  ]);
  expect(validate(sound(), readObjects(undefined, ["KSampler"]))).toEqual([
    expect.objectContaining({ node: "paint", type: "invalid_prompt" }),
  ]);
  expect(validate(spoilt("decode", { samples: ["decode", 0] }), objects).map(({ type }) => type)).toContain("cycle");
  const endless = sound();
  delete endless.save;
  expect(validate(endless, objects)).toEqual([expect.objectContaining({ type: "prompt_no_outputs" })]);
});

test("a wrong link does not compile", () => {
  const build = new GraphBuilder();
  const [model, clip] = build.add("load", "CheckpointLoaderSimple", { ckpt_name: "a" });
  // @ts-expect-error a MODEL is no CLIP
  build.add("yes", "CLIPTextEncode", { clip: model, text: "" });
  // @ts-expect-error the text is missing
  build.add("no", "CLIPTextEncode", { clip });
  expect(Object.keys(build.graph)).toEqual(["load", "yes", "no"]);
});

describe("lists of newer servers whose choice brings inputs of its own", () => {
  const newer = readObjects(
    { geometry_estimation: ["da3.safetensors"] },
    [],
    ["LoadDA3Model", "DA3Inference", "DA3Render"],
  );
  const depth = (drawn: Record<string, unknown>, mode: Record<string, unknown> = { mode: "mono" }): Graph => ({
    load: { class_type: "LoadDA3Model", inputs: { model_name: "da3.safetensors", weight_dtype: "default" } },
    picture: { class_type: "LoadImage", inputs: { image: "backlot/a.png" } },
    depth: {
      class_type: "DA3Inference",
      inputs: {
        ...{ da3_model: ["load", 0], image: ["picture", 0], resolution: 504, resize_method: "upper_bound_resize" },
        ...mode,
      },
    },
    draw: { class_type: "DA3Render", inputs: { da3_geometry: ["depth", 0], ...drawn } },
    save: { class_type: "SaveImage", inputs: { images: ["draw", 0], filename_prefix: "a" } },
  });
  const whole = { output: "depth", "output.normalization": "v2_style", "output.apply_sky_clip": false };

  test("what the choice needs is demanded, and checked like any other", () => {
    expect(validate(depth(whole), newer)).toEqual([]);
    expect(validate(depth({ output: "depth", "output.normalization": "v2_style" }), newer)).toEqual([
      {
        node: "draw",
        input: "output.apply_sky_clip",
        type: "required_input_missing",
        details: "output.apply_sky_clip",
      },
    ]);
    expect(validate(depth({ ...whole, "output.normalization": "loud" }), newer)).toMatchObject([
      { input: "output.normalization", type: "value_not_in_list" },
    ]);
    expect(validate(depth({ ...whole, output: "relief" }), newer)[0]).toMatchObject({ type: "value_not_in_list" });
  });

  test("an input of another choice is unknown", () => {
    expect(validate(depth({ ...whole, "output.colored": true }), newer)).toMatchObject([{ type: "unknown_input" }]);
    expect(validate(depth(whole, { mode: "multiview" }), newer).map(({ input }) => input)).toEqual([
      "mode.ref_view_strategy",
      "mode.pose_method",
    ]);
  });
});
