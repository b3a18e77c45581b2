import path from "node:path";
import type { Page } from "@playwright/test";
import { figure, median, quantile } from "./lib/figure";
import { fillWorld } from "./lib/fill-world";
import { fling, inPage, jumps, scrollerOf, toPaint } from "./lib/in-page";
import { writePhotographs } from "./lib/photographs";
import { call, contextOf, openBrowser, sampleProject, signIn, studio } from "./lib/studio";

// Big grids and long tables as a hand feels them: 10,000 characters with a picture each, 2,000 shots, a package of 500
// candidates, 50 photographs dropped at once. Headless Chromium, which draws in software, on localhost at 1440 × 900.
// In the same run: an empty page that scrolls (what this machine can draw at all) and 10,000 <img loading=lazy>.
// Arguments choose parts: `npm run bench -- web grid table package drop`.
const cookie = await signIn();
await sampleProject(cookie);
const { team } = await call<{ team: { id: string } | null }>(cookie, "query", "account.viewer", undefined);
if (!team) throw new Error("the owner is in no team");
const world = await fillWorld(team.id);
const browser = await openBrowser();
const context = await contextOf(browser, cookie);
// The loader names functions through a helper that a page does not have.
await context.addInitScript("globalThis.__name ??= (named) => named");
await context.addInitScript(inPage);
const base = `/p/${world.slug}`;
const asked = process.argv.slice(2);
const wanted = (part: string) => asked.length === 0 || asked.includes(part);
const p95 = (values: readonly number[]) => quantile(values, 0.95);
const address = (of: string) => new URL(of, studio.url).href;

/** A page whose `element` is there and answers keys: React has taken it over. */
const open = async (of: string, element: string): Promise<Page> => {
  const page = await context.newPage();
  await page.goto(address(of), { waitUntil: "load" });
  await page.waitForFunction(takenOver, element);
  return page;
};
const takenOver = (element: string) => {
  const found = document.querySelector(element);
  return found !== null && Object.keys(found).some((key) => key.startsWith("__reactProps"));
};

/** A page of ours that is nothing but `html`. */
const bare = async (html: string): Promise<Page> => {
  const page = await context.newPage();
  await page.goto(address("/api/health"));
  await page.setContent(html);
  return page;
};

const places = [0.93, 0.11, 0.57, 0.29, 0.81];

const grid = async () => {
  const empty = await bare('<style>body{margin:0}</style><div style="height:1000000px"></div>');
  const physical = await fling(empty, "html");
  await empty.close();
  figure({ figure: "empty page: frame p95 while flinging", value: p95(physical), unit: "ms", target: null });

  const images = world.mediaIds.map((id) => `<img loading=lazy width=820 height=1024 src="/api/media/${id}/256">`);
  const plain = await bare(
    `<style>body{margin:0;display:grid;grid-template-columns:repeat(5,1fr);gap:16px}img{width:100%;height:auto;aspect-ratio:4/5}</style>${images.join("")}`,
  );
  const lazy = { frames: await fling(plain, "html"), jumps: await jumps(plain, "html", "img", places.slice(0, 3)) };
  const lazyNodes = await plain.evaluate(() => document.querySelectorAll("*").length);
  await plain.close();

  const page = await open(`${base}/characters`, "li[aria-setsize='10000'] [data-character]");
  const scroller = await scrollerOf(page, "[data-character]");
  const first = { frames: await fling(page, scroller), jumps: await jumps(page, scroller, "[data-character]", places) };
  const again = { frames: await fling(page, scroller), jumps: await jumps(page, scroller, "[data-character]", places) };
  const nodes = await page.evaluate(() => document.querySelectorAll("*").length);
  await page.close();
  const beside = (value: number) => ({ name: "lazy <img> grid", value });
  const frames = "grid: frame p95 while flinging";
  figure({ figure: `${frames}, first time`, value: p95(first.frames), unit: "ms", target: null });
  figure({ figure: frames, value: p95(again.frames), unit: "ms", target: 17, beside: beside(p95(lazy.frames)) });
  const stand = "grid: pictures stand after a jump";
  figure({ figure: `${stand}, sheets not yet drawn`, value: median(first.jumps), unit: "ms", target: null });
  figure({
    ...{ figure: `${stand}, slowest of ${places.length}`, value: Math.max(...again.jumps), unit: "ms", target: 100 },
    beside: beside(Math.max(...lazy.jumps)),
  });
  figure({ figure: "grid: elements on the page", value: nodes, unit: "", target: null, beside: beside(lazyNodes) });
};

const rowCount = "Number(document.querySelector('[role=grid]')?.getAttribute('aria-rowcount') ?? 1) - 1";

const table = async () => {
  const page = await open(`${base}/script/shots`, "[role=grid]");
  await page.waitForFunction(`${rowCount} === 2000`);
  const scroller = await scrollerOf(page, "[role=row][data-id]");
  const frames = await fling(page, scroller);
  figure({ figure: "table: frame p95 while flinging", value: p95(frames), unit: "ms", target: 17 });
  await page.evaluate((scroller) => document.querySelector(scroller)?.scrollTo({ top: 0 }), scroller);
  const filter = page.getByRole("combobox", { name: "Filter shots" });
  const shown = { night: 286, "status=wfa": 400, sq00003: 100, "night status=wip": 228, "flats sq00011": 86 };
  const filtered: number[] = [];
  for (const [text, count] of Object.entries(shown)) {
    filtered.push(await toPaint(page, "input", `${rowCount} === ${count}`, () => filter.fill(text)));
    filtered.push(await toPaint(page, "input", `${rowCount} === 2000`, () => filter.fill("")));
  }
  figure({ figure: "table: filter → painted, slowest of 10", value: Math.max(...filtered), unit: "ms", target: 60 });
  figure({ figure: "table: filter → painted, median", value: median(filtered), unit: "ms", target: null });
  const edits: number[] = [];
  for (let n = 0; n < 20; n++) {
    const cell = page
      .locator("[role=row][data-id]")
      .nth(n % 10)
      .locator("[data-column=description]");
    await cell.dblclick();
    await page.keyboard.insertText(`Edit ${n}`);
    const place = `document.querySelectorAll("[role=row][data-id]")[${n % 10}]?.querySelector("[data-column=description]")`;
    const until = `!${place}?.querySelector("textarea") && ${place}?.textContent === "Edit ${n}"`;
    edits.push(await toPaint(page, "keydown", until, () => page.keyboard.press("Enter")));
  }
  figure({ figure: "table: edit → painted p95", value: p95(edits), unit: "ms", target: 50 });
  figure({ figure: "table: edit → painted, median", value: median(edits), unit: "ms", target: null });
  await page.close();
};

const candidate = "[data-tray] [data-picture]";

const packagePage = async () => {
  const of = `${base}/profiles/${world.packageCode}`;
  const ready = async (page: Page): Promise<number> => {
    await page.goto(address(of), { waitUntil: "commit" });
    // Asked once a frame, on the page's own clock: the pictures of the tray that show stand, and keys are heard.
    const at = await page.waitForFunction(
      (candidate) => {
        const cells = [...document.querySelectorAll(candidate)];
        const tray = cells[0]?.closest("[data-tray]");
        if (!tray || !Object.keys(cells[0] ?? {}).some((key) => key.startsWith("__reactProps"))) return 0;
        return bench.seen(cells, tray).every(bench.stands) ? performance.now() : 0;
      },
      candidate,
      { polling: "raf" },
    );
    return at.jsonValue();
  };
  const cold: number[] = [];
  for (let n = 0; n < 3; n++) {
    const fresh = await contextOf(browser, cookie);
    await fresh.addInitScript("globalThis.__name ??= (named) => named");
    await fresh.addInitScript(inPage);
    cold.push(await ready(await fresh.newPage()));
    await fresh.close();
  }
  // In a tab of the studio that is open already, as people go there; from its address, so with the whole document.
  const tab = await open(`${base}/characters`, "[data-character]");
  const warm: number[] = [];
  for (let n = 0; n < 6; n++) warm.push(await ready(tab));
  await tab.close();
  const name = "package of 500 candidates: page ready";
  figure({ figure: name, value: median(warm.slice(1)), unit: "ms", target: 400 });
  figure({ figure: `${name}, nothing of the studio cached`, value: median(cold), unit: "ms", target: null });

  const page = await open(of, candidate);
  const scroller = await scrollerOf(page, candidate);
  figure({
    figure: "candidates: frame p95 while flinging",
    value: p95(await fling(page, scroller)),
    unit: "ms",
    target: 17,
  });
  const stand = await jumps(page, scroller, candidate, places);
  figure({
    figure: "candidates: pictures stand after a jump, slowest",
    value: Math.max(...stand),
    unit: "ms",
    target: 100,
  });
  await page.evaluate((scroller) => document.querySelector(scroller)?.scrollTo({ top: 0 }), scroller);
  await page.locator(candidate).first().focus();
  const keys: number[] = [];
  for (let n = 0; n < 120; n++) {
    const id = await page.evaluate(() => (document.activeElement as HTMLElement | null)?.dataset.picture);
    if (!id) throw new Error(`after ${n} verdicts no candidate has the focus`);
    const until = `document.querySelector('[data-picture="${id}"]')?.ariaLabel.includes(", ${n % 3 ? "Keep" : "Out"}")`;
    keys.push(await toPaint(page, "keydown", until, () => page.keyboard.press(n % 3 ? "k" : "j")));
  }
  figure({ figure: "candidates: keep/discard key → painted p95", value: p95(keys), unit: "ms", target: 25 });
  figure({ figure: "candidates: keep/discard key → painted, median", value: median(keys), unit: "ms", target: null });
  await page.close();
};

const drop = async () => {
  const { paths, bytes } = await writePhotographs(path.join(studio.data, "drop"), 50);
  const page = await open(`${base}/profiles/${world.emptyCode}`, "main input[type=file][multiple]");
  await page.evaluate(() => {
    const worst = { task: 0, frame: 0, stop: false };
    Object.assign(globalThis, { worst });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) worst.task = Math.max(worst.task, duration);
    }).observe({ type: "longtask" });
    void (async () => {
      for (let last = await bench.next(); !worst.stop; ) {
        const now = await bench.next();
        worst.frame = Math.max(worst.frame, now - last);
        last = now;
      }
    })();
  });
  const answers: number[] = [];
  let going = true;
  const asking = (async () => {
    while (going) {
      const asked = performance.now();
      await call(cookie, "query", "account.viewer", undefined);
      answers.push(performance.now() - asked);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  })();
  const started = performance.now();
  await page.locator("main input[type=file][multiple]").first().setInputFiles(paths);
  await page.waitForFunction(
    (candidate) => {
      if (document.querySelector("[aria-label=Candidates] h2")?.textContent !== "Candidates 50") return false;
      const tray = document.querySelector("[data-tray]");
      return tray !== null && bench.seen(document.querySelectorAll(candidate), tray).every(bench.stands);
    },
    candidate,
    { timeout: 120_000, polling: "raf" },
  );
  // Those further down the tray as well, though nobody scrolled to them.
  const there = await page.evaluate(async (candidate) => {
    const addresses = [...document.querySelectorAll<HTMLImageElement>(`${candidate} img`)].map(({ src }) => src);
    await Promise.all(
      addresses.map((src) => {
        const image = new Image();
        image.src = src;
        return image.decode();
      }),
    );
    return addresses.length;
  }, candidate);
  const took = (performance.now() - started) / 1000;
  if (there !== 50) throw new Error(`the tray shows ${there} of 50 pictures`);
  going = false;
  await asking;
  const worst = await page.evaluate(() => (globalThis as unknown as { worst: { task: number; frame: number } }).worst);
  const pictures = `50 pictures of 12 MP, ${(bytes / 1e6).toFixed(1)} MB each`;
  figure({ figure: `drop of ${pictures}: all thumbnails`, value: took, unit: "s", target: 15 });
  figure({ figure: "drop: the page's longest task meanwhile", value: worst.task, unit: "ms", target: 100 });
  figure({ figure: "drop: the longest between two frames meanwhile", value: worst.frame, unit: "ms", target: 100 });
  figure({
    figure: "drop: the studio's slowest answer meanwhile",
    value: Math.max(...answers),
    unit: "ms",
    target: null,
  });
  await page.close();
};

try {
  for (const [name, part] of Object.entries({ grid, table, package: packagePage, drop }))
    if (wanted(name)) await part();
} finally {
  await browser.close();
}
