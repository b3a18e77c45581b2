import { expect, type Page } from "@playwright/test";
import type { Api } from "./fixtures/api";
import { axeFindings } from "./fixtures/axe";
import { settled } from "./fixtures/places";
import { test } from "./fixtures/test";

const lane = (page: Page, name: string) => page.getByRole("region", { name: new RegExp(`^${name}, `) });
/** Titles of the line's rows, as they stand on the page. */
const line = (page: Page) =>
  lane(page, "Waiting")
    .getByRole("article")
    .evaluateAll((rows) => rows.map((row) => row.getAttribute("aria-label")));
const open = async (page: Page, path = "/renders") => {
  await page.goto(path);
  await settled(page);
};

type Board = { versionId: string | null }[];
/** Queues one job for each of the first `count` pictures; answers their titles. */
async function queueSome(api: Api, board: Board, count: number, from = 0, more: object = {}): Promise<string[]> {
  const titles: string[] = [];
  for (const { versionId } of board.filter((one) => one.versionId).slice(from, from + count)) {
    const ask = { versionId: versionId ?? "", pass: "adjust", roughAllowed: true, ...more };
    titles.push(...(await api.tell("renders", "submit", ask)).jobs.map(({ title }) => title));
  }
  return titles;
}

test.beforeEach(async ({ api }) => {
  await api.tell("queue", "pause", {});
});
test.afterEach(async ({ api }) => {
  const { waiting } = await api.ask("renders", "queue", { done: 0 });
  if (waiting.length > 0) await api.tell("queue", "many", { act: "cancel", jobIds: waiting.map(({ id }) => id) });
  await api.tell("queue", "resume");
  await expect.poll(async () => (await api.ask("renders", "queue", { done: 0 })).counts.running).toBe(0);
});

test("a pause says who and why to everybody, and ends where it is read", async ({ owner, api, sample, member }) => {
  await api.tell("queue", "resume");
  await open(owner);
  await owner.getByRole("button", { name: "Pause", exact: true }).click();
  await owner.getByRole("menuitem", { name: "Pause it with a reason…" }).click();
  await owner.getByLabel("Reason").fill("Thunderstorm until six");
  await owner.getByRole("button", { name: "Pause the queue" }).click();

  const banner = owner.getByRole("list", { name: "Pauses" });
  await expect(banner).toContainText("Noor Haddad paused the whole queue");
  await expect(banner).toContainText("Thunderstorm until six");
  await queueSome(api, sample.board, 1);
  await expect(owner.getByRole("banner").getByText("paused · 1 waiting")).toBeVisible();
  const { page: artist } = await member("artist");
  await open(artist);
  await expect(artist.getByRole("list", { name: "Pauses" })).toContainText("A manager can resume it.");
  await expect(artist.getByRole("button", { name: "Resume the queue" })).toHaveCount(0);
  expect(await axeFindings(artist)).toEqual([]);

  await artist.getByRole("button", { name: "Pause", exact: true }).click();
  await artist.getByRole("menuitem", { name: "Pause my work" }).click();
  await expect(banner).toContainText("A artist paused their own work");
  await artist.getByRole("button", { name: "Resume mine" }).click();
  await banner.getByRole("button", { name: "Resume the queue" }).click();
  await expect(banner).toHaveCount(0);
  await expect(lane(owner, "Waiting").getByRole("article")).toHaveCount(0, { timeout: 60_000 });
});

test("the line is put in another order by keys and by dragging, each with one undo", async ({ owner, api, sample }) => {
  const [a = "", b = "", c = ""] = await queueSome(api, sample.board, 3);
  await open(owner);
  expect(await line(owner)).toEqual([a, b, c]);

  const title = (name: string) => lane(owner, "Waiting").getByRole("button", { name: `Details of ${name}` });
  await title(c).focus();
  await owner.keyboard.press("Alt+ArrowUp");
  await expect.poll(() => line(owner)).toEqual([a, c, b]);
  await expect(title(c)).toBeFocused();
  const served = async () => (await api.ask("renders", "queue", { done: 0 })).waiting.map((job) => job.title);
  await expect.poll(served).toEqual([a, c, b]);
  await owner.getByRole("button", { name: "Undo" }).click();
  await expect.poll(served).toEqual([a, b, c]);
  await expect.poll(() => line(owner)).toEqual([a, b, c]);

  const row = (name: string) =>
    lane(owner, "Waiting")
      .locator("[data-entry]")
      .filter({ has: owner.getByRole("article", { name }) });
  await row(a).hover();
  await row(a).locator("[draggable=true]").dragTo(row(c));
  await expect.poll(served).toEqual([b, c, a]);
  await expect.poll(() => line(owner)).toEqual([b, c, a]);

  await title(a).focus();
  await owner.keyboard.press("t");
  await expect.poll(served).toEqual([a, b, c]);
  await owner.keyboard.press("h");
  await expect(row(a)).toContainText("Held by hand");
  await row(a).getByRole("button", { name: "Let it go" }).click();
  await expect(row(a)).not.toContainText("Held by hand");
});

test("a grid is one act from the pass form, one row in the queue, and opens", async ({ owner, api, sample }) => {
  const versionId = sample.board.find((one) => one.versionId)?.versionId;
  await open(owner, `${sample.base}/masks/${versionId}?pass=adjust`);
  await owner.getByRole("button", { name: "Vary Adjust colour" }).click();
  const dialog = owner.getByRole("dialog", { name: "Vary Adjust colour" });
  await dialog.getByLabel("Parameter 1").selectOption({ label: "Saturation" });
  await expect(dialog.getByRole("status")).toContainText("5 pictures");
  await dialog.getByLabel("Saturation, in steps").fill("100000");
  await expect(dialog.getByRole("status")).toContainText("at most 400 are made at once");
  await dialog.getByLabel("Saturation, in steps").fill("3");
  expect(await axeFindings(owner)).toEqual([]);
  await dialog.getByRole("button", { name: "Queue 3 variants" }).click();
  await expect(owner.getByText("Queued 3 variants of Adjust colour")).toBeVisible();

  await open(owner);
  const row = lane(owner, "Waiting").getByRole("article", { name: /3 variants$/ });
  await expect(row).toContainText("0 of 3 done · 3 waiting");
  await expect(lane(owner, "Waiting").getByRole("article")).toHaveCount(1);
  await row.getByRole("button", { expanded: false }).click();
  const jobs = row.getByRole("list", { name: /^Jobs of/ }).getByRole("button");
  await expect(jobs).toHaveCount(3);
  await expect(jobs.first()).toContainText("saturation");
  expect(await axeFindings(owner)).toEqual([]);

  await row.getByRole("button", { name: "Cancel the 3 that wait" }).click();
  await expect(row).toHaveCount(0);
  await owner.getByRole("button", { name: "Undo" }).click();
  await expect(row).toContainText("0 of 3 done · 3 waiting");
  await api.tell("queue", "resume");
  const over = lane(owner, "Done").getByRole("article", { name: /3 variants$/ });
  await expect(over).toContainText("3 of 3 done", { timeout: 60_000 });
});

test("what waits for an approval says so, and goes without it for those who may", async ({
  owner,
  api,
  sample,
  member,
}) => {
  const [title = ""] = await queueSome(api, sample.board, 1, 0, { hold: "until approved" });
  const { page: artist } = await member("artist");
  await open(artist);
  const theirs = lane(artist, "Waiting").getByRole("article", { name: title });
  await expect(theirs).toContainText("Held until the draft is approved");
  await expect(theirs).toContainText("A supervisor can change that.");

  await open(owner);
  await lane(owner, "Waiting").getByRole("button", { name: "Let it go without" }).click();
  await expect(theirs).not.toContainText("Held until", { timeout: 15_000 });
});

test("quiet hours are set where the reason for waiting leads, and the node says when it rests", async ({
  owner,
  api,
  sample,
}) => {
  const [node] = await api.ask("nodes", "list");
  const name = node?.name ?? "";
  await open(owner, `/nodes/${node?.id}`);
  await owner.getByRole("button", { name: `Change the hours of ${name}` }).click();
  const dialog = owner.getByRole("dialog", { name: `Hours of ${name}` });
  await dialog.getByText("Quiet hours", { exact: true }).click();
  await dialog.getByLabel("From, window 1").fill("00:00");
  await dialog.getByLabel("To, window 1").fill("00:00");
  await dialog.getByLabel("Time zone").selectOption("Europe/Lisbon");
  expect(await axeFindings(owner)).toEqual([]);
  await dialog.getByRole("button", { name: "Save the hours" }).click();
  await expect(owner.getByText("Its hours never begin").first()).toBeVisible();
  await expect(owner.getByText("Quiet every day 00:00–24:00, Europe/Lisbon time")).toBeVisible();

  await api.tell("queue", "resume");
  const [title = ""] = await queueSome(api, sample.board, 1);
  await open(owner);
  const waiting = lane(owner, "Waiting").getByRole("article", { name: title });
  await expect(waiting).toContainText(`${name} could do it, but rests: its schedule has no hours`);
  await waiting.getByRole("link", { name: `Change the hours of ${name}` }).click();
  await dialog.getByText("Always", { exact: true }).click();
  await dialog.getByRole("button", { name: "Save the hours" }).click();
  await open(owner);
  await expect(lane(owner, "Done").getByRole("article", { name: title }).first()).toBeVisible({ timeout: 60_000 });
});

test("many are chosen and cancelled by a manager, other people's too, and the history says who", async ({
  owner,
  api,
  sample,
  member,
}) => {
  const { page: artist, context } = await member("artist");
  const [mine = ""] = await queueSome(api, sample.board, 1);
  const { versionId } = sample.board.filter((one) => one.versionId)[1] ?? {};
  const origin = new URL(owner.url() === "about:blank" ? artist.url() : owner.url()).origin;
  await context.request.post(`${origin}/api/trpc/renders.submit`, {
    data: { versionId, pass: "adjust", roughAllowed: true },
    headers: { origin },
  });
  await open(artist);
  await expect(lane(artist, "Waiting").getByRole("article")).toHaveCount(2);
  await expect(artist.getByRole("checkbox", { name: /^Choose / })).toHaveCount(1);
  await expect(artist.getByRole("article", { name: mine }).getByRole("button", { name: "Cancel" })).toHaveCount(0);

  await open(owner);
  for (const box of await owner.getByRole("checkbox", { name: /^Choose / }).all()) await box.check();
  const bar = owner.getByRole("toolbar", { name: "Chosen jobs" });
  await expect(bar).toContainText("2 jobs chosen");
  expect(await axeFindings(owner)).toEqual([]);
  await bar.getByRole("button", { name: "Cancel" }).click();
  await expect(owner.getByText("Cancelled 2 jobs")).toBeVisible();
  await expect(lane(owner, "Waiting").getByRole("article")).toHaveCount(0);
  await owner.getByRole("button", { name: "Undo" }).click();
  await expect(lane(owner, "Waiting").getByRole("article")).toHaveCount(2);

  await artist.getByRole("button", { name: "Who did what" }).click();
  const log = artist.getByRole("dialog", { name: "Who did what" });
  await expect(log.getByText(/^Noor Haddad put back in line 2 jobs/)).toBeVisible();
  await expect(log.getByText(/^Noor Haddad cancelled 2 jobs/)).toBeVisible();
  await expect(log.getByText(/^Noor Haddad paused the whole queue/).first()).toBeVisible();
});

test("a client is told who the queue is for, and sees none of it", async ({ member, sample, api }) => {
  const [title = ""] = await queueSome(api, sample.board, 1);
  const { page: client } = await member("client");
  await open(client);
  await expect(client.getByText("The queue is for those who make pictures")).toBeVisible();
  await expect(client.getByText(title)).toHaveCount(0);
  await expect(client.getByRole("button", { name: "Pause" })).toHaveCount(0);
});
