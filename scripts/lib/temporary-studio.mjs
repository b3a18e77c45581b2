import { spawn } from "node:child_process";
import { closeSync, mkdtempSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { openLog, ROOT, read, readJson, tail } from "./files.mjs";
import { anyPort } from "./ports.mjs";
import { removeData } from "./remove-data.mjs";

/**
 * Starts a studio of its own on a temporary data folder, with the sample project and no owner yet; or again on the
 * `data` of an earlier one. Answers `{url, setupUrl, databaseUrl, data, pid, stop}`; `stop()` ends it and removes the
 * folder, also after it was killed. Throws with the last lines of its output if it does not start.
 */
export async function startTemporaryStudio({
  args = [],
  env = {},
  data = mkdtempSync(path.join(os.tmpdir(), "backlot-studio-")),
} = {}) {
  const logFile = path.join(data, "start.log");
  const log = openLog(logFile);
  const { DATABASE_URL: _, NEXTAUTH_URL: __, UPLOADTHING_TOKEN: ___, BACKLOT_SECRET: ____, ...clean } = process.env;
  const child = spawn(process.execPath, [path.join(ROOT, "scripts/start.mjs"), ...args], {
    cwd: ROOT,
    env: { ...clean, HOST: "127.0.0.1", PORT: String(await anyPort()), BACKLOT_DATA: data, ...env },
    stdio: ["ignore", log, log],
    detached: true,
  });
  closeSync(log);
  let ended = null;
  const end = new Promise((done) => {
    child.once("exit", (code, signal) => {
      ended = signal ?? code;
      done();
    });
  });
  const stop = async () => {
    if (ended === null) process.kill(child.pid, "SIGTERM");
    await end;
    removeData(data);
  };
  const lock = path.join(data, "launcher.json");
  while (readJson(lock).pid !== child.pid || !readJson(lock).url) {
    if (ended !== null) {
      const last = tail(logFile, 30);
      removeData(data);
      throw new Error(`the studio did not start (${ended}):\n${last}`);
    }
    await sleep(50);
  }
  const { url, setupUrl } = readJson(lock);
  return { url, setupUrl, databaseUrl: read(path.join(data, "database-url")), data, pid: child.pid, stop };
}

/** Runs `work(env)` beside a temporary studio and stops it whatever happens, Ctrl-C included. */
export async function withTemporaryStudio(work) {
  console.log("starting a studio on a temporary folder");
  const studio = await startTemporaryStudio();
  process.on("SIGINT", () => {});
  process.on("SIGTERM", () => {});
  try {
    return await work({
      ...{ BACKLOT_URL: studio.url, BACKLOT_SETUP_URL: studio.setupUrl ?? "", BACKLOT_DATA: studio.data },
      ...{ DATABASE_URL: studio.databaseUrl, BACKLOT_PID: String(studio.pid) },
    });
  } finally {
    await studio.stop();
  }
}
