import { open, rm, statfs } from "node:fs/promises";
import path from "node:path";
import type { Rest } from "./resting";

/** What the system answers when a disk takes no more: full, over quota, read-only, a file limit, or broken. */
const diskCodes: Record<string, string> = {
  ENOSPC: "room on its disk",
  EDQUOT: "room on its disk, whose quota is used up",
  EFBIG: "leave to write files of any size",
  EROFS: "a disk it can write to: it is read-only",
  EACCES: "leave to write in its own folder",
  EPERM: "leave to write in its own folder",
  EIO: "a disk that works",
};

/** The disk's own error behind this one, through whatever wrapped it; undefined when it was something else. */
export function diskTroubleOf(error: unknown, depth = 0): string | undefined {
  if (!(error instanceof Error) || depth > 5) return undefined;
  if ("code" in error && typeof error.code === "string" && error.code in diskCodes && isWrite(error)) return error.code;
  return (
    diskTroubleOf(error.cause, depth + 1) ?? ("origin" in error ? diskTroubleOf(error.origin, depth + 1) : undefined)
  );
}

/** EPERM and EACCES come from sockets as well. */
const isWrite = (error: Error): boolean =>
  !("code" in error && (error.code === "EACCES" || error.code === "EPERM")) || "path" in error;

type Ways = {
  /** Bytes below which no job is taken. */
  reserveBytes: number;
  /** Give up to this many bytes back; answers how many were. */
  makeRoom: (bytes: number) => Promise<number>;
  /** Bytes this user may still write; the system's own account by default. */
  freeBytes?: () => Promise<number>;
};

const mebibytes = (bytes: number) => `${Math.max(0, Math.round(bytes / 1024 ** 2)).toLocaleString("en-GB")} MB`;

/** The node's disk: watched before it is full, and asked again after it refused a write until it takes one. */
export class Disk {
  readonly #probe: string;
  readonly #ways: Ways;
  readonly #freeBytes: () => Promise<number>;
  /** At the start nobody knows: one write will tell. */
  #doubted = true;

  constructor(home: string, ways: Ways) {
    this.#probe = path.join(home, ".probe");
    this.#ways = ways;
    this.#freeBytes = ways.freeBytes ?? (() => statfs(home).then(({ bavail, bsize }) => bavail * bsize));
  }

  /** Tell of an error. True when it was the disk's: from now on it has to prove itself by taking a write. */
  heard(error: unknown): boolean {
    if (!diskTroubleOf(error)) return false;
    this.#doubted = true;
    return true;
  }

  /** Gigabytes this user may still write; undefined when the system does not say. */
  freeGb = (): Promise<number | undefined> =>
    this.#freeBytes().then(
      (bytes) => bytes / 1024 ** 3,
      () => undefined,
    );

  /** Why no job may be taken, or undefined. */
  async look(): Promise<Rest | undefined> {
    const refused = this.#doubted ? await this.#try() : undefined;
    if (refused) return { what: diskCodes[refused] ?? "a disk that works", ...help, yields: false };
    this.#doubted = false;
    const { reserveBytes, makeRoom } = this.#ways;
    const free = await this.#freeBytes();
    if (free >= reserveBytes) return undefined;
    const left = free + (await makeRoom(reserveBytes - free));
    if (left >= reserveBytes) return undefined;
    return {
      what: `room on its disk: ${mebibytes(left)} are free, it keeps ${mebibytes(reserveBytes)}`,
      ...help,
      yields: false,
    };
  }

  /** Write and remove one small file; answers the code of the refusal. */
  async #try(): Promise<string | undefined> {
    try {
      const file = await open(this.#probe, "w");
      try {
        await file.writeFile(Buffer.alloc(4096));
        await file.datasync();
      } finally {
        await file.close();
      }
      await rm(this.#probe, { force: true });
      return undefined;
    } catch (error) {
      return diskTroubleOf(error) ?? "EIO";
    }
  }
}

const help = { how: "Free some space or make it writable again; the node goes on by itself" };
