import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { expect, type Page } from "@playwright/test";
import postgres from "postgres";
import { makeDb } from "../db/client";
import { makeFrame, makeProject, makeTeam, makeVersion } from "../db/testing/factories";
import { fillPerson, ownerPerson } from "./fixtures/people";
import { picture } from "./fixtures/pictures";
import { settled, shotInHand } from "./fixtures/places";
import { test as base } from "./fixtures/test";

const root = path.resolve(import.meta.dirname, "..");
const hostile = path.join(root, "../shared/data/hostile-images");
const nothingHere = "There is nothing at this address";

/** Words that only a server knows: its folders, its packages, the lines of a stack. */
const secret = new RegExp(`${root}|backlot-studio-|node_modules|/pg/|\\\\n {4}at |\\bat .+:\\d+:\\d+\\)`);

// Everything the browser is sent during these tests is read: none of it may tell about the server's inside.
const test = base.extend<{ noLeaks: undefined }>({
  noLeaks: [
    async ({ owner }, use) => {
      const leaks: string[] = [];
      const reading: Promise<void>[] = [];
      owner.on("response", (response) => {
        const type = response.headers()["content-type"] ?? "";
        if (!/json|html|text\/plain|x-component/.test(type)) return;
        const read = response.text().catch(() => ""); // gone with its page, or a stream that never ends
        reading.push(
          read.then((body) => void (secret.test(body) && leaks.push(`${response.url()}: ${secret.exec(body)}`))),
        );
      });
      await use(undefined);
      await owner.close();
      await Promise.all(reading);
      expect(leaks).toEqual([]);
    },
    { auto: true },
  ],
});

const openEmptyShot = async (page: Page, base: string) => {
  await page.goto(`${base}/script/shots`);
  await settled(page);
  await page.getByRole("button", { name: "New shots" }).click();
  const dialog = page.getByRole("dialog", { name: "New shots" });
  await dialog.getByRole("button", { name: "Create shots" }).click();
  await expect(dialog).toBeHidden();
  const made = await page
    .getByText(/^Created SQ/)
    .first()
    .textContent();
  const code = made?.replace("Created ", "") ?? "";
  await page.goto(`${base}/script/shots/${code}`);
  await expect(page.getByRole("heading", { level: 1, name: code }).first()).toBeVisible();
};
const uploads = (page: Page) => page.getByRole("region", { name: "Uploads" });
const finished = async (page: Page, count: number) =>
  expect(uploads(page).getByRole("button", { name: /^Take .* off the list$/ })).toHaveCount(count, {
    timeout: 100_000,
  });

/** What was said about each file of the list. */
const outcomes = async (page: Page) => {
  const rows = await uploads(page).getByRole("listitem").all();
  return Promise.all(
    rows.map(async (row) => {
      const name = (await row.locator("[title]").first().getAttribute("title")) ?? "";
      return { name, words: ((await row.textContent()) ?? "").replace(name, "").trim() };
    }),
  );
};

test("hostile pictures are taken whole or refused in a sentence, and the studio lives on", async ({
  owner,
  sample,
  studio,
}) => {
  test.skip(!existsSync(hostile), "../shared/data/hostile-images is not on this machine");
  const all = readdirSync(hostile, { recursive: true, withFileTypes: true }).filter((file) => file.isFile());
  await openEmptyShot(owner, sample.base);
  const files = all.map(({ parentPath, name }) => path.join(parentPath, name));
  await owner.getByLabel("Add pictures").setInputFiles(files);
  await finished(owner, files.length);

  const told = await outcomes(owner);
  expect(told).toHaveLength(files.length);
  for (const { name, words } of told) {
    // what is wrong with which file, then what to do
    if (words !== "Added") expect.soft(words, name).toMatch(/ .{10,}[.:] [A-Z].{8,}\.$/su);
    if (words !== "Added") expect.soft(words, name).toContain(name.slice(0, 20));
    expect.soft(words, name).not.toMatch(secret);
  }
  const of = (name: string) => told.find((row) => row.name === name)?.words;
  for (const name of [
    ...["truncated.jpg", "corrupt-header.jpg", "decompression_bomb.gif", "check.svg", "65536-uint32-limit.png"],
    ...["animated-loop-3.gif", "Bad_shortfile.bmp", "xhdn0g08.png"],
  ])
    expect.soft(of(name), name).not.toBe("Added");
  expect((await owner.request.get(`${studio.url}/api/health`)).status()).toBe(200);
});

test("names that climb folders, lie about their kind, are endless or read from right to left do no harm", async ({
  owner,
  sample,
}) => {
  await openEmptyShot(owner, sample.base);
  const names = [
    "../../../etc/cron.d/evil.png",
    `${"long ".repeat(60)}.png`,
    "صورة الفانوس.png",
    "really-a-png.jpg",
    "a\u202egnp.exe.png",
  ];
  const bytes = await Promise.all(names.map(async (_, seed) => [...(await picture(seed + 90))]));
  await owner.getByLabel("Add pictures").evaluate(
    (input: HTMLInputElement, files) => {
      const carrier = new DataTransfer();
      for (const { name, bytes } of files)
        carrier.items.add(new File([new Uint8Array(bytes)], name, { type: "image/png" }));
      input.files = carrier.files;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    },
    names.map((name, at) => ({ name, bytes: bytes[at] ?? [] })),
  );
  await finished(owner, names.length);

  for (const { name, words } of await outcomes(owner)) expect.soft(words, name).toMatch(/^(Added|[A-Z“].{15,})/su);
  expect((await outcomes(owner)).filter(({ words }) => words.startsWith("Added")).length).toBeGreaterThanOrEqual(3);
  expect(await owner.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
});

test("a new character: endless names, taken codes and taken trigger words are told at their field", async ({
  owner,
  sample,
}) => {
  await owner.goto(`${sample.base}/characters`);
  await settled(owner);
  await owner.getByRole("button", { name: "New character" }).click();
  const dialog = owner.getByRole("dialog", { name: "New character" });
  const create = dialog.getByRole("button", { name: "Create character" });
  const error = dialog.getByRole("alert");

  await dialog.getByLabel("Name", { exact: true }).fill("M".repeat(300));
  await create.click();
  await expect(error).toHaveText(/longer than 120 characters/);
  await dialog.getByLabel("Name", { exact: true }).fill("مارا الصغيرة");
  await dialog.getByLabel("Code").fill("MARA");
  await create.click();
  await expect(error).toHaveText(/has this code already/);
  await dialog.getByLabel("Code").fill("MARA_2");
  await dialog.getByLabel("Trigger word").fill("mara_lowtide");
  await create.click();
  await expect(error).toHaveText(/has this trigger word already/);
  await dialog.getByLabel("Trigger word").fill("two words");
  await create.click();
  await expect(error).toHaveText(/one word/);

  await dialog.getByLabel("Trigger word").fill("");
  await create.click();
  await expect(owner).toHaveURL(/\/profiles\/MARA_2$/);
  await expect(owner.getByRole("heading", { level: 1 })).toContainText("مارا الصغيرة");
});

test("an invitation works once, not after its time, and not when it is made up", async ({
  browser,
  member,
  api,
  studio,
}) => {
  const { token: used } = await member("artist");
  const { id, token: old } = await api.tell("teams", "invite", { role: "artist" });
  const sql = postgres(studio.databaseUrl, { max: 1 });
  await sql`update invitations set expires_at = now() - interval '1 minute' where id = ${id}`;
  await sql.end();
  const context = await browser.newContext({ baseURL: studio.url });
  const page = await context.newPage();
  for (const token of [used, old, "made-up", "..%2f..%2fetc"]) {
    await page.goto(`/invite/${token}`);
    await expect(page.getByRole("heading", { name: "This invitation cannot be used" })).toBeVisible();
    await expect(page.locator("main p").first()).toHaveText(/.{20,}/);
  }
  await context.close();
});

test("the setup link works once", async ({ owner, browser, studio }) => {
  await owner.goto("/");
  const context = await browser.newContext({ baseURL: studio.url });
  const page = await context.newPage();
  await page.goto(studio.setupUrl ?? "");
  await expect(page).toHaveURL(/\/sign-in/);
  await context.close();
});

test("a forged or torn session cookie leads to the sign-in page", async ({ browser, ownerState, studio }) => {
  const session = ownerState.cookies.find(({ name }) => name.includes("session"));
  if (!session) throw new Error("the owner has no session cookie");
  const { value } = session;
  const forged = [
    `${value.slice(0, -4)}AAAA`,
    value.slice(0, 40),
    "ses_nobody",
    "eyJhbGciOiJub25lIn0.eyJzdWIiOiJvd25lciJ9.",
  ];
  for (const value of forged) {
    const context = await browser.newContext({ baseURL: studio.url });
    await context.addCookies([{ ...session, value }]);
    const page = await context.newPage();
    await page.goto("/nodes");
    await expect(page).toHaveURL(/\/sign-in/);
    expect((await context.request.get("/api/trpc/projects.list")).status()).toBe(401);
    await context.close();
  }
});

test("wrong passwords are told, then slowed down", async ({ browser, studio, owner }) => {
  await owner.goto("/");
  const context = await browser.newContext({ baseURL: studio.url });
  const page = await context.newPage();
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill("nobody@example.test");
  await page.getByLabel("Password").fill("not the password");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByText("This e-mail and password do not belong together")).toBeVisible();
  await expect(async () => {
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await expect(page.getByText(/^Too many/)).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 60_000, intervals: [100] });
  await context.close();
});

test("another team's things are not found, by page, by API and by picture", async ({ owner, studio, sample }) => {
  const { db, close } = makeDb(studio.databaseUrl, { max: 1 });
  const team = await makeTeam(db);
  const project = await makeProject(db, team.id);
  const frame = await makeFrame(db, project);
  const version = await makeVersion(db, frame);
  await close();

  for (const path of [
    ...[`/p/${project.slug}`, `/p/${project.slug}/script/shots`, `/p/${project.slug}/storyboard`],
    ...[`${sample.base}/masks/${version.id}`, `/teams/${team.id}/members`, `${sample.base}/script/shots/NO_SUCH_SHOT`],
    "/nodes/nod_22222222222222222222",
  ]) {
    await owner.goto(path);
    await expect(owner.getByText(nothingHere), path).toBeVisible();
  }
  const ask = (name: string, input: unknown) =>
    owner.request.get(`/api/trpc/${name}`, { params: { input: JSON.stringify(input) } });
  expect((await ask("storyboard.version", { versionId: version.id })).status()).toBe(404);
  expect((await ask("script.table", { projectId: project.id })).status()).toBe(404);
  expect((await owner.request.get(`/api/media/${version.mediaId}/original`)).status()).toBe(404);
});

test("a change asked for by another site is refused, whatever it asks", async ({ owner, api, studio, sample }) => {
  await owner.goto("/");
  const from = { origin: "https://elsewhere.example", "sec-fetch-site": "cross-site" };
  const paths = ["teams.invite", "projects.create", "account.signOut"].map((name) => `/api/trpc/${name}`);
  for (const path of [...paths, "/api/uploadthing?actionType=upload&slug=pictures"]) {
    const answer = await owner.request.post(path, { headers: from, data: { role: "owner", name: "Foreign" } });
    expect.soft(answer.status(), path).toBe(403);
    expect.soft(await answer.text(), path).not.toMatch(secret);
  }
  // next-auth guards its own door with a token of its own: it answers, and nobody is signed out
  await owner.request.post("/api/auth/signout", { headers: from });
  expect((await api.ask("projects", "list")).map(({ id }) => id)).toContain(sample.project.id);
  expect((await owner.request.get(`${studio.url}/`)).status()).toBe(200);
});

test("impossible ranges, endless words and broken JSON are answered, not suffered", async ({ owner, sample }) => {
  const media = sample.board.find(({ picture }) => picture)?.picture;
  const url = `/api/media/${media?.id}/original`;
  expect((await owner.request.get(url, { headers: { range: "bytes=999999999-" } })).status()).toBe(416);
  expect([200, 416]).toContain((await owner.request.get(url, { headers: { range: "bytes=9-1" } })).status());
  expect((await owner.request.get(url, { headers: { range: "bytes=0-9" } })).status()).toBe(206);
  const broken = await owner.request.post("/api/trpc/projects.create", {
    headers: { "content-type": "application/json", "sec-fetch-site": "same-origin" },
    data: Buffer.from('{"name": '),
  });
  expect(broken.status()).toBe(400);
  expect(await broken.text()).not.toMatch(secret);
  const shots = await owner.request.post("/api/trpc/script.createShots", {
    headers: { "sec-fetch-site": "same-origin" },
    data: { projectId: sample.project.id, sequence: "SQ900", shots: "SH0050-SH0010", durationFrames: -4 },
  });
  expect(shots.status()).toBe(400);
  expect(((await shots.json()) as { error: { message: string } }).error.message).toMatch(/.{15,}/);
});

test("a weak or short password is refused in words when joining", async ({ browser, api, studio }) => {
  const { token } = await api.tell("teams", "invite", { role: "artist" });
  const context = await browser.newContext({ baseURL: studio.url });
  const page = await context.newPage();
  await page.goto(`/invite/${token}`);
  await fillPerson(page, { ...ownerPerson, email: "not an address", password: "short" });
  await page.getByRole("button", { name: /^Join / }).click();
  await expect(page.getByRole("alert").first()).toHaveText(/.{15,}/);
  await expect(page).toHaveURL(/\/invite\//);
  await context.close();
});

test("a part of the studio that does not arrive is told, and the page comes back", async ({ owner, sample }) => {
  await owner.goto(`${sample.base}/script/shots/${shotInHand}`);
  await settled(owner);
  await owner.route("**/_next/static/chunks/**", (route) => route.abort());
  const inspector = owner.getByRole("complementary", { name: "Inspector" });
  await inspector.getByRole("tab", { name: "Recipe" }).click();
  await expect(owner.getByRole("heading", { name: "A part of the studio could not be loaded" })).toBeVisible();
  await owner.unroute("**/_next/static/chunks/**");
  await owner.getByRole("button", { name: "Load the page again" }).click();
  await inspector.getByRole("tab", { name: "Recipe" }).click();
  await expect(inspector.getByRole("button", { name: "Download" })).toBeVisible();
});
