import path from "node:path";
import { defineConfig } from "@playwright/test";

const root = path.resolve(import.meta.dirname, "..");

// One worker: every spec file starts a whole studio, and machines with two cores should pass too. No retries: a test
// that needs a second try is broken. Each file brings its studio through fixtures/studio.ts.
export default defineConfig({
  testDir: import.meta.dirname,
  outputDir: path.join(root, "test-results"),
  workers: 1,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: "list",
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
