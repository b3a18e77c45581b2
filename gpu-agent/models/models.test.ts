import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readObjects } from "../testing/fake-comfyui/world";
import { familyByWords, tellFamily } from "./family";
import { ModelHashes } from "./hashes";
import { takeInventory } from "./inventory";

const header = (tensors: Record<string, number[]>, metadata: Record<string, string> = {}) => ({
  tensors: new Map(Object.entries(tensors)),
  metadata,
});
const key = "input_blocks.1.1.transformer_blocks.0.attn2.to_k.weight";

describe("what a header tells", () => {
  test.each([
    ["SD 1.5", header({ [`model.diffusion_model.${key}`]: [320, 768] }), "sd15", "checkpoint"],
    ["SDXL", header({ [`model.diffusion_model.${key}`]: [640, 2048] }), "sdxl", "checkpoint"],
    ["SD 2", header({ [`model.diffusion_model.${key}`]: [320, 1024] }), "sd2", "checkpoint"],
    ["Flux", header({ "double_blocks.0.img_attn.qkv.weight": [9216, 3072] }), "flux", null],
    [
      "a LoRA of kohya",
      header({ "lora_unet_input_blocks_1_1_attn2_to_k.lora_down.weight": [16, 2048] }),
      "sdxl",
      "lora",
    ],
    [
      "a LoRA of the trainer",
      header({ [`diffusion_model.${key.replace(".weight", ".lora_A.weight")}`]: [4, 768] }),
      "sd15",
      "lora",
    ],
    ["a Flux LoRA", header({ "lora_unet_double_blocks_0_img_attn_qkv.lora_down.weight": [16, 3072] }), "flux", "lora"],
    [
      "a LoRA whose maker says it",
      header({ "lora_te1.lora_down.weight": [4, 768] }, { ss_base_model_version: "sdxl_base_v1-0" }),
      "sdxl",
      "lora",
    ],
    [
      "a ControlNet",
      header({ [`control_model.${key}`]: [320, 768], "control_model.input_hint_block.0.weight": [16, 3, 3, 3] }),
      "sd15",
      "controlnet",
    ],
    ["Qwen Image", header({ "transformer_blocks.0.img_mod.1.weight": [18432, 3072] }), "qwen", null],
    [
      "Wan",
      header({ "blocks.0.cross_attn.k.weight": [5120, 5120], "blocks.0.self_attn.k.weight": [5120, 5120] }),
      "wan",
      null,
    ],
  ])("%s", (_, given, family, role) => {
    expect(tellFamily(given)).toMatchObject({ family, role });
  });

  test("nine channels in are a model made for inpainting", () => {
    const first = "model.diffusion_model.input_blocks.0.0.weight";
    expect(tellFamily(header({ [first]: [320, 9, 3, 3] })).inpainting).toBe(true);
    expect(tellFamily(header({ [first]: [320, 4, 3, 3] })).inpainting).toBe(false);
  });

  test.each([
    ["juggernautXL_v9.safetensors", "sdxl"],
    ["flux1-dev-fp8.safetensors", "flux"],
    ["control_v11p_sd15_canny.pth", "sd15"],
    ["wan2.1_i2v_480p.safetensors", "wan"],
    ["swan_lake.safetensors", null],
    ["mei.safetensors", null],
  ])("by its name, %s is %s", (name, family) => {
    expect(familyByWords(name)).toBe(family);
  });
});

describe("files on the disk", () => {
  let dir = "";
  const file = (head: object, weights = 16) => {
    const json = Buffer.from(JSON.stringify(head));
    const length = Buffer.alloc(8);
    length.writeBigUInt64LE(BigInt(json.length));
    return Buffer.concat([length, json, Buffer.alloc(weights)]);
  };
  const tensor = (name: string, shape: number[], end = 16) => ({
    [name]: { dtype: "F16", shape, data_offsets: [0, end] },
  });
  beforeAll(async () => {
    dir = await mkdtemp(path.join(os.tmpdir(), "backlot-models-"));
    const put = async (folder: string, name: string, bytes: Buffer | string) => {
      await mkdir(path.join(dir, "models", folder, "cast"), { recursive: true });
      await writeFile(path.join(dir, "models", folder, name), bytes);
    };
    await put("checkpoints", "looks_like_sdxl.safetensors", file(tensor(`model.diffusion_model.${key}`, [320, 768])));
    await put(
      "checkpoints",
      "pointer.safetensors",
      "version https://git-lfs.github.com/spec/v1\noid sha256:abc\nsize 4265146304\n",
    );
    await put(
      "checkpoints",
      "really_a_lora.safetensors",
      file(tensor("lora_unet_x_attn2_to_k.lora_down.weight", [4, 768])),
    );
    await put("checkpoints", "cut.safetensors", file(tensor(`model.diffusion_model.${key}`, [320, 768], 9999)));
    await put("loras", "cast/mei.safetensors", file(tensor("lora_unet_x_attn2_to_k.lora_down.weight", [4, 2048])));
  });
  afterAll(() => rm(dir, { recursive: true }));
  const take = (hashes: ModelHashes, assigned = {}) => {
    const checkpoints = ["looks_like_sdxl", "pointer", "really_a_lora", "cut"].map((name) => `${name}.safetensors`);
    const objects = readObjects({ checkpoints, loras: ["cast\\mei.safetensors", "../../etc/passwd"] });
    return takeInventory({ objects, more: {}, dir, hashes, assigned });
  };

  test("the header beats the name; what cannot be used says why; the owner has the last word", async () => {
    const of = (all: Awaited<ReturnType<typeof take>>, name: string) => all.find(({ file }) => file.includes(name));
    const all = await take(new ModelHashes());
    expect(of(all, "looks_like")).toMatchObject({ family: "sd15", familyFrom: "header", unusable: null });
    expect(of(all, "pointer")?.unusable).toMatch(/Git LFS pointer/);
    expect(of(all, "really")?.unusable).toMatch(/holds a lora, not a checkpoint: move it to loras/);
    expect(of(all, "cut")?.unusable).toMatch(/cut off/);
    expect(of(all, "mei")).toMatchObject({ role: "lora", family: "sdxl" });
    expect(of(all, "passwd")).toMatchObject({ sha256: null, bytes: null });
    const told = await take(new ModelHashes(), { "looks_like_sdxl.safetensors": "sd2" });
    expect(of(told, "looks_like")).toMatchObject({ family: "sd2", familyFrom: "owner" });
  });

  test("hashes are counted once, and kept for the next start", async () => {
    const kept = path.join(dir, "hashes.json");
    const first = new ModelHashes(kept);
    expect((await take(first))[0]?.sha256).toBeNull();
    await first.settle();
    const hash = (await take(first))[0]?.sha256;
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect((await take(new ModelHashes(kept)))[0]?.sha256).toBe(hash);
  });
});
