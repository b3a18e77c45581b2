import { mkdir, statfs } from "node:fs/promises";
import { PreconditionError } from "../errors";

/** Kept free for the database and the system, in bytes. */
const reserve = 256 * 1024 * 1024;

/** Bytes as people read them: `1.5 GB`, `12 MB`, `3 KB`. */
export const readableBytes = (bytes: number): string => {
  const units = ["bytes", "KB", "MB", "GB", "TB"];
  const step = Math.min(units.length - 1, Math.floor(Math.log2(Math.max(1, bytes)) / 10));
  const value = bytes / 1024 ** step;
  return `${value >= 10 || step === 0 ? Math.round(value) : Math.round(value * 10) / 10} ${units[step]}`;
};

/** Refuses before a write that would fill the disk under `folder`. `needed` in bytes. */
export const requireFreeDisk = async (folder: string, needed: number): Promise<void> => {
  await mkdir(folder, { recursive: true });
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  if (free >= needed + reserve) return;
  throw new PreconditionError(
    `The studio's disk has ${readableBytes(free)} free, and this needs ${readableBytes(needed)} beside a reserve of ${readableBytes(reserve)}. Ask whoever runs the studio to free some space, then try again.`,
  );
};
