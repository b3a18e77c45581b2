import { expect, it } from "vitest";
import { SheetCache } from "./sheet-cache";

const studio = () => {
  const asked: string[] = [];
  const dropped: string[] = [];
  const finish = new Map<string, (ok: boolean) => void>();
  let changes = 0;
  const cache = new SheetCache(
    (url) => {
      asked.push(url);
      const done = new Promise<void>((resolve, reject) =>
        finish.set(url, (ok) => (ok ? resolve() : reject(new Error(url)))),
      );
      return { done, drop: () => dropped.push(url) };
    },
    () => changes++,
  );
  const come = async (url: string, ok = true) => {
    finish.get(url)?.(ok);
    await new Promise((resolve) => setTimeout(resolve));
  };
  return { cache, asked, dropped, come, changes: () => changes };
};

it("loads three at once, most needed first, and tells of each", async () => {
  const { cache, asked, come, changes } = studio();
  cache.want(["a", "b", "c", "d"]);
  expect(asked).toEqual(["a", "b", "c"]);
  await come("b");
  expect([asked, cache.isReady("b"), cache.isReady("a"), changes()]).toEqual([["a", "b", "c", "d"], true, false, 1]);
});

it("takes back what a fling left behind, and never believes it later", async () => {
  const { cache, asked, dropped, come } = studio();
  cache.want(["a", "b"]);
  cache.want(["x"]);
  expect([dropped, asked]).toEqual([
    ["a", "b"],
    ["a", "b", "x"],
  ]);
  await come("a");
  expect(cache.isReady("a")).toBe(false);
});

it("asks again for one that failed, once it is wanted again", async () => {
  const { cache, asked, come } = studio();
  cache.want(["a"]);
  await come("a", false);
  expect(asked).toEqual(["a"]);
  cache.want(["a"]);
  expect(asked).toEqual(["a", "a"]);
});

it("keeps the 24 used last", async () => {
  const { cache, come } = studio();
  for (let n = 0; n < 25; n++) {
    cache.want(n === 24 ? ["s24", "s0"] : [`s${n}`]);
    await come(`s${n}`);
  }
  expect([cache.isReady("s0"), cache.isReady("s1"), cache.isReady("s24")]).toEqual([true, false, true]);
});

it("loads what is next only once what shows is there, or cannot be", async () => {
  const { cache, asked, come } = studio();
  cache.want(["a", "b"], ["next", "before"]);
  expect(asked).toEqual(["a", "b"]);
  await come("a");
  expect(asked).toEqual(["a", "b"]);
  await come("b", false);
  expect(asked).toEqual(["a", "b", "next", "before"]);
});
