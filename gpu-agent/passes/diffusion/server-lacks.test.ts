import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { MadeWith } from "../../../contract/recipe/made-with";
import { probeOffers } from "../../capabilities";
import { describeEngine } from "../../describe-engine";
import { ComfyServer } from "../../engines/comfy/comfy-server";
import { FakeComfy, type FakeOptions } from "../../testing/fake-comfyui/server";
import { Stage } from "../../testing/painting/stage";
import { setImageServer } from "./server";

const pace = {
  firstPoll: 5,
  poll: 20,
  slowPoll: 40,
  miss: 30,
  silent: 2_000,
  cancelAgain: 20,
  wedged: 2_000,
  down: 300,
};
let fake: FakeComfy;
let server: ComfyServer;
const open = async (options: FakeOptions = {}, headers: Record<string, string> = {}) => {
  fake = new FakeComfy(options);
  server = new ComfyServer({ kind: "comfyui", url: await fake.start(), headers, dir: undefined }, { pace });
  setImageServer(server);
};
const offerOf = async (pass: string) => (await probeOffers()).find((offer) => offer.pass === pass);

beforeEach(() => open());
afterEach(async () => {
  setImageServer(undefined);
  server.runner.close();
  await fake.kill();
});

describe("what the studio is told", () => {
  test("core passes are ready; what core cannot do names the class that is lacking", async () => {
    const offers = await probeOffers();
    const ready = offers
      .filter(({ engine, state }) => engine === "comfyui" && state === "ready")
      .map(({ pass }) => pass);
    expect(ready.toSorted()).toEqual(
      [
        "face-pop",
        "img2img",
        "inpaint",
        "outpaint",
        "panorama",
        "render-frame",
        "texture",
        "train-lora",
        "txt2img",
        "upscale",
      ].toSorted(),
    );
    expect((await offerOf("segment"))?.missing[0]?.what).toMatch(/SAM3_Detect/);
    expect((await offerOf("in-between"))?.missing[0]).toMatchObject({
      what: expect.stringMatching(/Wan/),
      where: expect.stringMatching(/models\/checkpoints/),
    });
  });

  test("models by role with family, variants by pass, roles and memory for the queue", async () => {
    const { engine, models, vramGb } = await describeEngine();
    expect(vramGb).toBe(24);
    expect(models).toEqual(expect.arrayContaining(["checkpoint", "controlnet", "lora"]));
    expect(engine?.models).toContainEqual(
      expect.objectContaining({
        role: "controlnet",
        file: "control_v11f1e_sd15_tile.safetensors",
        family: "sd15",
        familyFrom: "name",
      }),
    );
    expect(engine?.models.find(({ file }) => file === "sd15-inpainting.safetensors")?.inpainting).toBe(true);
    expect(engine?.variants.find(({ pass }) => pass === "render-frame")).toMatchObject({
      ready: true,
      variant: "core",
    });
    expect(engine?.samplers).toContain("dpmpp_2m");
  });

  test.each([
    ["an empty models folder", { models: {} }, /a checkpoint \(SD 1\.5, SDXL or Flux\)/],
    [
      "Flux without its encoders",
      { models: { diffusion_models: ["flux1-dev.safetensors"] } },
      /text encoders \(clip_l and t5xxl\)/,
    ],
    ["a class that is gone", { without: ["KSampler"] }, /newer ComfyUI with KSampler/],
    ["an old server", { version: "0.3.40" }, /0\.3\.45 or newer: it runs 0\.3\.40/],
    ["a token nobody told", { token: "secret" }, /access to the image server.*wants a token/],
  ])("%s", async (_, options, said) => {
    await fake.kill();
    await open(options);
    const offer = await offerOf("txt2img");
    expect(offer?.state).toBe("missing");
    expect(offer?.missing[0]?.what).toMatch(said);
    expect(offer?.missing[0]?.how).toBeTruthy();
  });

  test("a token that was told opens the door", async () => {
    await fake.kill();
    await open({ token: "secret" }, { authorization: "Bearer secret" });
    expect((await offerOf("txt2img"))?.state).toBe("ready");
  });

  test("nobody answers: says where and what to do; the rough ways stay", async () => {
    await fake.kill();
    expect((await offerOf("txt2img"))?.missing[0]).toMatchObject({
      what: expect.stringMatching(/does not answer/),
      how: expect.stringMatching(/Start ComfyUI/),
    });
    expect(await offerOf("upscale")).toMatchObject({ state: "rough", engine: "native" });
    expect(await offerOf("face-pop")).toMatchObject({ state: "rough" });
  });
});

describe("the wrong port: something else answers", () => {
  test.each([
    ["a web page", 200, "text/html", "<!doctype html><title>Router</title>"],
    ["an API of something else", 200, "application/json", '{"status":"ok","version":"1.2"}'],
    ["nothing under this address", 404, "text/plain", "Not found"],
    ["a server that is broken", 500, "text/plain", "Internal error"],
  ])("%s is told, with the address and what to do", async (_, status, type, body) => {
    const other = createServer((_request, response) => response.writeHead(status, { "content-type": type }).end(body));
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    const url = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
    server.runner.close();
    server = new ComfyServer({ kind: "comfyui", url, headers: {}, dir: undefined }, { pace });
    setImageServer(server);
    try {
      const offer = await offerOf("txt2img");
      expect(offer?.state).toBe("missing");
      expect(offer?.missing[0]?.what).toMatch(/image server|ComfyUI/);
      expect(JSON.stringify(offer?.missing[0])).toContain(url.replace("http://", ""));
      expect(offer?.missing[0]?.how).toMatch(/COMFY_URL|ComfyUI/);
      expect(await offerOf("upscale")).toMatchObject({ state: "rough", engine: "native" });
    } finally {
      await new Promise((resolve) => other.close(resolve));
    }
  });
});

describe("what is refused before anything is posted", () => {
  const params = { prompt: "a", width: 64, height: 64, steps: 2 };
  test.each([
    [
      "a LoRA of another family",
      { model: "tiny_sd15.safetensors", loras: [{ file: "xl_look.safetensors" }] },
      /xl_look\.safetensors is made for SDXL, the model tiny_sd15\.safetensors is SD 1\.5/,
    ],
    [
      "a ControlNet of another family",
      { model: "sdxl_base.safetensors", controls: [{ file: "control_v11f1e_sd15_tile.safetensors", picture: 0 }] },
      /ControlNet .* is made for SD 1\.5/,
    ],
    [
      "no ControlNet of the kind",
      { model: "tiny_sd15.safetensors", controls: [{ type: "depth", picture: 0 }] },
      /no ControlNet “depth”/,
    ],
    [
      "FaceID without its files",
      { identity: { way: "face-id", pictures: [{ picture: 0 }] } },
      /ComfyUI_IPAdapter_plus with insightface.*faceid.*LoRA/,
    ],
  ])("%s", async (_, wrong, said) => {
    await fake.kill();
    await open({
      models: {
        checkpoints: ["tiny_sd15.safetensors", "sdxl_base.safetensors"],
        loras: ["xl_look.safetensors"],
        controlnet: ["control_v11f1e_sd15_tile.safetensors"],
      },
    });
    const stage = await Stage.open(server);
    const grey = { width: 64, height: 64, channels: 3 as const, data: new Uint8Array(64 * 64 * 3).fill(99) };
    await expect(
      stage.run("txt2img", { params: { ...params, ...wrong }, pictures: { controls: [grey], references: [grey] } }),
    ).rejects.toThrow(said);
    expect(fake.posted).toEqual([]);
    await stage.close();
  });
});

describe("out of memory", () => {
  const fault = (times: number) => ({
    class_type: "VAEDecode",
    type: "torch.OutOfMemoryError",
    message: "Allocation on device",
    times,
  });
  const params = { prompt: "a", width: 64, height: 64, steps: 2, seed: 3, model: "tiny_sd15.safetensors" };

  test("the server is emptied first, and the same graph runs again", async () => {
    const stage = await Stage.open(server);
    fake.executor.nodeFaults.push(fault(1));
    const { outcome } = await stage.run("txt2img", { params });
    expect(fake.requests).toContain("POST /free");
    expect(MadeWith.parse(outcome.facts.madeWith)).toMatchObject({ degraded: 1 });
    expect(outcome.warnings.join()).not.toMatch(/tiles/);
    await stage.close();
  });

  test("then it decodes in tiles, which is said; unless the recipe forbids it", async () => {
    const stage = await Stage.open(server);
    fake.executor.nodeFaults.push(fault(9));
    const { outcome } = await stage.run("txt2img", { params });
    expect(JSON.stringify(outcome.facts.madeWith)).toContain("VAEDecodeTiled");
    expect(outcome.warnings.join()).toMatch(/decoded in tiles/);
    const strict = stage.run("txt2img", { params: { ...params, seed: 5, mayDegrade: false } });
    await expect(strict).rejects.toMatchObject({ cause: "oom", message: expect.stringMatching(/24 GB.*too small/) });
    await stage.close();
  });
});
