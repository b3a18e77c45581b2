import { randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { access, mkdir, open, rename, rm } from "node:fs/promises";
import path from "node:path";
import type { Storage } from "./storage";

const sha256Pattern = /^[0-9a-f]{64}$/;

/** The key as it came. Throws on anything but a hash: a key becomes a path. */
export const requireSha256 = (key: string): string => {
  if (!sha256Pattern.test(key)) throw new Error("A key of this storage is a SHA-256 in lower-case hex");
  return key;
};

const exists = (file: string) =>
  access(file).then(
    () => true,
    () => false,
  );

/** A rename is only durable once the folder that names the file is. Not every system lets a folder be opened. */
const syncPath = async (target: string): Promise<void> => {
  const handle = await open(target, "r").catch(() => null);
  await handle?.sync().catch(() => {});
  await handle?.close();
};

/** Files under `<root>/media/<aa>/<sha256>`; half-done ones under `<root>/tmp`, on the same disk. The key is the SHA-256. */
export const localStorage = (root: string): Storage => {
  const pathOf = (key: string) =>
    path.join(/*turbopackIgnore: true*/ root, "media", requireSha256(key).slice(0, 2), key);

  return {
    kind: "local",
    adopt: async (temporaryPath, sha256) => {
      const target = pathOf(sha256);
      if (await exists(target)) {
        await rm(temporaryPath, { force: true });
        return sha256;
      }
      await mkdir(path.dirname(target), { recursive: true });
      await syncPath(temporaryPath);
      await rename(temporaryPath, target);
      await syncPath(path.dirname(target));
      return sha256;
    },
    read: async (key, range) => {
      // Opened before it is answered, so that a missing file throws here and not in the middle of a response.
      const handle = await open(pathOf(key), "r");
      return createReadStream("", { fd: handle, ...range, highWaterMark: 256 * 1024 });
    },
    localPath: async (key) => {
      await access(pathOf(key));
      return pathOf(key);
    },
    temporaryPath: async () => {
      const folder = path.join(/*turbopackIgnore: true*/ root, "tmp");
      await mkdir(folder, { recursive: true });
      return path.join(folder, randomUUID());
    },
  };
};
