import { randomBytes } from "node:crypto";
import { type BrowserContext, expect, type Page, test } from "@playwright/test";
import sharp from "sharp";
import { type Api, apiOf, sampleOf } from "./fixtures/api";
import { axeFindings } from "./fixtures/axe";
import { picture, pictureFile } from "./fixtures/pictures";
import { settled, sizes, themes, wear } from "./fixtures/places";
import { type Studio, startStudio } from "./fixtures/studio";
import { overflowOf, watch } from "./fixtures/watch";

// Somebody who only looks around, then brings pictures in every way a browser knows. Told in order in one studio.
test.describe.configure({ mode: "serial" });

let studio: Studio;
let context: BrowserContext;
let page: Page;
let api: Api;
let sample: Awaited<ReturnType<typeof sampleOf>>;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(240_000);
  studio = await startStudio();
  context = await browser.newContext({ baseURL: studio.url });
  page = await context.newPage();
});

test.afterAll(async () => {
  await context?.close();
  await studio?.stop();
});

test("the setup page is clean at both widths in both themes", async () => {
  const seen = watch(page);
  for (const size of sizes)
    for (const theme of themes) {
      const where = `setup, ${size.width} ${theme}`;
      await page.setViewportSize(size);
      await wear(page, studio.url, theme);
      await page.goto(studio.setupUrl ?? "no setup link was printed");
      await settled(page);
      expect.soft(await axeFindings(page), `axe: ${where}`).toEqual([]);
      expect.soft(await overflowOf(page), `wider than the window: ${where}`).toBe(0);
      expect.soft(seen.lines.splice(0), `console and network: ${where}`).toEqual([]);
    }
  await page.setViewportSize({ width: 1440, height: 900 });
});

test("“Skip, just look around” opens the living sample without a password, and only once", async ({ browser }) => {
  await page.goto(studio.setupUrl ?? "");
  await page.getByRole("button", { name: "Skip, just look around" }).click();

  await expect(page).toHaveURL(`${studio.url}/`);
  await expect(page.getByRole("link", { name: /Low Tide/ }).first()).toBeVisible();
  await page.goto("/renders");
  await expect(page.getByRole("heading", { name: "Queue", level: 1 })).toBeVisible();
  api = apiOf(page.request, studio.url);
  sample = await sampleOf(api);

  const late = await browser.newContext({ baseURL: studio.url });
  const stranger = await late.newPage();
  await stranger.goto(studio.setupUrl ?? "");
  await expect(stranger.getByRole("button", { name: "Skip, just look around" })).toHaveCount(0);
  await late.close();
});

const mara = () => api.ask("characters", "get", { projectId: sample.project.id, code: "MARA" });
const pictureCount = async () => (await mara()).packages[0]?.images.length ?? 0;
/** The chooser behind the button that adds pictures to the tray. */
const chooser = () => page.locator("main input[type=file][multiple]").first();

test("fifty pictures chosen at once all land in the tray", async () => {
  const before = await pictureCount();
  await page.goto(`${sample.base}/profiles/MARA`);
  await settled(page);

  const files = await Promise.all(
    Array.from({ length: 50 }, (_, n) => pictureFile(`turn ${String(n + 1).padStart(2, "0")}.png`, n + 1)),
  );
  await chooser().setInputFiles(files);

  await expect.poll(pictureCount, { timeout: 60_000 }).toBe(before + 50);
});

test("a picture pasted from the clipboard lands in the tray", async () => {
  const before = await pictureCount();
  await page.goto(`${sample.base}/profiles/MARA`);
  await settled(page);

  const bytes = [...(await picture(99))];
  await page.evaluate((bytes) => {
    const data = new DataTransfer();
    data.items.add(new File([new Uint8Array(bytes)], "image.png", { type: "image/png" }));
    document.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true }));
  }, bytes);

  await expect.poll(pictureCount).toBe(before + 1);
});

test("an upload that is cancelled on its way adds nothing, the one beside it arrives", async () => {
  const before = await pictureCount();
  await page.goto(`${sample.base}/profiles/MARA`);
  await settled(page);
  // A slow line, so that a person has time to change their mind.
  const line = await context.newCDPSession(page);
  const slow = { offline: false, latency: 20, downloadThroughput: -1, uploadThroughput: 150_000 };
  await line.send("Network.enable");
  await line.send("Network.emulateNetworkConditions", slow);

  const large = { name: "too large.png", mimeType: "image/png", buffer: await noise(900, 700) };
  await chooser().setInputFiles([large, await pictureFile("small.png", 77)]);
  await page.getByRole("button", { name: "Cancel too large.png" }).click();
  await expect(page.getByText("too large.png")).toHaveCount(0);
  await line.send("Network.emulateNetworkConditions", { ...slow, latency: 0, uploadThroughput: -1 });

  await expect.poll(pictureCount, { timeout: 30_000 }).toBe(before + 1);
  expect((await mara()).packages[0]?.images.map(({ name }) => name)).not.toContain("too large.png");
});

/** A picture that does not compress: about 3 bytes a pixel on the wire. */
const noise = (width: number, height: number): Promise<Buffer> =>
  sharp(randomBytes(width * height * 3), { raw: { width, height, channels: 3 } })
    .png({ compressionLevel: 0 })
    .toBuffer();
