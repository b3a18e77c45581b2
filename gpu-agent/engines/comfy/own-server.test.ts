import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { FakeComfy } from "../../testing/fake-comfyui/server";
import { Stage } from "../../testing/painting/stage";
import { ComfyServer } from "./comfy-server";

const pace = {
  ...{ firstPoll: 5, poll: 30, slowPoll: 60, miss: 40, silent: 2_000 },
  ...{ cancelAgain: 20, wedged: 400, down: 30_000 },
};
const starting = { between: 20, grace: 1_000 };
const main = path.join(import.meta.dirname, "../../testing/fake-comfyui/main.ts");
const params = { prompt: "a", width: 64, height: 64, seed: 3, model: "tiny_sd15.safetensors" };

let folder: string;
let server: ComfyServer | undefined;
let stage: Stage | undefined;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), "backlot-own-"));
});
afterEach(async () => {
  server?.runner.close();
  await server?.own?.close();
  await stage?.close();
  await rm(folder, { recursive: true, force: true });
  server = undefined;
  stage = undefined;
});

const freePort = () =>
  new Promise<number>((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const at = probe.address();
      probe.close(() => resolve(typeof at === "object" && at ? at.port : 0));
    });
  });
const fakeCommand = (port: number, stuck = "") => `exec "${process.execPath}" --import tsx "${main}" ${port} ${stuck}`;
const own = async (port: number, command: string) => {
  const about = { kind: "comfyui" as const, url: `http://127.0.0.1:${port}`, headers: {}, dir: undefined, command };
  server = new ComfyServer(about, { home: folder, pace, starting });
  stage = await Stage.open(server);
  return { server, stage };
};
const up = (given: ComfyServer) =>
  expect.poll(async () => (await given.look(true)).ok, { timeout: 30_000, interval: 100 }).toBe(true);

test("a server that does not answer is started, and again when it was killed in the middle of a job", async () => {
  const port = await freePort();
  const { server, stage } = await own(port, fakeCommand(port));
  expect(await server.look(true)).toMatchObject({ ok: false });
  await up(server);
  const first = server.own?.pid;
  const run = stage.run("txt2img", { params: { ...params, steps: 60 } });
  await expect.poll(async () => (await server.http.queue()).running.length, { timeout: 10_000 }).toBe(1);
  process.kill(-(first ?? 0), "SIGKILL");
  const { outcome } = await run;
  expect(outcome.outputs).toHaveLength(1);
  expect(server.own?.pid).not.toBe(first);
}, 60_000);

test("one that does not let go of a cancelled job is started anew, and the next job runs", async () => {
  const port = await freePort();
  const life = path.join(folder, "life");
  const { server, stage } = await own(port, fakeCommand(port, life));
  await server.look(true);
  await up(server);
  const stuck = server.own?.pid;
  const stop = new AbortController();
  const held = stage.run("txt2img", { params: { ...params, steps: 2 }, signal: stop.signal }).catch(String);
  await expect.poll(async () => (await server.http.queue()).running.length, { timeout: 10_000 }).toBe(1);
  stop.abort();
  expect(await held).toMatch(/Cancelled/);
  const { outcome } = await stage.run("txt2img", { params: { ...params, steps: 2 } });
  expect(outcome.outputs).toHaveLength(1);
  expect(server.own?.pid).not.toBe(stuck);
  expect(() => process.kill(stuck ?? 0, 0)).toThrow();
}, 60_000);

test("a server somebody else started is never ended, and no second one is started", async () => {
  const fake = new FakeComfy({ previews: false });
  await fake.start();
  const port = Number(new URL(fake.url).port);
  const marker = path.join(folder, "started");
  const { server, stage } = await own(port, `touch "${marker}"`);
  await up(server);
  fake.executor.beforeNode = (_, name) => (name === "KSampler" ? new Promise(() => {}) : undefined);
  const stop = new AbortController();
  const held = stage.run("txt2img", { params: { ...params, steps: 2 }, signal: stop.signal }).catch(String);
  await expect.poll(async () => (await server.http.queue()).running.length, { timeout: 10_000 }).toBe(1);
  stop.abort();
  expect(await held).toMatch(/Cancelled/);
  // The next one waits until the first is given up as stuck, then says what is wrong.
  await expect(server.own?.restart()).resolves.toBe(false);
  expect(server.own?.pid).toBeUndefined();
  expect(existsSync(marker)).toBe(false);
  expect((await server.http.queue()).running).toHaveLength(1);
  await fake.kill();
});

test("a command that falls over at once is not started in a circle, and its words are kept", async () => {
  const port = await freePort();
  const { server } = await own(port, "echo no such program; exit 3");
  for (let n = 0; n < 6; n++) await server.look(true);
  await expect.poll(() => server.own?.pid, { timeout: 5_000 }).toBeUndefined();
  const looked = await server.look(true);
  expect(looked.ok).toBe(false);
  await expect
    .poll(async () => readFile(path.join(folder, "comfyui.log"), "utf8").catch(() => ""), { timeout: 5_000 })
    .toMatch(/no such program/);
});
