import { readFileSync } from "node:fs";
import path from "node:path";
import { type BrowserContext, expect, type Page, test } from "@playwright/test";
import { type Api, apiOf, sampleOf } from "./fixtures/api";
import { setUp } from "./fixtures/people";
import { settled } from "./fixtures/places";
import { startS3 } from "./fixtures/s3";
import { type Studio, startStudio } from "./fixtures/studio";

test.describe.configure({ mode: "serial" });

let bucket: Awaited<ReturnType<typeof startS3>>;
/** The first brings database, sample and render node; the second is one more web process on a machine of its own. */
let first: Studio;
let second: Studio;
let context: BrowserContext;
let here: Page;
let there: Page;
let api: Api;
let sample: Awaited<ReturnType<typeof sampleOf>>;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(240_000);
  bucket = await startS3();
  const shared = bucket.env;
  first = await startStudio({ env: shared });
  const BACKLOT_SECRET = readFileSync(path.join(first.data, "secret"), "utf8").trim();
  second = await startStudio({ args: ["--web"], env: { ...shared, BACKLOT_SECRET, DATABASE_URL: first.databaseUrl } });
  context = await browser.newContext();
  here = await context.newPage();
  there = await context.newPage();
  await setUp(here, first.setupUrl ?? "no setup link was printed");
  api = apiOf(context.request, second.url);
  sample = await sampleOf(api);
});

test.afterAll(async () => {
  await context?.close();
  await second?.stop();
  await first?.stop();
  await bucket?.stop();
});

test("a session made at one is one at the other, and pictures are the same bytes", async () => {
  await there.goto(`${second.url}${sample.base}/storyboard`);
  await settled(there);
  const picture = there.locator("img[src*='/api/media/']").first();
  await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);

  const mediaId = /med_\w+/.exec((await picture.getAttribute("src")) ?? "")?.[0] ?? "";
  const bytes = (studio: Studio) =>
    context.request.get(`${studio.url}/api/media/${mediaId}/original`).then((answer) => answer.body());
  const [one, two] = await Promise.all([bytes(first), bytes(second)]);
  expect(one.length).toBeGreaterThan(1000);
  expect(two.equals(one)).toBe(true);
});

test("what is decided at one is seen at the other within a second", async () => {
  const frame = sample.board.find(({ status, versionId }) => versionId && status !== "done");
  if (!frame) throw new Error("every frame of the sample is approved");
  const review = `${sample.base}/review?sel=${frame.id}&f=all`;
  await here.goto(`${first.url}${review}`);
  await there.goto(`${second.url}${review}`);
  await Promise.all([settled(here), settled(there)]);
  const seen = here.locator("h1 ~ *").filter({ hasText: "Approved" }).first();
  await expect(seen).toHaveCount(0);

  await there.keyboard.press("y");
  await expect(seen).toBeVisible({ timeout: 1000 });
});

test("a pass queued at one is done by a node that asks the other, and shown by both", async () => {
  const frame = sample.board.find(({ versionId }) => versionId);
  const given = { versionId: frame?.versionId ?? "", pass: "crop-resize" };
  const [job] = (await api.tell("renders", "submit", given)).jobs;
  await expect.poll(async () => (await api.ask("renders", "job", { jobId: job?.id ?? "" })).state).toBe("succeeded");

  const { outputs } = await api.ask("renders", "outputs", { jobId: job?.id ?? "" });
  const mediaId = outputs.find(({ kind }) => kind === "picture")?.picture.id;
  for (const studio of [first, second]) {
    const answer = await context.request.get(`${studio.url}/api/media/${mediaId}/256`);
    expect([studio.url, answer.status(), answer.headers()["content-type"]]).toEqual([studio.url, 200, "image/webp"]);
  }
});
