import { afterEach, expect, test } from "vitest";
import { blank } from "../../geometry/pixels";
import { texture } from "../../testing/pictures";
import { PassError } from "../engine";
import { NativeEngine } from "./native";

let engine = new NativeEngine();
afterEach(async () => {
  await engine.free();
  engine = new NativeEngine();
});

const options = (rest = {}) => ({ signal: new AbortController().signal, limitMs: 20_000, ...rest });
const hole = blank(300, 300, 1);
for (let y = 100; y < 140; y++) hole.data.fill(255, y * 300 + 100, y * 300 + 140);
const slow = { rgb: texture(300, 300), hole, reach: 0, seed: 1 };

test("starts its thread at the first work and closes it when idle", async () => {
  engine = new NativeEngine({ idleMs: 50 });
  expect(engine.isWarm).toBe(false);
  const out = await engine.run("resample", { pixels: texture(20, 10), width: 40, height: 20 }, options());
  expect([out.width, out.height, out.data.length]).toEqual([40, 20, 2400]);
  expect(engine.isWarm).toBe(true);
  await expect.poll(() => engine.isWarm).toBe(false);
  await expect(
    engine.run("resample", { pixels: texture(20, 10), width: 10, height: 5 }, options()),
  ).resolves.toMatchObject({ width: 10 });
});

test("leaves the caller's pixels alone", async () => {
  const source = texture(30, 20);
  await engine.run("canny", { rgb: source, options: { low: 20, high: 40, blur: 1 } }, options());
  expect(source.data.length).toBe(1800);
});

test("keeps the main thread free while it works", async () => {
  let beats = 0;
  const timer = setInterval(() => beats++, 10);
  await engine.run("patch-fill", slow, options());
  clearInterval(timer);
  expect(beats).toBeGreaterThan(5);
});

test("stops at the time limit and says so", async () => {
  const error = await engine.run("patch-fill", slow, options({ limitMs: 300 })).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(PassError);
  expect(error).toMatchObject({ cause: "timeout", retry: "elsewhere" });
  expect(engine.isWarm).toBe(false);
});

test("stops at once when cancelled, and does the next in line", async () => {
  const stop = new AbortController();
  const first = engine.run("patch-fill", slow, options({ signal: stop.signal, onProgress: () => stop.abort() }));
  const second = engine.run("resample", { pixels: texture(8, 8), width: 4, height: 4 }, options());
  await expect(first).rejects.toMatchObject({ cause: "cancelled" });
  await expect(second).resolves.toMatchObject({ width: 4 });
});

test("does not start what was cancelled before", async () => {
  await expect(engine.run("patch-fill", slow, options({ signal: AbortSignal.abort() }))).rejects.toMatchObject({
    cause: "cancelled",
  });
  expect(engine.isWarm).toBe(false);
});
