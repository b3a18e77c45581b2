import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { deflateSync, gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { readA1111, settingsPairs } from "./a1111";
import { readComfy } from "./comfy";
import { embeddedTexts } from "./embedded";
import { readForeign, settingsOf } from "./read";
import { foreignJson } from "./settings";
import { stealthText } from "./stealth";

const latin1 = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
const join = (...parts: Uint8Array[]) => Uint8Array.from(parts.flatMap((part) => [...part]));
const be32 = (value: number) => Uint8Array.of(value >>> 24, value >>> 16, value >>> 8, value);
const chunk = (type: string, data: Uint8Array) => join(be32(data.length), latin1(type), data, be32(0));
const png = (...chunks: Uint8Array[]) =>
  join(Uint8Array.of(0x89), latin1("PNG\r\n\x1a\n"), ...chunks, chunk("IEND", new Uint8Array(0)));

describe("texts in a PNG", () => {
  it("are read from tEXt, zTXt and iTXt, packed or not, before and after the pixels", async () => {
    const utf8 = new TextEncoder().encode("テスト");
    const file = png(
      chunk("tEXt", latin1("parameters\0a duck, caf\xe9")),
      chunk("iTXt", join(latin1("Description\0\0\0\0\0"), utf8)),
      chunk("IDAT", latin1("pixels")),
      chunk("zTXt", join(latin1("late\0\0"), deflateSync("after the pixels"))),
      chunk("iTXt", join(latin1("packed\0\x01\0de\0\0"), deflateSync(utf8))),
    );
    expect((await embeddedTexts(file)).texts).toEqual([
      { keyword: "parameters", text: "a duck, café" },
      { keyword: "Description", text: "テスト" },
      { keyword: "late", text: "after the pixels" },
      { keyword: "packed", text: "テスト" },
    ]);
  });

  it("survive torn files, lying lengths, damaged and endless packing", async () => {
    const whole = png(chunk("tEXt", latin1("parameters\0a duck")));
    const lying = join(whole.subarray(0, 8), be32(0xffff_fff0), latin1("tEXtparameters\0a"));
    const bomb = chunk("zTXt", join(latin1("bomb\0\0"), deflateSync(new Uint8Array(64 * 1024 * 1024))));
    const damaged = chunk("zTXt", latin1("damaged\0\0no deflate at all"));

    expect((await embeddedTexts(lying)).texts).toEqual([]);
    expect((await embeddedTexts(png(bomb, damaged))).texts).toEqual([]);
    for (let length = 0; length < whole.length; length++)
      expect((await embeddedTexts(whole.subarray(0, length))).texts.length).toBeLessThanOrEqual(1);
  });
});

describe("A1111's text", () => {
  const settings = "Steps: 20, Sampler: DPM++ 2M, Schedule type: Karras, CFG scale: 7.5, Seed: 42, Size: 512x768";

  it("is prompt, negative and a line of settings", () => {
    const text = `a duck, <lora:Plush_v2:0.8> <lora:ink>\nin the rain\n\nNegative prompt: blurry,\ngrey\n\n${settings}, Model hash: c0d1994c73, Model: real\\v20.safetensors, Denoising strength: 0.35, Clip skip: 2, Mask blur: 4, Version: v1.10.1`;
    expect(readA1111(text)).toEqual({
      ...{
        tool: "AUTOMATIC1111",
        version: "v1.10.1",
        task: "inpaint",
        prompt: "a duck, <lora:Plush_v2:0.8> <lora:ink>\nin the rain",
      },
      ...{ negative: "blurry,\ngrey", seed: "42", steps: 20, cfg: 7.5, denoise: 0.35, sampler: "DPM++ 2M" },
      ...{ scheduler: "Karras", width: 512, height: 768, clipSkip: 2, model: { name: "v20", hash: "c0d1994c73" } },
      loras: [
        { name: "Plush_v2", weight: 0.8 },
        { name: "ink", weight: 1 },
      ],
      regions: [],
      others: [{ key: "Mask blur", value: "4" }],
    });
  });

  it("is all prompt when the last line holds fewer than three settings", () => {
    expect(readA1111("a duck\nSteps: 20, Seed: 4")).toMatchObject({
      ...{ prompt: "a duck\nSteps: 20, Seed: 4", steps: null, seed: null },
    });
    expect(readA1111("  \n")).toBeNull();
  });

  it.each([
    [
      'Lora hashes: "a: 1, b: 2", Steps: 3',
      [
        ["Lora hashes", "a: 1, b: 2"],
        ["Steps", "3"],
      ],
    ],
    [
      'Resources: [{"a":"x, y]","b":[1,2]}], Data: {}',
      [
        ["Resources", '[{"a":"x, y]","b":[1,2]}]'],
        ["Data", "{}"],
      ],
    ],
    [
      "Broken: [1, Steps: 3",
      [
        ["Broken", "[1"],
        ["Steps", "3"],
      ],
    ],
    [
      "Steps: 3, , Seed: 4,",
      [
        ["Steps", "3"],
        ["Seed", "4"],
      ],
    ],
    [
      'Quote: "never closed, Seed: 4',
      [
        ["Quote", '"never closed'],
        ["Seed", "4"],
      ],
    ],
  ])("splits %s", (line, pairs) => {
    expect(settingsPairs(line).map(({ key, value }) => [key, value])).toEqual(pairs);
  });

  it("takes a seed of −1 for none", () => {
    expect(readA1111(`x\n${settings.replace("42", "-1")}`)?.seed).toBeNull();
  });
});

describe("ComfyUI's graph", () => {
  const graph = {
    "1": { class_type: "CheckpointLoaderSimple", inputs: { ckpt_name: "sd\\deliberate_v2.safetensors" } },
    "2": {
      class_type: "LoraLoader",
      inputs: { model: ["1", 0], clip: ["1", 1], lora_name: "mei.safetensors", strength_model: 0.8 },
    },
    "3": { class_type: "CLIPTextEncode", inputs: { text: ["9", 0], clip: ["2", 1] } },
    "4": { class_type: "CLIPTextEncode", inputs: { text: "blurry", clip: ["2", 1] } },
    "5": { class_type: "EmptyLatentImage", inputs: { width: 640, height: 384, batch_size: 1 } },
    "6": {
      class_type: "KSampler",
      inputs: {
        ...{ model: ["2", 0], positive: ["3", 0], negative: ["4", 0], latent_image: ["5", 0], seed: 7, steps: 20 },
        ...{ cfg: 6.5, sampler_name: "euler", scheduler: "karras", denoise: 1 },
      },
    },
    "7": {
      class_type: "KSampler",
      inputs: { model: ["2", 0], positive: ["3", 0], negative: ["4", 0], latent_image: ["6", 0], seed: 8, steps: 9 },
    },
    "9": { class_type: "PrimitiveString", inputs: { value: "Mei on the pier" } },
  };

  it("is told from its first sampler upwards; later ones are named", () => {
    expect(readComfy(graph)).toMatchObject({
      ...{ prompt: "Mei on the pier", negative: "blurry", seed: "7", steps: 20, cfg: 6.5, sampler: "euler" },
      ...{ width: 640, height: 384, model: { name: "deliberate_v2" }, loras: [{ name: "mei", weight: 0.8 }] },
      others: [{ key: "Sampler 2 (node 7)", value: "seed 8, steps 9" }, { key: "Nodes" }],
    });
  });

  it("keeps seeds of 64 bits, and bears cycles, loose ends and NaN", () => {
    const text = JSON.stringify(graph).replace('"seed":7', '"seed":18446744073709551615').replace("6.5", "NaN");
    expect(readComfy(foreignJson(text))).toMatchObject({ seed: "18446744073709551615", cfg: null });
    const cycle = {
      a: { class_type: "KSampler", inputs: { latent_image: ["a", 0], model: ["b", 0], positive: ["a", 0] } },
    };
    expect(readComfy(cycle)).toMatchObject({ prompt: "", model: null });
    expect(readComfy({ a: 1 })).toBeNull();
  });

  it("refuses JSON nested without end, and leaves numbers in words alone", () => {
    expect(foreignJson(`${"[".repeat(70)}${"]".repeat(70)}`)).toBeUndefined();
    expect(foreignJson('{"a":"id 12345678901234567890, NaN"}')).toEqual({ a: "id 12345678901234567890, NaN" });
  });
});

describe("tools that write JSON", () => {
  const from = (keyword: string, json: unknown, more: { keyword: string; text: string }[] = []) =>
    settingsOf([...more, { keyword, text: JSON.stringify(json) }]);

  it("are known by their marks", () => {
    const swarm = {
      sui_image_params: { prompt: "a", seed: 3, cfgscale: 7, model: "x", loras: ["ink"], loraweights: ["0.5"] },
    };
    const fooocus = {
      prompt: "a",
      base_model: "x.safetensors",
      guidance_scale: 4,
      resolution: "(1024, 576)",
      loras: [["ink", 0.5, "ab"]],
    };
    expect(from("parameters", swarm)).toMatchObject({
      ...{ tool: "SwarmUI", seed: "3", cfg: 7, model: { name: "x" }, loras: [{ name: "ink", weight: 0.5 }] },
    });
    expect(from("parameters", fooocus)).toMatchObject({
      ...{ tool: "Fooocus", width: 1024, height: 576, cfg: 4, loras: [{ name: "ink", weight: 0.5 }] },
    });
    expect(from("Comment", { prompt: "a", uc: "b" }, [{ keyword: "Software", text: "NovelAI" }])).toMatchObject({
      ...{ tool: "NovelAI", negative: "b" },
    });
    expect(from("Comment", { prompt: "a" })).toBeNull();
  });
});

describe("text hidden in alpha", () => {
  const hide = (mark: string, body: Uint8Array, width: number, height: number) => {
    const bytes = join(latin1(mark), be32(body.length * 8), body);
    const rgba = new Uint8Array(width * height * 4).fill(254);
    for (let n = 0; n < bytes.length * 8; n++) {
      const bit = ((bytes[n >> 3] ?? 0) >> (7 - (n & 7))) & 1;
      rgba[((n % height) * width + Math.floor(n / height)) * 4 + 3] = 254 | bit;
    }
    return rgba;
  };

  it("is read plain and packed", async () => {
    const plain = hide("stealth_pnginfo", new TextEncoder().encode("猫, Steps: 1"), 40, 30);
    const packed = hide("stealth_pngcomp", gzipSync('{"Comment":"{}"}'), 40, 30);
    expect(await stealthText(plain, 40, 30)).toBe("猫, Steps: 1");
    expect(await stealthText(packed, 40, 30)).toBe('{"Comment":"{}"}');
  });

  it("is not found where there is none, or less than was promised", async () => {
    expect(await stealthText(new Uint8Array(400).fill(255), 10, 10)).toBeNull();
    const short = hide("stealth_pnginfo", new Uint8Array(20), 40, 30);
    expect(await stealthText(short.subarray(0, 40 * 6 * 4), 40, 6)).toBeNull();
  });
});

const data = path.resolve(import.meta.dirname, "../../../../shared/data");
const hasData = existsSync(path.join(data, "generation-metadata"));
if (!hasData) console.warn("shared/data is absent: no picture of another tool is read");

describe.skipIf(!hasData)("pictures other tools made", () => {
  const read = (file: string) => readForeign(readFileSync(path.join(data, file)));
  const duck = {
    ...{
      tool: "AUTOMATIC1111",
      prompt: "photo of a duck",
      negative: "monochrome",
      steps: 15,
      sampler: "UniPC",
      cfg: 5,
    },
    ...{ seed: "235284042", width: 512, height: 400 },
    model: { name: "realistic_realisticVisionV20_v20", hash: "c0d1994c73" },
  };
  it.each([
    ["automatic1111_cropped.png", duck],
    ["automatic1111_cropped.jpg", duck],
    ["text_after_idat.png", duck],
    ["sd-webui.png", { tool: "AUTOMATIC1111", seed: "3782896554", scheduler: "Karras", version: "v1.10.1" }],
    ["sd-webui.jpg", { seed: "3623174757", cfg: 5.5, prompt: expect.stringContaining("テスト") }],
    ["forge.png", { tool: "Forge", seed: "747066619", negative: expect.stringMatching(/censor,$/) }],
    ["forge-neo.webp", { tool: "Forge", seed: "2056443400", clipSkip: 2 }],
    ["civitai.jpeg", { tool: "Civitai", seed: "1311178179", model: { name: "WAI-illustrious-SDXL", hash: "" } }],
    ["comfyui-save-image-extended.png", { tool: "ComfyUI", model: { name: "waiIllustriousSDXL_v160", hash: "" } }],
    [
      "img2img_cropped.png",
      {
        ...{ tool: "ComfyUI", seed: "280823642470253", denoise: 0.870_000_000_000_000_1, sampler: "sample_dpmpp_2m" },
        ...{
          prompt: "photograph of victorian woman with wings, sky clouds, meadow grass",
          negative: "watermark, text",
        },
      },
    ],
    [
      "invokeai_imeta1.png",
      { tool: "InvokeAI", seed: "3293022630", steps: 35, model: { name: "juggernautXL", hash: "" } },
    ],
    ["novelai-curated.png", { tool: "NovelAI", seed: "2156638429", steps: 23, scheduler: "karras" }],
  ])("%s", async (file, wanted) => {
    expect((await read(`generation-metadata/${file}`)).settings).toMatchObject(wanted);
  });

  it("a picture that only says where it comes from is no recipe", async () => {
    const { settings, c2pa } = await read("generation-metadata/gemini_unknown.png");
    expect({ settings, c2pa }).toEqual({ settings: null, c2pa: true });
  });

  it.each([
    "hiresfix_latent_workflow.png",
    "img2img_workflow.png",
    "inpaint_example.png",
    "lora_multiple.png",
    "mixing_controlnets.png",
  ])("%s has a prompt, a seed and a model", async (file) => {
    const { settings } = await read(`comfyui/${file}`);
    expect(settings?.prompt).not.toBe("");
    expect(settings?.seed).toMatch(/^\d+$/);
    expect(settings?.model?.name).not.toBe("");
  });
});
