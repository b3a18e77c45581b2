import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { type BrowserContext, expect, type Page, test } from "@playwright/test";
import { type Api, apiOf, sampleOf } from "./fixtures/api";
import { canvasOf, cover } from "./fixtures/canvas";
import { fillPerson, setUp } from "./fixtures/people";
import { differences, pictureFile } from "./fixtures/pictures";
import { type Studio, startStudio } from "./fixtures/studio";

const root = path.resolve(import.meta.dirname, "..");
const size = { width: 1280, height: 720 };
const shotCode = "SQ010_SH0020";
const judge = { name: "Ravi Anand", email: "ravi@example.test", password: "tide tables and torches" };

/** Where the sample's flaw lies in the picture, as the script that drew it wrote down. */
const flaw = (() => {
  const { shots } = JSON.parse(readFileSync(path.join(root, "db/seed/assets/assets.json"), "utf8"));
  return shots.find(({ code }: { code: string }) => code === shotCode).frames[0].flaw.box as {
    x: number;
    y: number;
    w: number;
    h: number;
  };
})();

// One studio, one story, told in order: every chapter goes on where the one before ended.
test.describe.configure({ mode: "serial" });

let studio: Studio;
let ownerContext: BrowserContext;
let judgeContext: BrowserContext;
let page: Page;
let theirs: Page;
let api: Api;
let sample: Awaited<ReturnType<typeof sampleOf>>;
let node: { process: ChildProcess; home: string } | undefined;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(240_000);
  studio = await startStudio();
  [ownerContext, judgeContext] = [
    await browser.newContext({ baseURL: studio.url }),
    await browser.newContext({ baseURL: studio.url }),
  ];
  [page, theirs] = [await ownerContext.newPage(), await judgeContext.newPage()];
});

test.afterAll(async () => {
  node?.process.kill("SIGTERM");
  await ownerContext?.close();
  await judgeContext?.close();
  await studio?.stop();
  if (node) rmSync(node.home, { recursive: true, force: true });
});

const frameOf = async () => {
  const { frames } = await api.ask("script", "shot", { projectId: sample.project.id, code: shotCode });
  const [frame] = frames;
  if (!frame) throw new Error(`${shotCode} has no frame`);
  return frame;
};
const original = async (mediaId: string) => (await page.request.get(`/api/media/${mediaId}/original`)).body();

test("the setup link makes an owner, who lands in Today with the sample and the first steps", async () => {
  await setUp(page, studio.setupUrl ?? "no setup link was printed");

  await expect(page).toHaveURL(`${studio.url}/`);
  await expect(page.getByRole("link", { name: /Low Tide/ }).first()).toBeVisible();
  const steps = page.getByRole("region", { name: "First steps" });
  await expect(steps.getByRole("listitem")).toHaveCount(5);
  api = apiOf(page.request, studio.url);
  sample = await sampleOf(api);
});

test("a shot shows its frames and the tree of its versions, and leads to the canvas", async () => {
  await page.goto(`${sample.base}/script/shots`);
  await page.getByRole("link", { name: shotCode }).first().click();

  await expect(page.getByRole("heading", { level: 1, name: shotCode })).toBeVisible();
  const tree = page.getByRole("complementary", { name: "Inspector" });
  await expect(tree.getByRole("button", { name: /v002/ })).toBeVisible();
  await expect(tree.getByRole("button", { name: /v001/ })).toBeVisible();
  await page.getByRole("link", { name: "Open on canvas" }).click();
  await expect(page).toHaveURL(/\/masks\/ver_/);
});

test("a flaw is painted with the brush, undone, redone, and still masked after a reload", async () => {
  const canvas = canvasOf(page, size);
  await canvas.ready();
  const empty = await canvas.hash();

  await canvas.stroke(cover({ x: flaw.x, y: flaw.y, w: flaw.w, h: flaw.h }, 40));
  const painted = await canvas.changedFrom(empty);
  await canvas.stroke([
    { x: flaw.x + 300, y: flaw.y + 60 },
    { x: flaw.x + 360, y: flaw.y + 60 },
  ]);
  const slipped = await canvas.changedFrom(painted);

  await page.keyboard.press("Control+z");
  expect(await canvas.changedFrom(slipped)).toBe(painted);
  await page.keyboard.press("Control+Shift+z");
  expect(await canvas.changedFrom(painted)).toBe(slipped);
  await page.getByRole("button", { name: "Undo" }).click();
  expect(await canvas.changedFrom(slipped)).toBe(painted);

  await page.reload();
  await canvas.ready();
  expect(await canvas.hash()).toBe(painted);
});

test("patch fill is queued, its progress is live, and the result is compared and accepted as v003", async () => {
  const canvas = canvasOf(page, size);
  const before = await frameOf();
  const pass = page.getByRole("complementary", { name: "Pass" });
  await pass.getByRole("button", { name: /^Pass: / }).click();
  await page.getByRole("button", { name: /^Patch fill/ }).click();
  await page.keyboard.press("Control+Enter");

  const results = page.getByRole("listbox", { name: "Results" });
  await expect(results.getByRole("option")).toHaveCount(1, { timeout: 60_000 });
  await results.getByRole("option").click();
  await expect(page.getByRole("radiogroup", { name: "Compare" }).or(page.getByRole("group", { name: "Compare" }))).toBeVisible();
  const handle = page.getByRole("slider", { name: /wipe|compare/i });
  if ((await handle.count()) > 0) await handle.first().press("ArrowRight");
  await page.getByRole("button", { name: "Accept" }).click();

  await expect.poll(async () => (await frameOf()).versions.map(({ number }) => number)).toContain(3);
  const after = await frameOf();
  const [source, made] = [before.versions, after.versions].map((versions, at) =>
    versions.find(({ number }) => number === at + 2),
  );
  if (!source || !made) throw new Error("v002 or v003 is missing");
  expect(made.parents).toEqual([source.id]);
  expect(made.recipe).toMatchObject({ pass: "patch-fill" });

  const { id } = await api.tell("masks", "open", { versionId: source.id });
  const { mediaId } = await api.tell("masks", "rasterise", { maskId: id });
  const [was, is, mask] = [await original(source.picture.id), await original(made.picture.id), await original(mediaId)];
  const count = await differences(was, is, mask);
  expect(count.outside).toBe(0);
  expect(count.inside).toBeGreaterThan(flaw.w * flaw.h * 0.3);
  expect(count.masked).toBeLessThan(size.width * size.height * 0.1);
  void canvas;
});
