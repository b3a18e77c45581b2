import { expect, type Page } from "@playwright/test";
import { axeFindings } from "./fixtures/axe";
import { canvasOf } from "./fixtures/canvas";
import { shotInHand } from "./fixtures/places";
import { test } from "./fixtures/test";

const size = { width: 1280, height: 720 };

const number = (page: Page, side: string) =>
  page.getByRole("group", { name: /^Pixels to add/ }).getByLabel(side, { exact: true });
const numbers = (page: Page) =>
  Promise.all(["top", "right", "bottom", "left"].map((side) => number(page, side).inputValue().then(Number)));

/** Drags a handle by CSS pixels and lets go. */
async function drag(page: Page, name: RegExp | string, by: { x: number; y: number }, release = true) {
  const box = await page.getByLabel(name).boundingBox();
  if (!box) throw new Error(`no handle ${name}`);
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + by.x, y + by.y, { steps: 5 });
  if (release) await page.mouse.up();
}

test("the frame is dragged beyond the picture, and the job is queued with what it shows", async ({
  owner,
  api,
  sample,
}) => {
  const versionId = sample.board.find(({ shot }) => shot === shotInHand)?.versionId ?? "";
  await owner.goto(`${sample.base}/masks/${versionId}?pass=extend-backdrop`);
  const { surface, ready } = canvasOf(owner, size);
  await ready();
  const right = owner.getByRole("slider", { name: "Right edge" });
  await expect(right).toHaveAttribute("aria-valuetext", "48 px, new size 1376 × 816 px");
  expect(await axeFindings(owner)).toEqual([]);
  // Fitted, the whole frame is on the canvas.
  const [frame, canvas] = [await right.boundingBox(), await surface.boundingBox()];
  expect((frame?.x ?? 0) + (frame?.width ?? 0)).toBeLessThanOrEqual((canvas?.x ?? 0) + (canvas?.width ?? 0));

  const zoom = async () => Number(await surface.getAttribute("data-zoom"));
  const before = await zoom();
  await drag(owner, "Right edge", { x: 30, y: 7 }, false);
  const pulled = 48 + Math.round(30 / before);
  await expect(number(owner, "right")).toHaveValue(String(pulled));
  expect(await zoom(), "the picture stays while it is dragged").toBe(before);
  await owner.keyboard.press("Escape");
  await owner.mouse.up();
  expect(await numbers(owner)).toEqual([48, 48, 48, 48]);

  await drag(owner, "Right edge", { x: 30, y: 7 });
  expect(await numbers(owner)).toEqual([48, pulled, 48, 48]);
  await expect(owner.getByText(`+${pulled} px`)).toBeVisible();
  await owner.keyboard.press("ArrowRight");
  await owner.keyboard.press("Shift+ArrowRight");
  await owner.keyboard.press("ArrowUp");
  await expect(number(owner, "right")).toHaveValue(String(pulled + 9));
  await owner.getByLabel(/^Top left corner/).focus();
  await owner.keyboard.press("ArrowLeft");
  await owner.keyboard.press("ArrowUp");
  await owner.keyboard.press("ArrowUp");
  expect(await numbers(owner)).toEqual([50, pulled + 9, 48, 49]);

  // The numbers move the frame, one side at a time by now.
  await number(owner, "bottom").fill("20");
  await expect(owner.getByRole("slider", { name: "Bottom edge" })).toHaveAttribute("aria-valuenow", "20");
  await expect(owner.getByRole("region", { name: `New size, ${1280 + 49 + pulled + 9} × 790 px` })).toBeVisible();

  await owner.keyboard.press("ControlOrMeta+Enter");
  const made = async () =>
    (await api.ask("storyboard", "version", { versionId })).versions.find(
      ({ recipe }) => recipe?.pass === "extend-backdrop",
    );
  await expect
    .poll(async () => (await made())?.recipe?.params.edges, { timeout: 60_000 })
    .toEqual({
      top: 50,
      right: pulled + 9,
      bottom: 20,
      left: 49,
    });
  expect((await made())?.picture).toMatchObject({ width: 1280 + 49 + pulled + 9, height: 790 });

  await owner.goto(`${sample.base}/masks/${versionId}?pass=adjust`);
  await ready();
  await expect(right).toHaveCount(0);
});
