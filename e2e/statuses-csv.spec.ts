import { readFileSync } from "node:fs";
import { expect } from "@playwright/test";
import { join } from "./fixtures/people";
import { settled } from "./fixtures/places";
import { test } from "./fixtures/test";

test("a status of the team's own is made, used in review, counted, and archived with a way back", async ({
  owner,
  api,
  sample,
}) => {
  const viewer = await api.ask("account", "viewer");
  await owner.goto(`/teams/${viewer?.team?.id}/statuses`);
  await settled(owner);

  await owner.keyboard.press("n");
  const dialog = owner.getByRole("dialog", { name: "New status" });
  await dialog.getByLabel("Name", { exact: true }).fill("Client looks");
  await dialog.getByLabel("Short name").fill("looks");
  await dialog.getByLabel("Colour", { exact: true }).fill("#ffff00");
  await dialog.getByLabel("Asks for review").check();
  // A yellow that vanishes on white is drawn darker there: the preview is what everybody will see.
  await expect(dialog.getByRole("img", { name: "Preview of Client looks" })).toBeVisible();
  await dialog.getByRole("button", { name: "Add status" }).click();
  await expect(dialog).toBeHidden();
  const handle = owner.getByRole("button", { name: /^Move Client looks/ });
  await handle.focus();
  const order = async () => (await api.ask("statuses", "list")).statuses.map(({ code }) => code);
  await handle.press("Home");
  await expect.poll(order).toEqual(["looks", "todo", "ready", "wip", "wfa", "retake", "done", "hold", "omit"]);
  await expect(handle).toBeFocused();

  const waiting = sample.board.find(({ status, versionId }) => status === "wfa" && versionId !== null);
  await owner.goto(`${sample.base}/review?sel=${waiting?.id}`);
  await settled(owner);
  const composer = owner.getByRole("form", { name: "Write a note" });
  await composer.getByRole("textbox", { name: "Note" }).fill("Shown to the client on Friday");
  await composer.getByRole("button", { name: "Client looks" }).click();
  await composer.getByRole("button", { name: "Ask for review" }).click();
  await expect(owner.getByRole("main").getByText("Client looks").first()).toBeVisible();
  const statusOf = async () =>
    (await api.ask("storyboard", "board", { projectId: sample.project.id })).find(({ id }) => id === waiting?.id)
      ?.status;
  await expect.poll(statusOf).toBe("looks");

  // It asks for review like the one every team begins with: Today counts it, the board filters by it.
  const before = (await api.ask("review", "waiting")).frames.map(({ id }) => id);
  expect(before).toContain(waiting?.id);
  await owner.goto(`${sample.base}/storyboard?f=status:looks`);
  await settled(owner);
  await expect(owner.getByRole("button", { name: /Client looks 1/ })).toHaveAttribute("aria-pressed", "true");

  await owner.goto(`/teams/${viewer?.team?.id}/statuses`);
  await settled(owner);
  await owner.getByRole("button", { name: "Archive Client looks" }).click();
  const archive = owner.getByRole("dialog", { name: "Archive “Client looks”" });
  await expect(archive).toContainText("1 frame");
  await archive.getByLabel("Instead").selectOption("wfa");
  await archive.getByRole("button", { name: "Archive status" }).click();
  await expect.poll(statusOf).toBe("wfa");
  await owner.getByRole("button", { name: "Undo" }).click();
  await expect.poll(statusOf).toBe("looks");
});

test("an artist finds only what they may set, and a limited way is closed for them", async ({
  browser,
  studio,
  owner,
  api,
  sample,
}) => {
  await api.tell("statuses", "setTransition", { fromCode: "wip", toCode: "hold", who: "manager" });
  const { context, page } = await join(browser, studio, owner.context(), "artist");
  const viewer = await api.ask("account", "viewer");
  await page.goto(`/teams/${viewer?.team?.id}/statuses`);
  await expect(page.getByText("You cannot change the team’s statuses")).toBeVisible();

  const wip = sample.board.find(({ versionId }) => versionId !== null);
  await api.tell("review", "setStatus", { frameId: wip?.id ?? "", status: "wip", body: "Go on" });
  await page.goto(`${sample.base}/review?sel=${wip?.id}&f=all`);
  await settled(page);
  const composer = page.getByRole("form", { name: "Write a note" });
  await expect(composer.getByRole("button", { name: "Needs review" })).toBeVisible();
  await expect(composer.getByRole("button", { name: "Approved" })).toHaveCount(0);
  await expect(composer.getByRole("button", { name: "On hold" })).toHaveCount(0);
  await api.tell("statuses", "setTransition", { fromCode: "wip", toCode: "hold", who: "anybody" });
  // Live: the way opens without a reload.
  await expect(composer.getByRole("button", { name: "On hold" })).toBeVisible();
  await context.close();
});

test("Board done makes Render ready, unless the project switched that off", async ({ owner, api, sample }) => {
  await owner.goto(`${sample.base}/settings`);
  await settled(owner);
  await owner.getByRole("link", { name: "Choose automations" }).click();
  const first = owner.getByRole("switch", { name: /Board approved makes Render ready/ });
  await expect(first).toBeChecked();
  const { rows } = await api.ask("script", "table", { projectId: sample.project.id });
  const [shotId = ""] = rows.find(([, code]) => code === "SQ010_SH0010") ?? [];
  const renderOf = async () =>
    (await api.ask("tasks", "list", { projectId: sample.project.id })).find(
      (task) => task.shotId === shotId && task.type === "render",
    )?.status;
  const set = (types: ("board" | "render")[], status: string) =>
    api.tell("tasks", "set", { projectId: sample.project.id, shotIds: [shotId], types, status });
  await set(["board", "render"], "todo");

  await first.uncheck();
  await expect
    .poll(async () => (await api.ask("tasks", "automations", { projectId: sample.project.id }))[0]?.on)
    .toBe(false);
  await set(["board"], "done");
  expect(await renderOf()).toBe("todo");

  await first.check();
  await expect
    .poll(async () => (await api.ask("tasks", "automations", { projectId: sample.project.id }))[0]?.on)
    .toBe(true);
  await set(["board"], "wip");
  await set(["board"], "done");
  expect(await renderOf()).toBe("ready");
});

test("a shot list with semicolons and a mark is mapped, previewed, imported, taken back, and comes out equal", async ({
  owner,
  api,
  sample,
}) => {
  const projectId = sample.project.id;
  const codes = async () => (await api.ask("script", "table", { projectId })).rows.map(([, code]) => code);
  const before = await codes();
  await owner.goto(`${sample.base}/transfer`);
  await settled(owner);
  await owner.getByRole("button", { name: "Import shots" }).click();
  const dialog = owner.getByRole("dialog", { name: "Import shots" });
  const drop = (name: string, text: string | Buffer) =>
    dialog.getByLabel("Shot list").setInputFiles({ name, mimeType: "text/csv", buffer: Buffer.from(text) });

  await drop("shots.xlsx", Buffer.from([0x50, 0x4b, 3, 4]));
  await expect(dialog.getByRole("alert")).toContainText("workbook");
  const list = [
    "\ufeffSequence;Nummer;Description;Frames;Frame In;Frame Out;Cast;Render",
    'SQ090;SH0010;"Wind; then rain";48;1001;1048;Mara;In Arbeit',
    "SQ090;SH0020;=1+1;-4;;;Bob;wip",
    "SQ090;SH0030;;;1001;1024;;todo",
  ].join("\r\n");
  await drop("liste.csv", list);

  await expect(dialog.getByText("semicolons · UTF-8 with BOM")).toBeVisible();
  await expect(dialog.getByRole("alert")).toContainText("holds the shot’s code");
  await dialog.getByLabel("Read Nummer as").selectOption("Shot");
  const problems = dialog.getByRole("region", { name: "Problems" });
  await expect(problems).toContainText("Row 3, Frames: -4 is below one frame");
  await expect(problems).toContainText("Row 3, Cast: No character “bob”");
  await expect(problems).toContainText("Row 2, Render: “In Arbeit” is no status");
  await dialog.getByLabel("What “in arbeit” means").selectOption("wip");
  await expect(problems).not.toContainText("In Arbeit");
  await expect(dialog.getByRole("button", { name: "Import 3 shots" })).toHaveAttribute("aria-disabled", "true");
  expect(await codes()).toEqual(before);

  await dialog.getByRole("button", { name: "Other file" }).click();
  await drop("liste.csv", list.replace(";-4;", ";36;"));
  await dialog.getByLabel("Read Nummer as").selectOption("Shot");
  await dialog.getByLabel("What “in arbeit” means").selectOption("wip");
  await expect(dialog.getByRole("region", { name: "Preview" })).toContainText("3 new");
  await dialog.getByRole("button", { name: "Import 3 shots" }).click();
  await expect(dialog).toBeHidden();
  await expect.poll(codes).toEqual([...before, "SQ090_SH0010", "SQ090_SH0020", "SQ090_SH0030"]);

  const [download] = await Promise.all([
    owner.waitForEvent("download"),
    (async () => {
      await owner.getByRole("button", { name: "Export shots" }).click();
      await owner.getByRole("button", { name: "Save CSV" }).click();
    })(),
  ]);
  const file = readFileSync(await download.path(), "utf8");
  expect(download.suggestedFilename()).toBe(`${sample.project.slug}-shots-kitsu.csv`);
  expect(file.startsWith("\ufeffProject,Episode,Sequence,Name,Description,Time Spent,Frames,")).toBe(true);
  expect(file).toContain(",SQ090,SH0010,Wind; then rain,,48,1001,1048,24,");
  expect(file).toContain(",SQ090,SH0020,'=1+1,,36,1001,1036,24,");

  await owner.getByRole("button", { name: "Import shots" }).click();
  await drop("again.csv", file);
  await expect(dialog.getByRole("region", { name: "Preview" })).toContainText(`0 new · ${before.length + 3} changed`);
  await dialog.getByRole("button", { name: `Import ${before.length + 3} shots` }).click();
  await expect(dialog).toBeHidden();
  const again = await api.tell("transfer", "exportShots", { projectId });
  expect(again.text).toBe(file);

  // The first import's way back, as its notice offered it.
  const [deed] = (await api.ask("activity", "list", { projectId })).filter(({ verb }) => verb.includes("liste.csv"));
  const undone = await api.tell("transfer", "undoImport", { deed: deed?.id ?? 0 });
  expect(undone).toEqual({ removed: 0, restored: 0, kept: 3 });
});

test("an import is taken back from its notice", async ({ owner, api, sample }) => {
  const projectId = sample.project.id;
  const codes = async () => (await api.ask("script", "table", { projectId })).rows.map(([, code]) => code);
  const before = await codes();
  await owner.goto(`${sample.base}/transfer`);
  await settled(owner);
  await owner.keyboard.press("i");
  const dialog = owner.getByRole("dialog", { name: "Import shots" });
  await dialog.getByLabel("Shot list").setInputFiles({
    ...{ name: "two.csv", mimeType: "text/csv" },
    buffer: Buffer.from("Name\tDescription\nSQ095_SH0010\tFirst\nSQ095_SH0020\tSecond\n"),
  });
  await expect(dialog.getByText("tabs · UTF-8")).toBeVisible();
  await dialog.getByRole("button", { name: "Import 2 shots" }).click();
  await expect.poll(codes).toEqual([...before, "SQ095_SH0010", "SQ095_SH0020"]);

  await owner.getByRole("button", { name: "Undo" }).click();

  await expect.poll(codes).toEqual(before);
});
