import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, type Page } from "@playwright/test";
import sharp from "sharp";
import { settled } from "./fixtures/places";
import { test } from "./fixtures/test";

const panorama = path.resolve(import.meta.dirname, "../../shared/data/panoramas/city.hdr");
const hasPanorama = existsSync(panorama);

/** A smooth picture: brighter downwards, as depth maps with white near are. */
const ramp = (width: number, height: number) => {
  const data = Buffer.alloc(width * height);
  for (let at = 0; at < data.length; at++) data[at] = 20 + Math.floor((Math.floor(at / width) * 220) / height);
  return sharp(data, { raw: { width, height, channels: 1 } })
    .png()
    .toBuffer();
};

/** Presses a button that opens the file dialog and gives it these files. */
const give = async (page: Page, button: string, files: { name: string; mimeType: string; buffer: Buffer }[]) => {
  const [chooser] = await Promise.all([
    page.waitForEvent("filechooser"),
    page.getByRole("button", { name: button }).first().click(),
  ]);
  await chooser.setFiles(files);
};
/** Panoramas are drawn when a person comes near them. */
const comeNear = async (page: Page) => {
  const place = page.locator("[data-near]").first();
  await expect(place).toBeAttached({ timeout: 60_000 });
  await place.scrollIntoViewIfNeeded();
};
const png = (name: string, buffer: Buffer) => ({ name, mimeType: "image/png", buffer });

const newPlace = async (page: Page, base: string, name: string) => {
  await page.goto(`${base}/environments`);
  await settled(page);
  await page.getByRole("button", { name: "New environment" }).click();
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByRole("button", { name: "Create environment" }).click();
  await expect(page.getByRole("heading", { name })).toBeVisible();
};

test("a place gets three states, and the light of one is turned, told and undone", async ({ owner, sample }) => {
  await newPlace(owner, sample.base, "Harbour wall");
  for (const time of ["Morning", "Noon", "Night"]) {
    await owner.getByRole("button", { name: "Add a state" }).click();
    await owner.getByRole("menuitem", { name: time }).click();
    await expect(owner.getByRole("radio", { name: time })).toBeChecked();
  }
  await expect(owner.getByRole("radiogroup", { name: "States" }).getByRole("radio")).toHaveCount(3);

  await owner.getByRole("radio", { name: "Morning" }).click();
  const dial = owner.getByRole("slider", { name: /^Direction of the light/ });
  await expect(dial).toHaveAttribute("aria-valuenow", "250");
  await expect(owner.getByRole("button", { name: /morning light from the left side/ })).toBeVisible();
  await dial.focus();
  for (let n = 0; n < 4; n++) await owner.keyboard.press("ArrowRight");
  await expect(dial).toHaveAttribute("aria-valuenow", "270");
  await owner.reload();
  await settled(owner);
  await owner.getByRole("button", { name: "Edit the light" }).click();
  await expect(owner.getByRole("slider", { name: /^Direction of the light/ })).toHaveAttribute("aria-valuenow", "270");

  await owner.getByLabel("Flicker", { exact: true }).selectOption("fire");
  await expect(owner.getByRole("button", { name: /flickering light/ })).toBeVisible();
  await owner.getByRole("button", { name: "Undo" }).last().click();
  await expect(owner.getByRole("button", { name: /flickering light/ })).toHaveCount(0);
});

test("a panorama is looked around in by keys, pointer and wheel", async ({ owner, sample }) => {
  test.skip(!hasPanorama, "shared/data/panoramas is absent");
  await newPlace(owner, sample.base, "Market square");
  await give(owner, "Choose pictures", [
    { name: "city.hdr", mimeType: "image/vnd.radiance", buffer: readFileSync(panorama) },
  ]);
  const section = owner.getByRole("region", { name: /^Panoramas and depth/ });
  await comeNear(owner);
  await expect(section.getByText("Left and right edge meet.")).toBeVisible({ timeout: 60_000 });
  await expect(section.getByText("Closes to a point.")).toHaveCount(2);

  await section.getByRole("button", { name: "Look around" }).click();
  const view = owner.getByRole("application", { name: /all around/ });
  await expect(view).toHaveAttribute("data-ready", "true", { timeout: 60_000 });
  await view.focus();
  await owner.keyboard.press("ArrowRight");
  await owner.keyboard.press("ArrowUp");
  await expect(view).toHaveAttribute("data-yaw", "10");
  await expect(view).toHaveAttribute("data-pitch", "10");
  await view.hover();
  await owner.mouse.wheel(0, -300);
  await expect.poll(async () => Number(await view.getAttribute("data-fov"))).toBeLessThan(75);
  const box = await view.boundingBox();
  if (!box) throw new Error("the view has no box");
  await owner.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await owner.mouse.down();
  await owner.mouse.move(box.x + box.width / 2 - 200, box.y + box.height / 2, { steps: 5 });
  await owner.mouse.up();
  await expect.poll(async () => Number(await view.getAttribute("data-yaw"))).toBeGreaterThan(15);
  await owner.keyboard.press("Home");
  await expect(view).toHaveAttribute("data-yaw", "0");

  // It really shows the picture: the square is not one grey.
  const { channels } = await sharp(await view.screenshot()).stats();
  expect(Math.max(...channels.map(({ stdev }) => stdev))).toBeGreaterThan(20);
  await owner.getByRole("switch", { name: /Full range/ }).check();
  await expect(owner.getByRole("slider", { name: "Exposure" })).toBeVisible({ timeout: 60_000 });
});

test("1.9:1 is no panorama, and is said so with its numbers; it may come as a plate", async ({ owner, sample }) => {
  await newPlace(owner, sample.base, "Long beach");
  await give(owner, "Choose pictures", [png("first.png", await ramp(320, 180))]);
  const plates = owner.getByRole("region", { name: /^Plates/ });
  await expect(plates.getByText("first.png")).toBeVisible({ timeout: 30_000 });

  await give(owner, "Add a panorama", [png("beach.png", await ramp(190, 100))]);

  await expect(owner.getByText(/beach\.png is 190 × 100 pixels \(1\.9:1\)\. A 360° panorama is 2:1/)).toBeVisible();
  await expect(plates.getByText("beach.png")).toHaveCount(0);
  await owner.getByRole("button", { name: "Add as plates" }).click();
  await expect(plates.getByText("beach.png")).toBeVisible();
});

test("a depth map is paired with its panorama, inverted and brought back", async ({ owner, api, sample }) => {
  await newPlace(owner, sample.base, "Dunes");
  await give(owner, "Choose pictures", [png("dunes.png", await ramp(400, 200))]);
  const section = owner.getByRole("region", { name: /^Panoramas and depth/ });
  await comeNear(owner);
  await expect(section.getByText("dunes.png")).toBeVisible({ timeout: 30_000 });
  const read = async () => {
    const place = await api.ask("environments", "get", { projectId: sample.project.id, code: "DUNES" });
    return place.plates.filter(({ role }) => role === "depth");
  };

  await give(owner, "Add a depth map", [png("near.png", await ramp(200, 100))]);
  await expect(section.getByRole("radio", { name: "White is near" })).toBeChecked({ timeout: 30_000 });
  const [first] = await read();
  await section.getByRole("button", { name: "Invert" }).click();
  await expect(section.getByRole("radio", { name: "Black is near" })).toBeChecked({ timeout: 30_000 });

  const [turned] = await read();
  const pixels = async (id = "") =>
    sharp(await (await owner.request.get(`/api/media/${id}/original`)).body())
      .toColourspace("b-w")
      .raw()
      .toBuffer();
  const [before, after] = [await pixels(first?.picture.id), await pixels(turned?.picture.id)];
  expect(after.every((value, at) => value === 255 - (before[at] ?? 0))).toBe(true);
  await owner.getByRole("button", { name: "Undo" }).last().click();
  await expect(section.getByRole("radio", { name: "White is near" })).toBeChecked();
  expect((await read()).map(({ id }) => id)).toEqual([first?.id]);
});
