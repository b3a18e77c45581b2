import { readFileSync } from "node:fs";
import { expect, type Page } from "@playwright/test";
import { decodePng } from "../contract/mask/codec/png";
import { canvasOf } from "./fixtures/canvas";
import { shotInHand } from "./fixtures/places";
import { test } from "./fixtures/test";

test.describe.configure({ mode: "serial" });
let made = "";

const tray = (page: Page) => page.getByRole("region", { name: "References", exact: true });
const row = (page: Page, name: string) =>
  tray(page).getByRole("list", { name: "Regions and their references" }).getByRole("button", { name, exact: false });
const versionIn = (page: Page) => /\/masks\/(\w+)/.exec(page.url())?.[1] ?? "";

test("a mannequin is made on the canvas, and its parts get pictures by drag and by click", async ({
  owner,
  sample,
  api,
}) => {
  const before = sample.board.find(({ shot }) => shot === shotInHand)?.versionId ?? "";
  await owner.goto(`${sample.base}/masks/${before}`);
  await canvasOf(owner, { width: 1280, height: 720 }).ready();
  await owner.getByRole("button", { name: "Add a layer" }).click();
  await owner.getByRole("menuitem", { name: "Mannequin" }).click();
  const dialog = owner.getByRole("dialog", { name: "Mannequin" });
  await dialog.getByText("Three-quarter").click();
  await expect(dialog.getByRole("img", { name: "Average figure, three-quarter" })).toBeVisible();
  await dialog.getByText("Front", { exact: true }).click();
  await dialog.getByLabel("Size").selectOption("832x1216");
  await dialog.getByRole("button", { name: "Make the mannequin" }).click();

  await owner.waitForURL((url) => url.pathname.includes("/masks/") && !url.pathname.includes(before));
  made = versionIn(owner);
  const size = { width: 832, height: 1216 };
  const canvas = canvasOf(owner, size);
  await canvas.ready();
  await expect(tray(owner)).toBeVisible();
  await expect(owner.getByLabel("Coverage of the regions")).toHaveText("100 %");

  // The figure stands in the middle: its chest a third from the top.
  const pictures = tray(owner).getByRole("combobox", { name: "Pictures of" });
  await pictures.selectOption({ label: "Mara" });
  const shelf = tray(owner).locator("[draggable=true]");
  await expect(shelf.first()).toBeVisible();
  const [chest] = await canvas.places([{ x: 416, y: 400 }]);
  const box = await canvas.surface.boundingBox();
  await shelf.first().dragTo(canvas.surface, {
    targetPosition: { x: (chest?.x ?? 0) - (box?.x ?? 0), y: (chest?.y ?? 0) - (box?.y ?? 0) },
  });
  await expect(tray(owner).getByRole("img", { name: "Reference of Torso" })).toBeVisible();
  await row(owner, "Legs").click();
  await expect(canvas.surface).not.toHaveAttribute("data-mask-coverage", "0.000000");
  await tray(owner)
    .getByRole("button", { name: /^Give .* to Legs$/ })
    .nth(1)
    .click();
  await expect(tray(owner).getByRole("img", { name: "Reference of Legs" })).toBeVisible();
  const layers = await api.ask("masks", "layers", { versionId: made });
  expect(layers.filter(({ reference }) => reference).map(({ name }) => name)).toEqual(["Torso", "Legs"]);
  // A way back, as everywhere.
  await tray(owner).getByRole("button", { name: "Remove the reference of Legs" }).click();
  await expect(tray(owner).getByRole("img", { name: "Reference of Legs" })).toBeHidden();
  await owner
    .locator("[data-sonner-toast]")
    .filter({ hasText: "Legs has no" })
    .getByRole("button", { name: "Undo" })
    .click();
  await expect(tray(owner).getByRole("img", { name: "Reference of Legs" })).toBeVisible();
  if (process.env.SHOTS) await owner.screenshot({ path: `${process.env.SHOTS}/mannequin.png` });
});

test("what belongs to what is saved as one archive, and the draft becomes the next version", async ({
  owner,
  sample,
  api,
}) => {
  await owner.goto(`${sample.base}/masks/${made}?references=open`);
  await canvasOf(owner, { width: 832, height: 1216 }).ready();
  const save = tray(owner).getByRole("button", { name: "Save masks, pictures and what belongs to what" });
  await expect(save).toBeEnabled();
  const coming = owner.waitForEvent("download");
  await save.click();
  const files = unzip(readFileSync(await (await coming).path()));
  const told = JSON.parse(new TextDecoder().decode(files.get("relations.json"))) as {
    relations: { region: string; mask: string; picture: string }[];
    open: string[];
  };
  expect(told.relations.map(({ region }) => region)).toEqual(["Torso", "Legs"]);
  expect(told.open).toContain("Head");
  for (const { mask, picture } of told.relations) {
    const { width, height } = await decodePng(files.get(mask) ?? new Uint8Array());
    expect([width, height]).toEqual([832, 1216]);
    expect(files.get(picture)?.length).toBeGreaterThan(500);
  }
  expect(files.has("draft.png")).toBe(true);

  await tray(owner).getByRole("button", { name: "Make a draft" }).click();
  await expect(owner.getByText(/^v\d+ made of the references$/)).toBeVisible({ timeout: 30_000 });
  const { version, versions } = await api.ask("storyboard", "version", { versionId: made });
  const draft = versions.find(({ title }) => title === "Draft of 2 references");
  expect(draft?.parents).toContain(version.id);
  if (process.env.SHOTS) {
    await owner.goto(`${sample.base}/masks/${draft?.id}`);
    await canvasOf(owner, { width: 832, height: 1216 }).ready();
    await owner.screenshot({ path: `${process.env.SHOTS}/draft.png` });
  }
});

test("the keys of results, comparing and running are a person's own", async ({ owner, sample, api }) => {
  const versionId = sample.board.find(({ shot }) => shot === shotInHand)?.versionId ?? "";
  await api.tell("renders", "submit", { versionId, pass: "adjust", params: {} });
  await owner.goto(`${sample.base}/masks/${versionId}`);
  const canvas = canvasOf(owner, { width: 1280, height: 720 });
  await canvas.ready();
  await owner.getByRole("button", { name: "Mask and view" }).click();
  await owner.getByRole("menuitem", { name: "Keys, wheel and pen" }).click();
  const dialog = owner.getByRole("dialog", { name: "Keys, wheel and pen" });
  const rebind = async (act: string, key: string, shown: string) => {
    await dialog.getByRole("button", { name: new RegExp(`^Key of ${act}:`) }).click();
    await owner.keyboard.press(key);
    await expect(dialog.getByRole("button", { name: `Key of ${act.replaceAll("\\", "")}: ${shown}` })).toBeVisible();
  };
  await dialog.getByRole("button", { name: /^Key of Brush:/ }).click();
  await owner.keyboard.press("Enter");
  await expect(dialog.getByRole("alert")).toContainText("Enter is taken");
  await owner.keyboard.press("Escape");
  await rebind("Next result", "n", "N");
  await rebind("Compare by difference", "d", "D");
  await rebind("Show the original \\(hold\\)", "o", "O");
  await rebind("Accept as layer", "p", "P");
  if (process.env.SHOTS) await dialog.screenshot({ path: `${process.env.SHOTS}/keys.png` });
  await dialog.getByRole("button", { name: "Done" }).click();

  const strip = owner.getByRole("listbox", { name: "Results" });
  await expect(strip.getByRole("option").first()).toBeVisible({ timeout: 60_000 });
  await owner.keyboard.press("n");
  await expect(strip.getByRole("option").first()).toHaveAttribute("aria-selected", "true");
  await owner.keyboard.press("ArrowRight");
  await expect(strip.getByRole("option").first()).toHaveAttribute("aria-selected", "true");
  await owner.keyboard.press("d");
  const modes = owner.getByRole("group", { name: "Compare" });
  await expect(modes.getByRole("radio", { name: "Difference" })).toBeChecked();
  await owner.keyboard.down("o");
  await expect(modes.getByRole("radio", { name: "Off" })).toBeChecked();
  await owner.keyboard.up("o");
  await expect(modes.getByRole("radio", { name: "Difference" })).toBeChecked();
  await owner.keyboard.press("p");
  await expect(owner.getByRole("button", { name: "Flatten" })).toBeVisible();
});

/** Files of an archive that stores them as they are. */
function unzip(bytes: Buffer): Map<string, Uint8Array> {
  const out = new Map<string, Uint8Array>();
  for (let at = 0; bytes.readUInt32LE(at) === 0x04034b50; ) {
    const [size, name, extra] = [bytes.readUInt32LE(at + 18), bytes.readUInt16LE(at + 26), bytes.readUInt16LE(at + 28)];
    const start = at + 30 + name + extra;
    out.set(bytes.subarray(at + 30, at + 30 + name).toString(), bytes.subarray(start, start + size));
    at = start + size;
  }
  return out;
}
