#!/usr/bin/env node
// Measures:  npm run bench            every file bench/<name>.bench.ts, one after another
//            npm run bench -- name    one of them; further arguments go to it
// Each prints one line of JSON a figure. They share a studio on a temporary folder: BACKLOT_URL, BACKLOT_SETUP_URL,
// BACKLOT_DATA, DATABASE_URL, BACKLOT_PID (of its launcher).
import { existsSync, readdirSync } from "node:fs";
import { chromiumPath } from "./lib/chromium.mjs";
import { ROOT } from "./lib/files.mjs";
import { installIfNeeded } from "./lib/install.mjs";
import { run, runOrThrow } from "./lib/run.mjs";
import { withTemporaryStudio } from "./lib/temporary-studio.mjs";

process.chdir(ROOT);
const SUFFIX = /\.bench\.(?:ts|mjs)$/;
const files = existsSync("bench")
  ? readdirSync("bench")
      .filter((name) => SUFFIX.test(name))
      .sort()
  : [];
const names = files.map((name) => name.replace(SUFFIX, ""));
const [asked, ...args] = process.argv.slice(2);
const chosen = asked ? files.filter((name) => name.replace(SUFFIX, "") === asked) : files;
if (chosen.length === 0) {
  console.error(
    asked ? `no benchmark "${asked}"; there are: ${names.join(", ") || "none"}` : "no bench/*.bench.ts to run",
  );
  process.exit(1);
}

try {
  await installIfNeeded(ROOT, runOrThrow, console.log);
  const failed = await withTemporaryStudio(async (env) => {
    const bad = [];
    for (const file of chosen) {
      const node = ["--conditions=react-server", "--import", "tsx", `bench/${file}`, ...args];
      const { code } = await run(process.execPath, node, { env: { ...env, CHROMIUM_PATH: chromiumPath() ?? "" } });
      if (code !== 0) bad.push(`${file} (exit ${code})`);
    }
    return bad;
  });
  if (failed.length > 0) throw new Error(`failed: ${failed.join(", ")}`);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
