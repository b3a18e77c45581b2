import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { read, sha256 } from "./files.mjs";
import { runningHere } from "./running.mjs";

const stampOf = (root) => path.join(root, "node_modules/.lock.sha");

/** The stamp lies inside node_modules, so the two vanish together. */
export function isInstalled(root) {
  return read(stampOf(root)) === sha256(readFileSync(path.join(root, "package-lock.json")));
}

/** Runs `npm ci` through `run(name, command, args)` if the lock changed since the last time. */
export async function installIfNeeded(root, run, say) {
  if (isInstalled(root)) return;
  const others = runningHere(root).filter((other) => other.pid !== process.pid);
  if (others.length > 0 && existsSync(path.join(root, "node_modules")))
    throw new Error(
      `the dependencies changed, but Backlot runs from this folder (pid ${others.map((o) => o.pid).join(", ")}): stop it first, installing would pull node_modules from under it`,
    );
  say("installing dependencies");
  const lock = sha256(readFileSync(path.join(root, "package-lock.json")));
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  await run("npm ci", npm, ["ci", "--no-audit", "--no-fund"]);
  writeFileSync(stampOf(root), lock);
}
