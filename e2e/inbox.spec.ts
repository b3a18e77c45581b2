import { expect } from "@playwright/test";
import { axeFindings } from "./fixtures/axe";
import { settled, shotInHand, sizes, themes, wear } from "./fixtures/places";
import { test } from "./fixtures/test";
import { overflowOf, watch } from "./fixtures/watch";

test("somebody named in a note hears of it at once, finds the way there and archives it", async ({
  owner,
  member,
  sample,
}) => {
  const artist = await member("artist", "Imke Brandt");
  await artist.page.goto("/");
  await settled(artist.page);

  await owner.goto(`${sample.base}/review?sel=${sample.board[0]?.id ?? ""}`);
  await settled(owner);
  await owner.keyboard.press("n");
  const note = owner.getByRole("textbox", { name: "Note" });
  const offered = owner.getByRole("listbox", { name: "People, characters, places and shots" });
  await note.click();
  await note.pressSequentially("@i br");
  await expect(offered.getByRole("option")).toHaveCount(0);
  await note.press("Control+a");
  await note.press("Backspace");
  await note.pressSequentially("Look, @imke");
  await expect(owner.getByRole("option", { name: /Imke Brandt/ })).toBeVisible();
  await note.press("Enter");
  // A chip goes as a whole: one Backspace for the space after it, one for all of it.
  await expect(note.locator("[data-mention]")).toHaveText("@Imke Brandt");
  await note.press("Backspace");
  await note.press("Backspace");
  await expect(note.locator("[data-mention]")).toHaveCount(0);
  await note.pressSequentially("@imke");
  await expect(owner.getByRole("option", { name: /Imke Brandt/ })).toBeVisible();
  await note.press("Tab");
  await note.pressSequentially("the lamp is too bright");
  await note.press("Control+Enter");
  await expect(owner.getByText("the lamp is too bright").last()).toBeVisible();

  const rail = artist.page.getByRole("navigation", { name: "Studio" });
  await expect(rail.getByText("1 unread")).toBeAttached();
  await artist.page.keyboard.press("g");
  await artist.page.keyboard.press("i");
  const item = artist.page.getByRole("button", { name: /named you on/ });
  await expect(item).toContainText("Look, @Imke Brandt the lamp is too bright");
  await item.click();
  await expect(artist.page).toHaveURL(/\/review\?sel=/);
  await expect(rail.getByText("1 unread")).toHaveCount(0);

  await artist.page.goto("/inbox");
  await settled(artist.page);
  await artist.page.keyboard.press("ArrowDown");
  await artist.page.keyboard.press("Delete");
  await expect(artist.page.getByText("Nothing here yet.")).toBeVisible();
  await artist.page.getByRole("button", { name: "Undo" }).click();
  await expect(item).toBeVisible();
});

test("a chip leads to what it names, and following a shot brings its news", async ({ owner, member, sample }) => {
  const artist = await member("artist");
  await artist.page.goto(`${sample.base}/script/shots/${shotInHand}`);
  await settled(artist.page);
  await artist.page.getByRole("button", { name: `Follow ${shotInHand}` }).click();
  await expect(artist.page.getByRole("button", { name: `Stop following ${shotInHand}` })).toBeVisible();

  const frame = sample.board.find(({ shot }) => shot === shotInHand);
  await owner.goto(`${sample.base}/review?sel=${frame?.id ?? ""}`);
  await settled(owner);
  await owner.keyboard.press("n");
  const note = owner.getByRole("textbox", { name: "Note" });
  await note.click();
  await note.pressSequentially("Match @mara");
  await owner.getByRole("option", { name: /Mara/ }).first().click();
  await note.press("Control+Enter");
  const chip = owner.getByRole("link", { name: "@Mara" }).last();
  await expect(chip).toBeVisible();
  await chip.click();
  await expect(owner).toHaveURL(/\/characters\/MARA/);

  await artist.page.goto("/inbox?tab=unread");
  await expect(artist.page.getByRole("button", { name: /wrote on/ })).toContainText("Match @Mara");
});

test("the inbox is clean at both widths in both themes", async ({ owner, studio }) => {
  const seen = watch(owner);
  for (const path of ["/inbox", "/inbox?tab=archived"])
    for (const size of sizes)
      for (const theme of themes) {
        const where = `${path}, ${size.width} ${theme}`;
        await owner.setViewportSize(size);
        await wear(owner, studio.url, theme);
        await owner.goto(path);
        await settled(owner);
        expect.soft(await axeFindings(owner), `axe: ${where}`).toEqual([]);
        expect.soft(await overflowOf(owner), `wider than the window: ${where}`).toBe(0);
        expect.soft(seen.lines.splice(0), `console and network: ${where}`).toEqual([]);
      }
});
