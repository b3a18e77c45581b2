import { readdirSync } from "node:fs";
import path from "node:path";
import { type BrowserContext, expect, type Page, test } from "@playwright/test";
import { angleIds, slotTitle } from "../contract/profile/angles";
import { apiOf, sampleOf } from "./fixtures/api";
import { axeFindings } from "./fixtures/axe";
import { picturesOf } from "./fixtures/package-of";
import { join, setUp } from "./fixtures/people";
import { settled } from "./fixtures/places";
import { type Studio, startStudio } from "./fixtures/studio";

// A new character from 12 pictures to an approved package: an artist builds it, a supervisor decides. One story in order.
test.describe.configure({ mode: "serial" });

const art = path.resolve(import.meta.dirname, "../db/seed/assets/characters");
const ofMara = readdirSync(path.join(art, "mara")).map((name) => path.join(art, "mara", name));
const twelve = [...ofMara, path.join(art, "pip/front.webp")].slice(0, 12);

let studio: Studio;
let ownerContext: BrowserContext;
let artistContext: BrowserContext;
let supervisorContext: BrowserContext;
let artist: Page;
let supervisor: Page;
let address: string;
let verdicts: () => Promise<(boolean | null)[]>;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(240_000);
  studio = await startStudio();
  ownerContext = await browser.newContext({ baseURL: studio.url });
  await setUp(await ownerContext.newPage(), studio.setupUrl ?? "no setup link was printed");
  const [first, second] = [
    await join(browser, studio, ownerContext, "artist"),
    await join(browser, studio, ownerContext, "supervisor"),
  ];
  [artistContext, artist] = [first.context, first.page];
  [supervisorContext, supervisor] = [second.context, second.page];
  const api = apiOf(artist.request, studio.url);
  const { project, base } = await sampleOf(api);
  await api.tell("characters", "create", { projectId: project.id, name: "Ines Vale", triggerWord: "ines_vale" });
  verdicts = async () => {
    const images = await picturesOf(api, project.id, "INES_VALE");
    return images.flatMap(({ slot, keep }) => (slot === null ? [keep] : []));
  };
  address = `${base}/profiles/INES_VALE`;
});

test.afterAll(async () => {
  for (const context of [ownerContext, artistContext, supervisorContext]) await context?.close();
  await studio?.stop();
});

const tray = (page: Page) => page.getByRole("region", { name: "Candidates", exact: true });
const candidate = (page: Page, name: string) => tray(page).getByRole("button", { name: new RegExp(`: ${name}\\b`) });
const inSlot = (page: Page, slot: string) => page.getByRole("button", { name: new RegExp(`^${slot} of Ines`) });
const details = (page: Page) => page.getByRole("region", { name: "Picture", exact: true });

test("twelve pictures come in at once; the page says that no angle is covered and names them", async () => {
  expect(twelve).toHaveLength(12);
  await artist.goto(address);
  await settled(artist);
  await artist.getByLabel("Pictures of the character").setInputFiles(twelve);

  await expect(tray(artist).getByRole("button", { name: /^Candidate \d+ of Ines/ })).toHaveCount(12);
  await expect(artist.getByText(/^Coverage is poor: 0 of 9 angles\. Missing: Front, ¾ left/)).toBeVisible();
});

test("keys put them in their angles, the dial fills, and a slip is undone", async () => {
  for (const [at, slot] of angleIds.entries()) {
    await candidate(artist, `${slot}.webp`).first().focus();
    await artist.keyboard.press(String(at + 1));
    await expect(inSlot(artist, slotTitle(slot))).toBeVisible();
  }
  await expect(artist.getByText("Coverage is good: 9 of 9 angles.")).toBeVisible();

  await inSlot(artist, "Up").focus();
  await artist.keyboard.press("9");
  await expect(inSlot(artist, "Down")).toHaveAccessibleName(/up\.webp/);
  await expect(inSlot(artist, "Up")).toHaveAccessibleName(/down\.webp/);
  await artist.keyboard.press("Control+z");
  await expect(inSlot(artist, "Down")).toHaveAccessibleName(/down\.webp/);
});

test("candidates are kept and discarded by keys, and stay so after a reload", async () => {
  await tray(artist)
    .getByRole("button", { name: /full-body\.webp/ })
    .focus();
  await artist.keyboard.press("k");
  await tray(artist)
    .getByRole("button", { name: /hero\.webp/ })
    .focus();
  await artist.keyboard.press("j");
  await expect(tray(artist).getByRole("button", { name: /hero\.webp, Out/ })).toBeVisible();
  await expect(artist.getByText("10 kept, a good set")).toBeVisible();
  // Verdicts go out together, a moment after the last key.
  await expect.poll(async () => (await verdicts()).map(String).sort()).toEqual(["false", "null", "true"]);

  await artist.reload();
  await expect(tray(artist).getByRole("button", { name: /full-body\.webp, Keep/ })).toBeVisible();
});

test("a person without consent cannot be approved; the refusal names the picture", async () => {
  await inSlot(artist, "Front").focus();
  await details(artist).getByLabel("It shows").selectOption({ label: "A real person" });
  await expect(artist.getByText(/1 picture shows a person whose consent is not recorded/)).toBeVisible();
  await artist.getByRole("button", { name: "Ask for review" }).click();
  await expect(artist.getByText("A supervisor approves it")).toBeVisible();

  await supervisor.goto(address);
  await settled(supervisor);
  await supervisor.getByRole("button", { name: "Approve package" }).click();
  await expect(supervisor.getByText(/No consent is recorded for the person in front\.webp \(Front\)/)).toBeVisible();
});

test("the supervisor signs off with what is known, approves as v001 and locks; the artist sees it come", async () => {
  await inSlot(artist, "Front").focus();
  await details(artist).getByLabel("The person has agreed to this use").check();

  await inSlot(supervisor, "Front").focus();
  await expect(details(supervisor).getByLabel("The person has agreed to this use")).toBeChecked();
  await details(supervisor).getByLabel("Known deviations").fill("Hat a shade darker");
  await details(supervisor).getByRole("button", { name: "Sign off" }).click();
  await expect(inSlot(artist, "Front")).toHaveAccessibleName(/signed off/);

  await supervisor.getByRole("button", { name: "Approve package" }).click();
  const unsaid = supervisor.getByRole("dialog", { name: /^Approve the package/ });
  await expect(unsaid.getByText(/^Of no picture is the source named\.$/)).toBeVisible();
  await unsaid.getByRole("button", { name: "Approve all the same" }).click();
  await expect(supervisor.getByText("Approved as v001")).toBeVisible();
  await expect(artist.getByText("v001 approved")).toBeVisible();

  await supervisor.getByRole("button", { name: "Lock", exact: true }).click();
  await expect(artist.getByRole("button", { name: "Add pictures" })).toHaveCount(0);
  await expect(artist.getByText("Locked", { exact: true })).toBeVisible();
});

test("the approved package is handed over as a dataset with captions and advice", async () => {
  await artist.getByRole("button", { name: "More for this package" }).click();
  await artist.getByRole("menuitem", { name: "Make a dataset…" }).click();
  const dialog = artist.getByRole("dialog", { name: "Make a dataset from this package" });
  await expect(dialog.getByText("10 pictures: a LoRA wants 30 or more. Add 20.")).toBeVisible();
  await expect(dialog.getByText(/ines_vale, profile view facing left/)).toBeVisible();
  await dialog.getByRole("button", { name: "Hand over" }).click();
  await expect(artist.getByText("Handed over 10 pictures of v001")).toBeVisible();
  // Taken back, the hand-over is gone; the approved revision it borrowed stays.
  const told = artist.getByRole("listitem").filter({ hasText: "Handed over 10 pictures of v001" });
  await told.getByRole("button", { name: "Undo" }).click();
  await expect(artist.getByText("Handed over 10 pictures of v001")).toHaveCount(0);
  await artist.getByRole("button", { name: "More for this package" }).click();
  await artist.getByRole("menuitem", { name: "Make a dataset…" }).click();
  await expect(dialog.getByText("10 pictures: a LoRA wants 30 or more. Add 20.")).toBeVisible();
  await expect(dialog.getByText("Handed over before")).toHaveCount(0);
});

test("no view of the editor has a serious finding", async () => {
  for (const view of ["slots", "candidates", "matrix", "duplicates"]) {
    await artist.goto(`${address}?view=${view}`);
    await settled(artist);
    expect(await axeFindings(artist), view).toEqual([]);
  }
});
