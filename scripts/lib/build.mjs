import { existsSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { read } from "./files.mjs";
import { releaseLock, takeLock } from "./lock-file.mjs";
import { noteRunning, runningHere } from "./running.mjs";
import { hashSources, WEB_SOURCES } from "./source-hash.mjs";

/** Builds live side by side, so that a test's build never replaces the one a running studio serves from. */
export const SLOTS = [".next", ".cache/next-1", ".cache/next-2", ".cache/next-3"];
const stampOf = (root, slot) => path.join(root, slot, "source.sha");

/** A failed build leaves no BUILD_ID. */
export const isBuilt = (root, slot, source) =>
  read(stampOf(root, slot)) === source && existsSync(path.join(root, slot, "BUILD_ID"));

/** The slot to serve from: one that holds this source already, else the first no other launcher uses. */
export function chooseSlot(root, source, others = runningHere(root)) {
  const built = SLOTS.find((slot) => isBuilt(root, slot, source));
  if (built) return { slot: built, built: true };
  const used = new Set(others.filter((other) => other.pid !== process.pid).map((other) => other.slot));
  const slot = SLOTS.find((candidate) => !used.has(candidate));
  if (!slot) throw new Error(`${SLOTS.length} studios already run from this folder, each on its own build: stop one`);
  return { slot, built: false };
}

/** Builds if the sources changed; answers the folder to serve from, which is noted as ours. */
export async function buildIfNeeded(root, build, say) {
  const lock = path.join(root, ".cache/build.lock");
  let waited = false;
  for (let other = takeLock(lock); other; other = takeLock(lock)) {
    if (!waited) say(`waiting for another build (pid ${other.pid})`);
    waited = true;
    await sleep(200);
  }
  try {
    const source = hashSources(root, WEB_SOURCES);
    const { slot, built } = chooseSlot(root, source);
    noteRunning(root, { slot });
    if (built) return slot;
    say("building the studio (about a minute)");
    rmSync(stampOf(root, slot), { force: true });
    await build(slot);
    writeFileSync(stampOf(root, slot), source);
    return slot;
  } finally {
    releaseLock(lock);
  }
}
