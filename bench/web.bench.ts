import type { Page } from "@playwright/test";
import sharp from "sharp";
import { figure, median, quantile } from "./lib/figure";
import { fillWorld } from "./lib/fill-world";
import { call, contextOf, openBrowser, sampleProject, signIn, studio } from "./lib/studio";

// Big grids and long tables as a hand feels them: 10,000 characters with a picture each, 2,000 shots, a package of 200
// candidates. Chromium on localhost at 1440 × 900; the plain grid beside is 10,000 <img loading=lazy> in the same run.
// Arguments choose parts: `npm run bench -- web grid table package drop`.
const cookie = await signIn();
await sampleProject(cookie);
const team = (await call<{ team: { id: string } | null }>(cookie, "query", "account.viewer", undefined)).team;
if (!team) throw new Error("the owner is in no team");
const world = await fillWorld(team.id);
const browser = await openBrowser();
const context = await contextOf(browser, cookie);
// The loader names functions through a helper that a page does not have.
await context.addInitScript("globalThis.__name ??= (named) => named");
const base = `/p/${world.slug}`;
const asked = process.argv.slice(2);
const wanted = (part: string) => asked.length === 0 || asked.includes(part);

const open = async (path: string) => {
  const page = await context.newPage();
  await page.goto(new URL(path, studio.url).href, { waitUntil: "load" });
  await page.waitForLoadState("networkidle");
  return page;
};

/** Everything measured inside the page, in its own clock. `scroller` names the element that scrolls. */
const fling = (page: Page, scroller: string, pictures: string) =>
  page.evaluate(
    async ({ scroller, pictures }) => {
      const frame = document.querySelector<HTMLElement>(scroller) ?? document.documentElement;
      const next = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));
      const frames: number[] = [];
      frame.scrollTop = 0;
      let last = await next();
      for (let n = 0; n < 240; n++) {
        frame.scrollTop += 300;
        const now = await next();
        frames.push(now - last);
        last = now;
      }
      // A picture stands when its own file is decoded, or the sheet it is drawn from.
      const stands = (box: Element) => {
        const image = box.matches("img") ? (box as HTMLImageElement) : box.querySelector("img");
        if (image?.complete && image.naturalWidth > 0) return true;
        const sheet = [box, ...box.querySelectorAll("*")].some(
          (part) => getComputedStyle(part).backgroundImage !== "none",
        );
        return sheet;
      };
      const jumps: number[] = [];
      for (const share of [0.93, 0.11, 0.57, 0.29, 0.81]) {
        frame.scrollTop = frame.scrollHeight * share;
        const started = performance.now();
        for (;;) {
          await next();
          const view = frame.getBoundingClientRect();
          const seen = [...document.querySelectorAll(pictures)].filter((box) => {
            const { top, bottom } = box.getBoundingClientRect();
            return bottom > Math.max(0, view.top) && top < Math.min(innerHeight, view.bottom);
          });
          if (seen.length > 0 && seen.every(stands)) break;
          if (performance.now() - started > 15_000) break;
        }
        jumps.push(performance.now() - started);
        await new Promise((resolve) => setTimeout(resolve, 400));
      }
      return { frames, jumps, nodes: document.querySelectorAll("*").length };
    },
    { scroller, pictures },
  );

const scrollerOf = (page: Page, inside: string) =>
  page.evaluate((inside) => {
    for (let at = document.querySelector(inside)?.parentElement; at; at = at.parentElement)
      if (/auto|scroll/.test(getComputedStyle(at).overflowY)) {
        at.dataset.bench = "scroller";
        return "[data-bench=scroller]";
      }
    return "html";
  }, inside);

/** Milliseconds from a key's event to the frame after the one that shows `changed`. */
const keyToPaint = async (page: Page, key: string, before: () => Promise<void>, times: number) => {
  const found: number[] = [];
  for (let n = 0; n < times; n++) {
    await before();
    const painted = page.evaluate(
      () =>
        new Promise<number>((resolve) =>
          addEventListener(
            "keydown",
            ({ timeStamp }) => requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - timeStamp))),
            { capture: true, once: true },
          ),
        ),
    );
    await page.keyboard.press(key);
    found.push(await painted);
  }
  return found;
};

const grid = async () => {
  const plain = await context.newPage();
  await plain.goto(new URL("/api/health", studio.url).href);
  await plain.setContent(
    `<style>body{margin:0;display:grid;grid-template-columns:repeat(5,1fr);gap:16px}img{width:100%;aspect-ratio:4/5}</style>${world.mediaIds
      .map((id) => `<img loading=lazy width=820 height=1024 src="/api/media/${id}/256">`)
      .join("")}`,
  );
  const lazy = await fling(plain, "html", "img");
  await plain.close();

  const page = await open(`${base}/characters`);
  await page.waitForSelector("li[aria-setsize='10000'] [data-character]");
  const scroller = await scrollerOf(page, "[data-character]");
  const first = await fling(page, scroller, "[data-character]");
  const again = await fling(page, scroller, "[data-character]");
  await page.close();
  const beside = (value: number) => ({ name: "lazy <img> grid", value });
  figure({
    figure: "grid: frame p95 while flinging",
    value: quantile(again.frames, 0.95),
    unit: "ms",
    target: 17,
    beside: beside(quantile(lazy.frames, 0.95)),
  });
  figure({
    figure: "grid: frame p95 while flinging, first time",
    value: quantile(first.frames, 0.95),
    unit: "ms",
    target: null,
  });
  figure({
    figure: "grid: pictures stand after a jump",
    value: median(again.jumps),
    unit: "ms",
    target: 100,
    beside: beside(median(lazy.jumps)),
  });
  figure({
    figure: "grid: pictures stand after a jump, sheets not yet drawn",
    value: median(first.jumps),
    unit: "ms",
    target: null,
  });
  figure({
    figure: "grid: elements on the page",
    value: again.nodes,
    unit: "",
    target: null,
    beside: beside(lazy.nodes),
  });
};

const table = async () => {
  const page = await open(`${base}/script/shots`);
  await page.waitForSelector("[role=row][data-id]");
  const filter = page.getByRole("combobox", { name: "Filter shots" });
  const filtered: number[] = [];
  for (const text of ["render=todo", "night", "status=wfa", "sq00003", "night rain"]) {
    await filter.fill("");
    await page.waitForTimeout(300);
    const painted = page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          const rows = document.querySelector("[role=grid],[role=treegrid]") ?? document.body;
          const before = rows.getAttribute("aria-rowcount");
          addEventListener(
            "input",
            ({ timeStamp }) => {
              const look = () => {
                if (rows.getAttribute("aria-rowcount") !== before || performance.now() - timeStamp > 3000)
                  resolve(performance.now() - timeStamp);
                else requestAnimationFrame(look);
              };
              requestAnimationFrame(look);
            },
            { capture: true, once: true },
          );
        }),
    );
    await filter.fill(text);
    filtered.push(await painted);
  }
  await filter.fill("");
  figure({ figure: "table: filter → painted", value: median(filtered), unit: "ms", target: 60 });
  const edits: number[] = [];
  for (let n = 0; n < 10; n++) {
    const cell = page.locator("[role=row][data-id]").nth(n).locator("[data-column=description]");
    await cell.dblclick();
    await page.keyboard.insertText(` ${n}`);
    const painted = page.evaluate(
      () =>
        new Promise<number>((resolve) =>
          addEventListener(
            "keydown",
            ({ timeStamp }) => {
              const look = () =>
                document.querySelector("[data-column=description] :is(input,textarea)") &&
                performance.now() - timeStamp < 3000
                  ? requestAnimationFrame(look)
                  : setTimeout(() => resolve(performance.now() - timeStamp));
              requestAnimationFrame(look);
            },
            { capture: true, once: true },
          ),
        ),
    );
    await page.keyboard.press("Enter");
    edits.push(await painted);
  }
  figure({ figure: "table: edit → painted", value: median(edits), unit: "ms", target: 50 });
  await page.close();
};

const packagePage = async () => {
  const path = `${base}/profiles/${world.packageCode}`;
  const ready: number[] = [];
  for (let n = 0; n < 5; n++) {
    const page = await context.newPage();
    await page.goto(new URL(path, studio.url).href, { waitUntil: "commit" });
    await page.waitForSelector("[data-tray] [data-picture]");
    ready.push(await page.evaluate(() => performance.now()));
    await page.close();
  }
  figure({ figure: "package: page ready, 200 candidates", value: median(ready), unit: "ms", target: 400 });
  const page = await open(path);
  const cells = page.locator("[data-tray] [data-picture]");
  let at = 0;
  const keys = await keyToPaint(page, "k", () => cells.nth(at++).focus(), 60);
  figure({ figure: "package: keep key → painted p95", value: quantile(keys, 0.95), unit: "ms", target: 25 });
  await page.close();
};

const drop = async () => {
  const sharpNoise = (n: number) =>
    sharp({
      create: {
        width: 4000,
        height: 3000,
        channels: 3,
        background: { r: (n * 5) % 256, g: 120, b: 90 },
        noise: { type: "gaussian", mean: 110 + n, sigma: 30 },
      },
    })
      .jpeg({ quality: 80 })
      .toBuffer();
  const files: { name: string; mimeType: string; buffer: Buffer }[] = [];
  // 12 megapixels each, all different; the chooser takes at most 50 MB at once, so they are given from memory in parts.
  for (let n = 0; n < 50; n++)
    files.push({ name: `drop ${n}.jpg`, mimeType: "image/jpeg", buffer: await sharpNoise(n) });
  const { writeFile, mkdtemp } = await import("node:fs/promises");
  const folder = await mkdtemp(`${studio.data}/drop-`);
  const paths = await Promise.all(
    files.map(async ({ name, buffer }) => {
      await writeFile(`${folder}/${name}`, buffer);
      return `${folder}/${name}`;
    }),
  );
  const page = await open(`${base}/profiles/${world.packageCode}`);
  await page.evaluate(() => {
    const seen = { longest: 0 };
    Object.assign(window, { seen });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) seen.longest = Math.max(seen.longest, duration);
    }).observe({ type: "longtask" });
  });
  const started = performance.now();
  await page.locator("main input[type=file][multiple]").first().setInputFiles(paths);
  await page.waitForFunction(
    () => {
      const there = [...document.querySelectorAll<HTMLElement>("[data-picture]")].filter((cell) =>
        cell.ariaLabel?.includes("drop "),
      );
      for (const cell of there) cell.scrollIntoView();
      return (
        there.length === 50 &&
        there.every((cell) =>
          [...cell.querySelectorAll("img")].some((image) => image.complete && image.naturalWidth > 0),
        )
      );
    },
    undefined,
    { timeout: 120_000, polling: 100 },
  );
  figure({
    figure: "drop: 50 pictures of 12 MP, all thumbnails",
    value: (performance.now() - started) / 1000,
    unit: "s",
    target: 15,
  });
  const longest = await page.evaluate(() => (window as unknown as { seen: { longest: number } }).seen.longest);
  figure({ figure: "drop: longest task of the page meanwhile", value: longest, unit: "ms", target: 100 });
  await page.close();
};

try {
  for (const [name, part] of Object.entries({ grid, table, package: packagePage, drop }))
    if (wanted(name)) await part();
} finally {
  await browser.close();
}
