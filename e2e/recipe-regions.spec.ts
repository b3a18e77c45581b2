import { expect } from "@playwright/test";
import { newId } from "../contract/ids";
import { axeFindings } from "./fixtures/axe";
import { canvasOf } from "./fixtures/canvas";
import { settled, shotInHand } from "./fixtures/places";
import { test } from "./fixtures/test";

const box = (x: number, y: number, w: number, h: number) => ({
  id: newId("mask"),
  op: { kind: "rect" as const, mode: "add" as const, x: x * 4, y: y * 4, w: w * 4, h: h * 4 },
});

test("the regions of a recipe stand in the form it is run again with, and go with what was changed", async ({
  owner,
  api,
  sample,
}) => {
  const versionId = sample.board.find(({ shot }) => shot === shotInHand)?.versionId ?? "";
  const region = { prompt: "on the pier", loraWeight: 0.6 };
  await api.tell("masks", "addLayer", { versionId, kind: "region", name: "Crate", ops: [box(0, 0, 200, 200)] });
  await api.tell("masks", "addLayer", {
    versionId,
    kind: "region",
    name: "Mara",
    region,
    ops: [box(400, 200, 300, 300)],
  });
  await api.tell("renders", "submit", {
    ...{ versionId, pass: "upscale", params: { mode: "regional" }, regions: true, roughAllowed: true },
  });
  const made = async () =>
    (await api.ask("storyboard", "version", { versionId })).versions.filter(({ recipe }) => recipe?.pass === "upscale");
  await expect.poll(async () => (await made()).length, { timeout: 60_000 }).toBe(1);
  const [first] = await made();

  await owner.goto(`${sample.base}/script/shots/${shotInHand}?sel=${first?.id}`);
  await settled(owner);
  const inspector = owner.getByRole("complementary", { name: "Inspector" });
  await inspector.getByRole("tab", { name: "Recipe" }).click();
  await inspector.getByRole("button", { name: "Run again with…" }).click();
  const dialog = owner.getByRole("dialog", { name: "Run this result again with…" });
  const regions = dialog.getByRole("group", { name: "Regions" });
  await expect(regions.getByLabel("Prompt of Mara")).toHaveValue("on the pier");
  await expect(regions.getByLabel("Prompt of Crate")).toHaveValue("");
  await regions.getByLabel("Prompt of Mara").fill("on the pier, in the rain");
  await regions.getByLabel("Feather px").first().fill("32");
  await regions.getByRole("button", { name: "Leave Crate out" }).click();
  await expect(dialog.getByText(/^Was .*Mara/)).toBeVisible();
  expect(await axeFindings(owner)).toEqual([]);
  await dialog.getByRole("button", { name: "Queue upscale" }).click();
  await expect(dialog).toBeHidden();
  await expect.poll(async () => (await made()).length, { timeout: 60_000 }).toBe(2);
  const again = (await made()).find(({ id }) => id !== first?.id);
  expect(again?.recipe?.params.regions).toMatchObject([
    { name: "Mara", prompt: "on the pier, in the rain", feather: 32 },
  ]);
});

test("a workflow of ComfyUI goes into the form of a pass, each setting told; a file that says nothing says so", async ({
  owner,
  sample,
}) => {
  const versionId = sample.board.find(({ shot }) => shot === shotInHand)?.versionId ?? "";
  await owner.goto(`${sample.base}/masks/${versionId}?pass=img2img`);
  await canvasOf(owner, { width: 1280, height: 720 }).ready();
  const panel = owner.getByRole("complementary", { name: "Pass" });
  // Those of the whole form; the prompt has its own further down.
  await panel.getByRole("button", { name: "Presets" }).first().click();
  await owner.getByRole("menuitem", { name: "Settings from a file…" }).click();
  const dialog = owner.getByRole("dialog", { name: "Settings from a file" });
  const choose = (name: string, json: unknown) =>
    dialog
      .locator("input[type=file]")
      .setInputFiles({ name, mimeType: "application/json", buffer: Buffer.from(JSON.stringify(json)) });
  await choose("package.json", { name: "nothing" });
  await expect(dialog.getByRole("alert")).toHaveText(/package\.json says nothing of how a picture is made/);
  const slot = (name: string, link: number) => ({ name, type: "*", link });
  await choose("lantern.json", {
    nodes: [
      { id: 1, type: "CLIPTextEncode", inputs: [], widgets_values: ["a paper lantern"] },
      { id: 2, type: "VAEEncode", inputs: [] },
      {
        ...{ id: 3, type: "KSampler", widgets_values: [42, "randomize", 24, 6, "euler", "karras", 0.35] },
        inputs: [slot("positive", 1), slot("latent_image", 2)],
      },
    ],
    links: [
      [1, 1, 0, 3, 0, "*"],
      [2, 2, 0, 3, 1, "*"],
    ],
  });
  await expect(dialog.getByRole("region", { name: "Settings of ComfyUI" })).toBeVisible();
  expect(await axeFindings(owner)).toEqual([]);
  await dialog.getByRole("button", { name: "Use these settings" }).click();
  await expect(dialog).toBeHidden();
  await expect(panel.getByLabel("Prompt", { exact: true })).toHaveValue("a paper lantern");
  await expect(panel.getByRole("spinbutton", { name: "Denoise" })).toHaveValue("0.35");
  const toast = owner.locator("[data-sonner-toast]").filter({ hasText: "Applied the settings of lantern.json" });
  await toast.getByRole("button", { name: "Undo" }).click();
  await expect(panel.getByLabel("Prompt", { exact: true })).toHaveValue("");
});
