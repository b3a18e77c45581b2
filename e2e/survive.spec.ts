import { type BrowserContext, expect, type Page, test } from "@playwright/test";
import { type Api, apiOf, sampleOf } from "./fixtures/api";
import { canvasOf } from "./fixtures/canvas";
import { setUp } from "./fixtures/people";
import { killHard, type Studio, startAgain, startStudio, untilGone } from "./fixtures/studio";

const shotCode = "SQ010_SH0020";
const size = { width: 1280, height: 720 };

test.describe.configure({ mode: "serial" });

let studio: Studio;
let context: BrowserContext;
let page: Page;
let api: Api;
let sample: Awaited<ReturnType<typeof sampleOf>>;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(240_000);
  studio = await startStudio();
  context = await browser.newContext({ baseURL: studio.url });
  page = await context.newPage();
  await setUp(page, studio.setupUrl ?? "no setup link was printed");
  api = apiOf(page.request, studio.url);
  sample = await sampleOf(api);
});

test.afterAll(async () => {
  await context?.close();
  await studio?.stop();
});

const shot = () => api.ask("script", "shot", { projectId: sample.project.id, code: shotCode });
const frameOf = async () => {
  const [frame] = (await shot()).frames;
  if (!frame?.currentVersionId) throw new Error(`${shotCode} shows nothing`);
  return { ...frame, currentVersionId: frame.currentVersionId };
};
const jobOf = (jobId: string) => api.ask("renders", "job", { jobId });
const stateOf = async (jobId: string) => (await jobOf(jobId)).state;
/** A pass that takes a second or two: the picture four times as large. */
const queueSlow = async (count = 1) => {
  const { currentVersionId: versionId } = await frameOf();
  const given = { versionId, pass: "upscale", params: { factor: 4 }, roughAllowed: true, count };
  return (await api.tell("renders", "submit", given)).jobs.map(({ id }) => id);
};
const untilLeased = (jobId: string) =>
  expect.poll(() => stateOf(jobId), { intervals: [20], timeout: 60_000 }).toBe("leased");
const untilDone = (jobId: string) => expect.poll(() => stateOf(jobId), { timeout: 100_000 }).toBe("succeeded");
const pictures = async (jobId: string) =>
  (await api.ask("renders", "outputs", { jobId })).outputs.filter(({ kind }) => kind === "picture");
const stagedBy = async (jobId: string) => (await frameOf()).versions.filter((version) => version.jobId === jobId);

test("kill -9 of the render node in the middle of a job loses nothing and doubles nothing", async () => {
  const [jobId = ""] = await queueSlow();
  await untilLeased(jobId);

  await killHard(studio, "gpu-agent/main.mjs");

  await untilDone(jobId);
  expect(await pictures(jobId)).toHaveLength(1);
  expect(await stagedBy(jobId)).toHaveLength(1);
  expect((await jobOf(jobId)).attempt).toBeGreaterThan(1);
  await page.goto(`${sample.base}/renders`);
  await expect(page.getByRole("region", { name: /^Done, 1/ }).getByRole("article")).toHaveCount(1);
});

/** Paints a dab, queues two jobs and writes a note; answers how to check that all of it is still there. */
async function midStory(word: string) {
  const before = await frameOf();
  const canvas = canvasOf(page, size);
  await page.goto(`${sample.base}/masks/${before.currentVersionId}`);
  await canvas.ready();
  const empty = await canvas.hash();
  const at = { x: 300 + word.length * 40, y: 300 };
  await canvas.stroke([at, { x: at.x + 60, y: at.y + 40 }]);
  const painted = await canvas.changedFrom(empty);
  await api.tell("review", "setStatus", { frameId: before.id, status: "wfa", body: word, audience: "team" });
  const jobs = await queueSlow(2);
  await untilLeased(jobs[0] ?? "");
  return async () => {
    const { versions, status } = await frameOf();
    expect(versions.map(({ id }) => id)).toEqual(expect.arrayContaining(before.versions.map(({ id }) => id)));
    expect(status).toBe("wfa");
    const notes = await api.ask("review", "notes", { frameId: before.id });
    expect(notes.filter(({ body }) => body === word)).toHaveLength(1);
    for (const jobId of jobs) {
      await untilDone(jobId);
      expect(await pictures(jobId)).toHaveLength(1);
      expect(await stagedBy(jobId)).toHaveLength(1);
    }
    await page.goto(`${sample.base}/masks/${before.currentVersionId}`);
    await canvas.ready();
    expect(await canvas.hash()).toBe(painted);
    await expect(page.getByRole("listbox", { name: "Results" }).getByRole("option").first()).toBeVisible();
  };
}

test("kill -9 of the web server in the middle of the story: started again, everything is there", async () => {
  const everything = await midStory("before the server died");

  await killHard(studio, "next-server");
  await untilGone(studio.pid);
  studio = await startAgain(studio);

  await everything();
});

test("kill -9 of the launcher takes its children along; started again, everything is there", async () => {
  const everything = await midStory("before the launcher died");

  process.kill(studio.pid, "SIGKILL");
  await untilGone(studio.pid);
  studio = await startAgain(studio);

  await everything();
});
