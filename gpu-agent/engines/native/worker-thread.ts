import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";

// From source the entry is worker.ts beside this file and the thread needs tsx, which Node 20 does not hand down
// to threads; a small start script registers it there. In a bundle the entry was built beside the main file.
const bundled = ["./engines/native/worker.mjs", "./worker.mjs", "./native-worker.mjs"];

/** Starts the worker, from source under tsx or vitest, or from an esbuild bundle with one output per entry. */
export const startWorker = (): Worker => {
  const source = new URL("./worker.ts", import.meta.url);
  if (existsSync(fileURLToPath(source))) return new Worker(startScript(source), { eval: true, execArgv: [] });
  for (const name of bundled) {
    const entry = new URL(name, import.meta.url);
    if (existsSync(fileURLToPath(entry))) return new Worker(entry, { execArgv: [] });
  }
  throw new Error("The worker of the native engine was not built beside the agent");
};

const startScript = (entry: URL) => {
  const tsx = path.dirname(createRequire(import.meta.url).resolve("tsx/package.json"));
  const api = pathToFileURL(path.join(tsx, "dist/esm/api/index.mjs")).href;
  return `import(${JSON.stringify(api)}).then(({ register }) => { register(); return import(${JSON.stringify(entry.href)}); })`;
};
