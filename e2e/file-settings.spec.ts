import { expect } from "@playwright/test";
import sharp from "sharp";
import { axeFindings } from "./fixtures/axe";
import { settled, shotInHand } from "./fixtures/places";
import { test } from "./fixtures/test";

const says =
  "a paper lantern, <lora:ink:0.6>\nNegative prompt: fog\nSteps: 24, Sampler: Euler a, CFG scale: 6, Seed: 42, Size: 320x200, Model: lamp_v2";

const grey = { width: 320, height: 200, channels: 4 as const };
const pixels = (red: number) => Buffer.alloc(grey.width * grey.height * 4).map((_, at) => (at % 4 ? 255 : red));

/** JPEG with A1111's line in its EXIF. */
const inExif = () =>
  sharp(pixels(60), { raw: grey })
    .jpeg()
    .withExif({ IFD2: { UserComment: says } })
    .toBuffer();

/** PNG without a chunk of text, and the line in the lowest bits of its alpha, column by column. */
const inAlpha = () => {
  const rgba = pixels(200);
  const body = Buffer.from(says);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length * 8);
  const hidden = Buffer.concat([Buffer.from("stealth_pnginfo"), length, body]);
  for (let n = 0; n < hidden.length * 8; n++) {
    const bit = ((hidden[n >> 3] ?? 0) >> (7 - (n & 7))) & 1;
    rgba[((n % grey.height) * grey.width + Math.floor(n / grey.height)) * 4 + 3] = 254 | bit;
  }
  return sharp(rgba, { raw: grey }).png().toBuffer();
};

test("a picture of another tool says what made it, in EXIF or hidden in its alpha", async ({ owner, sample }) => {
  await owner.goto(`${sample.base}/script/shots/${shotInHand}`);
  await settled(owner);
  const inspector = owner.getByRole("complementary", { name: "Inspector" });
  const recipe = inspector.getByRole("tab", { name: "Recipe" });
  await recipe.click();
  await expect(inspector.getByText(/The file says/)).toHaveCount(0);

  for (const [name, mimeType, buffer] of [
    ["lantern.jpg", "image/jpeg", await inExif()],
    ["lantern.png", "image/png", await inAlpha()],
  ] as const) {
    await owner.locator("main input[type=file]").first().setInputFiles({ name, mimeType, buffer });
    await expect(inspector.getByText(name)).toBeVisible();
    await expect(inspector.getByRole("heading", { name: "The file says: made with AUTOMATIC1111" })).toBeVisible();
    for (const words of ["a paper lantern, <lora:ink:0.6>", "fog", "lamp_v2", "ink 0.6", "Euler a"])
      await expect(inspector.getByText(words, { exact: true })).toBeVisible();
    await expect(inspector.getByRole("button", { name: "Copy the negative prompt" })).toBeVisible();
  }
  expect(await axeFindings(owner)).toEqual([]);
});
