import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { InputCache } from "./input-cache";

const root = await mkdtemp(path.join(os.tmpdir(), "backlot-cache-"));
afterAll(() => rm(root, { recursive: true }));

let folders = 0;
const opened = async (maxBytes = 1_000, folder = path.join(root, `${folders++}`)) => {
  const cache = new InputCache(folder, maxBytes);
  await cache.open();
  return { cache, folder };
};
const file = (letter: string, bytes = 400) => {
  const body = letter.repeat(bytes);
  return { body, sha256: createHash("sha256").update(body).digest("hex") };
};
/** Brings bytes and counts how often it was asked to. */
const source = (body: string) => {
  const fetch = async (target: string) => {
    fetch.times++;
    await writeFile(target, body);
  };
  fetch.times = 0;
  return fetch;
};

describe("input cache", () => {
  it("fetches a file once for all jobs, also for two that ask at the same time", async () => {
    const { cache } = await opened();
    const a = file("a");
    const fetch = source(a.body);

    const paths = await Promise.all([cache.hold(a.sha256, fetch), cache.hold(a.sha256, fetch)]);
    await cache.hold(a.sha256, fetch);

    expect(fetch.times).toBe(1);
    expect(new Set(paths).size).toBe(1);
    expect(await readFile(paths[0] ?? "", "utf8")).toBe(a.body);
  });

  it("refuses bytes that are not the ones asked for, and keeps nothing of them", async () => {
    const { cache, folder } = await opened();
    const a = file("a");

    await expect(cache.hold(a.sha256, source("something else"))).rejects.toThrow(/arrived with SHA-256/);
    await expect(cache.hold("../../etc/passwd", source("x"))).rejects.toThrow(/no proper SHA-256/);

    expect(await readdir(folder)).toEqual([]);
    expect(cache.bytes).toBe(0);
  });

  it("lets a second job fetch what the first one was stopped at", async () => {
    const { cache } = await opened();
    const a = file("a");
    let first: Promise<string> = Promise.resolve("");
    const stop = await new Promise<(error: Error) => void>((begun) => {
      first = cache.hold(a.sha256, () => new Promise((_, no) => begun(no)));
    });
    const second = cache.hold(a.sha256, source(a.body));

    stop(new Error("cancelled"));

    await expect(first).rejects.toThrow("cancelled");
    expect(await readFile(await second, "utf8")).toBe(a.body);
  });

  it("drops what was not used for longest, never what a job holds", async () => {
    const { cache, folder } = await opened(1_000);
    const [a, b, c] = [file("a"), file("b"), file("c")];
    for (const each of [a, b]) await cache.hold(each.sha256, source(each.body));
    cache.letGo(a.sha256);
    await cache.hold(a.sha256, source(a.body));
    cache.letGo(a.sha256);
    cache.letGo(b.sha256);
    // b was used last before a was asked for again: it goes.
    await cache.hold(c.sha256, source(c.body));
    const after = await readdir(folder);

    expect(after.sort()).toEqual([a.sha256, c.sha256].sort());
    const held = await Promise.all([a, b].map((each) => cache.hold(each.sha256, source(each.body))));
    expect(cache.bytes).toBe(1_200); // more than it may keep: all three are held
    expect(await Promise.all(held.map((path) => readFile(path, "utf8")))).toEqual([a.body, b.body]);
  });

  it("after a crash believes whole files only: parts go, and what rotted on the disk is fetched again", async () => {
    const { folder } = await opened(1_000);
    const [whole, rotten] = [file("w"), file("r")];
    await writeFile(path.join(folder, whole.sha256), whole.body);
    await writeFile(path.join(folder, rotten.sha256), "\0".repeat(400)); // the name reached the disk, the bytes did not
    await writeFile(path.join(folder, `${whole.sha256}.77-0.part`), "half");
    await mkdir(path.join(folder, "stray"));

    const { cache } = await opened(1_000, folder);
    const [kept, again] = [source(whole.body), source(rotten.body)];
    await cache.hold(whole.sha256, kept);
    const path2 = await cache.hold(rotten.sha256, again);

    expect([kept.times, again.times]).toEqual([0, 1]);
    expect(await readFile(path2, "utf8")).toBe(rotten.body);
    expect((await readdir(folder)).sort()).toEqual([whole.sha256, rotten.sha256].sort());
  });

  it("remembers over a restart what was used last", async () => {
    const { cache, folder } = await opened(1_000);
    const [a, b] = [file("a"), file("b")];
    for (const each of [a, b]) {
      await cache.hold(each.sha256, source(each.body));
      cache.letGo(each.sha256);
    }
    const old = new Date(Date.now() - 3_600_000);
    await utimes(path.join(folder, b.sha256), old, old);

    const { cache: again } = await opened(500, folder);

    expect(await readdir(folder)).toEqual([a.sha256]);
    expect(again.bytes).toBe(400);
  });

  it("keeps what the node made itself, read once before it is believed", async () => {
    const { cache, folder } = await opened(4_000);
    const made = file("m");
    const at = path.join(root, "made.png");
    await writeFile(at, made.body);

    await cache.adopt(at, made.sha256);
    await rm(at);
    const fetch = source(made.body);
    await cache.hold(made.sha256, fetch);

    expect(fetch.times).toBe(0);
    expect(await readdir(folder)).toEqual([made.sha256]);
  });

  it("makes room on a full disk from what nobody holds", async () => {
    const { cache } = await opened(10_000);
    const all = ["a", "b", "c"].map((letter) => file(letter));
    for (const each of all) await cache.hold(each.sha256, source(each.body));
    for (const each of all.slice(0, 2)) cache.letGo(each.sha256);

    expect(await cache.makeRoom(300)).toBe(400);
    expect(await cache.makeRoom(10_000)).toBe(400);
    expect(cache.bytes).toBe(400);
  });
});
