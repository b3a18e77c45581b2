import { readFile } from "node:fs/promises";
import path from "node:path";
import { expect } from "@playwright/test";
import sharp from "sharp";
import { hasFfmpeg, makeFilm } from "../gpu-agent/testing/films";
import { axeFindings } from "./fixtures/axe";
import { picturesOf } from "./fixtures/package-of";
import { picture } from "./fixtures/pictures";
import { settled } from "./fixtures/places";
import { test } from "./fixtures/test";

// A character of its own: its package is empty, and no other file's.
const code = "LIV";
test.beforeEach(async ({ api, sample }) => {
  const projectId = sample.project.id;
  const known = await api.ask("characters", "list", { projectId });
  if (!known.some((one) => one.code === code)) await api.tell("characters", "create", { projectId, name: "Liv" });
});

/** Four pictures of 300 × 260, two by two, 12 pixels apart. */
const sheet = async () => {
  const views = await Promise.all([1, 2, 3, 4].map((seed) => picture(seed, { width: 300, height: 260 })));
  const places = views.map((input, at) => ({
    ...{ input, left: 12 + (at % 2) * 312, top: 12 + Math.floor(at / 2) * 272 },
  }));
  const buffer = await sharp({ create: { width: 636, height: 556, channels: 3, background: "#fafafa" } })
    .composite(places)
    .png()
    .toBuffer();
  return { buffer, views };
};

test("a sheet is split into four slots, each the very pixels of its view", async ({ owner, sample, api }) => {
  const { buffer, views } = await sheet();
  await owner.goto(`${sample.base}/profiles/${code}`);
  await settled(owner);
  await owner.getByRole("button", { name: "Add pictures" }).first().click();
  await owner.getByRole("menuitem", { name: "Split a sheet…" }).click();
  const dialog = owner.getByRole("dialog", { name: "Split a sheet" });
  await dialog.getByLabel("Choose a sheet").last().setInputFiles({ name: "liv.png", mimeType: "image/png", buffer });

  await expect(owner.getByRole("heading", { level: 1 })).toHaveText("Split liv.png");
  await expect(owner.getByText("Found 4 views by the gaps between them.")).toBeVisible();
  const boxes = owner.getByRole("button", { name: /pixels at/ });
  await expect(boxes).toHaveCount(4);
  await expect(boxes.first()).toHaveAccessibleName("1: 300 by 260 pixels at 12, 12");

  // The keyboard moves a box by a pixel and back again, and gives it an angle.
  await boxes.first().focus();
  await owner.keyboard.press("ArrowRight");
  await expect(boxes.first()).toHaveAccessibleName(/pixels at 13, 12/);
  await owner.keyboard.press("ArrowLeft");
  await owner.keyboard.press("1");
  await expect(owner.getByLabel("Where view 1 goes")).toHaveValue("front");
  for (const [at, slot] of ["profile-left", "profile-right", "back"].entries())
    await owner.getByLabel(`Where view ${at + 2} goes`).selectOption(slot);
  await owner.getByLabel("The sheet was drawn by hand").check();
  expect(await axeFindings(owner)).toEqual([]);
  await owner.getByRole("button", { name: "Cut 4 views" }).click();
  await expect(owner.getByText(/4 in slots, 0 among the candidates/)).toBeVisible();

  const images = await picturesOf(api, sample.project.id, code);
  const bySlot = new Map(images.map((image) => [image.slot, image]));
  expect([...bySlot.keys()]).toEqual(["front", "profile-left", "profile-right", "back"]);
  for (const [at, slot] of [...bySlot.keys()].entries()) {
    const image = bySlot.get(slot);
    expect(image).toMatchObject({ depicts: "drawn", source: "Hand drawn", origin: "sheet" });
    const file = await owner.request.get(`/api/media/${image?.picture.id}/original`);
    const [mine, wanted] = await Promise.all(
      [await file.body(), views[at] ?? Buffer.of()].map((one) => sharp(one).removeAlpha().raw().toBuffer()),
    );
    expect(Buffer.compare(mine ?? Buffer.of(), wanted ?? Buffer.of(1)), String(slot)).toBe(0);
  }

  await owner.getByRole("link", { name: "Back to the package" }).click();
  await expect(owner.getByRole("button", { name: "Add pictures" }).first()).toBeVisible();
});

test.describe("clips", () => {
  test.skip(!hasFfmpeg(), "ffmpeg and ffprobe are not on this machine");

  test("a clip gives three frames to three slots", async ({ owner, sample, api }) => {
    const film = test.info().outputPath("walk.mp4");
    await makeFilm(film, { frames: 72, size: "480x270", filter: "gblur=sigma=3:enable='mod(n,3)'" });
    await owner.goto(`${sample.base}/profiles/${code}`);
    await settled(owner);
    await owner.getByRole("button", { name: "Add pictures" }).first().click();
    await owner.getByRole("menuitem", { name: "From a clip…" }).click();
    const dialog = owner.getByRole("dialog", { name: "Pictures from a clip" });

    // By the name of a film, but a picture: refused in words, nothing is kept.
    await dialog
      .getByLabel("Film", { exact: true })
      .setInputFiles({ name: "fake.mp4", mimeType: "video/mp4", buffer: await picture(9) });
    await expect(dialog.getByText(/fake\.mp4 is a PNG picture, not a film/)).toBeVisible();
    await dialog
      .getByLabel("Film", { exact: true })
      .setInputFiles({ name: path.basename(film), mimeType: "video/mp4", buffer: await readFile(film) });

    await expect(owner.getByRole("heading", { level: 1 })).toHaveText("Frames from walk.mp4");
    const playhead = owner.getByRole("slider", { name: "Frame" });
    await expect(playhead).toBeVisible({ timeout: 60_000 });
    await expect(owner.getByText("72 frames · 480 × 270 · 24 fps · h264")).toBeVisible();

    // Two of three frames were blurred: the crisp ones lead the ranking, the others carry their badge.
    await owner.getByText("Every frame", { exact: true }).click();
    const first = owner.getByRole("list").filter({ has: owner.getByRole("button", { name: /^Frame \d+, crisp/ }) });
    await expect(first.getByRole("button", { name: /^Frame \d+, crisp/ })).toHaveCount(24);
    await owner.getByRole("button", { name: "More of 72" }).click();
    await expect(owner.getByText("blurred", { exact: true }).first()).toBeVisible();

    // Frame by frame: →, Shift+→, End, ←, Home.
    await playhead.focus();
    const at = (frame: number) => expect(playhead).toHaveAttribute("aria-valuenow", String(frame));
    for (const [key, frame] of [
      ["ArrowRight", 1],
      ["Shift+ArrowRight", 11],
      ["ArrowLeft", 10],
      ["End", 71],
      ["Home", 0],
    ] as const) {
      await owner.keyboard.press(key);
      await at(frame);
    }
    await owner.keyboard.press("1");
    await owner.keyboard.press("Shift+ArrowRight");
    await owner.keyboard.press("Shift+ArrowRight");
    await owner.keyboard.press("2");
    await owner.keyboard.press("Shift+ArrowRight");
    await owner.keyboard.press("Enter");
    await owner.getByLabel("Where frame 30 goes").selectOption("close-up");
    expect(await axeFindings(owner)).toEqual([]);
    await owner.getByRole("button", { name: "Grab 3 frames" }).click();
    await expect(owner.getByText("Grabbed 3 frames into the package.")).toBeVisible({ timeout: 60_000 });

    const images = await picturesOf(api, sample.project.id, code);
    const grabbed = images.filter(({ origin }) => origin === "clip");
    const seen = grabbed.map(({ clipFrame, slot }) => [clipFrame ?? -1, slot] as const);
    expect(seen.sort(([a], [b]) => a - b)).toEqual([
      [0, "front"],
      [20, "three-quarter-left"],
      [30, "close-up"],
    ]);
  });

  test("a song is no clip, and says so", async ({ owner, sample, api }) => {
    const { ffmpeg } = await import("../gpu-agent/testing/films");
    const song = test.info().outputPath("song.mp4");
    await ffmpeg("-f", "lavfi", "-i", "sine=frequency=440", "-t", "1", song);
    await owner.goto(`${sample.base}/profiles/${code}`);
    await settled(owner);
    await owner.getByRole("button", { name: "Add pictures" }).first().click();
    await owner.getByRole("menuitem", { name: "From a clip…" }).click();
    const dialog = owner.getByRole("dialog", { name: "Pictures from a clip" });
    await dialog
      .getByLabel("Film", { exact: true })
      .setInputFiles({ name: "song.mp4", mimeType: "video/mp4", buffer: await readFile(song) });

    await expect(owner.getByText("No frames can be taken from this clip")).toBeVisible({ timeout: 60_000 });
    await expect(owner.getByText(/It holds sound \(aac\) but no picture/)).toBeVisible();
    await owner.getByRole("button", { name: "Remove the clip" }).click();
    await expect(owner.getByText("Removed song.mp4")).toBeVisible();
    const clips = await api.ask("clips", "list", { projectId: sample.project.id });
    expect(clips.map(({ name }) => name)).not.toContain("song.mp4");
  });
});
