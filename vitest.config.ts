import path from "node:path";
import { defineConfig } from "vitest/config";

const root = import.meta.dirname;
const alias = { "@": root, "server-only": path.join(root, "db/testing/server-only.ts") };
const exclude = ["**/node_modules/**", "**/.next/**", "**/.cache/**"];
const needsPostgres = ["server/**/*.test.ts", "db/**/*.test.ts", "{gpu-agent,scripts}/**/*.studio.test.ts"];
const needsLauncher = ["scripts/**/*.launch.test.mjs"];

// kernel: arithmetic, milliseconds, no I/O beyond files. verb: against real PostgreSQL, one cloned database per file.
// launcher: scripts/start.mjs as a process, with its signals, crashes and ports.
export default defineConfig({
  test: {
    projects: [
      {
        resolve: { alias },
        test: {
          name: "kernel",
          include: ["{contract,components,app,gpu-agent}/**/*.test.{ts,tsx}", "scripts/**/*.test.{ts,mjs}"],
          exclude: [...exclude, ...needsPostgres, ...needsLauncher],
          testTimeout: 30_000,
        },
      },
      {
        resolve: { alias },
        test: {
          name: "verb",
          include: needsPostgres,
          exclude,
          globalSetup: ["db/testing/global-setup.ts"],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: "launcher",
          include: needsLauncher,
          exclude,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
