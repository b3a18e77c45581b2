import { mkdirSync, readdirSync, rmSync } from "node:fs";
import path from "node:path";
import { readJson, writePrivate } from "./files.mjs";
import { isAlive, startMark } from "./process-identity.mjs";

// Several launchers may run from one checkout on different data (a person's studio, a test's). They share
// node_modules and the builds, so each says which build it uses.
const folder = (root) => path.join(root, ".cache/running");

/** Notes that this process serves from `root`; `info.slot` names the build it uses. */
export function noteRunning(root, info = {}) {
  mkdirSync(folder(root), { recursive: true });
  writePrivate(
    path.join(folder(root), `${process.pid}.json`),
    JSON.stringify({ pid: process.pid, mark: startMark(process.pid), ...info }),
  );
}

export function forgetRunning(root) {
  rmSync(path.join(folder(root), `${process.pid}.json`), { force: true });
}

/** The live launchers of this checkout, `{pid, slot?}`; notes of dead ones are removed. */
export function runningHere(root) {
  let names = [];
  try {
    names = readdirSync(folder(root)).filter((name) => name.endsWith(".json"));
  } catch {
    return [];
  }
  return names.flatMap((name) => {
    const file = path.join(folder(root), name);
    const note = readJson(file);
    if (isAlive(note.pid) && startMark(note.pid) === note.mark) return [note];
    rmSync(file, { force: true });
    return [];
  });
}
