import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { type BrowserContext, expect, type Page, test } from "@playwright/test";
import { type Api, apiOf, sampleOf } from "./fixtures/api";
import { canvasOf, cover } from "./fixtures/canvas";
import { fillPerson, setUp } from "./fixtures/people";
import { differences, pictureFile } from "./fixtures/pictures";
import { settled } from "./fixtures/places";
import { processesNaming, type Studio, startStudio } from "./fixtures/studio";

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

test("Mara's package shows her angles; a new character gets a word of their own and pictures in two slots", async () => {
  await page.goto("/");
  const step = page.getByRole("link", { name: "Open a character's package" });
  await expect(step).toHaveAttribute("href", /\/profiles\/MARA$/);
  await step.click();
  await expect(page.getByRole("heading", { level: 1, name: "Package of Mara" })).toBeVisible();
  await expect(page.getByRole("button", { name: /^Front of Mara/ })).toBeVisible();

  await page.goto(`${sample.base}/characters`);
  await page.getByRole("button", { name: "New character" }).click();
  const dialog = page.getByRole("dialog", { name: "New character" });
  await dialog.getByLabel("Name", { exact: true }).fill("Otto");
  await dialog.getByLabel("Trigger word").fill("mara_lowtide");
  await dialog.getByRole("button", { name: "Create character" }).click();
  await expect(dialog.getByRole("alert")).toHaveText(/has this trigger word already/);
  await dialog.getByLabel("Trigger word").fill("otto_lowtide");
  await dialog.getByRole("button", { name: "Create character" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Package of Otto" })).toBeVisible();

  for (const [seed, slot] of ["Front", "Back"].entries()) {
    const [chooser] = await Promise.all([
      page.waitForEvent("filechooser"),
      page.getByRole("button", { name: `Choose pictures for ${slot}`, exact: true }).click(),
    ]);
    await chooser.setFiles(await pictureFile(`otto-${slot}.png`, seed + 1));
    await expect(page.getByRole("button", { name: new RegExp(`^${slot} of Otto`) })).toBeVisible();
  }
  const cast = await api.ask("characters", "list", { projectId: sample.project.id });
  expect(cast.find(({ name }) => name === "Otto")?.code).toBe("OTTO");
});

test("an environment takes one more plate", async () => {
  await page.goto(`${sample.base}/environments`);
  await page.getByRole("link", { name: /The flats/ }).click();
  await expect(page.getByRole("heading", { level: 1, name: /The flats/ })).toBeVisible();
  const count = async () => {
    const { plates } = await api.ask("environments", "get", { projectId: sample.project.id, code: "FLATS" });
    return plates.filter(({ role }) => role === "plate").length;
  };
  const before = await count();
  await page.getByLabel("Add plates", { exact: true }).setInputFiles(await pictureFile("flats-noon.png", 11));
  await expect.poll(count).toBe(before + 1);
  await expect(page.getByRole("heading", { name: `Plates ${before + 1}` })).toBeVisible();
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

test("patch fill is queued, its result lands in the strip, is compared and accepted as v003", async () => {
  const before = await frameOf();
  const pass = page.getByRole("complementary", { name: "Pass" });
  await pass.getByRole("button", { name: /^Pass: / }).click();
  await page.getByRole("button", { name: /^Patch fill/ }).click();
  await page.keyboard.press("Control+Enter");

  const results = page.getByRole("listbox", { name: "Results" });
  await expect(results.getByRole("option")).toHaveCount(1, { timeout: 60_000 });
  await results.getByRole("option").click();
  const compare = page.getByRole("group", { name: "Compare" });
  for (const mode of ["Difference", "Wipe"]) {
    await compare.getByText(mode, { exact: true }).click();
    await expect(compare.getByRole("radio", { name: mode })).toBeChecked();
  }
  await page.getByRole("button", { name: "Accept", exact: true }).click();

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
});

test("the new version is sent to review with a note", async () => {
  await page.goto(`${sample.base}/script/shots/${shotCode}`);
  const inspector = page.getByRole("complementary", { name: "Inspector" });
  await expect(inspector.getByRole("button", { name: /v003/ })).toBeVisible();
  await inspector.getByRole("tab", { name: /Notes/ }).click();
  const form = inspector.getByRole("form", { name: "Write a note" });
  await form.getByLabel("Note", { exact: true }).fill("The boom is gone.");
  await form.getByRole("button", { name: "Needs review" }).click();
  await form.getByRole("button", { name: "Ask for review" }).click();

  await expect(inspector.getByRole("listitem").filter({ hasText: "The boom is gone." })).toBeVisible();
  await expect.poll(async () => (await frameOf()).status).toBe("wfa");
});

test("a second person joins with an invitation link as supervisor", async () => {
  await page.getByRole("button", { name: /^Account: / }).click();
  await page.getByRole("link", { name: /^People of / }).click();
  await page.getByRole("button", { name: "Invite somebody" }).click();
  const dialog = page.getByRole("dialog", { name: "Invite somebody" });
  await dialog.getByRole("radio", { name: /^Supervisor/ }).check();
  await dialog.getByRole("button", { name: "Make the link" }).click();
  const link = await page.getByLabel("invitation link", { exact: true }).inputValue();
  await page.getByRole("button", { name: "I have copied it" }).click();

  await theirs.goto(link);
  await expect(theirs.getByText("invites you as a supervisor")).toBeVisible();
  await fillPerson(theirs, judge);
  await theirs.getByRole("button", { name: /^Join / }).click();
  await expect(theirs.getByRole("navigation", { name: "Studio" })).toBeVisible();
  // No reload: the list of people hears of it.
  await expect(page.getByRole("listitem").filter({ hasText: judge.email })).toBeVisible();
});

/** Does `act` in the other browser; answers after how many ms `words` stood in this page's main part. */
async function msUntilSeen(words: string, selector: string, act: () => Promise<void>): Promise<number> {
  const seen = page.evaluate(
    ([text, where]) =>
      new Promise<number>((done) => {
        const look = () => {
          const there = [...document.querySelectorAll(where)].some((element) => element.textContent?.includes(text));
          if (there) done(Date.now());
          return there;
        };
        if (!look())
          new MutationObserver((_, observer) => look() && observer.disconnect()).observe(document.body, {
            subtree: true,
            childList: true,
            characterData: true,
          });
      }),
    [words, selector] as const,
  );
  const began = Date.now();
  await act();
  return (await seen) - began;
}

test("they approve it with Y, and the first person sees it within a second without a reload", async () => {
  const frame = await frameOf();
  await page.goto(`${sample.base}/review?sel=${frame.id}&f=all`);
  await expect(page.getByRole("heading", { level: 1, name: `${shotCode} ${frame.label}` })).toBeVisible();
  await page.evaluate(() => Object.assign(window, { sameDocument: true }));
  await theirs.goto(`${sample.base}/review?sel=${frame.id}&f=all`);
  await expect(theirs.getByRole("button", { name: "Approve", exact: true })).toBeEnabled();
  await settled(theirs);
  await settled(page);

  const ms = await msUntilSeen("Approved", "h1 ~ *", () => theirs.keyboard.press("y"));

  test.info().annotations.push({ type: "seen after", description: `${ms} ms` });
  expect(ms).toBeLessThan(1000);
  expect(await page.evaluate(() => "sameDocument" in window)).toBe(true);
  expect((await frameOf()).status).toBe("done");
});

test("they send another frame back from the board with R and a note", async () => {
  const waiting = sample.board.find(({ status }) => status === "wfa");
  if (!waiting) throw new Error("no frame of the sample waits for review");
  const name = `${waiting.shot} ${waiting.label}`;
  await theirs.goto(`${sample.base}/storyboard`);
  await settled(theirs);
  const cell = theirs.getByRole("gridcell").filter({ hasText: name });
  await cell.focus();
  await theirs.keyboard.press("r");
  const dialog = theirs.getByRole("dialog", { name: `Send ${name} back` });
  const note = dialog.getByLabel("Note", { exact: true });
  await note.fill("Hold the lamp lower.");
  await note.press("Control+Enter");

  await expect(dialog).toBeHidden();
  await expect(cell).toContainText("Retake");
  await page.goto(`${sample.base}/review?sel=${waiting.id}&f=all`);
  await expect(page.getByText("Hold the lamp lower.")).toBeVisible();
});

/** Queues an upscale of the shot's shown version, which takes a moment. */
const queueUpscale = async () => {
  const { currentVersionId } = await frameOf();
  if (!currentVersionId) throw new Error(`${shotCode} shows no version`);
  const { jobs } = await api.tell("renders", "submit", {
    versionId: currentVersionId,
    pass: "upscale",
    params: { factor: 4 },
    roughAllowed: true,
  });
  const [job] = jobs;
  if (!job) throw new Error("nothing was queued");
  return job;
};
const lane = (name: "Running" | "Waiting" | "Done") => page.getByRole("region", { name: new RegExp(`^${name}, `) });
const stateOf = async (jobId: string) => (await api.ask("renders", "job", { jobId })).state;
const nodeCard = (name: string | RegExp) => page.getByRole("article", { name });
const localNode = async () => {
  const [local] = (await api.ask("nodes", "list")).filter(({ embedded }) => embedded);
  if (!local) throw new Error("the studio has no local node");
  return local;
};

test("a paused node leaves work waiting, with the reason in words; resumed, it does the work for all to see", async () => {
  const local = await localNode();
  await page.goto("/nodes");
  await nodeCard(local.name).getByRole("button", { name: "Pause" }).click();
  await expect(nodeCard(local.name).getByText("Paused")).toBeVisible();
  await page.goto("/renders");
  await queueUpscale();
  await queueUpscale();

  const waiting = lane("Waiting").getByRole("article", { name: /^Upscale/ });
  await expect(waiting).toHaveCount(2);
  await expect(waiting.first()).toContainText(`${local.name} could do it, but is paused`);
  await waiting
    .first()
    .getByRole("button", { name: `Resume ${local.name}` })
    .click();
  await expect(lane("Running").getByRole("progressbar")).toBeVisible({ timeout: 60_000 });
  const done = lane("Done").getByRole("article", { name: /^Upscale/ });
  await expect(done).toHaveCount(2, { timeout: 60_000 });
  await expect(done.first()).toContainText("Done");
  await expect(waiting).toHaveCount(0);
});

test("a job in line is cancelled, and made after all when tried again", async () => {
  const local = await localNode();
  await api.tell("nodes", "pause", { nodeId: local.id });
  const { id } = await queueUpscale();
  const waiting = lane("Waiting").getByRole("article", { name: /^Upscale/ });
  await waiting.getByRole("button", { name: "Cancel" }).click();
  const cancelled = lane("Done")
    .getByRole("article", { name: /^Upscale/ })
    .filter({ hasText: "Cancelled" });
  await expect(cancelled).toBeVisible();
  expect(await stateOf(id)).toBe("cancelled");

  await cancelled.getByRole("button", { name: "Try again" }).click();
  await expect(waiting).toContainText("could do it, but is paused");
  await api.tell("nodes", "resume", { nodeId: local.id });
  await expect.poll(() => stateOf(id), { timeout: 60_000 }).toBe("succeeded");
  await expect(cancelled).toHaveCount(0);
});

const signal = (home: string, name: NodeJS.Signals) => {
  for (const pid of processesNaming(home)) process.kill(pid, name);
};

test("another machine is paired with one line, works, and gives its work back when it is revoked", async () => {
  const local = await localNode();
  const home = mkdtempSync(path.join(os.tmpdir(), "backlot-node-"));
  await page.goto("/nodes");
  await page.getByRole("button", { name: "Pair a node" }).first().click();
  const line = await page.getByLabel("pairing line", { exact: true }).inputValue();
  const [, code = "", url = ""] = /--pair (\S+) --url (\S+)/.exec(line) ?? [];
  const args = ["scripts/agent.mjs", "--pair", code, "--url", url, "--name", "attic", "--home", home];
  node = { process: spawn(process.execPath, args, { cwd: root, stdio: "ignore" }), home };

  await expect(page.getByRole("dialog", { name: "Pair a node" })).toContainText("attic is paired", { timeout: 60_000 });
  await page.getByRole("button", { name: "Show it" }).click();
  await expect(nodeCard("attic").getByText("Ready", { exact: true }).first()).toBeVisible({ timeout: 30_000 });

  await api.tell("nodes", "pause", { nodeId: local.id });
  const { id } = await queueUpscale();
  await expect.poll(() => stateOf(id), { intervals: [20], timeout: 60_000 }).toBe("leased");
  signal(home, "SIGSTOP"); // it holds the job and says nothing
  await nodeCard("attic").getByRole("button", { name: "Revoke" }).click();
  await page.getByRole("button", { name: "Revoke the node" }).click();
  await expect(page.getByText("attic is revoked")).toBeVisible();
  expect(["ready", "delayed"]).toContain(await stateOf(id));

  await page.goto("/renders");
  await lane("Waiting")
    .getByRole("button", { name: `Resume ${local.name}` })
    .click();
  await expect.poll(() => stateOf(id), { timeout: 60_000 }).toBe("succeeded");
  // Woken up, the revoked node hears that its token is dead and ends by itself.
  const gone = new Promise((done) => node?.process.once("exit", done));
  signal(home, "SIGCONT");
  await gone;
  const { outputs } = await api.ask("renders", "outputs", { jobId: id });
  expect(outputs.filter(({ kind }) => kind === "picture")).toHaveLength(1);
});
