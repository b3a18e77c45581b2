import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readGlb, sizeOfMesh } from "../../../contract/mesh/glb";
import type { PassId } from "../../../contract/passes/catalogue";
import { decay } from "../../../contract/passes/diffusion";
import { filmKind } from "../../../contract/profile/film-kind";
import { MadeWith } from "../../../contract/recipe/made-with";
import { ComfyServer } from "../../engines/comfy/comfy-server";
import type { Graph } from "../../graph/graph";
import { validate } from "../../graph/validate";
import { FakeComfy } from "../../testing/fake-comfyui/server";
import { type ModelFolders, readObjects } from "../../testing/fake-comfyui/world";
import { maskOf, Stage, scene } from "../../testing/painting/stage";

// The graph of every pass and family, as it is posted. A change here changes pixels of recipes people kept: look at it.
const families: Record<string, ModelFolders> = {
  sd15: {
    checkpoints: ["sd15.safetensors"],
    loras: ["dave_sd15.safetensors", "diane_sd15.safetensors"],
    controlnet: ["control_v11f1e_sd15_tile.safetensors", "control_v11p_sd15_canny.safetensors"],
    upscale_models: ["4x_up.pth"],
  },
  sdxl: {
    checkpoints: ["sdxl_base.safetensors"],
    loras: ["dave_xl.safetensors", "diane_xl.safetensors"],
    controlnet: ["controlnet-union-sdxl-promax.safetensors"],
    upscale_models: ["4x_up.pth"],
  },
  flux: {
    diffusion_models: ["flux1-dev.safetensors"],
    text_encoders: ["clip_l.safetensors", "t5xxl_fp16.safetensors"],
    vae: ["ae.safetensors"],
    loras: ["dave_flux.safetensors", "diane_flux.safetensors"],
    controlnet: ["flux-union.safetensors"],
    style_models: ["flux1-redux-dev.safetensors"],
    clip_vision: ["sigclip_vision_patch14_384.safetensors"],
    upscale_models: ["4x_up.pth"],
  },
  wan: {
    diffusion_models: ["wan2.1_i2v_480p_14B.safetensors"],
    text_encoders: ["umt5_xxl_fp8.safetensors"],
    vae: ["wan_2.1_vae.safetensors"],
  },
  hunyuan3d: { checkpoints: ["hunyuan3d-dit-v2-mv_fp16.safetensors"] },
};
const pace = {
  firstPoll: 5,
  poll: 20,
  slowPoll: 40,
  miss: 30,
  silent: 2_000,
  cancelAgain: 20,
  wedged: 2_000,
  down: 2_000,
};

/** Ids, hashes and prefixes differ from machine to machine; which picture is which does not. */
const settled = (graphs: MadeWith["graphs"]): { stage: string; graph: unknown }[] => {
  const names = new Map<string, string>();
  const name = (text: string) =>
    text
      .replace(/backlot\/[0-9a-f]{16}\.png/g, (seen) => {
        const known = names.get(seen) ?? `picture ${names.size + 1}`;
        names.set(seen, known);
        return known;
      })
      .replace(/backlot\/[0-9a-f-]{36}\//g, "backlot/ID/");
  return graphs.map(({ stage, graph }) => ({ stage, graph: JSON.parse(name(JSON.stringify(graph))) as unknown }));
};

type Ask = Parameters<Stage["run"]>[1];
const base = { prompt: "an office", negative: "blurry", seed: 1, steps: 20 };
const picture = scene(64, 64);
const left = maskOf(64, 64, [0, 0, 0.5, 1]);
const right = maskOf(64, 64, [0.5, 0, 1, 1]);
const loraOf = (family: string, who: string) => `${who}_${family === "sdxl" ? "xl" : family}.safetensors`;

const films: [string, PassId, Ask][] = [
  [
    "in-between",
    "in-between",
    { params: { ...base, frames: 5 }, pictures: { image: [picture], last: [scene(64, 48)] } },
  ],
  ["turn-around", "turn-around", { params: { ...base, frames: 5 }, pictures: { image: [picture] } }],
];

const meshes: [string, PassId, Ask][] = [
  ["image-to-mesh", "image-to-mesh", { params: { seed: 1 }, pictures: { image: [picture] } }],
  [
    "image-to-mesh.sides",
    "image-to-mesh",
    { params: { seed: 1, detail: 128 }, pictures: { image: [picture], back: [scene(48, 64)] } },
  ],
];

const asks = (family: string): [string, PassId, Ask][] => {
  if (family === "wan") return films;
  if (family === "hunyuan3d") return meshes;
  const lora = (who: string) => [{ file: loraOf(family, who), weight: 0.9, characterId: who }];
  const image = { image: [picture] };
  return [
    [
      "txt2img",
      "txt2img",
      { params: { ...base, width: 64, height: 64, loras: lora("dave"), clipSkip: family === "sd15" ? 2 : 1 } },
    ],
    ["img2img", "img2img", { params: { ...base, denoise: 0.4 }, pictures: image }],
    ...(["blend", "erase", "model"] as const).map((way): [string, PassId, Ask] => [
      `inpaint.${way}`,
      "inpaint",
      { params: { ...base, way, area: "whole picture" }, pictures: image, masks: { mask: [left] } },
    ]),
    [
      "outpaint",
      "outpaint",
      { params: { ...base, attempts: 1, edges: { top: 0, left: 0, bottom: 0, right: 16 } }, pictures: image },
    ],
    [
      "render-frame",
      "render-frame",
      {
        params: {
          ...{ ...base, background: "rain outside" },
          controls: [{ type: "tile", strength: decay }],
          regions: [
            {
              name: "Dave",
              mask: 0,
              prompt: "dave",
              loras: [{ file: loraOf(family, "dave"), over: decay, characterId: "dave" }],
            },
            { name: "Diane", mask: 1, prompt: "diane", loras: lora("diane") },
          ],
        },
        pictures: image,
        masks: { masks: [left, right] },
      },
    ],
    ["upscale", "upscale", { params: { ...base, mode: "unified", style: "film still", tile: 128 }, pictures: image }],
    [
      "face-pop",
      "face-pop",
      { params: { ...base, detect: "by hand", box: { x: 32, y: 32, side: 24 }, size: 256 }, pictures: image },
    ],
    ["panorama", "panorama", { params: { ...base, width: 128 } }],
    ...(family === "flux"
      ? ([
          [
            "references",
            "txt2img",
            {
              params: { ...base, width: 64, height: 64, identity: { pictures: [{ picture: 0 }] } },
              pictures: { references: [picture] },
            },
          ],
        ] as [string, PassId, Ask][])
      : []),
  ];
};

describe.each(Object.keys(families))("%s", (family) => {
  const models = families[family] ?? {};
  const fake = new FakeComfy({ models, previews: false });
  let server: ComfyServer;
  let stage: Stage;
  beforeAll(async () => {
    server = new ComfyServer({ kind: "comfyui", url: await fake.start(), headers: {}, dir: undefined }, { pace });
    stage = await Stage.open(server);
  });
  afterAll(async () => {
    server.runner.close();
    await stage.close();
    await fake.kill();
  });

  test.each(asks(family))("%s", async (name, pass, ask) => {
    const { outcome } = await stage.run(pass, ask);
    const { graphs } = MadeWith.parse(outcome.facts.madeWith);
    for (const { graph } of graphs) expect(validate(graph as Graph, readObjects(models))).toEqual([]);
    // A film comes back as its frames, in order, each a picture of its own, and as one clip without words in it.
    if (family === "wan") {
      expect(outcome.outputs.map(({ slot, label }) => [slot, label])).toEqual([
        ...[1, 2, 3, 4, 5].map((n) => ["frames", `Frame ${n}`]),
        ["clip", "Clip"],
      ]);
      const bytes = await Promise.all(outcome.outputs.map(({ path }) => readFile(path)));
      expect(new Set(bytes.map((each) => each.toString("base64"))).size).toBe(6);
      expect(filmKind(bytes[5] ?? Buffer.alloc(0))).toBe("video/mp4");
      expect(bytes[5]?.includes("an office")).toBe(false);
    }
    if (family === "hunyuan3d") {
      expect(outcome.outputs.map(({ slot }) => slot)).toEqual(["mesh"]);
      const mesh = readGlb(await readFile(outcome.outputs[0]?.path ?? ""));
      expect(mesh && sizeOfMesh(mesh)).toEqual({ points: 3, triangles: 1 });
      expect(JSON.stringify(mesh?.json)).not.toContain("KSampler");
    }
    await expect(`${JSON.stringify(settled(graphs), null, 1)}\n`).toMatchFileSnapshot(`golden/${family}.${name}.snap`);
  });
});
