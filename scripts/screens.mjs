#!/usr/bin/env node
// Pictures of every main screen with the sample project, into screens/: runs e2e/screens.ts beside a studio on a
// temporary folder. It gets BACKLOT_URL, BACKLOT_SETUP_URL (to become the owner), BACKLOT_DATA, DATABASE_URL.
import { existsSync } from "node:fs";
import { chromiumPath } from "./lib/chromium.mjs";
import { ROOT } from "./lib/files.mjs";
import { installIfNeeded } from "./lib/install.mjs";
import { run, runOrThrow } from "./lib/run.mjs";
import { withTemporaryStudio } from "./lib/temporary-studio.mjs";

process.chdir(ROOT);
const SCRIPT = "e2e/screens.ts";
const chromium = chromiumPath();
try {
  if (!existsSync(SCRIPT)) throw new Error(`${SCRIPT} does not exist`);
  if (!chromium) throw new Error("no Chromium found: apt-get install -y chromium (or set CHROMIUM_PATH to one)");
  await installIfNeeded(ROOT, runOrThrow, console.log);
  const node = ["--import", "tsx", SCRIPT, ...process.argv.slice(2)];
  const work = (env) => run(process.execPath, node, { env: { ...env, CHROMIUM_PATH: chromium } });
  process.exitCode = (await withTemporaryStudio(work)).code;
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
