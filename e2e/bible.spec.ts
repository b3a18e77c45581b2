import { expect, type Page } from "@playwright/test";
import { axeFindings } from "./fixtures/axe";
import { pictureFile } from "./fixtures/pictures";
import { settled } from "./fixtures/places";
import { test } from "./fixtures/test";

const newCharacter = async (page: Page, base: string) => {
  await page.goto(`${base}/characters`);
  await settled(page);
  await page.getByRole("button", { name: "New character" }).click();
  return page.getByRole("dialog", { name: "New character" });
};
const toast = (page: Page, text: string | RegExp) => page.getByText(text).last();

test("a character begins from words, which are read and kept", async ({ owner, sample, api }) => {
  const words = "a 35-year-old male office worker with short brown hair";
  const dialog = await newCharacter(owner, sample.base);
  await dialog.getByLabel("Name", { exact: true }).fill("Dave");
  await dialog.getByLabel("Trigger word").fill("mara_lowtide");
  await dialog.getByLabel("Who this is, in a few words").fill(words);
  await expect(dialog.getByLabel("Age")).toHaveValue("35");
  await expect(dialog.getByLabel("Gender")).toHaveValue("male");
  await dialog.getByLabel("Ethnicity").fill("Irish");
  await dialog.getByRole("button", { name: "Create character" }).click();
  await expect(dialog.getByRole("alert")).toHaveText(/has this trigger word already/);

  await dialog.getByLabel("Trigger word").fill("dave_character");
  await dialog.getByRole("button", { name: "Create character" }).click();
  await expect(owner).toHaveURL(/\/characters\/DAVE$/);
  await expect(owner.getByRole("heading", { level: 1 })).toContainText("Dave");
  await expect(owner.getByText(words).last()).toBeVisible();
  await expect(owner.getByRole("status", { name: "Prompt", exact: true })).toHaveText(
    "dave_character, 35-year-old Irish male, office worker with short brown hair",
  );
  const dave = await api.ask("characters", "get", { projectId: sample.project.id, code: "DAVE" });
  expect(dave).toMatchObject({ startedFrom: "prompt", startPrompt: words });
});

test("a character begins from a picture, which is kept with its rights", async ({ owner, sample, api }) => {
  const dialog = await newCharacter(owner, sample.base);
  await dialog.getByLabel("Name", { exact: true }).fill("Ines");
  await dialog.getByText("A picture", { exact: true }).click();
  await dialog.getByLabel("Picture to begin with").setInputFiles(await pictureFile("ines.png", 71));
  await expect(dialog.getByRole("img", { name: "Picture to begin with" })).toBeVisible();
  await dialog.getByLabel("Shows").selectOption("A real person");
  await dialog.getByLabel("Source").fill("Photographed by Ola Berg");
  await dialog.getByRole("button", { name: "Create character" }).click();
  await expect(owner).toHaveURL(/\/characters\/INES$/);

  const ines = await api.ask("characters", "get", { projectId: sample.project.id, code: "INES" });
  expect(ines.startedFrom).toBe("image");
  expect(ines.hero?.id).toBe(ines.startMediaId);
  expect(ines.packages[0]?.images).toMatchObject([{ source: "Photographed by Ola Berg", depicts: "person" }]);
});

test("a person without consent cannot be approved; ticked, they can", async ({ owner, sample, api }) => {
  const projectId = sample.project.id;
  await owner.goto(`${sample.base}/characters/INES`);
  await settled(owner);
  await owner.getByRole("button", { name: /^Status of Ines/ }).click();
  await owner.getByRole("menuitemcheckbox", { name: "Approved" }).click();
  await expect(owner.getByText(/cannot be approved: one picture shows a real person without consent/)).toBeVisible();
  expect((await api.ask("characters", "get", { projectId, code: "INES" })).status).toBe("draft");

  await owner.getByRole("link", { name: /^Rights/ }).click();
  await expect(owner).toHaveURL(/\/characters\/INES\/rights$/);
  await expect(owner.getByText("1 picture shows a real person without consent")).toBeVisible();
  await owner.getByLabel("Consent given").check();
  await expect(owner.getByText("No picture stands in the way of approval.")).toBeVisible();
  await owner.getByRole("button", { name: /^Status of Ines/ }).click();
  await owner.getByRole("menuitemcheckbox", { name: "Approved" }).click();
  // What nobody said is told first, and does not block.
  const dialog = owner.getByRole("dialog", { name: /^Approve Ines/ });
  await expect(dialog.getByText("Of the picture no licence is named.")).toBeVisible();
  expect(await axeFindings(owner)).toEqual([]);
  await dialog.getByRole("button", { name: "Approve all the same" }).click();
  await expect(owner.getByRole("button", { name: "Status of Ines: Approved" })).toBeVisible();
  await expect
    .poll(async () => (await api.ask("characters", "get", { projectId, code: "INES" })).status)
    .toBe("approved");
});

test("an extra stands in the bible in under a minute", async ({ owner, sample, api }) => {
  await owner.goto(`${sample.base}/characters`);
  await settled(owner);
  const began = Date.now();
  await owner.keyboard.press("e");
  const dialog = owner.getByRole("dialog", { name: "Quick extra" });
  await dialog.getByLabel("Name", { exact: true }).fill("Storekeeper");
  await dialog.getByLabel("Picture", { exact: true }).setInputFiles(await pictureFile("keeper.png", 72));
  await dialog.getByLabel("Voice").fill("Gruff, slow");
  await expect(dialog.getByRole("img", { name: "Picture" })).toBeVisible();
  await dialog.getByRole("button", { name: "Add extra" }).click();
  await expect(dialog).toBeHidden();
  await expect(owner.getByRole("link", { name: /Storekeeper/ })).toBeVisible();
  expect(Date.now() - began).toBeLessThan(60_000);

  const keeper = await api.ask("characters", "get", { projectId: sample.project.id, code: "STOREKEEPER" });
  expect(keeper).toMatchObject({ tier: "extra", voice: { description: "Gruff, slow" } });
});

test("the prompt grows with what is decided, with weights, tokens, a snippet and undo", async ({
  owner,
  sample,
  api,
}) => {
  const projectId = sample.project.id;
  const { id: characterId } = await api.tell("characters", "create", {
    ...{ projectId, name: "Manuel", triggerWord: "manuel_lowtide" },
    ...{ age: "20", gender: "man", ethnicity: "Spanish" },
  });
  await owner.goto(`${sample.base}/characters/MANUEL`);
  await settled(owner);
  const prompt = owner.getByRole("status", { name: "Prompt", exact: true });
  const negative = owner.getByRole("status", { name: "Negative with every must-not" });
  await expect(prompt).toHaveText("manuel_lowtide, 20-year-old Spanish man");

  await owner.getByLabel("Add to must have", { exact: true }).first().fill("goatee");
  await owner.keyboard.press("Enter");
  await owner.getByLabel("Add to must not have", { exact: true }).first().fill("beard");
  await owner.keyboard.press("Enter");
  await expect(prompt).toHaveText("manuel_lowtide, 20-year-old Spanish man, goatee");
  await expect(negative).toHaveText(
    "cartoon, painting, illustration, (worst quality, low quality, normal quality:2), necklace, lipstick, beard",
  );

  const expression = owner.getByLabel("Expression", { exact: true });
  await expression.fill("flirty smile");
  await expression.selectText();
  await owner.keyboard.press("ControlOrMeta+ArrowUp");
  await expect(expression).toHaveValue("(flirty smile:1.1)");
  await owner.getByLabel("Character", { exact: true }).fill("in a white toga");
  await expect(prompt).toHaveText(
    "manuel_lowtide, 20-year-old Spanish man, goatee, in a white toga, (flirty smile:1.1)",
  );
  await expect(owner.getByText(/^\d+ of 75 tokens/).first()).toBeVisible();

  await owner.getByRole("button", { name: "Less gloss" }).click();
  await expect(prompt).toHaveText(
    "manuel_lowtide, 20-year-old Spanish man, goatee, in a white toga, matte skin, (natural skin), (soft lighting), (flirty smile:1.1)",
  );
  await expect(negative).toHaveText(/necklace, lipstick, \(glossy skin\), \(oily skin\), beard$/);
  await toast(owner, "Less gloss: prompt changed").waitFor();
  await owner.getByRole("button", { name: "Undo" }).last().click();
  await expect(prompt).not.toHaveText(/matte skin/);
  await expect
    .poll(async () => (await api.ask("characters", "get", { projectId, code: "MANUEL" })).fragments.character)
    .toBe("in a white toga");

  const history = await api.ask("characters", "history", { characterId });
  expect(history.flatMap(({ changes }) => changes.map(({ field }) => field))).toContain("fragments.expression");
});

test("two people at one field: the later sees both texts and chooses", async ({ sample, api, member }) => {
  const projectId = sample.project.id;
  const { id: characterId } = await api.tell("characters", "create", {
    projectId,
    name: "Ola",
    description: "A smith",
  });
  const artist = await member("artist");
  await artist.page.goto(`${sample.base}/characters/OLA`);
  await settled(artist.page);
  await artist.page.getByRole("button", { name: /^Description:/ }).click();
  await api.tell("characters", "update", { characterId, description: "A smith from the north" });
  await artist.page.getByRole("textbox", { name: "Description" }).fill("A smith with burnt hands");
  await artist.page.keyboard.press("Enter");

  const dialog = artist.page.getByRole("dialog", { name: /somebody else changed it meanwhile/ });
  await expect(dialog.getByText("A smith from the north")).toBeVisible();
  await expect(dialog.getByText("A smith with burnt hands")).toBeVisible();
  expect((await api.ask("characters", "get", { projectId, code: "OLA" })).description).toBe("A smith from the north");
  await dialog.getByRole("button", { name: "Save mine instead" }).click();
  await expect
    .poll(async () => (await api.ask("characters", "get", { projectId, code: "OLA" })).description)
    .toBe("A smith with burnt hands");
});

test("colours are picked from a picture, the cast stands by height, filters live in the address", async ({
  owner,
  sample,
  api,
}) => {
  const projectId = sample.project.id;
  const mara = await api.ask("characters", "get", { projectId, code: "MARA" });
  await api.tell("characters", "update", { characterId: mara.id, heightCm: 142 });
  await owner.goto(`${sample.base}/characters/MARA`);
  await settled(owner);
  await owner.getByRole("button", { name: "Pick colours from a picture" }).click();
  const dialog = owner.getByRole("dialog", { name: "Palette of Mara" });
  await dialog.getByRole("button", { name: /^Eyedropper at/ }).click({ position: { x: 60, y: 60 } });
  await dialog.getByLabel(/^What #/).fill("sky");
  expect(await axeFindings(owner)).toEqual([]);
  await dialog.getByRole("button", { name: "Add colour" }).click();
  await expect(owner.getByRole("list", { name: "Palette of Mara" }).getByText("sky")).toBeVisible();
  await expect(owner.getByRole("region", { name: "The cast by height" }).getByText("142 cm")).toBeVisible();

  await owner.goto(`${sample.base}/characters?f=tier=lead used=yes`);
  await expect(owner.getByRole("link", { name: /^Mara/ })).toBeVisible();
  await expect(owner.getByRole("list", { name: "Filters in use" }).getByRole("listitem")).toHaveCount(2);
  await owner.getByRole("button", { name: "Filter 2" }).click();
  await owner.getByRole("checkbox", { name: "Lead" }).uncheck();
  await expect(owner).toHaveURL(/f=used=yes$/);
});

test("cards are chosen and judged by keys, with one undo", async ({ owner, sample, api }) => {
  const projectId = sample.project.id;
  for (const name of ["Twin one", "Twin two"])
    await api.tell("characters", "create", { projectId, name, tier: "extra" });
  await owner.goto(`${sample.base}/characters?f=twin`);
  await settled(owner);
  await owner.getByRole("link", { name: /^Twin one/ }).focus();
  await owner.keyboard.press("Space");
  await expect(owner.getByRole("dialog", { name: "Twin one" })).toBeVisible();
  await owner.keyboard.press("Escape");
  await owner.getByRole("link", { name: /^Twin one/ }).focus();
  await owner.keyboard.press("Shift+ArrowRight");
  await expect(owner.getByText("2 selected")).toBeVisible();
  await owner.keyboard.press("s");
  await owner
    .getByRole("dialog", { name: "Status of 2 characters" })
    .getByRole("button", { name: "In review" })
    .click();
  const statuses = async () =>
    (await api.ask("characters", "list", { projectId }))
      .filter(({ name }) => name.startsWith("Twin"))
      .map((c) => c.status);
  await expect.poll(statuses).toEqual(["in review", "in review"]);
  await toast(owner, "2 characters set to in review").waitFor();
  await owner.getByRole("button", { name: "Undo" }).last().click();
  await expect.poll(statuses).toEqual(["draft", "draft"]);
});
