import { expect, type Page } from "@playwright/test";
import { canvasOf } from "./fixtures/canvas";
import { shotInHand } from "./fixtures/places";
import { test } from "./fixtures/test";

const size = { width: 1280, height: 720 };
/** The short form: `SOAK_SECONDS=600 npm test -- e2e e2e/canvas-together.spec.ts` is the long one. */
const soakSeconds = Number(process.env.SOAK_SECONDS ?? 25);
test.describe.configure({ mode: "serial" });

type Sample = { base: string; board: readonly { shot: string; versionId: string | null }[] };
const versionOf = ({ board }: Sample) => board.find(({ shot }) => shot === shotInHand)?.versionId ?? "";
const open = async (page: Page, sample: Sample) => {
  await page.goto(`${sample.base}/masks/${versionOf(sample)}`);
  const canvas = canvasOf(page, size);
  await canvas.ready();
  return canvas;
};

/** The same walk in every run. */
function randomly(seed: number) {
  let a = seed;
  return (below: number) => {
    a = (Math.imul(a, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((a / 4_294_967_296) * below);
  };
}

/** Paints, undoes and redoes until the time is over; `cut` seconds in, the connection is gone for a while. */
async function paint(page: Page, canvas: Awaited<ReturnType<typeof open>>, seed: number, cut: number) {
  const next = randomly(seed);
  const start = Date.now();
  const seconds = () => (Date.now() - start) / 1000;
  let acts = 0;
  let wasCut = false;
  while (seconds() < soakSeconds) {
    const away = seconds() > cut && seconds() < cut + soakSeconds / 4;
    if (away !== wasCut) {
      wasCut = away;
      await page.context().setOffline(away);
    }
    const kind = next(10);
    if (kind < 6) {
      await page.keyboard.press(next(4) === 0 ? "e" : "b");
      const [x, y] = [100 + next(1000), 80 + next(500)];
      await canvas.stroke([
        { x, y },
        { x: x + next(160) - 80, y: y + next(120) - 60 },
      ]);
    } else if (kind < 8) await page.keyboard.press("Control+z");
    else if (kind < 9) await page.keyboard.press("Control+Shift+z");
    else await page.keyboard.press("Shift+V");
    acts++;
  }
  await page.context().setOffline(false);
  return acts;
}

test("two people see each other's cursor and stroke, and one can follow the other", async ({
  owner,
  sample,
  member,
}) => {
  const artist = await member("artist", "Mei Tanaka");
  const [mine, theirs] = [await open(owner, sample), await open(artist.page, sample)];
  await expect(owner.getByRole("button", { name: "Follow Mei Tanaka" })).toBeVisible();
  await expect(artist.page.getByRole("button", { name: "Follow Noor Haddad" })).toBeVisible();

  // In the middle of the other's stroke there is nothing in the log yet, and colour on the canvas above the picture.
  const before = await mine.hash();
  const box = await theirs.surface.boundingBox();
  if (!box) throw new Error("no canvas");
  await artist.page.mouse.move(box.x + box.width / 2 - 100, box.y + box.height / 2);
  await artist.page.mouse.down();
  await artist.page.mouse.move(box.x + box.width / 2 + 100, box.y + box.height / 2 + 30, { steps: 12 });
  const seen = () =>
    mine.surface.locator("> canvas[data-presence]").evaluate((canvas: HTMLCanvasElement) => {
      const { data } = canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: [] };
      return Array.from(data).filter((value, i) => i % 4 === 3 && value > 0).length;
    });
  await expect.poll(seen, { message: "the stroke on its way" }).toBeGreaterThan(5_000);
  expect(await mine.hash()).toBe(before);
  await artist.page.mouse.up();
  const after = await mine.changedFrom(before);
  await expect.poll(() => theirs.hash()).toBe(after);

  await owner.getByRole("button", { name: "Follow Mei Tanaka" }).click();
  await artist.page.keyboard.press("Control+1");
  await expect.poll(() => mine.surface.getAttribute("data-zoom")).toBe("1.0000");
  await artist.page.close();
  await expect(owner.getByRole("button", { name: /Mei Tanaka/ })).toBeHidden({ timeout: 20_000 });
});

test("two people who paint, undo and lose their connections end with the same pixels, and so does the server", async ({
  owner,
  sample,
  api,
  member,
}) => {
  test.setTimeout(120_000 + soakSeconds * 2_000);
  const artist = await member("artist", "Ila Brandt");
  const [mine, theirs] = [await open(owner, sample), await open(artist.page, sample)];
  const acts = await Promise.all([
    paint(owner, mine, 11, soakSeconds / 3),
    paint(artist.page, theirs, 23, soakSeconds / 2),
  ]);
  expect(Math.min(...acts)).toBeGreaterThan(10);

  await expect(mine.surface).toHaveAttribute("data-mask-saved", "saved", { timeout: 60_000 });
  await expect(theirs.surface).toHaveAttribute("data-mask-saved", "saved", { timeout: 60_000 });
  const [mask] = await api.ask("masks", "layers", { versionId: versionOf(sample) });
  const onServer = await api.tell("masks", "rasterise", { maskId: mask?.id ?? "" });
  await expect.poll(() => mine.hash(), { timeout: 30_000 }).toBe(onServer.pixelSha256);
  await expect.poll(() => theirs.hash(), { timeout: 30_000 }).toBe(onServer.pixelSha256);
  // A browser that knows nothing of how it came about opens the same.
  await owner.reload();
  await mine.ready();
  expect(await mine.hash()).toBe(onServer.pixelSha256);
});

test("a tab killed in the middle of a stroke, offline, has lost that stroke at most", async ({ owner, sample }) => {
  const canvas = await open(owner, sample);
  // Whatever others left there: on an empty mask a stroke cannot go unseen.
  await canvas.surface.focus();
  await owner.keyboard.press("Delete");
  await expect.poll(() => canvas.coverage()).toBe(0);
  const before = await canvas.hash();
  const context = owner.context();
  await context.setOffline(true);
  await owner.keyboard.press("b");
  await canvas.stroke([
    { x: 140, y: 600 },
    { x: 420, y: 640 },
  ]);
  await expect(owner.getByRole("status").filter({ hasText: /Offline, 1 to send/ })).toBeVisible();
  const box = await canvas.surface.boundingBox();
  await owner.mouse.move((box?.x ?? 0) + 300, (box?.y ?? 0) + 300);
  await owner.mouse.down();
  await owner.mouse.move((box?.x ?? 0) + 360, (box?.y ?? 0) + 320, { steps: 4 });
  await owner.close({ runBeforeUnload: false });
  await context.setOffline(false);

  const again = await context.newPage();
  const reopened = await open(again, sample);
  const after = await reopened.hash();
  expect(after).not.toBe(before);
  await again.reload();
  await reopened.ready();
  expect(await reopened.hash()).toBe(after);
});
