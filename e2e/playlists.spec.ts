import { expect } from "@playwright/test";
import { axeFindings } from "./fixtures/axe";
import { settled } from "./fixtures/places";
import { test } from "./fixtures/test";

test("a playlist is renamed, ordered by keys, shortened and taken back in one act", async ({ owner, api, sample }) => {
  const [list] = await api.ask("views", "playlists", { projectId: sample.project.id });
  const playlistId = list?.id ?? "";
  const codes = async () => (await api.ask("views", "playlist", { playlistId })).codes;
  const before = await codes();
  const [first = "", second = "", third = "", ...rest] = before;

  await owner.goto(`${sample.base}/review?list=${playlistId}`);
  await settled(owner);
  await owner.getByRole("button", { name: "Arrange the playlist" }).click();
  const dialog = owner.getByRole("dialog", { name: "Arrange the playlist" });
  await dialog.getByRole("button", { name: `Move ${first}: 1 of ${before.length}` }).press("ArrowDown");
  // The row is elsewhere now, and its handle still has the keyboard.
  await expect(dialog.getByRole("button", { name: `Move ${first}: 2 of ${before.length}` })).toBeFocused();
  await dialog.getByRole("button", { name: `Take ${third} out` }).click();
  await dialog.getByLabel("Name").fill("Rushes of Friday");
  expect(await axeFindings(owner)).toEqual([]);
  expect(await codes()).toEqual(before);
  await dialog.getByRole("button", { name: "Save playlist" }).click();

  await expect(owner.getByText("Saved the playlist “Rushes of Friday”")).toBeVisible();
  expect(await codes()).toEqual([second, first, ...rest]);
  await expect(owner.getByRole("combobox", { name: "Playlist" })).toContainText(
    `Rushes of Friday (${before.length - 1})`,
  );
  await owner.getByRole("button", { name: "Undo" }).click();
  await expect.poll(codes).toEqual(before);
  await expect(owner.getByRole("combobox", { name: "Playlist" })).toContainText(`${list?.name} (${before.length})`);
});
