import { expect, type Page } from "@playwright/test";
import { hasFfmpeg } from "../gpu-agent/testing/films";
import { axeFindings } from "./fixtures/axe";
import { placesOf, screenNames, settled, sizes, themes, wear } from "./fixtures/places";
import { test } from "./fixtures/test";
import { countShifts, overflowOf, shiftsOf, watch } from "./fixtures/watch";
import { openClip, splitSheet } from "./fixtures/workrooms";

/** Opens an address at both widths in both themes and says everything that is not clean. */
async function expectClean(owner: Page, origin: string, name: string, path: string): Promise<void> {
  await countShifts(owner);
  const seen = watch(owner);
  for (const size of sizes)
    for (const theme of themes) {
      const where = `${name}, ${size.width} ${theme}`;
      await owner.setViewportSize(size);
      await wear(owner, origin, theme);
      await owner.goto(path);
      await settled(owner);

      expect.soft(await axeFindings(owner), `axe: ${where}`).toEqual([]);
      expect.soft(await overflowOf(owner), `wider than the window: ${where}`).toBe(0);
      const shifts = (await shiftsOf(owner)).filter(({ value }) => value > 0.0005);
      expect.soft(shifts, `layout shifts: ${where}`).toEqual([]);
      expect.soft(seen.lines.splice(0), `console and network: ${where}`).toEqual([]);
    }
}

for (const name of screenNames)
  test(`${name} is clean at both widths in both themes`, async ({ owner, studio, api, sample }) => {
    const viewer = await api.ask("account", "viewer");
    await expectClean(owner, studio.url, name, placesOf(sample, viewer?.team?.id ?? "")[name]);
  });

test("a sheet that is being split is clean at both widths in both themes", async ({ owner, studio, api, sample }) => {
  await expectClean(owner, studio.url, "sheet", await splitSheet(owner, api, sample));
});

test("a clip is clean at both widths in both themes", async ({ owner, studio, api, sample }) => {
  test.skip(!hasFfmpeg(), "ffmpeg and ffprobe are not on this machine");
  await expectClean(owner, studio.url, "clip", await openClip(owner, api, sample));
});

test("sign-in, an invitation and an address where nothing is are clean too", async ({
  browser,
  studio,
  owner,
  api,
}) => {
  const { token } = await api.tell("teams", "invite", { role: "artist" });
  const context = await browser.newContext({ baseURL: studio.url });
  const stranger = await context.newPage();
  const strangers = watch(stranger);
  const owners = watch(owner, [/^404: GET /, /status of 404/]);
  const visits = [
    { page: stranger, path: "/sign-in", seen: strangers },
    { page: stranger, path: `/invite/${token}`, seen: strangers },
    { page: owner, path: "/p/no-such-film", seen: owners },
  ];
  for (const { page, path, seen } of visits)
    for (const size of sizes)
      for (const theme of themes) {
        const where = `${path}, ${size.width} ${theme}`;
        await page.setViewportSize(size);
        await wear(page, studio.url, theme);
        await page.goto(path);
        await settled(page);
        expect.soft(await axeFindings(page), `axe: ${where}`).toEqual([]);
        expect.soft(await overflowOf(page), `wider than the window: ${where}`).toBe(0);
        expect.soft(seen.lines.splice(0), `console and network: ${where}`).toEqual([]);
      }
  await context.close();
});

test("every row of the shot table holds what it shows", async ({ owner, sample }) => {
  await owner.setViewportSize({ width: 1440, height: 900 });
  await owner.goto(`${sample.base}/script/shots`);
  await settled(owner);

  const rows = await owner.locator('[role="row"][data-index]').evaluateAll((all) =>
    all.map((row) => {
      const box = row.getBoundingClientRect();
      const inside = [...row.querySelectorAll('[role="gridcell"] > *')].map((part) => part.getBoundingClientRect());
      const drawn = inside.filter(({ height }) => height > 0);
      return {
        height: box.height,
        held: drawn.every(({ top, bottom }) => top >= box.top - 1 && bottom <= box.bottom + 1),
      };
    }),
  );

  expect(rows.length).toBeGreaterThan(3);
  expect(new Set(rows.map(({ height }) => height)).size, "heights").toBe(1);
  expect(rows.filter(({ held }) => !held)).toEqual([]);
});
