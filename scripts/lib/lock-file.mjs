import { linkSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { readJson, writePrivate } from "./files.mjs";
import { isAlive, startMark } from "./process-identity.mjs";

const isHeldBy = (owner) =>
  isAlive(owner.pid) && (owner.pid === process.pid || !owner.mark || owner.mark === startMark(owner.pid));
const isMine = (owner) => owner.pid === process.pid && owner.mark === startMark(process.pid);

/** Creates `file` with its content in one step; false if it exists. */
function createWhole(file, text) {
  const part = `${file}.${process.pid}.new`;
  writeFileSync(part, text, { mode: 0o600 });
  try {
    linkSync(part, file);
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    // no hard links here (exFAT, some network shares)
    try {
      writeFileSync(file, text, { flag: "wx", mode: 0o600 });
      return true;
    } catch (second) {
      if (second.code === "EEXIST") return false;
      throw second;
    }
  } finally {
    rmSync(part, { force: true });
  }
}

/**
 * Takes the lock `file` for this process. Answers null when it is ours now, else the owner `{pid, url?}`.
 * A lock whose owner is gone, or whose pid now belongs to another process, is taken over.
 */
export function takeLock(file, info = {}) {
  mkdirSync(path.dirname(file), { recursive: true });
  const text = JSON.stringify({ pid: process.pid, mark: startMark(process.pid), ...info });
  for (let tries = 0; tries < 20; tries++) {
    if (createWhole(file, text)) return null;
    const owner = readJson(file);
    if (isMine(owner)) return null;
    if (owner.pid !== process.pid && isHeldBy(owner)) return owner;
    // Moved aside, not removed: if a rival took over in between, we now hold *his* lock and put it back.
    const aside = `${file}.${process.pid}.stale`;
    try {
      renameSync(file, aside);
    } catch (error) {
      if (error.code === "ENOENT") continue;
      throw error;
    }
    const moved = readJson(aside);
    if (moved.pid !== owner.pid || moved.mark !== owner.mark) {
      try {
        linkSync(aside, file);
      } catch {}
    }
    rmSync(aside, { force: true });
  }
  throw new Error(`could not take the lock ${file}`);
}

/** Rewrites a lock we hold, for instance with the URL once it is known. */
export function updateLock(file, info) {
  writePrivate(file, JSON.stringify({ pid: process.pid, mark: startMark(process.pid), ...info }));
}

/** Removes the lock if it is ours; someone else's stays. */
export function releaseLock(file) {
  if (isMine(readJson(file))) rmSync(file, { force: true });
}
