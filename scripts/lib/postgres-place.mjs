import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chownSync, cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { read, writePrivate } from "./files.mjs";

/** "nobody" everywhere; PostgreSQL refuses to run as root. */
const NOBODY = { uid: 65534, gid: 65534 };
/** How a database folder outside the data folder is called. */
export const placeName = /^pg-[0-9a-f]{12}$/;
/** LC_ALL=C: the log is read for an English sentence. PG* of the caller would point initdb elsewhere. */
export function postgresEnv() {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("PG")));
  return { ...env, LC_ALL: "C", TZ: "UTC" };
}

/** Runs as the database's user; `wrap` may put a program such as unshare in front. */
export function runner(identity, wrap = []) {
  return (file, args, options = {}) => {
    const [command, ...rest] = [...wrap, file, ...args];
    return spawnSync(command, rest, { ...identity, env: postgresEnv(), cwd: "/", encoding: "utf8", ...options });
  };
}

export function makeOwned(folder, identity) {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (identity.uid !== undefined) chownSync(folder, identity.uid, identity.gid);
}

/** Copies the binaries where anyone may run them; whole or not at all. */
function copyBinaries(native, version, home) {
  const copy = path.join(home, `bin-${version}`);
  if (existsSync(copy)) return path.join(copy, "bin");
  mkdirSync(home, { recursive: true, mode: 0o755 });
  const part = mkdtempSync(path.join(home, "part-"));
  cpSync(native, path.join(part, "native"), { recursive: true, verbatimSymlinks: true });
  if (!existsSync(copy)) renameSync(path.join(part, "native"), copy);
  rmSync(part, { recursive: true, force: true });
  return path.join(copy, "bin");
}

/**
 * Decides as whom, with which binaries and in which folder the database runs.
 * As root it runs as "nobody"; if that user cannot pass to the clone (for instance under /root), binaries and data
 * go to BACKLOT_PG_HOME, default /var/lib/backlot, under a random name that `data`/pg-place remembers.
 */
export function choosePlace({ data, binaries, home = process.env.BACKLOT_PG_HOME ?? "/var/lib/backlot", say }) {
  const note = path.join(data, "pg-place");
  const asRoot = process.getuid?.() === 0;
  const identity = asRoot ? NOBODY : {};
  const inside = path.join(data, "pg");
  if (!asRoot) return { identity, bin: binaries.bin, dir: inside };

  const run = runner(identity);
  const hadData = existsSync(path.join(inside, "PG_VERSION"));
  makeOwned(inside, identity);
  const reachesData = run("test", ["-x", inside]).status === 0;
  const reachesBinaries = run(path.join(binaries.bin, "postgres"), ["--version"]).status === 0;
  if (reachesData && reachesBinaries && !existsSync(note)) return { identity, bin: binaries.bin, dir: inside };
  if (hadData && !reachesData)
    throw new Error(`user "nobody" can no longer reach ${inside}: make the folders above it passable (chmod o+x)`);

  const bin =
    reachesBinaries || !binaries.native ? binaries.bin : copyBinaries(binaries.native, binaries.version, home);
  if (reachesData && !existsSync(note)) return { identity, bin, dir: inside };
  if (!existsSync(note)) {
    mkdirSync(home, { recursive: true, mode: 0o755 });
    writePrivate(note, path.join(home, `pg-${randomBytes(6).toString("hex")}`));
    rmSync(inside, { recursive: true, force: true });
  }
  const dir = read(note).trim();
  makeOwned(dir, identity);
  if (run("test", ["-x", dir]).status !== 0)
    throw new Error(
      `user "nobody" cannot reach ${dir}: set BACKLOT_PG_HOME to a folder whose parents are passable, or set DATABASE_URL`,
    );
  say(`PostgreSQL runs as "nobody", who cannot enter this folder: the database lives in ${dir}`);
  return { identity, bin, dir };
}

/** A folder that the database's user can read, for one secret during initdb. */
export function handOver(identity, text) {
  const folder = mkdtempSync(path.join(os.tmpdir(), "backlot-"));
  const file = path.join(folder, "pw");
  writePrivate(file, text);
  if (identity.uid !== undefined) for (const at of [folder, file]) chownSync(at, identity.uid, identity.gid);
  return { file, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
