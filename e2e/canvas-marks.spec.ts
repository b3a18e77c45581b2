import { expect, type Page } from "@playwright/test";
import { axeFindings } from "./fixtures/axe";
import { canvasOf } from "./fixtures/canvas";
import { shotInHand } from "./fixtures/places";
import { test } from "./fixtures/test";

const size = { width: 1280, height: 720 };

type Mark = { kind: string; x: number; y: number; width?: number; height?: number };
const marksOn = async (page: Page): Promise<Mark[]> =>
  JSON.parse((await page.locator("[data-marks]").getAttribute("data-marks")) ?? "[]") as Mark[];
/** Where somebody pressed, as far as the zoom lets anybody hit a pixel. */
const about = (x: number, y: number) => ({
  x: expect.closeTo(x, -0.7) as unknown as number,
  y: expect.closeTo(y, -0.7) as unknown as number,
});

test("marks are clicked, dragged, turned and taken away on the picture; the form counts them and says who could do it", async ({
  owner,
  api,
  sample,
}) => {
  const versionId = sample.board.find(({ shot }) => shot === shotInHand)?.versionId ?? "";
  await owner.goto(`${sample.base}/masks/${versionId}?pass=segment-points`);
  const canvas = canvasOf(owner, size);
  await canvas.ready();
  const before = await canvas.hash();
  const form = owner.getByRole("group", { name: /^Marks/ });
  const onPicture = form.getByRole("button", { name: "Mark on the picture" });
  await expect(onPicture).toHaveAttribute("aria-pressed", "true");
  await expect(form.getByText("none", { exact: true })).toBeVisible();

  await canvas.stroke([{ x: 400, y: 300 }]);
  await owner.keyboard.down("Alt");
  await canvas.stroke([{ x: 500, y: 320 }]);
  await owner.keyboard.up("Alt");
  const [right] = await canvas.places([{ x: 520, y: 420 }]);
  await owner.mouse.click(right?.x ?? 0, right?.y ?? 0, { button: "right" });
  await canvas.stroke([
    { x: 700, y: 200 },
    { x: 900, y: 500 },
  ]);
  await expect(form.getByText("1 keep, 2 not this, 1 box")).toBeVisible();
  const made = await marksOn(owner);
  expect(made).toMatchObject([
    { kind: "keep", ...about(400, 300) },
    { kind: "not", ...about(500, 320) },
    { kind: "not", ...about(520, 420) },
    { kind: "box", ...about(700, 200) },
  ]);
  expect(made[3]?.width).toBeCloseTo(200, -0.7);
  expect(made[3]?.height).toBeCloseTo(300, -0.7);
  expect(await axeFindings(owner)).toEqual([]);
  expect(await canvas.hash(), "marking paints nothing").toBe(before);
  await expect(canvas.surface, "no ring for those who came by pointer").toHaveAttribute("data-pointer", "");

  // By keys: moved, turned, sized, taken away; the focus stays among the marks.
  await owner.getByRole("button", { name: /^Keep 1,/ }).focus();
  await owner.keyboard.press("ArrowRight");
  await owner.keyboard.press("Shift+ArrowDown");
  await expect
    .poll(async () => (await marksOn(owner))[0])
    .toMatchObject({
      x: expect.closeTo((made[0]?.x ?? 0) + 1, 1) as unknown as number,
      y: expect.closeTo((made[0]?.y ?? 0) + 10, 1) as unknown as number,
    });
  await owner.keyboard.press("Enter");
  await expect(form.getByText("3 not this, 1 box")).toBeVisible();
  await owner.getByRole("button", { name: "Box 1, lower right corner" }).focus();
  await owner.keyboard.press("Shift+ArrowLeft");
  await expect.poll(async () => (await marksOn(owner))[3]?.width).toBe((made[3]?.width ?? 0) - 10);
  await owner.getByRole("button", { name: /^Not this 3,/ }).focus();
  await owner.keyboard.press("Delete");
  await expect(form.getByText("2 not this, 1 box")).toBeVisible();
  await expect(owner.getByRole("button", { name: /^Box 1, at/ })).toBeFocused();
  expect(await canvas.hash(), "Delete takes the mark, not the mask").toBe(before);

  // A drag that Escape ends is no box; Space moves the picture.
  await canvas.drag([
    { x: 100, y: 100 },
    { x: 300, y: 300 },
  ]);
  await owner.keyboard.press("Escape");
  await owner.mouse.up();
  expect(await marksOn(owner)).toHaveLength(3);
  await form.getByRole("button", { name: "Add a mark in the middle of the view" }).click();
  await expect.poll(async () => (await marksOn(owner)).at(-1)).toMatchObject({ kind: "keep", ...about(640, 360) });

  // A tool ends the marking: the next stroke paints.
  await owner.getByRole("toolbar", { name: "Tools" }).getByRole("button", { name: "Brush", exact: true }).click();
  await expect(onPicture).toHaveAttribute("aria-pressed", "false");
  await canvas.stroke([
    { x: 200, y: 560 },
    { x: 260, y: 600 },
  ]);
  await canvas.changedFrom(before);
  expect(await marksOn(owner)).toHaveLength(4);

  // No node here finds things: the reason is the node's own, and nothing is queued.
  const offers = await api.ask("renders", "availability");
  const offer = offers.find(({ pass }) => pass === "segment-points");
  expect(offer).toMatchObject({ state: "missing" });
  const queue = owner.getByRole("button", { name: "Queue segmentation by points" });
  await expect(queue).toHaveAttribute("aria-description", `${offer?.reason}.`);
  await form.getByRole("button", { name: "Remove all marks" }).click();
  await expect(form.getByText("none", { exact: true })).toBeVisible();
  expect(await marksOn(owner)).toEqual([]);
});
