import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, test } from "vitest";
import { FakeA1111, type FakeOptions } from "../../testing/fake-a1111/server";
import { PassError } from "../engine";
import { A1111Server, nameOf, reportOf } from "./a1111-server";
import { type A1111State, lookAt } from "./look";
import { samplingOf } from "./names";
import { decode } from "./picture";
import type { Pace } from "./runner";
import type { Tick } from "./watcher";

const pace: Pace = { poll: 10, down: 1_500, stalled: 3_000, interruptAgain: 20, wedged: 1_500 };
const fakes: FakeA1111[] = [];
afterEach(async () => {
  for (const fake of fakes.splice(0)) await fake.stop();
});

const start = async (options: FakeOptions = {}, headers: Record<string, string> = {}, with_: Partial<Pace> = {}) => {
  const fake = await new FakeA1111(options).start();
  fakes.push(fake);
  return { fake, server: new A1111Server({ url: fake.url, headers }, { ...pace, ...with_ }) };
};
const basic = (words: string) => ({ authorization: `Basic ${Buffer.from(words).toString("base64")}` });
const body = (more: Record<string, unknown> = {}) => ({
  ...{ prompt: "a lighthouse", negative_prompt: "", seed: 7, steps: 10, cfg_scale: 7, width: 64, height: 48 },
  ...{ sampler_name: "Euler", override_settings: {}, override_settings_restore_afterwards: true, ...more },
});
const task = (more?: Record<string, unknown>) => ({ route: "txt2img" as const, body: body(more) });
const manner = (onTick: (tick: Tick) => void = () => {}) => ({ signal: new AbortController().signal, onTick });
const failure = async (promise: Promise<unknown>) => {
  const error = await promise.catch((caught: unknown) => caught);
  if (!(error instanceof PassError)) throw new Error(`expected a PassError, got ${String(error)}`);
  return error;
};
const until = async (holds: () => boolean) => {
  for (let n = 0; n < 400 && !holds(); n++) await sleep(10);
  expect(holds()).toBe(true);
};
const stateOf = async (server: A1111Server): Promise<A1111State> => {
  const looked = await server.look();
  if (!looked.ok) throw new Error(looked.lacks.what);
  return looked.state;
};

describe("looking at a server", () => {
  test.each([
    ["a1111", "Automatic1111", "Automatic1111 v1.10.1"],
    ["forge", "Forge", "Forge f2.0.1v1.10.1-previous-669-gdfdcbab6"],
    ["a1111-1.6", "Automatic1111", "Automatic1111 v1.6.1"],
  ] as const)("tells %s by its routes and version", async (kind, flavour, name) => {
    const { server } = await start({ kind });
    const state = await stateOf(server);
    expect(state.flavour).toBe(flavour);
    expect(nameOf(state)).toBe(name);
    expect(state.schedulers === undefined).toBe(kind === "a1111-1.6");
    expect(state.controlNet).toMatchObject({ units: 3 });
  });

  test("reports models by name, hash and family, without the server's folders or the values of its flags", async () => {
    const { server } = await start({ auth: "user:secret" }, basic("user:secret"));
    const state = await stateOf(server);
    const report = reportOf(state);
    expect(report.models).toContainEqual(
      expect.objectContaining({
        role: "checkpoint",
        file: "xl/juggernautXL.safetensors",
        family: "sdxl",
        sha256: `33e58e8668${"b".repeat(54)}`,
      }),
    );
    expect(report.models).toContainEqual(
      expect.objectContaining({ role: "checkpoint", file: "sd15-inpainting.ckpt", inpainting: true, sha256: null }),
    );
    expect(report.models).toContainEqual(
      expect.objectContaining({ role: "lora", file: "mei_sd15.safetensors", family: "sd15" }),
    );
    expect(report.models.map(({ role }) => role)).toContain("upscaler");
    expect(report.device.vramGb).toBe(12);
    expect(JSON.stringify([state.flags, report])).not.toMatch(/secret|\/srv/);
    expect(state.flags).toContain("--medvram");
  });

  test("a wrong port, a server without --api, a refused password and a stranger are each said with what to do", async () => {
    const { fake, server } = await start({ auth: "user:secret" }, basic("user:wrong"));
    expect(await server.look()).toMatchObject({ ok: false, lacks: { how: expect.stringContaining("A1111_AUTH") } });
    const closed = (await start({ withoutApi: true })).server;
    expect(await closed.look()).toMatchObject({
      ok: false,
      lacks: { what: expect.stringContaining("its API is off"), how: expect.stringContaining("--api") },
    });
    await fake.stop();
    expect(await server.look(true)).toMatchObject({
      ok: false,
      lacks: { what: expect.stringMatching(/does not answer.*ECONNREFUSED/) },
    });
    const stranger = createServer((_, response) => response.end("<h1>hello</h1>"));
    await new Promise<void>((resolve) => stranger.listen(0, "127.0.0.1", resolve));
    const looked = await lookAt(
      new A1111Server({ url: `http://127.0.0.1:${(stranger.address() as AddressInfo).port}` }).http,
    );
    stranger.close();
    expect(looked).toMatchObject({ ok: false, lacks: { what: expect.stringContaining("something else") } });
  });

  test("has no ControlNet where the extension is not", async () => {
    expect((await stateOf((await start({ controlNet: false })).server)).controlNet).toBeUndefined();
  });
});

describe("samplers and schedules", () => {
  const of = async (kind: FakeOptions["kind"]) => stateOf((await start({ kind: kind ?? "a1111" })).server);

  test("are the server's own names where it has them", async () => {
    const state = await of("a1111");
    expect(samplingOf({ sampler: "restart", schedule: "automatic" }, state)).toEqual({
      sampler_name: "Restart",
      scheduler: "Automatic",
      warnings: [],
    });
    expect(samplingOf({ sampler: "euler_ancestral", schedule: "karras" }, state)).toMatchObject({
      sampler_name: "Euler a",
      scheduler: "Karras",
      warnings: [],
    });
  });

  test("are the nearest where it has not, and that is said", async () => {
    const state = await of("forge");
    expect(samplingOf({ sampler: "restart", schedule: "simple" }, state)).toEqual({
      ...{ sampler_name: "DPM++ 2M", scheduler: "Simple" },
      warnings: ["This server has no Restart sampler: DPM++ 2M was used."],
    });
  });

  test("lie in one name on an older server, and Automatic becomes Karras", async () => {
    const state = await of("a1111-1.6");
    expect(samplingOf({ sampler: "dpmpp_2m", schedule: "karras" }, state)).toEqual({
      sampler_name: "DPM++ 2M Karras",
      scheduler: undefined,
      warnings: [],
    });
    expect(samplingOf({ sampler: "dpmpp_2m", schedule: "automatic" }, state)).toEqual({
      ...{ sampler_name: "DPM++ 2M Karras", scheduler: undefined },
      warnings: ["This server has no Automatic schedule: DPM++ 2M Karras was used."],
    });
    expect(samplingOf({ sampler: "dpmpp_2m", schedule: "normal" }, state)).toMatchObject({
      sampler_name: "DPM++ 2M",
      warnings: [],
    });
  });
});

describe("running a picture", () => {
  test("gives the picture and what the server says of it; the same seed gives the same pixels", async () => {
    const { server } = await start();
    const first = await server.runner.run(task(), manner());
    const again = await server.runner.run(task(), manner());
    const other = await server.runner.run(task({ seed: 8 }), manner());
    expect(first.info).toMatchObject({ seed: 7, sd_model_hash: "6ce0161689", version: "v1.10.1" });
    expect(first.info.infotexts[0]).toContain("Seed: 7");
    const pixels = async (image: string) =>
      Buffer.from((await decode(image, { width: 64, height: 48 })).data).toString("hex");
    expect(await pixels(again.image)).toBe(await pixels(first.image));
    expect(await pixels(other.image)).not.toBe(await pixels(first.image));
  });

  test("tells its own steps, rising, with previews", async () => {
    const { server } = await start({ stepMs: 25 });
    const ticks: Tick[] = [];
    await server.runner.run(
      task(),
      manner((tick) => ticks.push(tick)),
    );
    const shares = ticks.map(({ fraction }) => fraction);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(Math.max(...shares)).toBeGreaterThan(0.5);
    expect(ticks.map(({ label }) => label)).toContainEqual(expect.stringMatching(/^Painting · step \d+\/10$/));
    expect(ticks.find(({ preview }) => preview)?.preview).toMatch(/^data:image\/png;base64,/);
  });

  test("says that it waits behind somebody else's job, and claims no share of that one", async () => {
    const { fake, server } = await start({ stepMs: 20 });
    const theirs = server.http.text("/sdapi/v1/txt2img", { method: "POST", body: body({ force_task_id: "theirs" }) });
    await until(() => fake.worker.currentTask === "theirs");
    const ticks: Tick[] = [];
    await server.runner.run(
      task({ steps: 4 }),
      manner((tick) => ticks.push(tick)),
    );
    await theirs;
    expect(ticks[0]).toEqual({ fraction: 0, label: "Waits on the image server · 1 of 1 in line" });
  });

  test("a server that does not name tasks gets no share and no preview, only its steps told", async () => {
    const { server } = await start({ withoutPage: true, stepMs: 20 });
    const ticks: Tick[] = [];
    await server.runner.run(
      task(),
      manner((tick) => ticks.push(tick)),
    );
    expect(new Set(ticks.map(({ fraction }) => fraction))).toEqual(new Set([0]));
    expect(ticks.at(-1)?.label).toMatch(/does not say for whom/);
    expect(ticks.some(({ preview }) => preview)).toBe(false);
  });

  test("puts the server's settings back", async () => {
    const { fake, server } = await start();
    const before = structuredClone(fake.settings);
    const done = await server.runner.run(
      task({
        override_settings: {
          sd_model_checkpoint: "xl/juggernautXL.safetensors [33e58e8668]",
          CLIP_stop_at_last_layers: 2,
        },
      }),
      manner(),
    );
    expect(done.info.sd_model_hash).toBe("33e58e8668");
    expect(fake.settings).toEqual(before);
  });

  test("runs one at a time", async () => {
    const { fake, server } = await start({ stepMs: 10 });
    const both = [server.runner.run(task(), manner()), server.runner.run(task({ seed: 9 }), manner())];
    await until(() => fake.bodies.length === 1);
    await sleep(40);
    expect(fake.bodies).toHaveLength(1);
    await Promise.all(both);
    expect(fake.worker.painted).toHaveLength(2);
  });
});

describe("an answer that does not come", () => {
  test.each(["cut", "reset"] as const)("(%s) is lost: it is painted again under a new task", async (fault) => {
    const { fake, server } = await start();
    fake.answers.push(fault);
    await server.runner.run(task(), manner());
    const ids = fake.bodies.map(({ force_task_id }) => force_task_id);
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(2);
  });

  test("again and again is given back, said to be worth another attempt", async () => {
    const { fake, server } = await start();
    fake.answers.push("cut", "cut", "cut", "cut");
    const error = await failure(server.runner.run(task(), manner()));
    expect(error).toMatchObject({ cause: "engine", retry: "now" });
    expect(error.message).toContain("keeps no results");
    expect(fake.bodies).toHaveLength(4);
  });

  test("because the server died in the middle: it is waited for and asked again", async () => {
    const { fake, server } = await start({ stepMs: 30 });
    const done = server.runner.run(task(), manner());
    await until(() => fake.worker.state.sampling_step > 2);
    await fake.stop();
    await sleep(100);
    await fake.start();
    expect((await done).info.seed).toBe(7);
    expect(fake.bodies).toHaveLength(2);
  });

  test("because nobody is there: it waits, says so, and gives up after its time", async () => {
    const { fake, server } = await start({}, {}, { down: 200 });
    await fake.stop();
    const ticks: Tick[] = [];
    const error = await failure(
      server.runner.run(
        task(),
        manner((tick) => ticks.push(tick)),
      ),
    );
    expect(error).toMatchObject({ cause: "engine", retry: "elsewhere" });
    expect(ticks[0]?.label).toContain("does not answer");
  });

  test("because nothing moves: the job times out", async () => {
    const { server } = await start({ stepMs: 60_000 }, {}, { stalled: 150, wedged: 60 });
    expect(await failure(server.runner.run(task(), manner()))).toMatchObject({ cause: "timeout", retry: "elsewhere" });
  });

  test("slowly is no fault", async () => {
    const { server } = await start({ stepMs: 120 }, {}, { stalled: 400 });
    await server.runner.run(task(), manner());
  });
});

describe("cancelling", () => {
  test("interrupts the running job when it is ours", async () => {
    const { fake, server } = await start({ stepMs: 40 });
    const stop = new AbortController();
    const done = failure(server.runner.run(task({ steps: 100 }), { ...manner(), signal: stop.signal }));
    await until(() => fake.worker.state.sampling_step > 1);
    stop.abort();
    expect(await done).toMatchObject({ cause: "cancelled", retry: "never" });
    await server.runner.settled();
    expect(fake.requests).toContain("POST /sdapi/v1/interrupt");
    expect(fake.worker.state.job).toBe("");
    await server.runner.run(task(), manner());
  });

  test("never interrupts somebody else's: ours is ended when its turn comes", async () => {
    const { fake, server } = await start({ stepMs: 15 });
    const theirs = server.http.json("/sdapi/v1/txt2img", {
      method: "POST",
      body: body({ force_task_id: "theirs", steps: 20 }),
    });
    await until(() => fake.worker.currentTask === "theirs");
    const stop = new AbortController();
    const done = failure(server.runner.run(task({ steps: 100 }), { ...manner(), signal: stop.signal }));
    await until(() => fake.worker.pending.size === 1);
    stop.abort();
    await done;
    await sleep(60);
    expect(fake.worker.currentTask).toBe("theirs");
    expect(fake.requests).not.toContain("POST /sdapi/v1/interrupt");
    await theirs;
    await server.runner.settled();
    expect(fake.worker.painted[0]).toBe("theirs");
    expect(fake.requests).toContain("POST /sdapi/v1/interrupt");
  });

  test("never interrupts a server that does not name tasks: the next job waits until it is through", async () => {
    const { fake, server } = await start({ withoutPage: true, stepMs: 15 });
    const stop = new AbortController();
    const done = failure(server.runner.run(task({ steps: 20 }), { ...manner(), signal: stop.signal }));
    await until(() => fake.worker.state.sampling_step > 1);
    stop.abort();
    expect((await done).cause).toBe("cancelled");
    await server.runner.run(task(), manner());
    expect(fake.requests).not.toContain("POST /sdapi/v1/interrupt");
    expect(fake.worker.painted).toHaveLength(2);
  });

  test("by somebody else gives an unfinished picture, which is not taken for one", async () => {
    const { fake, server } = await start({ stepMs: 20 });
    const done = server.runner.run(task({ steps: 12 }), manner());
    await until(() => fake.worker.state.sampling_step > 1);
    fake.worker.interrupt();
    await done;
    expect(fake.bodies).toHaveLength(2);
  });
});

describe("what goes wrong on the server", () => {
  test.each(["a1111", "forge"] as const)("out of memory (%s) is out of memory", async (kind) => {
    const { fake, server } = await start({ kind });
    fake.endings.push("oom");
    const error = await failure(server.runner.run(task(), manner()));
    expect(error).toMatchObject({ cause: "oom", retry: "elsewhere" });
    expect(error.message).toContain("CUDA out of memory");
  });

  test("NaN is said with what helps", async () => {
    const { fake, server } = await start();
    fake.endings.push("nan");
    expect((await failure(server.runner.run(task(), manner()))).message).toContain("--no-half-vae");
  });

  test.each([
    ["no base64", /not base64/],
    ["cut picture", /damaged or cut off/],
  ] as const)("%s is no picture", async (fault, words) => {
    const { fake, server } = await start();
    fake.answers.push(fault);
    const { image } = await server.runner.run(task(), manner());
    const error = await failure(decode(image, { width: 64, height: 48 }));
    expect(error).toMatchObject({ cause: "engine", retry: "now" });
    expect(error.message).toMatch(words);
  });

  test("an answer without a picture, or that is no JSON, is a fault; NaN in its record is none", async () => {
    const { fake, server } = await start();
    fake.answers.push("no picture", "no json", "nan in info");
    expect((await failure(server.runner.run(task(), manner()))).message).toContain("without a picture");
    expect((await failure(server.runner.run(task(), manner()))).message).toContain("no JSON");
    expect((await server.runner.run(task(), manner())).info.seed).toBe(7);
  });

  test("another size and plain black are refused with what to turn off", async () => {
    const { fake, server } = await start();
    fake.endings.push("other size", "black");
    const large = await server.runner.run(task(), manner());
    expect((await failure(decode(large.image, { width: 64, height: 48 }))).message).toContain(
      "128 × 48 px instead of 64 × 48",
    );
    const black = await server.runner.run(task(), manner());
    expect((await failure(decode(black.image, { width: 64, height: 48 }))).message).toContain("black picture");
  });

  test("a request of ours that it refuses is not tried again, a field is named and its value is not", async () => {
    const { server } = await start();
    const error = await failure(server.runner.run(task({ steps: "many" }), manner()));
    expect(error).toMatchObject({ cause: "engine", retry: "never" });
    expect(error.message).toContain("steps: Input should be a valid integer");
  });

  test("a password that is refused meanwhile is said without it", async () => {
    const { server } = await start({ auth: "user:secret" }, basic("user:wrong"));
    const error = await failure(server.runner.run(task(), manner()));
    expect(error).toMatchObject({ cause: "missing", retry: "elsewhere" });
    expect(JSON.stringify([error.message, error.origin])).not.toContain("wrong");
  });
});
