import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import type { ModelFile } from "../../engine/report";
import { catalogue, passList } from "../../passes/catalogue";
import { describePass } from "../../passes/describe";
import { parseParams } from "../../passes/params";
import { readA1111 } from "../foreign/a1111";
import { readForeign } from "../foreign/read";
import { type ForeignSettings, noSettings } from "../foreign/settings";
import type { StudioModel } from "./find-model";
import { readSampler } from "./samplers";
import { takeForeign } from "./take-foreign";
import { ourWeights } from "./weights";

const passes = passList.map(describePass);
const file = (name: string, over: Partial<ModelFile> = {}): StudioModel => ({
  ...{ role: "checkpoint", file: name, family: "sdxl", familyFrom: "header", inpainting: false, sha256: null },
  ...{ bytes: null, unusable: null, nodes: ["attic"] },
  ...over,
});
const used = (settings: ForeignSettings | null, models: StudioModel[] = []) => {
  const found = settings && takeForeign(settings, passes, models);
  if (!found) throw new Error("no pass for it");
  return { ...found, line: (setting: string) => found.lines.find((line) => line.setting === setting) };
};

const line = "Steps: 20, Sampler: DPM++ 2M, Schedule type: Karras, CFG scale: 7.5, Seed: 42, Size: 512x768";

describe("settings of another tool", () => {
  it("become a text to image of ours, each setting told", () => {
    const { pass, params, line: of } = used(readA1111(`a duck\nNegative prompt: fog\n${line}`));
    expect(pass.id).toBe("txt2img");
    expect(params).toEqual({
      ...{ prompt: "a duck", negative: "fog", steps: 20, cfg: 7.5, seed: 42, width: 512, height: 768 },
      ...{ sampler: "dpmpp_2m", schedule: "karras" },
    });
    expect(of("Sampler")).toEqual({ setting: "Sampler", said: "DPM++ 2M", state: "taken" });
  });

  it("become an image to image or an inpaint where they say so, with what was said of the mask", () => {
    expect(used(readA1111(`a duck\n${line}, Denoising strength: 0.35`)).pass.id).toBe("img2img");
    const masked = used(
      readA1111(
        `a duck\n${line}, Denoising strength: 0.35, Mask blur: 8, Inpaint area: Only masked, Masked area padding: 64, Masked content: latent noise`,
      ),
    );
    expect(masked.pass.id).toBe("inpaint");
    expect(masked.params).toMatchObject({ denoise: 0.35, blur: 8, area: "masked only", padding: 64, fill: "noise" });
    expect(masked.line("Mask")?.state).toBe("not supported");
    expect(masked.line("Width")).toMatchObject({ state: "not supported", said: "512" });
  });

  it("keep a denoise of a second, larger pass out of the first", () => {
    const hires = used(readA1111(`a duck\n${line}, Denoising strength: 0.35, Hires upscale: 2, Hires steps: 10`));
    expect(hires.pass.id).toBe("txt2img");
    expect(hires.line("Denoise")).toMatchObject({ state: "not supported", said: "0.35" });
    expect(hires.line("Hires upscale")?.state).toBe("not supported");
    expect(hires.params).not.toHaveProperty("denoise");
  });

  it("say what is changed: samplers by another name or the nearest, sizes and numbers out of range", () => {
    const odd = used(
      readA1111(
        "a duck\nSteps: 400, Sampler: UniPC, CFG scale: 45, Seed: 42, Size: 515x9000, Schedule type: Beta of nobody",
      ),
    );
    expect(odd.params).toMatchObject({ steps: 150, cfg: 20, width: 512 });
    expect(odd.line("Sampler")).toMatchObject({ state: "changed", said: "UniPC" });
    expect(odd.line("Steps")).toMatchObject({ state: "changed", became: "150 steps" });
    expect(odd.line("Width")).toMatchObject({ state: "changed", became: "512 px" });
    expect(odd.line("Schedule")).toMatchObject({ state: "not supported" });
    expect(used({ ...noSettings("ComfyUI"), sampler: "euler_ancestral" }).line("Sampler")).toMatchObject({
      ...{ state: "changed", became: "Euler a" },
    });
  });

  it("with regions become a frame by regions, each region told with its words, or go into the pass that was asked for", () => {
    const settings: ForeignSettings = {
      ...{ ...noSettings("ComfyUI"), task: "txt2img", prompt: "a pier at dusk", steps: 20 },
      regions: [
        {
          prompt: "mei in a raincoat",
          negative: "",
          strength: 1,
          loras: [{ name: "mei", weight: 0.8 }],
          place: "a.png",
        },
        { prompt: "a crate", negative: "text", strength: 1.2, loras: [], place: "64 × 64 at 0, 8" },
      ],
    };
    const frame = used(settings);
    expect(frame.pass.id).toBe("render-frame");
    expect(frame.params).toMatchObject({ prompt: "a pier at dusk", steps: 20 });
    expect(frame.line("Region 1")).toMatchObject({
      ...{ said: "mei in a raincoat · LoRA mei 0.8 · a.png", state: "not supported" },
      why: expect.stringMatching(/paint a region on the canvas/),
    });
    expect(frame.line("Region 2")?.said).toBe("a crate · without: text · strength 1.2 · 64 × 64 at 0, 8");
    const asked = takeForeign(settings, passes, [], "img2img");
    expect(asked?.pass.id).toBe("img2img");
    expect(asked?.params).toMatchObject({ prompt: "a pier at dusk", steps: 20 });
    expect(asked?.lines.find(({ setting }) => setting === "Region 1")?.why).toMatch(/paints no regions/);
    expect(takeForeign(settings, passes, [], "no-such-pass")).toBeNull();
  });

  it("draw a seed anew that is too long for ours", () => {
    const long = used({ ...noSettings("ComfyUI"), seed: "18446744073709551615" });
    expect(long.params).not.toHaveProperty("seed");
    expect(long.line("Seed")).toMatchObject({ state: "not supported", why: expect.stringContaining("random") });
  });

  it("find the model by its hash before its name, and say when nobody has it", () => {
    const models = [
      file("sdxl/other.safetensors", { sha256: `45a21ea00a${"0".repeat(54)}` }),
      file("sdxl/waiIllustriousSDXL_v160.safetensors", { sha256: `99${"0".repeat(62)}` }),
    ];
    const settings = readA1111(`a\n${line}, Model: waiIllustriousSDXL_v160, Model hash: 45a21ea00a`);
    expect(used(settings, models).params.model).toBe(`sdxl/other.safetensors#45a21ea00a${"0".repeat(54)}`);
    const named = readA1111(`a\n${line}, Model: WAI-illustrious SDXL v160`);
    expect(used(named, models).line("Model")).toMatchObject({
      state: "changed",
      why: expect.stringContaining("attic"),
    });
    expect(used(named, []).line("Model")).toMatchObject({ state: "not supported" });
    expect(used(named, [file("wai.safetensors")]).line("Model")?.why).toMatch(/No node has it/);
  });

  it("take LoRAs out of the words into the list, and refuse one of another family", () => {
    const models = [
      file("base.safetensors", { sha256: `c0d1994c73${"1".repeat(54)}` }),
      file("ink.safetensors", { role: "lora" }),
      file("old.safetensors", { role: "lora", family: "sd15" }),
    ];
    const { params, line: of } = used(
      readA1111(`a duck, <lora:ink:0.8>, <lora:old:1>, <lora:gone:0.5>\n${line}, Model hash: c0d1994c73`),
      models,
    );
    expect(params.prompt).toBe("a duck");
    expect(of("Prompt")).toMatchObject({ state: "changed", became: "a duck" });
    expect(params.loras).toEqual([{ file: "ink.safetensors", weight: 0.8 }]);
    expect(of("LoRA old")?.why).toBe("It is for SD 1.5, the model is SDXL.");
    expect(of("LoRA gone")).toMatchObject({ state: "not supported", why: expect.stringContaining("No node has it") });
  });
});

it.each([
  ["DPM++ 2M Karras", "dpmpp_2m", "karras"],
  ["DPM++ 2M SDE Exponential", "dpmpp_2m_sde", "exponential"],
  ["Euler a", "euler_ancestral", ""],
  ["k_euler_ancestral", "euler_ancestral", ""],
  ["sample_dpmpp_2m", "dpmpp_2m", ""],
  ["dpmpp_2m_k", "dpmpp_2m", "karras"],
  ["DPM2 a", "dpm_2_ancestral", ""],
  ["Restart", "restart", ""],
  ["UniPC", "uni_pc", ""],
  ["DDIM", "ddim", ""],
])("sampler %s", (name, sampler, schedule) => {
  expect(readSampler(name)).toEqual({ sampler, schedule });
});

it.each([
  ["NovelAI", "{{smile}}, [hat], 1.3::rain::, -0.8::feet::", "(smile:1.1), (hat:0.95), (rain:1.3), (feet:-0.8)"],
  [
    "InvokeAI",
    "grainy+, photo, (oil paint)++, (a b)1.3, x--",
    "(grainy:1.1), photo, (oil paint:1.21), (a b:1.3), (x:0.81)",
  ],
  ["AUTOMATIC1111", "(smile:1.2), [hat], well-lit", "(smile:1.2), [hat], well-lit"],
  ["InvokeAI", "well-lit, 35-year-old man", "well-lit, 35-year-old man"],
])("weights of %s", (tool, text, ours) => {
  expect(ourWeights(text, tool)).toBe(ours);
});

const data = path.resolve(import.meta.dirname, "../../../../shared/data");
const files = ["generation-metadata", "comfyui"].flatMap((folder) =>
  existsSync(path.join(data, folder)) ? readdirSync(path.join(data, folder)).map((name) => `${folder}/${name}`) : [],
);
if (files.length === 0) console.warn("shared/data is absent: no picture of another tool is used as a recipe");
/** Those that carry no settings: a manifest alone, bare pictures, and graphs that are no pictures. */
const without = /gemini_unknown|pose_worship|shark_depthmap|\.json$/;

describe.skipIf(files.length === 0)("every file of other tools", () => {
  it.each(files)("%s", async (name) => {
    const { settings } = await readForeign(readFileSync(path.join(data, name)));
    if (without.test(name)) {
      expect(settings).toBeNull();
      return;
    }
    const { pass, params, lines } = used(settings);
    const known = catalogue[pass.id as "txt2img"];
    // What the form is filled with is what the server takes.
    expect(parseParams(known, params)).toHaveProperty("params");
    expect(Object.keys(params).filter((key) => !Object.hasOwn(known.params.shape, key))).toEqual([]);
    expect(params.prompt).not.toBe("");
    const task = /img2img/.test(name) ? "img2img" : /inpaint/.test(name) ? "inpaint" : "txt2img";
    // Four times of the day, each in an area of its own.
    expect(pass.id).toBe(/night_evening/.test(name) ? "render-frame" : task);
    expect(lines.filter(({ setting }) => ["Prompt", "Seed", "Steps", "CFG", "Sampler"].includes(setting))).toHaveLength(
      5,
    );
    for (const line of lines) expect(line.state === "taken" || line.why !== undefined, line.setting).toBe(true);
  });
});
