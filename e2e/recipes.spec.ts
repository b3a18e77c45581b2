import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { expect, type Page } from "@playwright/test";
import sharp from "sharp";
import { makeDb } from "../db/client";
import { makeNode } from "../db/testing/factories";
import { axeFindings } from "./fixtures/axe";
import { canvasOf } from "./fixtures/canvas";
import { picture } from "./fixtures/pictures";
import { settled, shotInHand } from "./fixtures/places";
import { test } from "./fixtures/test";

test.describe.configure({ mode: "serial" });

const inspectorOf = (page: Page) => page.getByRole("complementary", { name: "Inspector" });
const openRecipe = async (page: Page, address: string) => {
  await page.goto(address);
  await settled(page);
  await inspectorOf(page).getByRole("tab", { name: "Recipe" }).click();
  await expect(inspectorOf(page).getByRole("button", { name: "Download" })).toBeVisible();
};

const says =
  "a paper lantern, <lora:ink:0.6>, (glow:1.2)\nNegative prompt: fog\nSteps: 24, Sampler: Euler a, CFG scale: 6, Seed: 42, Size: 320x200, Model: lamp_v2, Denoising strength: 0.35, RNG: CPU";
const lantern = async () => ({
  ...{ name: "lantern.jpg", mimeType: "image/jpeg" },
  buffer: await sharp(await picture(71))
    .jpeg()
    .withExif({ IFD2: { UserComment: says } })
    .toBuffer(),
});

let shot = "";
let result = "";

test("settings of another tool become a request of ours: taken, changed and not supported, each said", async ({
  owner,
  sample,
}) => {
  shot = `${sample.base}/script/shots/${shotInHand}`;
  await openRecipe(owner, shot);
  await owner
    .locator("main input[type=file]")
    .first()
    .setInputFiles(await lantern());
  const inspector = inspectorOf(owner);
  await expect(inspector.getByRole("heading", { name: /^The file says: made with AUTOMATIC1111/ })).toBeVisible();
  await inspector.getByRole("button", { name: "Use as recipe" }).click();

  const dialog = owner.getByRole("dialog", { name: "AI bump with the settings of AUTOMATIC1111" });
  const lines = dialog.getByRole("region", { name: "Settings of AUTOMATIC1111" });
  await expect(lines.getByText(/\d+ taken, \d+ changed, \d+ not supported/)).toBeVisible();
  for (const [state, words] of [
    ["Taken", "Sampler Euler a"],
    ["Taken", "Denoise 0.35"],
    ["Taken", "Seed 42"],
    ["Changed", "Prompt a paper lantern, <lora:ink:0.6>, (glow:1.2)"],
    ["Not supported", "LoRA ink 0.6"],
    ["Not supported", "Model lamp_v2"],
    ["Not supported", "Width 320"],
    ["Not supported", "RNG CPU"],
  ])
    await expect(lines.getByRole("listitem").filter({ hasText: words ?? "" })).toContainText(state ?? "");
  await expect(dialog.getByLabel("Prompt", { exact: true })).toHaveValue("a paper lantern, (glow:1.2)");
  await expect(dialog.getByRole("spinbutton", { name: "Denoise" })).toHaveValue("0.35");
  // No node here paints: said before anything is queued.
  await expect(dialog.getByRole("button", { name: "Queue AI bump" })).toHaveAttribute("aria-disabled", "true");
  await expect(dialog.getByText(/lacks/).first()).toBeVisible();
  expect(await axeFindings(owner)).toEqual([]);

  await dialog.getByRole("link", { name: "Open on the canvas" }).click();
  const panel = owner.getByRole("complementary", { name: "Pass" });
  await expect(panel.getByLabel("Prompt", { exact: true })).toHaveValue("a paper lantern, (glow:1.2)");
  await expect(panel.getByRole("spinbutton", { name: "Steps, steps" })).toHaveValue("24");
});

test("a prompt is written in parts and weighed by keys, a control follows a curve moved by keys, settings are kept", async ({
  owner,
  sample,
}) => {
  const versionId = sample.board.find(({ shot }) => shot === shotInHand)?.versionId ?? "";
  await owner.goto(`${sample.base}/masks/${versionId}?pass=img2img`);
  await canvasOf(owner, { width: 1280, height: 720 }).ready();
  const panel = owner.getByRole("complementary", { name: "Pass" });
  const prompt = panel.getByLabel("Prompt", { exact: true });

  await prompt.fill("flirty smile");
  await prompt.press("End");
  await prompt.press("Control+ArrowUp");
  await prompt.press("Control+ArrowUp");
  await expect(prompt).toHaveValue("flirty (smile:1.2)");
  await expect(panel.getByText(/^\d+ of 75 tokens$/).first()).toBeVisible();
  await panel.getByRole("group", { name: "Prompt: how it is written" }).getByText("Parts").click();
  await panel.getByLabel("Setting", { exact: true }).fill("a courtyard, morning light");
  await panel.getByLabel("Weight of Setting").fill("1.3");
  await panel.getByRole("group", { name: "Prompt: how it is written" }).getByText("Text", { exact: true }).click();
  await expect(prompt).toHaveValue("flirty (smile:1.2), (a courtyard, morning light:1.3)");
  await panel.getByRole("button", { name: "Mara", exact: true }).first().click();
  await expect(prompt).toHaveValue(/, mara_lowtide$/);

  await panel.getByRole("button", { name: "Add a control" }).click();
  const control = panel.getByRole("region", { name: "Control 1, Tile" });
  await control.getByText("Over the steps").click();
  const second = control.getByRole("slider", { name: "Point 2 of 2" });
  await expect(second).toHaveAttribute("aria-valuetext", "0.3 at 100 % of the steps");
  await second.focus();
  await second.press("ArrowUp");
  await second.press("Shift+ArrowLeft");
  await expect(second).toHaveAttribute("aria-valuetext", "0.35 at 99 % of the steps");
  await control.getByRole("button", { name: "Add a point" }).click();
  await control.getByLabel("Point 2, strength").fill("0.9");
  await expect(control.getByRole("slider", { name: "Point 2 of 3" })).toHaveAttribute("aria-valuenow", "0.9");
  await control.getByRole("slider", { name: "Point 2 of 3" }).press("Delete");
  await expect(control.getByRole("slider")).toHaveCount(2);

  const presets = panel.getByRole("button", { name: "Presets" }).first();
  await presets.click();
  await owner.getByRole("menuitem", { name: "Keep these settings…" }).click();
  const dialog = owner.getByRole("dialog", { name: "Keep settings of AI bump" });
  await dialog.getByLabel("Name").fill("Dusk bump");
  await dialog.getByRole("button", { name: "Keep settings" }).click();
  await expect(dialog).toBeHidden();
  await presets.click();
  await owner.getByRole("menuitem", { name: "Back to the defaults" }).click();
  await expect(prompt).toHaveValue("");
  await presets.click();
  await owner.getByRole("menuitem", { name: "Dusk bump" }).click();
  await expect(prompt).toHaveValue(/^flirty \(smile:1\.2\), .*mara_lowtide$/);
  await expect(control.getByRole("slider", { name: "Point 2 of 2" })).toHaveAttribute("aria-valuenow", "0.35");
  await presets.click();
  await owner.getByRole("menuitem", { name: "Manage presets…" }).click();
  const manage = owner.getByRole("dialog", { name: "Presets of AI bump" });
  await manage.getByRole("button", { name: "Archive Dusk bump" }).click();
  await expect(manage.getByRole("region", { name: "Archived presets" })).toContainText("Dusk bump");
  await manage.getByRole("button", { name: "Bring back Dusk bump" }).click();
  await expect(manage.getByRole("button", { name: "Archive Dusk bump" })).toBeVisible();
  expect(await axeFindings(owner)).toEqual([]);
});

test("models are chosen from what the nodes have; one of another family is refused before it is queued", async ({
  owner,
  sample,
  studio,
  api,
}) => {
  const { db, close } = makeDb(studio.databaseUrl, { max: 1 });
  const teamId = (await api.ask("account", "viewer"))?.team?.id ?? "";
  const file = {
    family: "sdxl",
    familyFrom: "header",
    inpainting: false,
    sha256: null,
    bytes: null,
    unusable: null,
  } as const;
  await makeNode(db, teamId, [], {
    name: "attic",
    engine: {
      ...{ kind: "comfyui", version: "0.3.64", device: { name: "cuda:0", vramGb: 24 }, features: [] },
      ...{ samplers: [], schedulers: [], variants: [] },
      models: [
        { ...file, role: "checkpoint", file: "sdxl/juggernaut.safetensors" },
        { ...file, role: "lora", file: "mara.safetensors" },
        { ...file, role: "lora", file: "old.safetensors", family: "sd15" },
        { ...file, role: "lora", file: "torn.safetensors", unusable: "a Git LFS pointer of 134 bytes, not the model" },
      ],
    },
  });
  await close();
  const versionId = sample.board.find(({ shot }) => shot === shotInHand)?.versionId ?? "";
  await owner.goto(`${sample.base}/masks/${versionId}?pass=img2img`);
  const panel = owner.getByRole("complementary", { name: "Pass" });
  await panel.getByText("Advanced").click();
  await panel.getByRole("button", { name: /^Model: / }).click();
  const models = owner.getByRole("dialog", { name: "Model" });
  await models.getByRole("textbox").fill("attic sdxl");
  await expect(models.getByText("On attic")).toBeVisible();
  await models.getByRole("button", { name: /^juggernaut/ }).click();
  await expect(panel.getByRole("button", { name: "Model: juggernaut SDXL" })).toBeVisible();

  await panel.getByRole("button", { name: "Add a LoRA" }).click();
  await panel.getByRole("button", { name: "LoRA: Choose…" }).click();
  const loras = owner.getByRole("dialog", { name: "LoRA" });
  await expect(loras.getByText("For SD 1.5; juggernaut is SDXL.")).toBeVisible();
  await expect(loras.getByText(/Cannot be used: a Git LFS pointer/)).toBeVisible();
  await expect(loras.getByRole("button", { name: /^old/ })).toHaveAttribute("aria-disabled", "true");
  expect(await axeFindings(owner)).toEqual([]);
  await loras.getByRole("button", { name: /^mara/ }).click();
  await panel.getByLabel("Whose").selectOption({ label: "Mara · mara_lowtide" });
  await panel.getByRole("button", { name: "Insert mara_lowtide" }).click();
  await expect(panel.getByLabel("Prompt", { exact: true })).toHaveValue("mara_lowtide");
  await expect(panel.getByRole("button", { name: "Insert mara_lowtide" })).toHaveCount(0);

  const model = "sdxl/juggernaut.safetensors";
  await expect(
    api.tell("renders", "submit", {
      ...{ versionId, pass: "img2img", params: { model, loras: [{ file: "old.safetensors" }] } },
    }),
  ).rejects.toThrow(/old\.safetensors is for SD 1\.5/);
});

test("a version runs again to the letter, or with other settings, and the two recipes are told apart", async ({
  owner,
  sample,
  api,
}) => {
  const frame = sample.board.find(({ shot }) => shot === shotInHand);
  const versionId = frame?.versionId ?? "";
  await api.tell("renders", "submit", { versionId, pass: "adjust", params: { levels: "off", saturation: 1.4 } });
  const made = async () => {
    const { versions } = await api.ask("storyboard", "version", { versionId });
    return versions.filter(({ recipe }) => recipe?.pass === "adjust");
  };
  await expect.poll(async () => (await made()).length, { timeout: 60_000 }).toBe(1);
  result = (await made())[0]?.id ?? "";
  await openRecipe(owner, `${shot}?sel=${result}`);
  const inspector = inspectorOf(owner);

  await inspector.getByRole("button", { name: "Run again", exact: true }).click();
  await expect(owner.getByText("Queued Adjust colour again, the same to the letter")).toBeVisible();
  await expect.poll(async () => (await made()).length, { timeout: 60_000 }).toBe(2);
  const [first, again] = await made();
  expect(again?.recipe).toEqual(first?.recipe);
  expect(again?.sha256).toBe(first?.sha256);

  await inspector.getByRole("button", { name: "Run again with…" }).click();
  const dialog = owner.getByRole("dialog", { name: "Run this result again with…" });
  await expect(dialog.getByRole("region", { name: "Works on" }).getByRole("listitem")).toHaveCount(1);
  await expect(dialog.getByText(/^Was /)).toHaveCount(0);
  await dialog.getByRole("spinbutton", { name: /^Saturation/ }).fill("0.5");
  await expect(dialog.getByText(/^Was 1.4/)).toBeVisible();
  expect(await axeFindings(owner)).toEqual([]);
  await dialog.getByRole("button", { name: "Queue colour adjustment" }).click();
  await expect(dialog).toBeHidden();
  await expect.poll(async () => (await made()).length, { timeout: 60_000 }).toBe(3);

  const third = (await made()).find(({ recipe }) => recipe?.params.saturation === 0.5);
  await openRecipe(owner, `${shot}?sel=${third?.id}`);
  const differs = inspector.getByRole("region", { name: "What differs" });
  await differs.getByLabel("Compare the recipe with").selectOption(result);
  await expect(differs.getByRole("term")).toHaveText(["Saturation"]);
  await expect(differs.getByRole("definition")).toContainText(/1\.4 .*→.*0\.5 .*\(−0\.9\)/);
});

test("a version downloaded as PNG tells its recipe to whoever drops it back, and nothing without settings", async ({
  owner,
  studio,
  api,
}) => {
  await openRecipe(owner, `${shot}?sel=${result}`);
  const inspector = inspectorOf(owner);
  const download = async (item: string) => {
    await inspector.getByRole("button", { name: "Download" }).click();
    const [file] = await Promise.all([
      owner.waitForEvent("download"),
      owner.getByRole("menuitem", { name: item }).click(),
    ]);
    const name = file.suggestedFilename();
    return { name, mimeType: "image/png", buffer: await readFile(await file.path()) };
  };
  const bare = await download("PNG without settings");
  const told = await download("PNG with its settings");
  expect(told.name).toBe(`${shotInHand}_A_staged.png`);
  expect((await owner.request.get(`${studio.url}/api/versions/${result}`)).headers()["content-type"]).toBe("image/png");

  await owner.locator("main input[type=file]").first().setInputFiles(told);
  await expect(
    inspector.getByRole("heading", { name: "The file says: made with Backlot, Adjust colour 1" }),
  ).toBeVisible();
  await inspector.getByRole("button", { name: "Use as recipe" }).click();
  const dialog = owner.getByRole("dialog", { name: "Adjust colour as in the file" });
  await expect(dialog.getByRole("spinbutton", { name: /^Saturation/ })).toHaveValue("1.4");
  await expect(dialog.getByRole("region", { name: "Works on" }).getByText("not here any more")).toHaveCount(0);
  expect(await axeFindings(owner)).toEqual([]);
  await dialog.getByRole("button", { name: "Queue colour adjustment" }).click();
  await expect(dialog).toBeHidden();

  // The same bytes as the result itself: nothing is said beside the pixels.
  expect(bare.buffer.includes("backlot")).toBe(false);
  const { sha256 } = (await api.ask("storyboard", "version", { versionId: result })).version;
  const kept = createHash("sha256").update(bare.buffer).digest("hex");
  expect([kept, createHash("sha256").update(told.buffer).digest("hex")]).toEqual([
    sha256,
    expect.not.stringMatching(sha256),
  ]);
});
