import type { Page } from "@playwright/test";
import { figure, median } from "./lib/figure";
import { fillBigProject } from "./lib/fill";
import { call, contextOf, openBrowser, sampleProject, signIn, studio } from "./lib/studio";

// Server time, LCP, layout shift, script weight and response to input of the main pages; then the same for a project of
// 1,000 characters and 10,000 frames. Chromium on localhost at 1440 × 900. Arguments choose pages by name:
// `npm run bench -- pages review shot`.
const limits = { server: 30, lcp: 600, script: 190, canvasScript: 330, shift: 0, input: 100 };

const cookie = await signIn();
const project = await sampleProject(cookie);
const board = await call<{ versionId: string | null; shot: string }[]>(cookie, "query", "storyboard.board", {
  projectId: project.id,
});
const shown = board.find((frame) => frame.versionId);
const firstCode = async (procedure: string) =>
  (await call<{ code: string }[]>(cookie, "query", procedure, { projectId: project.id }))[0]?.code;
const pagesOf = (slug: string) => ({
  shots: `/p/${slug}/script/shots`,
  board: `/p/${slug}/storyboard`,
  characters: `/p/${slug}/characters`,
  review: `/p/${slug}/review`,
});
const small = {
  today: "/",
  projects: "/projects",
  queue: "/renders",
  nodes: "/nodes",
  ...pagesOf(project.slug),
  shot: `/p/${project.slug}/script/shots/${shown?.shot}`,
  package: `/p/${project.slug}/profiles/${await firstCode("characters.list")}`,
  environment: `/p/${project.slug}/environments/${await firstCode("environments.list")}`,
  canvas: `/p/${project.slug}/masks/${shown?.versionId}`,
};

// From the request to the last byte of the document: a streamed page counts with all its data.
const serverTime = async (path: string): Promise<number> => {
  const times: number[] = [];
  // The first answers of a page are V8 compiling it: a studio that was opened today has them behind it.
  for (let n = 0; n < 45; n++) {
    const started = performance.now();
    const response = await fetch(new URL(path, studio.url), { headers: { cookie } });
    if (response.status !== 200) throw new Error(`${path} answered ${response.status}`);
    await response.arrayBuffer();
    if (n >= 20) times.push(performance.now() - started);
  }
  return median(times);
};

const browser = await openBrowser();
const watch = () => {
  const seen = { lcp: 0, shift: 0, input: 0 };
  Object.assign(window, { seen });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) seen.lcp = entry.startTime;
  }).observe({ type: "largest-contentful-paint", buffered: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[])
      if (!entry.hadRecentInput) seen.shift += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) seen.input = Math.max(seen.input, entry.duration);
  }).observe({ type: "event", durationThreshold: 16, buffered: true } as PerformanceObserverInit);
};
type Seen = { lcp: number; shift: number; input: number };
const seenOn = (page: Page) => page.evaluate(() => (window as unknown as { seen: Seen }).seen);

const visit = async (path: string) => {
  const context = await contextOf(browser, cookie);
  const page = await context.newPage();
  await page.addInitScript(watch);
  const devtools = await context.newCDPSession(page);
  await devtools.send("Network.enable");
  const scripts = new Set<string>();
  let bytes = 0;
  devtools.on("Network.responseReceived", ({ requestId, type }) => type === "Script" && scripts.add(requestId));
  // Bodies as they came over the wire; the answers' headers are no script.
  devtools.on("Network.dataReceived", ({ requestId, encodedDataLength }) => {
    if (scripts.has(requestId)) bytes += encodedDataLength;
  });
  await page.goto(new URL(path, studio.url).href, { waitUntil: "load" });
  await page.waitForFunction(() => performance.now() > 2_500);
  const loaded = await seenOn(page);
  const script = bytes / 1024;
  // Input at a quarter of the speed: the palette, moving about and closing it, as people do on any page.
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  for (const key of ["ArrowDown", "ArrowRight", "x", "ArrowDown", "Escape"])
    await page.keyboard.press(key, { delay: 30 });
  await page.waitForFunction((from) => performance.now() > from + 800, await page.evaluate(() => performance.now()));
  const { input } = await seenOn(page);
  await context.close();
  return { ...loaded, script, input };
};

const measure = async (name: string, path: string) => {
  figure({ figure: `${name}: server time p50`, value: await serverTime(path), unit: "ms", target: limits.server });
  const rounds: Awaited<ReturnType<typeof visit>>[] = [];
  for (let n = 0; n < 5; n++) rounds.push(await visit(path));
  const of = (pick: (round: (typeof rounds)[number]) => number) => median(rounds.map(pick));
  figure({ figure: `${name}: LCP`, value: of((round) => round.lcp), unit: "ms", target: limits.lcp });
  figure({
    figure: `${name}: first-load script, compressed`,
    value: of((round) => round.script),
    unit: "KiB",
    target: name === "canvas" ? limits.canvasScript : limits.script,
  });
  figure({ figure: `${name}: layout shift`, value: of((round) => round.shift), unit: "", target: limits.shift });
  figure({
    figure: `${name}: slowest input, CPU 4× slower`,
    value: of((round) => round.input),
    unit: "ms",
    target: limits.input,
  });
};

const asked = process.argv.slice(2);
const wanted = (name: string) => asked.length === 0 || asked.includes(name);

try {
  for (const [name, path] of Object.entries(small)) if (wanted(name)) await measure(name, path);
  const big = await fillBigProject(project.id);
  for (const [name, path] of Object.entries(pagesOf(big)))
    if (wanted(name)) await measure(`${name}, 10,000 frames`, path);
} finally {
  await browser.close();
}
