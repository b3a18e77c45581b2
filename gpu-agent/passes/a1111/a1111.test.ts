import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { catalogue, type PassId } from "../../../contract/passes/catalogue";
import { madeWithOf } from "../../../contract/recipe/made-with";
import { probeOffers } from "../../capabilities";
import { describeEngine } from "../../describe-engine";
import { A1111Server } from "../../engines/a1111/a1111-server";
import type { Pace } from "../../engines/a1111/runner";
import { ComfyServer } from "../../engines/comfy/comfy-server";
import { PassError } from "../../engines/engine";
import { readPicture, writeMask, writePicture } from "../../engines/native/pixels";
import { bytesChangedOutside } from "../../geometry/masks";
import { freeEngines, type PassRequest, performPass } from "../../perform";
import { FakeA1111, type FakeOptions } from "../../testing/fake-a1111/server";
import { FakeComfy } from "../../testing/fake-comfyui/server";
import { softDisc, texture } from "../../testing/pictures";
import { setImageServer } from "../diffusion/server";
import { setA1111Server } from "./server";

const [W, H] = [200, 152];
const pace: Pace = { poll: 10, down: 1_500, stalled: 3_000, interruptAgain: 20, wedged: 1_500 };
let folder = "";
const at = (name: string) => path.join(folder, name);
const mask = softDisc(W, H, 110, 80, 24, 10);
const fakes: { stop(): Promise<unknown> }[] = [];

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), "a1111-"));
  await writePicture(at("scene.png"), { rgb: texture(W, H) });
  await writePicture(at("clear.png"), { rgb: texture(W, H), alpha: softDisc(W, H, 100, 70, 60, 20) });
  await writeMask(at("mask.png"), mask);
});
afterEach(async () => {
  setA1111Server(undefined);
  setImageServer(undefined);
  for (const fake of fakes.splice(0)) await fake.stop();
});
afterAll(async () => {
  await freeEngines();
  await rm(folder, { recursive: true });
});

const start = async (options: FakeOptions = {}) => {
  const fake = await new FakeA1111(options).start();
  fakes.push(fake);
  setA1111Server(new A1111Server({ url: fake.url }, pace));
  return fake;
};
const run = async (pass: PassId, params: Record<string, unknown>, rest: Partial<PassRequest> = {}) =>
  performPass({
    ...{ pass, version: catalogue[pass].version, params: { seed: 7, steps: 4, sampler: "euler", ...params } },
    inputs:
      pass === "txt2img" ? {} : { image: [at("scene.png")], ...(pass === "inpaint" && { mask: [at("mask.png")] }) },
    outDir: await mkdtemp(at("out-")),
    signal: new AbortController().signal,
    onProgress: () => undefined,
    ...rest,
  });
const failure = async (promise: Promise<unknown>) => {
  const error = await promise.catch((caught: unknown) => caught);
  if (!(error instanceof PassError)) throw new Error(`expected a PassError, got ${String(error)}`);
  return error;
};
const pictureOf = ({ outputs }: { outputs: readonly { path: string }[] }) =>
  readPicture(outputs[0]?.path ?? "", "picture");
const unitsIn = (fake: FakeA1111, n = 0) =>
  (fake.bodies[n] as { alwayson_scripts?: { ControlNet: { args: Record<string, unknown>[] } } }).alwayson_scripts
    ?.ControlNet.args ?? [];

describe("a recipe for a server of the Automatic1111 kind", () => {
  test("becomes its request (B2), and the version keeps what it was really made with", async () => {
    const fake = await start();
    const outcome = await run("txt2img", {
      ...{
        prompt: "a lighthouse",
        negative: "boats",
        width: 128,
        height: 64,
        cfg: 6.5,
        clipSkip: 2,
        sampler: "restart",
      },
      ...{ model: `v1-5-pruned-emaonly.safetensors#6ce0161689${"a".repeat(54)}`, vae: "vae-ft-mse.safetensors" },
      loras: [{ file: "mei_sd15.safetensors", weight: 0.8 }],
    });
    expect(fake.bodies[0]).toMatchObject({
      ...{ prompt: "a lighthouse <lora:mei_sd15:0.8>", negative_prompt: "boats", seed: 7, steps: 4, cfg_scale: 6.5 },
      ...{ width: 128, height: 64, sampler_name: "Restart", scheduler: "Automatic", batch_size: 1, save_images: false },
      override_settings: {
        ...{ sd_model_checkpoint: "v1-5-pruned-emaonly.safetensors [6ce0161689]", CLIP_stop_at_last_layers: 2 },
        sd_vae: "vae-ft-mse.safetensors",
      },
      override_settings_restore_afterwards: true,
    });
    expect((await pictureOf(outcome)).rgb).toMatchObject({ width: 128, height: 64 });
    expect(outcome).toMatchObject({ engine: "a1111", rough: false, warnings: [] });
    expect(madeWithOf(outcome.facts)).toMatchObject({
      engine: { kind: "a1111", version: "Automatic1111 v1.10.1", flags: expect.arrayContaining(["--medvram"]) },
      ...{ variant: "a1111", family: "sd15", seeds: [{ stage: "main", seed: 7 }] },
      sampler: { name: "Restart", scheduler: "Automatic" },
      models: expect.arrayContaining([expect.objectContaining({ role: "lora", file: "mei_sd15.safetensors" })]),
    });
    expect(outcome.facts.a1111).toMatchObject({
      modelHash: "6ce0161689",
      seed: 7,
      infotext: expect.stringContaining("Seed: 7"),
    });
  });

  test("AI bump keeps size and alpha, goes to img2img, and its picture stands in the record by its hash alone", async () => {
    const fake = await start();
    const outcome = await run("img2img", { prompt: "photo", denoise: 0.4 }, { inputs: { image: [at("clear.png")] } });
    const picture = await pictureOf(outcome);
    expect(picture.rgb).toMatchObject({ width: W, height: H });
    expect(picture.alpha).toBeDefined();
    expect(fake.bodies[0]).toMatchObject({
      denoising_strength: 0.4,
      width: W,
      height: H,
      override_settings: { img2img_color_correction: false },
    });
    expect(madeWithOf(outcome.facts)?.inputs).toEqual([
      { name: "source", sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
    ]);
    expect(JSON.stringify(outcome.facts).length).toBeLessThan(4_000);
  });

  test.each(["masked only", "whole picture"] as const)(
    "inpaint (%s) leaves every byte outside the mask, and repaints inside",
    async (area) => {
      const fake = await start();
      const outcome = await run("inpaint", { prompt: "ears", area, denoise: 0.9, blur: 2 });
      const { rgb } = await pictureOf(outcome);
      const source = texture(W, H);
      expect(bytesChangedOutside(source, rgb, mask)).toBe(0);
      const middle = (80 * W + 110) * 3;
      expect([...rgb.data.subarray(middle, middle + 3)]).not.toEqual([...source.data.subarray(middle, middle + 3)]);
      const [body] = fake.bodies;
      expect(body).toMatchObject({
        mask_blur: 0,
        mask_round: false,
        inpaint_full_res: false,
        inpainting_fill: 1,
        override_settings: { overlay_inpaint: false },
      });
      if (area === "masked only") expect(body).toMatchObject({ width: 488, height: 488 });
      const plain = await run("inpaint", { prompt: "ears", area, denoise: 0.9, blur: 2, matchColours: false });
      // The server paints the same; only how it is set back differs.
      expect(fake.bodies[1]).toEqual({ ...body, force_task_id: expect.any(String) });
      expect(bytesChangedOutside(rgb, (await pictureOf(plain)).rgb)).toBeGreaterThan(0);
    },
  );

  test("erasing goes to an inpainting model as latent nothing, and that is said", async () => {
    const fake = await start();
    const outcome = await run("inpaint", { way: "erase", denoise: 0.5 });
    expect(fake.bodies[0]).toMatchObject({
      ...{ inpainting_fill: 3, denoising_strength: 1 },
      override_settings: { sd_model_checkpoint: "sd15-inpainting.ckpt" },
    });
    expect(outcome.warnings).toContainEqual(expect.stringContaining("latent nothing"));
  });

  test("says what was changed on a server that has less", async () => {
    await start({ kind: "forge", options: { samples_format: "jpg" } });
    const { warnings } = await run("txt2img", { prompt: "a", width: 64, height: 64, sampler: "restart" });
    expect(warnings).toEqual([
      "This server has no Restart sampler: DPM++ 2M was used.",
      expect.stringContaining("answers in JPG"),
    ]);
  });

  test("notices a model the server silently replaced", async () => {
    const fake = await start();
    await run("txt2img", { prompt: "a", width: 64, height: 64 });
    const { checkpoints } = await import("../../testing/fake-a1111/catalogue");
    const [first] = checkpoints;
    if (!first) throw new Error("no checkpoint");
    const { model_name, title } = first;
    Object.assign(first, { title: "renamed.ckpt", model_name: "renamed", hash: "ffffffffff" });
    const error = await failure(
      run("txt2img", { prompt: "a", width: 64, height: 64, model: "v1-5-pruned-emaonly.safetensors" }),
    );
    Object.assign(first, { title, model_name, hash: "6ce0161689" });
    expect(error.message).toMatch(/painted with .* instead of v1-5-pruned-emaonly/);
    expect(fake.bodies).toHaveLength(2);
  });
});

describe("controls", () => {
  const control = (more: Record<string, unknown>) => ({ controls: [{ type: "tile", strength: 0.7, ...more }] });

  test("become units of the extension with the picture at the painted size", async () => {
    const fake = await start();
    await run("img2img", { ...control({ start: 0.1, end: 0.8 }), prompt: "a" });
    expect(unitsIn(fake)).toEqual([
      expect.objectContaining({
        ...{ model: "control_v11f1e_sd15_tile [a371b31b]", module: "none", weight: 0.7 },
        ...{ guidance_start: 0.1, guidance_end: 0.8, save_detected_map: false, image: expect.any(String) },
      }),
    ]);
  });

  test("a curve becomes as many windows as there are units, and that is said", async () => {
    const fake = await start();
    const points = [
      { at: 0, value: 0.9 },
      { at: 1, value: 0.3 },
    ];
    const { warnings } = await run("img2img", { ...control({ strength: { points } }), prompt: "a", steps: 20 });
    expect(unitsIn(fake).map(({ weight }) => weight)).toEqual([0.9, 0.6, 0.3]);
    expect(warnings).toContainEqual(expect.stringContaining("its curve became 3 steps"));
  });

  test("edges are drawn by the server, with thresholds in bytes; Forge spells its modules its own way", async () => {
    const fake = await start({ kind: "forge" });
    await run("img2img", {
      controls: [{ type: "canny", prepare: "canny", low: 0.4, high: 0.8 }, { type: "tile" }],
      prompt: "a",
    });
    expect(unitsIn(fake)[0]).toMatchObject({ module: "canny", threshold_a: 102, threshold_b: 204, processor_res: H });
    expect(unitsIn(fake)[1]).toMatchObject({ module: "None" });
  });

  test.each([
    [{ controlNet: false }, control({}), "missing", /no ControlNet: install/],
    [{}, control({ type: "pose" }), "missing", /no ControlNet “pose”/],
    [{}, control({ file: "xinsir_depth_sdxl [11112222]" }), "bad-input", /made for SDXL/],
    [{}, control({ file: "controlnet-union-sdxl-promax [99998888]" }), "bad-input", /made for SDXL/],
    [{}, { controls: Array.from({ length: 4 }, () => ({ type: "tile" })) }, "missing", /4 controls.*takes 3/],
    [{}, { loras: [{ file: "gloss_xl.safetensors", weight: 1 }] }, "bad-input", /made for SDXL/],
    [{}, { loras: [{ file: "nobody.safetensors", weight: 1 }] }, "missing", /does not have the LoRA nobody/],
    [{}, { model: "nothing.safetensors" }, "missing", /does not have the model nothing/],
    [{}, { identity: { pictures: [{ picture: 0 }] } }, "missing", /reference pictures/],
    [{ withoutModels: true }, {}, "missing", /checkpoint/],
  ] as const)("%j %j is refused before anything is sent", async (options, params, cause, words) => {
    const fake = await start(options);
    const error = await failure(run("img2img", { prompt: "a", ...params }));
    expect(error).toMatchObject({ cause });
    expect(error.message).toMatch(words);
    expect(fake.bodies).toHaveLength(0);
  });
});

describe("two image servers on one node", () => {
  const withComfy = async () => {
    const comfy = new FakeComfy({ stepMs: 1, nodeMs: 1 });
    const url = await comfy.start();
    fakes.push({ stop: () => comfy.kill() });
    const server = new ComfyServer({ kind: "comfyui", url, headers: {}, dir: undefined });
    setImageServer(server);
    return { comfy, server };
  };

  test("ComfyUI is preferred", async () => {
    const fake = await start();
    await withComfy();
    const outcome = await run("txt2img", { prompt: "a", width: 64, height: 64 });
    expect(outcome.engine).toBe("comfyui");
    expect(madeWithOf(outcome.facts)?.engine.kind).toBe("comfyui");
    expect(fake.bodies).toHaveLength(0);
  });

  test("the other does what only it has the model for, and the version says which one it was and why", async () => {
    const fake = await start();
    await withComfy();
    const outcome = await run("txt2img", { prompt: "a", width: 64, height: 64, model: "xl/juggernautXL.safetensors" });
    expect(outcome.engine).toBe("a1111");
    expect(madeWithOf(outcome.facts)?.engine.kind).toBe("a1111");
    expect(outcome.warnings).toContainEqual(expect.stringMatching(/second image server.*juggernautXL/));
    expect(fake.bodies).toHaveLength(1);
  });

  test("both are heard when neither can", async () => {
    await start();
    await withComfy();
    const error = await failure(run("txt2img", { prompt: "a", width: 64, height: 64, model: "nothing.safetensors" }));
    expect(error.message).toMatch(/The image server does not have.*This Automatic1111 server does not have/);
  });
});

describe("what the node says", () => {
  const offerOf = async (pass: string) => (await probeOffers()).find((offer) => offer.pass === pass);

  test("ready for three passes, and its models are the node's", async () => {
    await start();
    expect(
      await Promise.all(
        ["txt2img", "img2img", "inpaint", "outpaint"].map(async (pass) => (await offerOf(pass))?.state),
      ),
    ).toEqual([...["ready", "ready", "ready", "missing"]]);
    const described = await describeEngine();
    expect(described).toMatchObject({ vramGb: 12, engine: { kind: "a1111" } });
    expect(described.models).toContain("checkpoint");
    expect(described.engine?.variants.map(({ pass, ready }) => [pass, ready])).toEqual([
      ["txt2img", true],
      ["img2img", true],
      ["inpaint", true],
    ]);
  });

  test("what its one server lacks, not what another would", async () => {
    await start({ withoutApi: true });
    expect(await offerOf("txt2img")).toMatchObject({
      state: "missing",
      missing: [{ what: expect.stringContaining("its API is off") }],
    });
  });
});
