import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { readableBytes, requireFreeDisk } from "./free-disk";
import { localStorage } from "./local";

const root = await mkdtemp(path.join(os.tmpdir(), "backlot storage "));
const storage = localStorage(root);
const key = "ab".repeat(32);
afterAll(() => rm(root, { recursive: true }));

const temporary = async (text: string) => {
  const file = await storage.temporaryPath();
  await writeFile(file, text);
  return file;
};
const all = async (range?: { start: number; end: number }) =>
  Buffer.concat(await (await storage.read(key, range)).toArray()).toString();

describe("local storage", () => {
  it("keeps a file under its hash, once, and leaves nothing half-done", async () => {
    const keys = [
      await storage.adopt(await temporary("picture"), key),
      await storage.adopt(await temporary("picture"), key),
    ];

    expect(keys).toEqual([key, key]);
    expect(await readFile(path.join(root, "media", "ab", key), "utf8")).toBe("picture");
    expect(await readdir(path.join(root, "tmp"))).toEqual([]);
    expect(await storage.localPath(key)).toBe(path.join(root, "media", "ab", key));
  });

  it("reads a part, both ends included", async () => {
    expect(await all()).toBe("picture");
    expect(await all({ start: 1, end: 3 })).toBe("ict");
  });

  it("refuses a key that is no hash, and a missing one before anything was sent", async () => {
    await expect(storage.read("../../etc/passwd")).rejects.toThrow("SHA-256");
    await expect(storage.read("cd".repeat(32))).rejects.toThrow("ENOENT");
    await expect(storage.localPath("cd".repeat(32))).rejects.toThrow("ENOENT");
  });
});

describe("free disk", () => {
  it("refuses in words what would not fit", async () => {
    await expect(requireFreeDisk(root, 2 ** 60)).rejects.toThrow(/disk has .+ free, and this needs 1048576 TB/);
    await expect(requireFreeDisk(path.join(root, "new folder"), 1)).resolves.toBeUndefined();
  });

  it.each([
    [0, "0 bytes"],
    [1023, "1023 bytes"],
    [1536, "1.5 KB"],
    [600 * 2 ** 20, "600 MB"],
  ])("reads %i bytes as %s", (bytes, words) => {
    expect(readableBytes(bytes)).toBe(words);
  });
});
