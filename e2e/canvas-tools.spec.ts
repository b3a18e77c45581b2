import { expect, type Page } from "@playwright/test";
import { fromBase64 } from "../contract/mask/codec/base64";
import { unpackMask } from "../contract/mask/codec/pack";
import { pixelSha256 } from "../contract/mask/hash";
import { replay } from "../contract/mask/replay";
import { TiledMask } from "../contract/mask/tiles";
import { apiOf, sampleOf } from "./fixtures/api";
import { canvasOf } from "./fixtures/canvas";
import { test } from "./fixtures/test";

const picture = { width: 1280, height: 720 };

async function opened(page: Page, url: string) {
  const api = apiOf(page.request, url);
  const { base, board } = await sampleOf(api);
  const versionId = board.find(({ versionId }) => versionId !== null)?.versionId;
  if (!versionId) throw new Error("the sample shows nothing");
  await page.goto(`${base}/masks/${versionId}`);
  const canvas = canvasOf(page, picture);
  await canvas.ready();
  /** What the server's log means, drawn here: the page must show the same pixels. */
  const onServer = async () => {
    const { checkpoint, ops } = await api.tell("masks", "open", { versionId });
    const start =
      checkpoint === null ? new TiledMask(picture.width, picture.height) : await unpackMask(fromBase64(checkpoint));
    return { hash: await pixelSha256(replay(start, ops)), kinds: ops.map(({ op }) => op.kind) };
  };
  const tool = (name: string) =>
    page.getByRole("toolbar", { name: "Tools" }).getByRole("button", { name, exact: true }).click();
  const changes = async (act: () => Promise<void>) => {
    const before = await canvas.hash();
    await act();
    return canvas.changedFrom(before);
  };
  const press = async (points: readonly { x: number; y: number }[]) => {
    for (const point of points) await canvas.stroke([point]);
  };
  return { canvas, onServer, tool, changes, press };
}

test("every tool paints with the pointer what the server's log says, to the pixel", async ({ owner, studio }) => {
  const { canvas, onServer, tool, changes, press } = await opened(owner, studio.url);
  await changes(() =>
    canvas.stroke([
      { x: 200, y: 200 },
      { x: 420, y: 260 },
    ]),
  );
  await owner.keyboard.down("Alt");
  await changes(() =>
    canvas.stroke([
      { x: 260, y: 190 },
      { x: 300, y: 300 },
    ]),
  );
  await owner.keyboard.up("Alt");
  await owner.keyboard.down("Shift");
  await changes(() => canvas.stroke([{ x: 700, y: 500 }]));
  await owner.keyboard.up("Shift");
  await tool("Lasso");
  await changes(() =>
    canvas.stroke([
      { x: 800, y: 100 },
      { x: 1000, y: 120 },
      { x: 880, y: 260 },
    ]),
  );
  await tool("Rectangle");
  await changes(() =>
    canvas.stroke([
      { x: 100, y: 500 },
      { x: 260, y: 640 },
    ]),
  );
  await tool("Ellipse");
  await changes(() =>
    canvas.stroke([
      { x: 900, y: 400 },
      { x: 1150, y: 620 },
    ]),
  );
  await tool("Eraser");
  await changes(() =>
    canvas.stroke([
      { x: 950, y: 500 },
      { x: 1100, y: 500 },
    ]),
  );
  await tool("Polygon");
  await press([
    { x: 500, y: 60 },
    { x: 640, y: 80 },
    { x: 560, y: 180 },
  ]);
  await changes(() => owner.keyboard.press("Enter"));
  await tool("Bucket");
  await changes(() => press([{ x: 640, y: 360 }]));
  await tool("Magic select");
  await press([{ x: 60, y: 60 }]);
  const add = owner.getByRole("button", { name: "Add to mask" });
  await expect(add).toBeVisible();
  await changes(() => owner.keyboard.press("Enter"));
  await expect(add).toBeHidden();

  const { hash, kinds } = await onServer();
  expect(await canvas.hash()).toBe(hash);
  expect(kinds).toEqual([
    "stroke",
    "stroke",
    "stroke",
    "poly",
    "rect",
    "ellipse",
    "stroke",
    "poly",
    "raster",
    "raster",
  ]);

  const seen = await canvas.hash();
  for (let i = 0; i < 3; i++) await changes(() => owner.keyboard.press("Control+z"));
  for (let i = 0; i < 3; i++) await changes(() => owner.keyboard.press("Control+Shift+z"));
  expect(await canvas.hash()).toBe(seen);
});

test("shapes and strokes can be painted with the keyboard alone", async ({ owner, studio }) => {
  const { canvas, onServer, changes } = await opened(owner, studio.url);
  await owner.getByRole("toolbar", { name: "Mask" }).getByRole("button").first().focus();
  await canvas.surface.focus();
  await changes(async () => {
    await owner.keyboard.press("Shift+ArrowRight");
    await owner.keyboard.press("Enter");
  });
  await owner.keyboard.press("u");
  await owner.keyboard.press("Enter");
  for (let i = 0; i < 6; i++) await owner.keyboard.press("Shift+ArrowDown");
  for (let i = 0; i < 4; i++) await owner.keyboard.press("Shift+ArrowRight");
  await changes(() => owner.keyboard.press("Enter"));
  await owner.getByRole("spinbutton", { name: "W", exact: true }).fill("200");
  await owner.getByRole("spinbutton", { name: "H", exact: true }).fill("90");
  await changes(() => owner.getByRole("button", { name: "Add", exact: true }).click());
  const { hash, kinds } = await onServer();
  expect(await canvas.hash()).toBe(hash);
  expect(kinds.slice(-3)).toEqual(["stroke", "rect", "rect"]);
});

test("keys can be changed, a taken key says by what, and the change survives a reload", async ({ owner, studio }) => {
  const { canvas } = await opened(owner, studio.url);
  const pressed = (name: string) =>
    owner.getByRole("toolbar", { name: "Tools" }).getByRole("button", { name, exact: true });
  await owner.getByRole("button", { name: "Mask and view" }).click();
  await owner.getByRole("menuitem", { name: "Keys, wheel and pen" }).click();
  const dialog = owner.getByRole("dialog", { name: "Keys, wheel and pen" });
  await dialog.getByRole("button", { name: /^Key of Lasso:/ }).click();
  await owner.keyboard.press("e");
  await expect(dialog.getByRole("alert")).toContainText("E is taken: Eraser");
  await owner.keyboard.press("k");
  await expect(dialog.getByRole("button", { name: "Key of Lasso: K" })).toBeVisible();
  await dialog.getByRole("button", { name: "Done" }).click();
  await owner.reload();
  await canvas.ready();
  await owner.keyboard.press("k");
  await expect(pressed("Lasso")).toHaveAttribute("aria-pressed", "true");
  await owner.keyboard.press("b");
  await owner.keyboard.press("l");
  await expect(pressed("Brush")).toHaveAttribute("aria-pressed", "true");
});

test("a pen paints as wide as it presses", async ({ owner, studio }) => {
  const { canvas, onServer, changes } = await opened(owner, studio.url);
  const input = await owner.context().newCDPSession(owner);
  const [a, b] = await canvas.places([
    { x: 300, y: 300 },
    { x: 700, y: 320 },
  ]);
  if (!a || !b) throw new Error("the canvas is not open");
  /** How much more of the picture is masked after a stroke with this force, 0 to 1. */
  const painted = async (force: number) => {
    await owner.keyboard.press("Delete");
    await expect.poll(() => canvas.coverage()).toBe(0);
    const pen = { pointerType: "pen", button: "left", clickCount: 1 } as const;
    await changes(async () => {
      await input.send("Input.dispatchMouseEvent", { ...pen, type: "mousePressed", ...a, buttons: 1, force });
      for (let n = 1; n <= 8; n++) {
        const [x, y] = [a.x + ((b.x - a.x) * n) / 8, a.y + ((b.y - a.y) * n) / 8];
        await input.send("Input.dispatchMouseEvent", { ...pen, type: "mouseMoved", x, y, buttons: 1, force });
      }
      await input.send("Input.dispatchMouseEvent", { ...pen, type: "mouseReleased", ...b, buttons: 0, force });
    });
    return canvas.coverage();
  };
  await canvas.stroke([{ x: 100, y: 100 }]);
  const full = await painted(1);
  const light = await painted(0.2);
  expect(light).toBeGreaterThan(0);
  expect(light).toBeLessThan(full * 0.7);
  expect((await onServer()).hash).toBe(await canvas.hash());
});

test("one finger paints, two move and zoom, and the stroke the first of them began is taken back", async ({
  owner,
  studio,
}) => {
  const { canvas, onServer, changes } = await opened(owner, studio.url);
  const input = await owner.context().newCDPSession(owner);
  await input.send("Emulation.setTouchEmulationEnabled", { enabled: true, maxTouchPoints: 2 });
  const [a, b, c] = await canvas.places([
    { x: 500, y: 400 },
    { x: 700, y: 440 },
    { x: 600, y: 500 },
  ]);
  if (!a || !b || !c) throw new Error("the canvas is not open");
  const touch = (type: "touchStart" | "touchMove" | "touchEnd", ...points: { x: number; y: number; id?: number }[]) =>
    input.send("Input.dispatchTouchEvent", { type, touchPoints: points });
  await changes(async () => {
    await touch("touchStart", { ...a, id: 0 });
    for (let n = 1; n <= 6; n++) await touch("touchMove", { x: a.x + (n * (b.x - a.x)) / 6, y: a.y, id: 0 });
    await touch("touchEnd");
  });
  const before = await canvas.hash();
  const { kinds } = await onServer();
  expect(kinds.at(-1)).toBe("stroke");
  const zoom = Number(await canvas.surface.getAttribute("data-zoom"));

  await touch("touchStart", { ...c, id: 0 });
  await touch("touchMove", { x: c.x + 6, y: c.y, id: 0 });
  await touch("touchStart", { x: c.x + 6, y: c.y, id: 0 }, { x: c.x + 60, y: c.y, id: 1 });
  for (let n = 1; n <= 6; n++)
    await touch("touchMove", { x: c.x + 6 - n * 5, y: c.y, id: 0 }, { x: c.x + 60 + n * 10, y: c.y, id: 1 });
  await touch("touchEnd");
  await expect.poll(async () => Number(await canvas.surface.getAttribute("data-zoom"))).toBeGreaterThan(zoom * 1.5);
  expect(await canvas.hash()).toBe(before);
  expect((await onServer()).kinds).toEqual(kinds);
});
