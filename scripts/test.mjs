#!/usr/bin/env node
// Every test: vitest (kernel, verb, launcher), then the browser. The last line is "N passed, N failed".
//   npm test                    all of it
//   npm test -- unit [args]     vitest only; args go to vitest
//   npm test -- e2e [args]      the browser only; args go to Playwright
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { buildIfNeeded } from "./lib/build.mjs";
import { chromiumPath } from "./lib/chromium.mjs";
import { ROOT, readJson } from "./lib/files.mjs";
import { installIfNeeded } from "./lib/install.mjs";
import { requireNode } from "./lib/node-version.mjs";
import { run, runOrThrow, signalRunning } from "./lib/run.mjs";
import { forgetRunning } from "./lib/running.mjs";
import { add, countPlaywright, countVitest, NOTHING } from "./lib/test-counts.mjs";

requireNode();
process.chdir(ROOT);
const PLAYWRIGHT = "e2e/playwright.config.ts";
const KINDS = ["unit", "e2e"];
const args = process.argv.slice(2);
const only = KINDS.includes(args[0]) ? args.shift() : null;
// a person's own studio and database are none of the tests' business
for (const name of ["DATABASE_URL", "BACKLOT_DATA", "NEXTAUTH_URL", "HOST", "PORT", "UPLOADTHING_TOKEN"])
  delete process.env[name];
const reports = mkdtempSync(path.join(os.tmpdir(), "backlot-tests-"));
const ci = { NEXT_TELEMETRY_DISABLED: "1" };
// Ctrl-C reaches the runners too; they finish their tear-down and we still print the counts
process.on("SIGINT", () => {});
process.on("SIGTERM", () => signalRunning("SIGTERM"));

const failure = (what) => {
  console.error(`\n${what}`);
  return { passed: 0, failed: 1 };
};

async function unit() {
  const file = path.join(reports, "vitest.json");
  const more = only ? args : [];
  const { code } = await run(
    process.execPath,
    [
      "node_modules/vitest/vitest.mjs",
      "run",
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${file}`,
      ...more,
    ],
    { env: ci },
  );
  return countVitest(readJson(file), code);
}

async function browser() {
  if (!existsSync(PLAYWRIGHT)) return failure(`no browser tests: ${PLAYWRIGHT} does not exist`);
  const chromium = chromiumPath();
  if (!chromium)
    return failure(
      "no Chromium found: apt-get install -y chromium (or set CHROMIUM_PATH to one), then run npm test again",
    );
  // built here, not by the studio under test, whose start has a time limit
  await buildIfNeeded(
    ROOT,
    (slot) =>
      runOrThrow("build", process.execPath, ["node_modules/next/dist/bin/next", "build"], {
        ...ci,
        NODE_ENV: "production",
        BACKLOT_DIST: slot,
      }),
    console.log,
  );
  forgetRunning(ROOT);
  const file = path.join(reports, "playwright.json");
  const more = only ? args : [];
  const { code } = await run(
    process.execPath,
    ["node_modules/@playwright/test/cli.js", "test", "-c", PLAYWRIGHT, ...more],
    { env: { ...ci, CHROMIUM_PATH: chromium, PLAYWRIGHT_JSON_OUTPUT_FILE: file, PLAYWRIGHT_JSON_OUTPUT_NAME: file } },
  );
  return countPlaywright(readJson(file), code);
}

async function lockIsWhole() {
  const { code } = await run(process.execPath, ["scripts/complete-lock.mjs", "--check"]);
  return code === 0 ? NOTHING : failure("package-lock.json has holes: npm run lock:complete");
}

async function main() {
  await installIfNeeded(ROOT, runOrThrow, console.log);
  let sum = await lockIsWhole();
  if (only !== "e2e") sum = add(sum, await unit());
  if (only !== "unit") sum = add(sum, await browser());
  return sum;
}

let sum = NOTHING;
try {
  sum = await main();
} catch (error) {
  sum = failure(error.message);
} finally {
  rmSync(reports, { recursive: true, force: true });
}
if (sum.passed + sum.failed === 0) sum = failure("no test ran");
process.exitCode = sum.failed > 0 ? 1 : 0;
console.log(`\n${sum.passed} passed, ${sum.failed} failed`);
