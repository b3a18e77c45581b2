import { readdirSync } from "node:fs";
import path from "node:path";
import { defineConfig } from "@playwright/test";

const root = path.resolve(import.meta.dirname, "..");

// A worker keeps its studio from file to file, but not from project to project: so each file is one, and no file finds what
// another left behind.
const projects = readdirSync(import.meta.dirname)
  .filter((name) => name.endsWith(".spec.ts"))
  .map((name) => ({ name: path.basename(name, ".spec.ts"), testMatch: name }));

// One worker: every spec file starts a whole studio, and machines with two cores should pass too. No retries
// unless CI asks for one (decision 19): a test that needs a second try is broken, and is named in the log. Each file brings
// its studio through fixtures/studio.ts.
export default defineConfig({
  testDir: import.meta.dirname,
  projects,
  outputDir: path.join(root, "test-results"),
  workers: 1,
  retries: Number(process.env.BACKLOT_E2E_RETRIES ?? 0),
  forbidOnly: Boolean(process.env.CI),
  timeout: 120_000,
  expect: { timeout: 15_000 },
  // The report for the counts is asked for by npm test, which also says where it goes.
  reporter: [
    ["list"],
    ["./fixtures/told-reporter.ts"],
    ...(process.env.PLAYWRIGHT_JSON_OUTPUT_FILE ? [["json"] as const] : []),
  ],
  use: {
    browserName: "chromium",
    viewport: { width: 1440, height: 900 },
    actionTimeout: 15_000,
    navigationTimeout: 30_000,
    trace: "retain-on-failure",
    contextOptions: { reducedMotion: "reduce" },
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH || "/usr/bin/chromium",
      chromiumSandbox: process.getuid?.() !== 0,
      args: ["--disable-dev-shm-usage"],
    },
  },
});
