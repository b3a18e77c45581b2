// Pictures of every main screen with the sample, for looking at: run by `npm run screens`, which starts a studio.
//   npm run screens                 all of them
//   npm run screens -- canvas shot  only these
import { mkdirSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type BrowserContext, chromium, type Page } from "@playwright/test";
import { hasFfmpeg } from "../gpu-agent/testing/films";
import { apiOf, sampleOf } from "./fixtures/api";
import { canvasOf, cover } from "./fixtures/canvas";
import { canvasStates } from "./fixtures/canvas-states";
import { setUp } from "./fixtures/people";
import { placesOf, screenNames, settled, shotInHand, sizes, themes, wear } from "./fixtures/places";
import { openClip, splitSheet } from "./fixtures/workrooms";

const { BACKLOT_URL: url = "", BACKLOT_SETUP_URL: setupUrl = "", CHROMIUM_PATH } = process.env;
const folder = path.resolve(import.meta.dirname, "../screens");
const wanted = process.argv.slice(2);
const wants = (name: string) => wanted.length === 0 || wanted.includes(name);

/** Pictures of one page at both widths in both themes. */
async function shoot(page: Page, name: string, address: string): Promise<void> {
  if (!wants(name)) return;
  for (const size of sizes)
    for (const theme of themes) {
      await page.setViewportSize(size);
      await wear(page, url, theme);
      await page.goto(address);
      await settled(page);
      if (name === "canvas" && size.width > 900) await showResult(page);
      await page.screenshot({ path: path.join(folder, `${name}-${size.width}-${theme}.png`) });
    }
  console.log(name);
}

const picture = { width: 1280, height: 720 };

async function showResult(page: Page): Promise<void> {
  await canvasOf(page, picture).ready();
  await page.getByRole("listbox", { name: "Results" }).getByRole("option").first().click();
  await page.getByRole("button", { name: "Accept", exact: true }).waitFor();
}

/** What a studio at work looks like: a flaw painted over, its fill staged, a few jobs done and one in line. */
async function atWork(page: Page): Promise<void> {
  const api = apiOf(page.request, url);
  const { base, board } = await sampleOf(api);
  const versionId = board.find(({ shot }) => shot === shotInHand)?.versionId;
  if (!versionId) throw new Error(`${shotInHand} shows nothing`);
  await page.setViewportSize(sizes[0]);
  await page.goto(`${base}/masks/${versionId}`);
  const canvas = canvasOf(page, picture);
  await canvas.ready();
  const empty = await canvas.hash();
  await canvas.stroke(cover({ x: 96, y: 0, w: 38, h: 198 }, 40));
  await canvas.changedFrom(empty);
  const { id: maskId } = await api.tell("masks", "open", { versionId });
  const ask = { versionId, roughAllowed: true };
  await api.tell("renders", "submit", { ...ask, maskId, pass: "patch-fill" });
  await page.getByRole("listbox", { name: "Results" }).getByRole("option").first().waitFor({ timeout: 60_000 });
  for (const pass of ["control-maps", "upscale"]) await api.tell("renders", "submit", { ...ask, pass });
  const idle = async () => {
    const { counts } = await api.ask("renders", "queue", { done: 0 });
    return counts.running + counts.waiting === 0;
  };
  while (!(await idle())) await sleep(200);
}

async function main(context: BrowserContext): Promise<void> {
  const page = await context.newPage();
  if (setupUrl) {
    await shoot(page, "setup", setupUrl);
    await setUp(page, setupUrl);
  }
  const api = apiOf(page.request, url);
  const viewer = await api.ask("account", "viewer");
  await atWork(page);
  const sample = await sampleOf(api);
  const places = placesOf(sample, viewer?.team?.id ?? "");
  for (const name of screenNames) await shoot(page, name, places[name]);
  await page.setViewportSize(sizes[0]);
  if (wants("canvas-tools")) {
    await wear(page, url, themes[0]);
    await page.goto(places.canvas);
    await canvasStates(page, async (name) => {
      await page.screenshot({ path: path.join(folder, `canvas-tools-${name}.png`) });
    });
    console.log("canvas-tools");
  }
  if (wants("sheet")) await shoot(page, "sheet", await splitSheet(page, api, sample));
  await page.setViewportSize(sizes[0]);
  if (wants("clip") && hasFfmpeg()) await shoot(page, "clip", await openClip(page, api, sample));
  await context.clearCookies();
  await shoot(page, "sign-in", "/sign-in");
}

mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({
  executablePath: CHROMIUM_PATH || "/usr/bin/chromium",
  chromiumSandbox: process.getuid?.() !== 0,
  args: ["--disable-dev-shm-usage"],
});
try {
  await main(await browser.newContext({ baseURL: url, reducedMotion: "reduce", viewport: sizes[0] }));
} finally {
  await browser.close();
}
console.log(`the pictures lie in ${path.relative(process.cwd(), folder)}/`);
