import { expect, type Locator, type Page } from "@playwright/test";
import { encodePng } from "../contract/mask/codec/png";
import { pixelSha256 } from "../contract/mask/hash";
import { canvasOf } from "./fixtures/canvas";
import { shotInHand } from "./fixtures/places";
import { test } from "./fixtures/test";

const size = { width: 1280, height: 720 };
test.describe.configure({ mode: "serial" });

const layers = (page: Page) => page.getByRole("region", { name: "Layers" });
const layer = (page: Page, name: string): Locator => layers(page).getByRole("button", { name: new RegExp(`^${name}`) });
const addLayer = async (page: Page, label: string) => {
  await page.getByRole("button", { name: "Add a layer" }).click();
  await page.getByRole("menu", { name: "Add a layer" }).getByRole("menuitem", { name: label, exact: true }).click();
};
const act = async (page: Page, name: string, label: string) => {
  await page.getByRole("button", { name: `More for ${name}` }).click();
  await page
    .getByRole("menu", { name: `Acts on ${name}` })
    .getByRole(label === "Locked" ? "menuitemcheckbox" : "menuitem", { name: label, exact: true })
    .click();
};

type Open = { page: Page; canvas: ReturnType<typeof canvasOf>; versionId: string };
const open = async (
  page: Page,
  sample: { base: string; board: readonly { shot: string; versionId: string | null }[] },
) => {
  const versionId = sample.board.find(({ shot }) => shot === shotInHand)?.versionId ?? "";
  await page.goto(`${sample.base}/masks/${versionId}`);
  const canvas = canvasOf(page, size);
  await canvas.ready();
  await expect(layers(page)).toBeVisible();
  return { page, canvas, versionId } satisfies Open;
};

test("a protected area is painted on by itself, stays after a reload, and no pass repaints it", async ({
  owner,
  sample,
  api,
}) => {
  const { canvas, versionId } = await open(owner, sample);
  const empty = await canvas.hash();
  await owner.keyboard.press("Shift+Backspace");
  const filled = await canvas.changedFrom(empty);

  await addLayer(owner, "Protected area");
  await expect(layer(owner, "Protected 1")).toHaveAttribute("aria-pressed", "true");
  await expect(canvas.surface).not.toHaveAttribute("data-mask-hash", filled);
  expect(await canvas.hash()).toBe(empty);
  await canvas.stroke([
    { x: 400, y: 300 },
    { x: 700, y: 340 },
  ]);
  const eyes = await canvas.changedFrom(empty);

  await owner.reload();
  await canvas.ready();
  await expect(layer(owner, "Protected 1")).toHaveAttribute("aria-pressed", "true");
  await expect.poll(() => canvas.hash()).toBe(eyes);
  await layer(owner, "Mask").click();
  await expect.poll(() => canvas.hash()).toBe(filled);

  const [mask, area] = await api.ask("masks", "layers", { versionId });
  const made = await api.tell("masks", "rasterise", { maskId: mask?.id ?? "" });
  expect(made.protected).toMatchObject([{ maskId: area?.id, pixelSha256: eyes }]);
  expect(made.pixelSha256).not.toBe(filled);
});

test("a locked layer takes no stroke; a deleted one comes back with all of them", async ({ owner, sample }) => {
  const { canvas } = await open(owner, sample);
  await layer(owner, "Protected 1").click();
  await expect(canvas.surface).toHaveAttribute("data-mask-hash", /\w+/);
  await owner.waitForTimeout(300);
  const eyes = await canvas.hash();
  await act(owner, "Protected 1", "Locked");
  await expect(layer(owner, "Protected 1").getByLabel("locked")).toBeVisible();
  await canvas.stroke([
    { x: 200, y: 500 },
    { x: 300, y: 520 },
  ]);
  expect(await canvas.hash()).toBe(eyes);

  await act(owner, "Protected 1", "Delete");
  await expect(layer(owner, "Protected 1")).toBeHidden();
  await owner
    .locator("[data-sonner-toast]")
    .filter({ hasText: "Deleted" })
    .getByRole("button", { name: "Undo" })
    .click();
  await layer(owner, "Protected 1").click();
  await expect.poll(() => canvas.hash()).toBe(eyes);
});

test("regions belong to people, and say what they leave open and hold twice", async ({ owner, sample, api }) => {
  const { canvas, versionId } = await open(owner, sample);
  const coverage = layers(owner).getByLabel("Coverage of the regions");
  await addLayer(owner, "Mara");
  await expect(layer(owner, "Mara")).toHaveAttribute("aria-pressed", "true");
  await expect(coverage).toHaveText("gap 100 %");
  await canvas.surface.focus();
  await owner.keyboard.press("Shift+Backspace");
  await expect(coverage).toHaveText("100 %");
  await addLayer(owner, "Background region");
  await expect(layer(owner, "Background")).toHaveAttribute("aria-pressed", "true");
  await canvas.stroke([
    { x: 300, y: 200 },
    { x: 600, y: 220 },
  ]);
  await expect(coverage).toHaveText(/^overlap \d/);
  const hatches = owner.getByRole("button", { name: "Show gaps, overlaps and what is kept" });
  await hatches.click();
  await expect(hatches).toHaveAttribute("aria-pressed", "true");
  // The stroke of the background over Mara: hatched; beside it one region alone.
  const hatched = () =>
    canvas.surface.evaluate((surface) => {
      const overlay = surface.querySelector<HTMLCanvasElement>("canvas[data-areas]");
      const pixels = overlay?.getContext("2d")?.getImageData(0, 0, overlay.width, overlay.height).data ?? [];
      let count = 0;
      for (let i = 3; i < pixels.length; i += 4) if (pixels[i]) count++;
      return count;
    });
  await expect.poll(hatched).toBeGreaterThan(50);
  await hatches.click();
  await expect.poll(hatched).toBe(0);

  await act(owner, "Mara", "Settings");
  const dialog = owner.getByRole("dialog", { name: "Region settings" });
  await dialog.getByLabel("Prompt").fill("in a raincoat, facing left");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog).toBeHidden();
  const regions = (await api.ask("masks", "layers", { versionId })).filter(({ kind }) => kind === "region");
  expect(regions).toMatchObject([
    { name: "Mara", character: { code: "MARA" }, region: { prompt: "in a raincoat, facing left" } },
    { name: "Background", region: { background: true } },
  ]);
});

test("a mask picture is brought in exactly; one of another size is refused with both sizes", async ({
  owner,
  sample,
}) => {
  const { canvas } = await open(owner, sample);
  await addLayer(owner, "Protected area");
  await expect(layer(owner, "Protected 2")).toHaveAttribute("aria-pressed", "true");
  const png = async (width: number, height: number) => {
    const pixels = Uint8Array.from({ length: width * height }, (_, i) => (i * 7 + Math.floor(i / width)) % 256);
    return {
      pixels,
      file: { name: "mask.png", mimeType: "image/png", buffer: Buffer.from(await encodePng(pixels, width, height)) },
    };
  };
  await addLayer(owner, "Mask picture");
  const dialog = owner.getByRole("dialog", { name: "Mask picture" });
  await dialog.getByLabel("Choose a file").setInputFiles((await png(640, 360)).file);
  await expect(dialog.getByRole("alert")).toContainText("640 × 360 pixels, the version 1280 × 720");
  const right = await png(size.width, size.height);
  await dialog.getByLabel("Choose a file").setInputFiles(right.file);
  await dialog.getByRole("button", { name: "Bring in" }).click();
  await expect(dialog).toBeHidden();
  const wanted = await pixelSha256(right.pixels);
  await expect.poll(() => canvas.hash()).toBe(wanted);
});

test("history tells what was painted and takes any of it back; a snapshot brings back a whole layer", async ({
  owner,
  sample,
}) => {
  const { canvas } = await open(owner, sample);
  await layer(owner, "Mask").click();
  await expect(canvas.surface).toHaveAttribute("data-mask-hash", /\w+/);
  await owner.keyboard.press("Delete");
  await expect.poll(() => canvas.coverage()).toBe(0);
  const blank = await canvas.hash();
  await canvas.stroke([
    { x: 200, y: 200 },
    { x: 320, y: 240 },
  ]);
  const first = await canvas.changedFrom(blank);
  await canvas.stroke([
    { x: 240, y: 220 },
    { x: 500, y: 400 },
  ]);
  const both = await canvas.changedFrom(first);

  await act(owner, "Mask", "Strokes and snapshots");
  const sheet = owner.getByRole("dialog", { name: "Strokes of Mask" });
  await sheet.getByLabel("Name of the snapshot").fill("Both strokes");
  await sheet.getByRole("button", { name: "Keep" }).click();
  await expect(sheet.getByRole("button", { name: "Bring back Both strokes" })).toBeVisible();
  // The older of the two, under the newer one.
  await sheet
    .getByRole("button", { name: /^Take back \d+, Stroke$/ })
    .nth(1)
    .click();
  const without = await canvas.changedFrom(both);
  expect(without).not.toBe(first);
  await sheet.getByRole("button", { name: "Bring back Both strokes" }).click();
  await expect.poll(() => canvas.hash()).toBe(both);
});

test("part of a result over the picture: as a layer, lassoed in, flattened into the next version", async ({
  owner,
  sample,
  api,
}) => {
  const { canvas, versionId } = await open(owner, sample);
  await api.tell("renders", "submit", { versionId, pass: "adjust", params: {} });
  const strip = owner.getByRole("listbox", { name: "Results" });
  await expect(strip.getByRole("option")).toHaveCount(1, { timeout: 60_000 });
  await strip.getByRole("option").click();
  await owner.getByRole("button", { name: "As layer" }).click();
  await expect(owner.getByRole("button", { name: "Flatten" })).toBeVisible();
  await expect(canvas.surface).toHaveAttribute("data-mask-coverage", "0.000000");
  await canvas.stroke([
    { x: 300, y: 200 },
    { x: 700, y: 200 },
    { x: 700, y: 500 },
    { x: 300, y: 500 },
  ]);
  await expect.poll(() => canvas.coverage()).toBeGreaterThan(0.1);
  await owner.getByRole("button", { name: "Flatten" }).click();
  await expect(owner.getByText(/^v\d+ made of the layers$/)).toBeVisible({ timeout: 30_000 });
  const { version, versions } = await api.ask("storyboard", "version", { versionId });
  const made = versions.at(-1);
  expect(made).toMatchObject({ state: "accepted", origin: "canvas" });
  expect(made?.picture.id).not.toBe(version.picture.id);
});

test("an adjustment changes what is seen at once, is painted away, is undone, and flattened into the next version", async ({
  owner,
  sample,
  api,
}) => {
  const { canvas, versionId } = await open(owner, sample);
  await addLayer(owner, "Adjustment");
  const panel = owner.getByRole("dialog", { name: "Adjustment Adjustment 1" });
  await expect(panel).toBeVisible();
  await expect(canvas.surface).toHaveAttribute("data-mask-coverage", "1.000000");
  /** Mean of red less that of blue where the preview shows the picture. */
  const warmth = () =>
    canvas.surface.evaluate((surface) => {
      const seen = surface.querySelectorAll("canvas")[1];
      const { data } = seen?.getContext("2d")?.getImageData(0, 0, seen.width, seen.height) ?? { data: [] };
      let [sum, count] = [0, 0];
      for (let i = 0; i < data.length; i += 4)
        if (data[i + 3] === 255) {
          sum += (data[i] ?? 0) - (data[i + 2] ?? 0);
          count++;
        }
      return count === 0 ? Number.NaN : sum / count;
    });
  await expect.poll(warmth).not.toBeNaN();
  const before = await warmth();
  await panel.getByRole("spinbutton", { name: "Red" }).fill("1.6");
  await expect.poll(warmth).toBeGreaterThan(before + 10);
  const points = panel.getByRole("slider", { name: /^Point/ });
  await expect(points).toHaveCount(2);
  await points.first().press("Shift+ArrowUp");
  await expect(points.first()).toHaveAttribute("aria-valuenow", "10");
  await panel.getByRole("button", { name: "Auto levels" }).click();
  await expect(panel.getByRole("button", { name: "Auto levels" })).not.toHaveAttribute("aria-busy", "true");
  await panel.getByRole("button", { name: "Close" }).click();
  await expect
    .poll(async () => (await api.ask("masks", "layers", { versionId })).at(-1)?.adjustment)
    .toMatchObject({
      gains: [1.6, 1, 1],
      curve: [
        [0, 10],
        [255, 255],
      ],
    });

  const full = await canvas.hash();
  await owner.keyboard.press("KeyE");
  await canvas.stroke([
    { x: 200, y: 200 },
    { x: 700, y: 240 },
  ]);
  await canvas.changedFrom(full);
  const flattened = owner.getByText(/^v\d+ made of the layers$/);
  await owner.getByRole("button", { name: "Flatten" }).click();
  await expect(flattened).toBeVisible({ timeout: 30_000 });
  const { version, versions } = await api.ask("storyboard", "version", { versionId });
  expect(versions.at(-1)).toMatchObject({ state: "accepted", origin: "canvas" });
  expect(versions.at(-1)?.picture.id).not.toBe(version.picture.id);
  await act(owner, "Adjustment 1", "Delete");
  await expect(layer(owner, "Adjustment 1")).toBeHidden();
});

test("a result is compared as onion, and accepted inside one lasso: the frame shows it, no layer is made, one undo", async ({
  owner,
  sample,
  api,
}) => {
  const { canvas, versionId } = await open(owner, sample);
  const before = await api.ask("masks", "layers", { versionId });
  const shown = (await api.ask("storyboard", "version", { versionId })).frame.currentVersionId;
  await api.tell("renders", "submit", { versionId, pass: "adjust", params: { saturation: 0 } });
  const strip = owner.getByRole("listbox", { name: "Results" });
  const count = await strip.getByRole("option").count();
  await expect(strip.getByRole("option")).toHaveCount(count + 1, { timeout: 60_000 });
  await strip.getByRole("option").last().click();
  await owner.getByRole("group", { name: "Compare" }).getByText("Onion", { exact: true }).click();
  const opacity = owner.getByRole("slider", { name: "How much of the result shows" });
  await expect(opacity).toHaveValue("50");
  await opacity.fill("60");
  await expect(opacity).toHaveValue("60");
  // Wherever the focus is: the slider, the radios of the modes, the strip, the canvas with its virtual brush.
  await opacity.press("Shift+ArrowRight");
  await expect(opacity).toHaveValue("70");
  await owner.getByRole("group", { name: "Compare" }).getByRole("radio", { name: "Onion" }).press("Shift+ArrowRight");
  await expect(opacity).toHaveValue("80");
  await strip.press("Shift+ArrowLeft");
  await expect(opacity).toHaveValue("70");
  await expect(strip.getByRole("option").last()).toHaveAttribute("aria-selected", "true");
  await canvas.surface.press("Shift+ArrowLeft");
  await expect(opacity).toHaveValue("60");

  await owner.getByRole("button", { name: "Accept part" }).click();
  await owner.getByRole("menuitem", { name: "Inside a lasso" }).click();
  await expect(owner.getByText("Draw around what to accept.")).toBeVisible();
  const hash = await canvas.hash();
  await canvas.stroke([
    { x: 300, y: 200 },
    { x: 700, y: 200 },
    { x: 700, y: 500 },
    { x: 300, y: 500 },
  ]);
  await expect(owner.getByText(/^v\d+ made of a part of the result$/)).toBeVisible({ timeout: 30_000 });
  expect(await canvas.hash()).toBe(hash);
  const made = await api.ask("storyboard", "version", { versionId });
  expect(made.versions.at(-1)).toMatchObject({ state: "accepted", origin: "canvas" });
  expect(made.frame.currentVersionId).toBe(made.versions.at(-1)?.id);
  expect(await api.ask("masks", "layers", { versionId })).toHaveLength(before.length);
  await owner
    .locator("[data-sonner-toast]")
    .filter({ hasText: "made of a part" })
    .getByRole("button", { name: "Undo" })
    .click();
  await expect
    .poll(async () => (await api.ask("storyboard", "version", { versionId })).frame.currentVersionId)
    .toBe(shown);
});
