import { expect, type Page } from "@playwright/test";
import { settled } from "./fixtures/places";
import { test } from "./fixtures/test";

const grid = (page: Page) => page.getByRole("grid", { name: "Shots" });
const cell = (page: Page, code: string, column: string) =>
  grid(page)
    .getByRole("row")
    .filter({ has: page.getByRole("link", { name: code, exact: true }) })
    .locator(`[data-column="${column}"]`);

/** What a spreadsheet puts on the clipboard, pasted where the keyboard is. */
const paste = (page: Page, text: string) =>
  page.evaluate((text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", text);
    document.activeElement?.dispatchEvent(
      new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }),
    );
  }, text);

const count = (page: Page, words: string | RegExp) => expect(page.locator("h1 + p")).toContainText(words);

test.describe.configure({ mode: "serial" });
// Wide enough for every column: what is scrolled away is not mounted.
test.use({ viewport: { width: 3600, height: 900 } });

test("two hundred shots are pasted, filtered, renumbered and undone", async ({ owner: page, sample, api }) => {
  const { id: projectId } = sample.project;
  await page.goto(`${sample.base}/script/shots`);
  await settled(page);

  // Made from rows of a spreadsheet.
  await page.getByRole("button", { name: "New shots" }).click();
  const dialog = page.getByRole("dialog", { name: "New shots" });
  await dialog.getByLabel("Sequence").fill("SQ800");
  const rows = Array.from({ length: 200 }, (_, n) => `SH${String((n + 1) * 10).padStart(4, "0")}\tTake ${n + 1}\t24`);
  await dialog.getByRole("textbox", { name: "Shots" }).fill(rows.join("\n"));
  await expect(dialog.getByRole("region", { name: "Preview" })).toContainText("SQ800_SH0010");
  await dialog.getByRole("button", { name: "Create 200 shots" }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText("Created 200 shots")).toBeVisible();

  // Filtered; the address can be shared.
  const filter = page.getByRole("combobox", { name: "Filter shots" });
  await filter.fill("sq800 frames=24");
  await count(page, /^200 of /);
  await expect(page).toHaveURL(/f=sq800/);
  await filter.fill("sq800 rendr=wip");
  await expect(page.getByText("There is no “rendr” to ask for: did you mean render?")).toBeVisible();
  await filter.fill("sq800");
  await filter.press("Enter");

  // A block of 200 rows over scene and description: shown first, saved as one act.
  await cell(page, "SQ800_SH0010", "scene").click();
  await paste(page, Array.from({ length: 200 }, (_, n) => `${n + 1}\t"Line ${n + 1},\nin two"`).join("\n"));
  const preview = page.getByRole("dialog", { name: "Paste into the table" });
  await expect(preview).toContainText("400 cells of 200 shots would change.");
  await preview.getByRole("button", { name: "Paste 400 cells" }).click();
  await expect(cell(page, "SQ800_SH0010", "scene")).toHaveText("1");
  await filter.fill("sq800 scene=200");
  await count(page, /^1 of /);
  await expect(cell(page, "SQ800_SH2000", "description")).toHaveText("Line 200,\nin two");
  await filter.fill("sq800");
  await count(page, /^200 of /);

  // Renumbered from 1000 in fives: codes change places with each other on the way.
  await page.getByRole("button", { name: "More", exact: true }).click();
  await page.getByRole("menuitem", { name: "Renumber…" }).click();
  const renumber = page.getByRole("dialog", { name: "Renumber shots" });
  await renumber.getByLabel("Which").selectOption({ label: "Sequence SQ800" });
  await renumber.getByLabel("Start").fill("1000");
  await renumber.getByLabel("Step").fill("5");
  await expect(renumber.getByRole("region", { name: "Preview" })).toContainText("SQ800_SH1000");
  await renumber.getByRole("button", { name: "Renumber 199 shots" }).click();
  await expect(renumber).toBeHidden();
  // Back at the last row, where the keyboard was.
  await expect(grid(page)).toBeFocused();
  await page.keyboard.press("Control+Home");
  await expect(cell(page, "SQ800_SH1005", "scene")).toHaveText("2");

  const table = async () => {
    const { rows } = await api.ask("script", "table", { projectId });
    return rows.filter(([, code]) => code.startsWith("SQ800_")).map(([, code, , scene]) => `${code} ${scene}`);
  };
  await expect.poll(async () => (await table()).at(-1)).toBe("SQ800_SH1995 200");

  // And back: codes, then cells, then the shots.
  await grid(page).focus();
  await page.keyboard.press("Control+z");
  await expect.poll(async () => (await table())[1]).toBe("SQ800_SH0020 2");
  await page.keyboard.press("Control+z");
  await expect.poll(async () => (await table())[1]).toBe("SQ800_SH0020 ");
  await page.keyboard.press("Control+Shift+z");
  await expect.poll(async () => (await table())[1]).toBe("SQ800_SH0020 2");
  await page.keyboard.press("Control+z");
  await expect.poll(async () => (await table())[1]).toBe("SQ800_SH0020 ");
  await page.keyboard.press("Control+z");
  await expect.poll(async () => (await table()).length).toBe(0);
});

test("a cell is walked to, typed over, refused and taken back with the keyboard alone", async ({
  owner: page,
  sample,
}) => {
  await page.goto(`${sample.base}/script/shots`);
  await settled(page);
  await page.keyboard.press("ArrowDown");
  await expect(grid(page)).toBeFocused();
  const code = "SQ010_SH0010";
  await cell(page, code, "frames").click();
  const before = (await cell(page, code, "frames").textContent()) ?? "";
  await page.keyboard.type("0");
  await page.keyboard.press("Enter");
  await expect(grid(page).getByRole("alert")).toHaveText("A shot lasts at least one frame");
  await page.keyboard.press("Control+a");
  await page.keyboard.type("2 s");
  await page.keyboard.press("Enter");
  await expect(cell(page, code, "frames")).toHaveText("48");
  await expect(cell(page, code, "out")).toHaveText("1048");
  await expect(cell(page, code, "time")).toHaveText("2.0 s");

  await cell(page, code, "out").click();
  await page.keyboard.press("F2");
  await page.keyboard.press("Control+a");
  await page.keyboard.type("1100");
  await page.keyboard.press("Tab");
  await expect(cell(page, code, "frames")).toHaveText("100");
  await page.keyboard.press("Control+z");
  await expect(cell(page, code, "frames")).toHaveText("48");
  await page.keyboard.press("Control+z");
  await expect(cell(page, code, "frames")).toHaveText(before);
});

test("when two people edit one cell, the later one sees both texts and nothing is lost", async ({
  owner: page,
  sample,
  member,
  api,
}) => {
  const code = "SQ010_SH0010";
  const artist = await member("artist");
  for (const one of [page, artist.page]) {
    await one.goto(`${sample.base}/script/shots`);
    await settled(one);
    await cell(one, code, "description").dblclick();
  }
  const write = async (one: Page, text: string) => {
    const field = one.getByRole("textbox", { name: `Description of ${code}` });
    await field.fill(text);
    await field.press("Enter");
  };
  await write(artist.page, "The artist's words");
  const told = async () => {
    const { rows } = await api.ask("script", "table", { projectId: sample.project.id });
    return rows.find((row) => row[1] === code)?.[4];
  };
  await expect.poll(told).toBe("The artist's words");
  await write(page, "The owner's words");

  const dialog = page.getByRole("dialog", { name: "Somebody changed this meanwhile" });
  await expect(dialog).toContainText("The artist's words");
  await expect(dialog).toContainText("The owner's words");
  await expect(dialog).toContainText("A artist, there now");
  expect(await told()).toBe("The artist's words");
  await dialog.getByText("Use mine").click();
  await dialog.getByRole("button", { name: "Save mine" }).click();
  await expect.poll(told).toBe("The owner's words");
  // The other one's table follows by itself.
  await expect(cell(artist.page, code, "description")).toHaveText("The owner's words");
});

test("Space looks at the shot in hand without leaving the table, and a long selection outlives a reload", async ({
  owner: page,
  sample,
  api,
}) => {
  const rows = (await api.ask("script", "table", { projectId: sample.project.id })).rows.length;
  await page.goto(`${sample.base}/script/shots`);
  await settled(page);
  await page.getByRole("grid", { name: "Shots" }).focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Space");
  const look = page.getByRole("dialog", { name: /^Quick look at / });
  await expect(look.getByRole("heading", { name: "SQ010_SH0020" })).toBeVisible();
  // Specs before this one may have left a result of that shot staged: then that is the newest.
  await expect(look.getByText(/^Frame [A-Z] · (v\d{3}|staged)$/)).toBeVisible();
  await expect(look.getByRole("img", { name: "Newest picture of SQ010_SH0020" })).toBeVisible();
  await expect(look.getByText("Mara", { exact: true })).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await expect(look.getByRole("heading", { name: "SQ010_SH0030" })).toBeVisible();
  await page.keyboard.press("ArrowUp");
  await expect(look.getByRole("heading", { name: "SQ010_SH0020" })).toBeVisible();
  await page.keyboard.press("Space");
  await expect(look).toHaveCount(0);
  await page.keyboard.press("Space");
  await expect(look).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(look).toHaveCount(0);
  // The keyboard is back in the table.
  await page.keyboard.press("ControlOrMeta+a");
  const bar = page.getByRole("toolbar", { name: "Selected shots" });
  await expect(bar.getByText(`${rows} selected`)).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`\\.\\.SQ\\w+:${rows}`));
  await page.reload();
  await expect(bar.getByText(`${rows} selected`)).toBeVisible();
});

test("a description is typed with chips where it stands", async ({ owner: page, sample, api }) => {
  const code = "SQ010_SH0030";
  const field = page.getByRole("textbox", { name: `Description of ${code}` });
  await page.goto(`${sample.base}/script/shots`);
  await settled(page);
  // The field with chips comes when somebody reaches for the table; until then the text is typed as it is stored.
  await expect(async () => {
    await cell(page, code, "description").click();
    await page.keyboard.press("F2");
    const chips = await field.getAttribute("contenteditable", { timeout: 1_000 });
    if (chips !== "true") await field.press("Escape");
    expect(chips).toBe("true");
  }).toPass();
  await page.keyboard.press("End");
  await field.pressSequentially(" @Pip");
  await expect(page.getByRole("option", { name: /^Pip/ })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(field.locator("[data-mention]")).toHaveText("@Pip");
  await page.keyboard.press("Enter");

  await expect(field).toBeHidden();
  const told = async () => {
    const { rows } = await api.ask("script", "table", { projectId: sample.project.id });
    return rows.find((row) => row[1] === code)?.[4];
  };
  await expect.poll(told).toMatch(/@\[Pip\]\(chr_\w+\)$/);
  await expect(cell(page, code, "description")).toContainText("@Pip");

  await cell(page, code, "description").dblclick();
  await expect(field.locator("[data-mention]")).toHaveText("@Pip");
  await page.keyboard.press("Escape");
  await expect(field).toBeHidden();
});
