import { mkdtemp, readFile, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findPass, isPassId, passList } from "../contract/passes/catalogue";
import { PassError } from "./engines/engine";
import { readMask, readPicture, writeMask, writePicture } from "./engines/native/pixels";
import { bytesChangedOutside } from "./geometry/masks";
import { blank } from "./geometry/pixels";
import { chooseWork } from "./passes/choose-work";
import type { Progress } from "./passes/previews";
import { freeEngines, type PassOutcome, type PassRequest, performPass } from "./perform";
import { softDisc, texture, withBlock } from "./testing/pictures";

const W = 240;
const H = 180;
let folder = "";
const at = (name: string) => path.join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), "perform-"));
  await writePicture(at("scene.png"), { rgb: texture(W, H) });
  await writePicture(at("clear.png"), { rgb: texture(W, H), alpha: softDisc(W, H, 120, 90, 70, 30) });
  await writeMask(at("mask.png"), softDisc(W, H, 150, 100, 18, 12));
});
afterAll(async () => {
  await freeEngines();
  await rm(folder, { recursive: true });
});

const request = async (pass: string, rest: Partial<PassRequest> = {}): Promise<PassRequest> => ({
  pass,
  version: findPass(pass)?.version ?? 1,
  params: {},
  inputs: { image: [at("scene.png")] },
  outDir: await mkdtemp(at("out-")),
  signal: new AbortController().signal,
  onProgress: () => undefined,
  ...rest,
});
const run = async (pass: string, rest?: Partial<PassRequest>) => performPass(await request(pass, rest));
const failure = async (pass: string, rest?: Partial<PassRequest>) => {
  const error = await run(pass, rest).catch((caught: unknown) => caught);
  if (!(error instanceof PassError)) throw new Error(`expected a PassError, got ${String(error)}`);
  return error;
};
const fileOf = ({ outputs }: PassOutcome, slot: string) => outputs.find((each) => each.slot === slot)?.path ?? "";
const pictureOf = (outcome: PassOutcome, slot = "picture") => readPicture(fileOf(outcome, slot), slot);

const lacksServer = async (id: string) => isPassId(id) && (await chooseWork(id)).blocking.length > 0;
const masked = passList.filter((pass) => pass.inputs.mask);

describe("every pass that takes a mask", () => {
  test("is known to this test", () => expect(masked.map(({ id }) => id)).toContain("patch-fill"));

  test.each(masked.map((pass) => [pass.id] as const))("%s leaves every byte outside it", async (id) => {
    const inputs = { image: [at("clear.png")], mask: [at("mask.png")] };
    if (await lacksServer(id)) {
      expect(await failure(id, { inputs })).toMatchObject({ cause: "missing", retry: "elsewhere" });
      return;
    }

    const outcome = await run(id, { inputs });

    const [source, result, mask] = [
      await readPicture(at("clear.png"), ""),
      await pictureOf(outcome),
      await readMask(at("mask.png"), ""),
    ];
    expect(bytesChangedOutside(source.rgb, result.rgb, mask)).toBe(0);
    expect(bytesChangedOutside(source.rgb, result.rgb)).toBeGreaterThan(0);
    expect(Buffer.compare(source.alpha?.data ?? Buffer.of(), result.alpha?.data ?? Buffer.of(1))).toBe(0);
  });

  test.each(masked.map((pass) => [pass.id] as const))("%s names both sizes when the mask does not fit", async (id) => {
    // Judged against the fake server in passes/diffusion.
    if (await lacksServer(id)) return;
    await writeMask(at("small.png"), blank(100, 50, 1, 255));
    const error = await failure(id, { inputs: { image: [at("scene.png")], mask: [at("small.png")] } });
    expect(error).toMatchObject({ cause: "bad-input", retry: "never" });
    expect(error.message).toMatch(/100 × 50 px.*240 × 180 px/);
  });
});

describe("patch fill", () => {
  const inputs = () => ({ image: [at("scene.png")], mask: [at("mask.png")] });

  test("gives the same bytes for the same seed", async () => {
    const [one, two, other] = [
      await run("patch-fill", { inputs: inputs() }),
      await run("patch-fill", { inputs: inputs() }),
      await run("patch-fill", { inputs: inputs(), params: { seed: 9 } }),
    ];
    expect(await readFile(fileOf(one, "picture"))).toEqual(await readFile(fileOf(two, "picture")));
    expect(Buffer.compare(await readFile(fileOf(one, "picture")), await readFile(fileOf(other, "picture")))).not.toBe(
      0,
    );
  });

  test("fills the same within its reach as in the whole of a larger picture", async () => {
    const outcome = await run("patch-fill", { inputs: inputs(), params: { reach: 40 } });
    const [source, mask] = [await readPicture(at("scene.png"), ""), await readMask(at("mask.png"), "")];
    expect(bytesChangedOutside(source.rgb, (await pictureOf(outcome)).rgb, mask)).toBe(0);
  });

  test("warns above 3 % and refuses above 10 %", async () => {
    await writeMask(at("five.png"), softDisc(W, H, 120, 90, 27, 2));
    await writeMask(at("thirteen.png"), softDisc(W, H, 120, 90, 42, 2));
    const outcome = await run("patch-fill", { inputs: { ...inputs(), mask: [at("five.png")] } });
    expect(outcome.warnings[0]).toMatch(/5\.\d % of the picture\. Above 3\.0 %/);
    const error = await failure("patch-fill", { inputs: { ...inputs(), mask: [at("thirteen.png")] } });
    expect(error).toMatchObject({ cause: "bad-input", retry: "never" });
    expect(error.message).toMatch(/13\.\d % of the picture.*refused above 10\.0 %/);
  });

  test("says so when the mask is empty or everything is forbidden", async () => {
    await writeMask(at("empty.png"), blank(W, H, 1));
    await writeMask(at("full.png"), blank(W, H, 1, 255));
    expect((await failure("patch-fill", { inputs: { ...inputs(), mask: [at("empty.png")] } })).message).toMatch(
      /mask is empty/,
    );
    const error = await failure("patch-fill", { inputs: { ...inputs(), forbid: [at("full.png")] } });
    expect(error).toMatchObject({ cause: "bad-input", message: expect.stringMatching(/Nothing is left to copy from/) });
  });

  test("tells its rounds while it works, with pictures", async () => {
    const heard: Progress[] = [];
    await run("patch-fill", { inputs: inputs(), onProgress: (progress) => heard.push(progress) });
    const fractions = heard.map(({ fraction }) => fraction);
    expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
    expect(heard.filter(({ label }) => label.startsWith("Matching patches")).length).toBeGreaterThan(5);
    const preview = heard.find(({ previewPath }) => previewPath)?.previewPath ?? "";
    expect((await sharp(preview).metadata()).format).toBe("webp");
    expect(heard.at(-1)).toMatchObject({ fraction: 1, label: "Done" });
  });

  test("stops when it is cancelled and works again afterwards", async () => {
    const stop = new AbortController();
    const error = await failure("patch-fill", {
      inputs: inputs(),
      signal: stop.signal,
      onProgress: ({ label }) => label.startsWith("Matching") && stop.abort(),
    });
    expect(error).toMatchObject({ cause: "cancelled", retry: "never" });
    await expect(run("adjust")).resolves.toMatchObject({ engine: "native" });
  });
});

describe("extend backdrop", () => {
  test("adds exactly the asked pixels and leaves the original inside them", async () => {
    const edges = { top: 10, right: 20, bottom: 0, left: 30 };
    const outcome = await run("extend-backdrop", { params: { edges } });
    const result = await pictureOf(outcome);
    expect([result.rgb.width, result.rgb.height]).toEqual([W + 50, H + 10]);
    const source = await readPicture(at("scene.png"), "");
    for (let y = 0; y < H; y += 13) {
      const row = result.rgb.data.subarray(((y + 10) * (W + 50) + 30) * 3, ((y + 10) * (W + 50) + 30 + W) * 3);
      expect(Buffer.compare(row, source.rgb.data.subarray(y * W * 3, (y + 1) * W * 3))).toBe(0);
    }
    const added = await readMask(fileOf(outcome, "added"), "");
    expect(added.data.filter((value) => value === 255).length).toBe((W + 50) * (H + 10) - W * H);
  });

  test("refuses nothing to add and more than a quarter", async () => {
    const none = { top: 0, right: 0, bottom: 0, left: 0 };
    expect((await failure("extend-backdrop", { params: { edges: none } })).message).toMatch(/all four sides are 0/);
    const error = await failure("extend-backdrop", { params: { edges: { ...none, left: 61 } } });
    expect(error.message).toMatch(/61 px at the left is more than a quarter of the picture \(60 px\)/);
  });
});

describe("sizes", () => {
  test("crop and resize brings 1000 × 800 to 720 × 576", async () => {
    await writePicture(at("large.png"), { rgb: texture(1000, 800) });
    const result = await pictureOf(await run("crop-resize", { inputs: { image: [at("large.png")] } }));
    expect([result.rgb.width, result.rgb.height]).toEqual([720, 576]);
  });

  test("crop and resize cuts the box it is given, and says when it lies outside", async () => {
    const box = { x: 20, y: 30, width: 100, height: 50 };
    const outcome = await run("crop-resize", { params: { box, longestSide: 50 } });
    expect(outcome.facts).toMatchObject({ width: 50, height: 25 });
    const error = await failure("crop-resize", { params: { box: { ...box, x: 500 } } });
    expect(error.message).toMatch(/outside the picture of 240 × 180 px/);
  });

  test("upscale doubles exactly, with alpha, and says that it is rough", async () => {
    const outcome = await run("upscale", { inputs: { image: [at("clear.png")] } });
    const result = await pictureOf(outcome);
    expect([result.rgb.width, result.rgb.height, result.alpha?.width]).toEqual([2 * W, 2 * H, 2 * W]);
    expect(outcome).toMatchObject({ rough: true, algorithm: "resampled (Lanczos)" });
  });
});

describe("pictures as they come", () => {
  test("red stays red through every native pass that gives a picture", async () => {
    const red = withBlock(blank(W, H, 3, 128), [0, 0, 120, H], [220, 20, 20]);
    await writePicture(at("red.png"), { rgb: red });
    const inputs = { image: [at("red.png")] };
    const params = {
      "face-pop": { detect: "by hand", box: { x: 60, y: 60, side: 40 } },
      adjust: { whiteBalance: "off" },
      "extend-backdrop": { edges: { top: 9, right: 9, bottom: 9, left: 9 } },
    };
    for (const id of ["face-pop", "adjust", "crop-resize", "upscale", "extend-backdrop"] as const) {
      const { rgb } = await pictureOf(await run(id, { inputs, params: (params as Record<string, unknown>)[id] ?? {} }));
      const o = (Math.floor(rgb.height / 2) * rgb.width + Math.floor(rgb.width / 4)) * 3;
      const [r = 0, g = 255, b = 255] = rgb.data.slice(o, o + 3);
      expect(r, id).toBeGreaterThan(200);
      expect(Math.max(g, b), id).toBeLessThan(60);
    }
  });

  test("a photograph lying on its side is stood up first", async () => {
    const upright = withBlock(texture(60, 90), [0, 0, 60, 20], [255, 0, 0]);
    const turned = await sharp(upright.data, { raw: { width: 60, height: 90, channels: 3 } })
      .rotate(-90)
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toFile(at("side.jpg"));
    expect([turned.width, turned.height]).toEqual([90, 60]);
    const { rgb } = await pictureOf(
      await run("adjust", { inputs: { image: [at("side.jpg")] }, params: { whiteBalance: "off", levels: "off" } }),
    );
    expect([rgb.width, rgb.height]).toEqual([60, 90]);
    expect(rgb.data[(5 * 60 + 30) * 3]).toBeGreaterThan(200);
    expect(rgb.data[(5 * 60 + 30) * 3 + 1]).toBeLessThan(60);
  });

  test("a file that is no picture is refused by its slot's name, without a path", async () => {
    const error = await failure("adjust", { inputs: { image: [path.join(import.meta.dirname, "perform.ts")] } });
    expect(error).toMatchObject({ cause: "bad-input", retry: "never" });
    expect(error.message).toMatch(/^Picture: the picture cannot be decoded/);
    expect((await failure("adjust", { inputs: { image: [at("nowhere.png")] } })).message).not.toContain(folder);
  });
});

describe("what cannot be done", () => {
  test("is said with what is missing", async () => {
    const error = await failure("inpaint", { inputs: { image: [at("scene.png")], mask: [at("mask.png")] } });
    expect(error.message).toMatch(/Inpaint needs an engine for image models with 8 GB/);
    expect(await failure("dream")).toMatchObject({ cause: "missing", retry: "elsewhere" });
    expect((await failure("adjust", { version: 2 })).message).toMatch(/speaks version 1 of Adjust colour/);
  });

  test("names the parameter that is wrong, the input that is missing and the one too many", async () => {
    expect((await failure("adjust", { params: { gamma: 99 } })).message).toMatch(/^Gamma: /);
    expect((await failure("box-select")).message).toMatch(/Drag a box around the object first/);
    expect((await failure("patch-fill")).message).toMatch(/^Hole to fill: it is missing/);
    expect((await failure("adjust", { inputs: { image: [at("scene.png"), at("scene.png")] } })).message).toMatch(
      /one was expected, 2 were given/,
    );
    expect((await failure("adjust", { inputs: { image: [at("scene.png")], other: [] } })).message).toMatch(
      /no input called “other”/,
    );
  });
});

describe("maps, selections, faces", () => {
  test("a control map is an 8-bit grey PNG of the same size", async () => {
    const outcome = await run("control-maps", { params: { low: 5, high: 10 } });
    expect(await sharp(fileOf(outcome, "map")).metadata()).toMatchObject({
      width: W,
      height: H,
      channels: 1,
      depth: "uchar",
    });
    expect(new Set((await readMask(fileOf(outcome, "map"), "")).data)).toEqual(new Set([0, 255]));
  });

  test("box select finds a disc in its box and nothing outside", async () => {
    const scene = texture(300, 200, 10);
    const disc = softDisc(300, 200, 150, 100, 40, 1);
    disc.data.forEach((value, i) => {
      if (value > 128) scene.data.set([230, 30, 30], i * 3);
    });
    await writePicture(at("disc.png"), { rgb: scene });
    const outcome = await run("box-select", {
      inputs: { image: [at("disc.png")] },
      params: { box: { x: 95, y: 45, width: 110, height: 110 } },
    });
    const mask = await readMask(fileOf(outcome, "mask"), "");
    let [both, either] = [0, 0];
    mask.data.forEach((value, i) => {
      const wanted = (disc.data[i] ?? 0) > 128;
      if (value > 128 && wanted) both++;
      if (value > 128 || wanted) either++;
    });
    expect(both / either).toBeGreaterThan(0.95);
    expect(await sharp(fileOf(outcome, "mask")).metadata()).toMatchObject({ width: 300, height: 200, channels: 1 });
    expect(outcome.algorithm).toContain("box select");
  });

  test("face pop by hand keeps five kinds of steps, changes only its mask, and is rough", async () => {
    const params = {
      detect: "by hand",
      box: { x: 120, y: 90, side: 50 },
      eyes: { left: { x: 105, y: 80 }, right: { x: 135, y: 90 } },
    };
    const outcome = await run("face-pop", { params });
    const labels = outcome.outputs.filter(({ slot }) => slot === "debug").map(({ label }) => label ?? "");
    for (const step of ["Detection", "Landmarks before", "Landmarks after", "Mask", "Rotation", "Overlay"]) {
      expect(
        labels.some((label) => label.startsWith(step)),
        step,
      ).toBe(true);
    }
    const [source, result, mask] = [
      await readPicture(at("scene.png"), ""),
      await pictureOf(outcome),
      await readMask(fileOf(outcome, "faces"), ""),
    ];
    expect(bytesChangedOutside(source.rgb, result.rgb, mask)).toBe(0);
    expect(bytesChangedOutside(source.rgb, result.rgb)).toBeGreaterThan(0);
    expect(outcome.rough).toBe(true);
    expect(outcome.warnings.join()).toMatch(/50 px wide.*at 308 × 231 it would reach 64 px/);
  });

  test("face pop with nothing to sharpen gives the very same picture", async () => {
    const params = { detect: "by hand", box: { x: 120, y: 90, side: 80 }, sharpen: 0 };
    const result = await pictureOf(await run("face-pop", { params }));
    expect(bytesChangedOutside((await readPicture(at("scene.png"), "")).rgb, result.rgb)).toBe(0);
  });
});
