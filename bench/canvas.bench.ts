import sharp from "sharp";
import { reopen } from "./lib/canvas-studio";
import { figure, median, quantile } from "./lib/figure";
import { serveModules } from "./lib/serve-modules";
import { openBrowser } from "./lib/studio";

// The mask canvas in headless Chromium, 1600 x 1000 screen pixels, at 4096 x 4096 with 1,000 strokes, beside one Konva
// line per stroke and beside the cached group with a buffer line, in one run. Then at 8192 x 8192, and once more through the
// studio: `npm run bench -- canvas studio` measures that alone.

type Page = typeof import("./lib/canvas-page");

const pictureOf = async (side: number) => {
  const stripes = Buffer.alloc(64 * 64 * 3, 0).map((_, i) => (i * 37) & 255);
  const small = sharp(stripes, { raw: { width: 64, height: 64, channels: 3 } });
  return { type: "image/jpeg", body: await small.resize(side, side, { kernel: "cubic" }).jpeg().toBuffer() };
};
const server = await serveModules({ "/picture-4096": await pictureOf(4096), "/picture-8192": await pictureOf(8192) });
const browser = await openBrowser();
const throughStudio = async () => {
  const picture = (await pictureOf(4096)).body;
  const opened = await reopen(browser, picture, { side: 4096, strokes: 1000, times: 5 });
  const name = "reopen through the studio, 4096² with 1,000 strokes";
  figure({ figure: `${name}, median`, value: median(opened.document), unit: "ms", target: 500 });
  figure({ figure: `${name}, slowest`, value: Math.max(...opened.document), unit: "ms", target: null });
  figure({ figure: "its answer from the server, median", value: median(opened.answer), unit: "ms", target: null });
  figure({ figure: "the same from its address on, median", value: median(opened.page), unit: "ms", target: null });
};
if (process.argv[2] === "studio") {
  await throughStudio();
  await browser.close();
  server.close();
  process.exit();
}
const page = await browser.newPage({ viewport: { width: 1600, height: 1000 } });
page.on("pageerror", (error) => {
  console.error(error.message);
  process.exitCode = 1;
});
await page.goto(server.url);
await page.evaluate(
  async (path) => Object.assign(window, { bench: await import(path) }),
  "/m/bench/lib/canvas-page.ts",
);
const run = <N extends keyof Page>(name: N, ...args: Parameters<Page[N]>): Promise<Awaited<ReturnType<Page[N]>>> =>
  page.evaluate(
    ([name, args]) =>
      (window as unknown as { bench: Record<string, (...args: unknown[]) => never> }).bench[name]?.(...args),
    [name, args] as [string, unknown[]],
  ) as never;

const side = 4096;
const strokes = 1000;
const naive = await run("naiveLines", side, strokes, 12);
const buffer = await run("bufferTechnique", side, strokes, 30);

const opens: number[] = [];
for (let i = 0; i < 3; i++) opens.push(await run("open", side, strokes, 64));
const fit = await run("paint", 200);
await run("zoom", 1);
const close = await run("paint", 200);
await run("zoom", "fit");
const p95 = (values: readonly number[]) => quantile(values, 0.95);
figure({
  ...{ figure: "pointer move p95, 4096² with 1,000 strokes, fitted", value: p95(fit.move), unit: "ms", target: 2 },
  beside: { name: "one Konva line per stroke, median", value: median(naive) },
});
figure({
  ...{ figure: "pointer to pixel, median", value: median(fit.pixel), unit: "ms", target: null },
  beside: { name: "cached group and buffer line, median", value: median(buffer) },
});
figure({
  ...{ figure: "pointer to pixel, median", value: median(fit.pixel), unit: "ms", target: null },
  beside: { name: "one Konva line per stroke, median", value: median(naive) },
});
figure({ figure: "pointer to pixel p95, fitted", value: p95(fit.pixel), unit: "ms", target: 16.7 });
figure({ figure: "pointer move p95 at 100 %", value: p95(close.move), unit: "ms", target: 2 });
figure({ figure: "pointer to pixel p95 at 100 %", value: p95(close.pixel), unit: "ms", target: 16.7 });
const { undo, redo } = await run("undoRedo", 20);
figure({ figure: "undo with redraw, median", value: median(undo), unit: "ms", target: 15 });
figure({ figure: "redo with redraw, median", value: median(redo), unit: "ms", target: 15 });
const png = await run("exportPng");
figure({ figure: "PNG export", value: median(png.ms), unit: "ms", target: 180 });
figure({ figure: "PNG size", value: png.bytes / 1024, unit: "KiB", target: null });
figure({ figure: "open, checkpoint and 64 ops", value: median(opens), unit: "ms", target: 500 });
figure({
  figure: "pan, work per frame p95, fitted",
  value: p95(await run("travel", "pan", 60)),
  unit: "ms",
  target: 16.7,
});
figure({ figure: "zoom, work per frame p95", value: p95(await run("travel", "zoom", 60)), unit: "ms", target: 16.7 });
await run("zoom", "fit");
const post = [await run("preview", 16, 0), await run("preview", 0, 32), await run("preview", 16, 32)] as const;
figure({ figure: "grow preview, 16 px", value: median(post[0].ms), unit: "ms", target: 200 });
figure({ figure: "feather preview, 32 px", value: median(post[1].ms), unit: "ms", target: 200 });
figure({ figure: "grow and feather preview", value: median(post[2].ms), unit: "ms", target: 200 });
figure({
  figure: "page held up by a preview",
  value: Math.max(...post.map(({ blocked }) => blocked)),
  unit: "ms",
  target: 16.7,
});
await run("zoom", 1);
figure({
  figure: "grow and feather preview at 100 %",
  value: median((await run("preview", 16, 32)).ms),
  unit: "ms",
  target: 200,
});
await run("zoom", "fit");
const held = await run("bytes");
figure({ figure: "document with undo", value: held.tiles / 1e6, unit: "MB", target: null });
figure({
  figure: "document with undo and tile canvases",
  value: (held.tiles + held.canvases) / 1e6,
  unit: "MB",
  target: 150,
});
await run("open", 8192, 200, 10);
const large = await run("paint", 120);
figure({ figure: "pointer to pixel p95 at 8192²", value: p95(large.pixel), unit: "ms", target: 16.7 });
await page.close();
await throughStudio();
await browser.close();
server.close();
