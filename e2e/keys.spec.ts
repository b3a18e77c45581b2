import { expect } from "@playwright/test";
import { settled, shotInHand } from "./fixtures/places";
import { test } from "./fixtures/test";

test("? shows the keys of this page, Escape closes it", async ({ owner, sample }) => {
  await owner.goto(`${sample.base}/script/shots`);
  await settled(owner);
  await owner.keyboard.press("?");

  const sheet = owner.getByRole("dialog", { name: "Shortcuts on this page" });
  await expect(sheet).toContainText("Search and commands");
  await expect(sheet).toContainText("Filter the shots");
  await owner.keyboard.press("Escape");
  await expect(sheet).toBeHidden();
});

test("Mod+K finds a shot by a part of its code and opens it", async ({ owner }) => {
  await owner.goto("/");
  await settled(owner);
  await owner.keyboard.press("Control+k");
  const palette = owner.getByRole("dialog", { name: "Search and commands" });
  await palette.getByRole("combobox").fill("SH0020");
  await expect(palette.getByRole("option", { name: new RegExp(shotInHand) }).first()).toBeVisible();
  await owner.keyboard.press("Enter");

  await expect(owner).toHaveURL(new RegExp(`/script/shots/${shotInHand}`));
  await expect(palette).toBeHidden();
});

test("g and a letter go to every place, also inside a project", async ({ owner, sample }) => {
  await owner.goto(`${sample.base}/script/shots`);
  await settled(owner);
  const go = async (letter: string, path: string) => {
    await owner.keyboard.press("g");
    await owner.keyboard.press(letter);
    await expect(owner).toHaveURL((url) => url.pathname === path);
    await settled(owner);
  };
  await go("b", `${sample.base}/storyboard`);
  await go("r", `${sample.base}/review`);
  await go("c", `${sample.base}/characters`);
  await go("e", `${sample.base}/environments`);
  await go("s", `${sample.base}/script/shots`);
  await go("q", "/renders");
  await go("n", "/nodes");
  await go("p", "/projects");
  await go("t", "/");
});

test("no entry of the rail, the project's panel or the account menu leads nowhere", async ({ owner, sample }) => {
  await owner.goto(`${sample.base}/script/shots`);
  await settled(owner);
  await owner.getByRole("button", { name: /^Account: / }).click();
  const places = ["Studio", "Low Tide"].map((name) => owner.getByRole("navigation", { name, exact: true }));
  const links = [...places, owner.getByRole("list").filter({ has: owner.getByRole("link", { name: "Account" }) })];
  const found = await Promise.all(
    links.map((place) => place.getByRole("link").evaluateAll((all) => all.map((a) => a.getAttribute("href") ?? ""))),
  );
  const paths = [...new Set(found.flat())];
  expect(paths.length).toBeGreaterThan(10);
  for (const path of paths) {
    const answer = await owner.request.get(path);
    expect.soft(answer.status(), path).toBe(200);
    expect.soft(/<h1[^>]*>There is nothing/.test(await answer.text()), `${path} is not found`).toBe(false);
  }
});
