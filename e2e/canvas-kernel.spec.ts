import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "@playwright/test";
import { type ModuleServer, serveModules } from "../bench/lib/serve-modules";
import { encodePng } from "../contract/mask/codec/png";
import { encodeRle } from "../contract/mask/codec/rle";
import { floodFill } from "../contract/mask/flood";
import { pixelSha256 } from "../contract/mask/hash";
import { applyPost } from "../contract/mask/morph";
import { MaskOp } from "../contract/mask/ops";
import { applyOp } from "../contract/mask/raster";
import { isDrawing } from "../contract/mask/replay";
import { randomOp, seeded } from "../contract/mask/testing-fixtures";
import { TiledMask } from "../contract/mask/tiles";

// The mask kernel in a real browser beside the same files in Node: pixels are compared by hash, byte for byte.

let server: ModuleServer;
test.beforeAll(async () => {
  server = await serveModules();
});
test.afterAll(() => server?.close());

const golden = MaskOp.array().parse(
  JSON.parse(readFileSync(path.resolve(import.meta.dirname, "../contract/mask/golden-ops.json"), "utf8")),
);
const SIZES = [
  [900, 700],
  [1, 1],
  [8192, 3],
  [4096, 512],
] as const;
const POST = { grow: 13, feather: 22, invert: true };

type Kernel = {
  applyOp: typeof applyOp;
  applyPost: typeof applyPost;
  encodeRle: typeof encodeRle;
  encodePng: typeof encodePng;
  floodFill: typeof floodFill;
  pixelSha256: typeof pixelSha256;
  randomOp: typeof randomOp;
  seeded: typeof seeded;
  TiledMask: typeof TiledMask;
};
const here: Kernel = {
  ...{ applyOp, applyPost, encodeRle, encodePng, floodFill, pixelSha256, randomOp, seeded, TiledMask },
};
const modules: Record<keyof Kernel, string> = {
  applyOp: "raster",
  applyPost: "morph",
  encodeRle: "codec/rle",
  encodePng: "codec/png",
  floodFill: "flood",
  pixelSha256: "hash",
  randomOp: "testing-fixtures",
  seeded: "testing-fixtures",
  TiledMask: "tiles",
};

/** Draws, then asks for everything a mask is turned into. Runs here and in the page, so it may name nothing outside itself. */
async function measure(
  kernel: Kernel,
  { width, height, ops, post }: { width: number; height: number; ops: readonly unknown[]; post: typeof POST },
): Promise<Record<string, string | number>> {
  const mask = new kernel.TiledMask(width, height);
  for (const op of ops) kernel.applyOp(mask, op as never);
  const next = kernel.seeded(width * 7 + height);
  for (let i = 0; i < 60; i++) kernel.applyOp(mask, kernel.randomOp(next, width, height));
  const drawn = mask.flat();
  const used = kernel.applyPost(drawn, width, height, post);
  const data = new Uint8Array(width * height * 4);
  for (let i = 0; i < drawn.length; i++) data.set([drawn[i] ?? 0, used[i] ?? 0, 0, 255], i * 4);
  const filled = kernel.floodFill(
    { data, width, height },
    { x: width >> 1, y: height >> 1, tolerance: 40, contiguous: true },
  );
  kernel.applyOp(mask, { kind: "bake", grow: -4, feather: 6 });
  const runs = kernel.encodeRle(used);
  return {
    drawn: await kernel.pixelSha256(drawn),
    used: await kernel.pixelSha256(used),
    runs: await kernel.pixelSha256(runs),
    filled: await kernel.pixelSha256(filled.pixels),
    place: [filled.x, filled.y, filled.w, filled.h].join(),
    baked: await kernel.pixelSha256(mask),
  };
}

for (const [width, height] of SIZES)
  test(`the same ops give the same bytes in Node and in the browser, at ${width} x ${height}`, async ({ page }) => {
    const ops = width === 900 ? golden.filter(isDrawing) : [];
    const expected = await measure(here, { width, height, ops, post: POST });
    await page.addInitScript("globalThis.__name = (made) => made");
    await page.goto(server.url);
    const seen = await page.evaluate(
      async ([code, modules, asked]) => {
        const entries = Object.entries(modules).map(async ([name, file]) => {
          const module = (await import(`/m/contract/mask/${file}`)) as Record<string, unknown>;
          return [name, module[name]] as const;
        });
        const kernel = Object.fromEntries(await Promise.all(entries));
        const work = new Function(`return ${code}`)() as (kernel: unknown, asked: unknown) => Promise<unknown>;
        return work(kernel, asked);
      },
      [measure.toString(), modules, { width, height, ops, post: POST }] as const,
    );
    expect(seen).toEqual(expected);
  });

test("a PNG made in the browser is read back in Node to the same pixels", async ({ page }) => {
  const { decodePng } = await import("../contract/mask/codec/png");
  await page.goto(server.url);
  const made = await page.evaluate(async () => {
    const { encodePng } = (await import("/m/contract/mask/codec/png" as string)) as Kernel;
    const pixels = Uint8Array.from({ length: 300 * 200 }, (_, i) => (i * 7) & 255);
    return [...(await encodePng(pixels, 300, 200))];
  });
  const { width, height, pixels } = await decodePng(Uint8Array.from(made));
  expect([width, height]).toEqual([300, 200]);
  expect(pixels.every((value, i) => value === ((i * 7) & 255))).toBe(true);
});
