import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ComfyServer } from "../../engines/comfy/comfy-server";
import { paintingCases } from "./cases";
import { RealServer } from "./real-server";
import { difference, Stage } from "./stage";

// Random weights are enough: wiring, protocol, caching, hooks and training are real, pictures are noise.
const checkpoint = "tiny_sd15.safetensors";
const real = new RealServer();
const connect = () => new ComfyServer({ kind: "comfyui", url: real.url, headers: {}, dir: real.dir });
let server: ComfyServer;

paintingCases({
  open: async () => {
    await real.start();
    server = connect();
    return server;
  },
  close: async () => {
    server.runner.close();
    await real.kill();
  },
  real: true,
  models: { checkpoint, loras: ["dave.safetensors", "diane.safetensors"], tile: "tiny_tile.safetensors" },
});

describe("the server and what happens to it", () => {
  let stage: Stage;
  let other: ComfyServer;
  beforeAll(async () => {
    await real.start();
    other = connect();
    stage = await Stage.open(other);
  });
  afterAll(async () => {
    other.runner.close();
    await stage.close();
    await real.kill();
  });
  const params = {
    ...{ prompt: "a", negative: "b", model: checkpoint, sampler: "euler", schedule: "normal", cfg: 5 },
    ...{ width: 64, height: 64, seed: 77 },
  } as const;

  test("reports its models with families from headers", async () => {
    const looked = await other.look(true);
    if (!looked.ok) throw new Error(looked.lacks.what);
    const of = (file: string) => looked.state.models.find((model) => model.file === file);
    if (real.dir) {
      expect(of(checkpoint)).toMatchObject({
        role: "checkpoint",
        family: "sd15",
        familyFrom: "header",
        unusable: null,
      });
      expect(of("dave.safetensors")).toMatchObject({ role: "lora", family: "sd15", familyFrom: "header" });
      expect(of("tiny_tile.safetensors")).toMatchObject({ role: "controlnet", family: "sd15" });
    } else expect(of(checkpoint)).toBeDefined();
  });

  test("cancelled: ends on the server too, and the next job runs", async () => {
    const stop = new AbortController();
    const run = stage.run("txt2img", { params: { ...params, steps: 150 }, signal: stop.signal });
    const ended = run.catch((error: unknown) => String(error));
    await expect.poll(async () => (await other.http.queue()).running.length, { timeout: 30_000 }).toBe(1);
    await sleep(1_000);
    stop.abort();
    expect(await ended).toMatch(/Cancelled/);
    await expect.poll(async () => (await other.http.queue()).running.length, { timeout: 30_000 }).toBe(0);
    await stage.run("txt2img", { params: { ...params, steps: 2 } });
  });

  test("whoever comes after a crash of the node finds the running job instead of posting it again", async () => {
    const jobId = `crash-${Date.now()}`;
    const asked = { params: { ...params, steps: 12, seed: 78 }, jobId };
    const first = stage.run("txt2img", asked);
    await expect.poll(async () => (await other.http.queue()).running.length, { timeout: 30_000 }).toBe(1);
    const later = connect();
    const second = await Stage.open(later);
    const [one, two] = await Promise.all([first, second.run("txt2img", asked)]);
    later.runner.close();
    expect(difference(one.rgb, two.rgb)).toBe(0);
    const ids = [one, two].map(
      ({ outcome }) => JSON.stringify(outcome.facts.madeWith).match(/"promptId":"([^"]+)"/)?.[1],
    );
    expect(ids[0]).toBe(ids[1]);
  });

  test.runIf(real.owned)(
    "killed in the middle: the job comes back under a new id and gives the same pixels",
    async () => {
      // A seed nobody had before: the server would answer from its cache.
      const asked = { ...params, steps: 15, seed: Date.now() };
      const run = stage.run("txt2img", { params: asked });
      await expect.poll(async () => (await other.http.queue()).running.length, { timeout: 60_000 }).toBe(1);
      await sleep(2_000);
      await real.kill();
      await real.start();
      const shot = await run;
      // Without its cache: painted anew, not remembered.
      await other.http.free(true);
      const undisturbed = await stage.run("txt2img", { params: asked });
      expect(difference(undisturbed.rgb, shot.rgb)).toBe(0);
    },
    600_000,
  );
});
