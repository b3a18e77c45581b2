import path from "node:path";
import { defineConfig } from "vitest/config";

const alias = { "@": path.resolve(import.meta.dirname), "server-only": path.resolve(import.meta.dirname, "db/testing/server-only.ts") };
const needsPostgres = ["server/**/*.test.ts", "db/**/*.test.ts", "gpu-agent/**/*.studio.test.ts"];

// kernel: arithmetic, milliseconds, no I/O beyond files. verb: against real PostgreSQL, one cloned database per file.
export default defineConfig({
  test: {
    projects: [
      {
        resolve: { alias },
        test: {
          name: "kernel",
          include: ["{contract,components,gpu-agent,scripts}/**/*.test.{ts,tsx}"],
          exclude: ["**/node_modules/**", ...needsPostgres],
          testTimeout: 30_000,
        },
      },
      {
        resolve: { alias },
        test: {
          name: "verb",
          include: needsPostgres,
          exclude: ["**/node_modules/**"],
          globalSetup: ["db/testing/global-setup.ts"],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
