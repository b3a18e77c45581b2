#!/usr/bin/env node
// A render node on another machine:  npm run agent -- --pair CODE --url https://studio.example
// All arguments go to gpu-agent/main.ts. Installs only what the node needs, and only when nothing is installed.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { ROOT } from "./lib/files.mjs";
import { requireNode } from "./lib/node-version.mjs";
import { runOrThrow } from "./lib/run.mjs";

requireNode();
process.chdir(ROOT);
if (!existsSync("node_modules/tsx")) {
  console.log("installing the render node");
  await runOrThrow("npm ci", process.platform === "win32" ? "npm.cmd" : "npm", [
    ...["ci", "--workspace", "gpu-agent", "--include-workspace-root=false", "--omit=dev", "--no-audit", "--no-fund"],
  ]).catch((error) => {
    console.error(error.message);
    process.exit(1);
  });
}
const { compileNode } = await import("./lib/compile.mjs");
const main = path.join(await compileNode(ROOT), "gpu-agent/main.mjs");
if (!existsSync(main)) {
  console.error("gpu-agent/main.ts does not exist");
  process.exit(1);
}
const node = ["--enable-source-maps", main, ...process.argv.slice(2)];
const child = spawn(process.execPath, node, { stdio: "inherit" });
// Ctrl-C reaches the whole group, the node finishes by itself; a service manager signals only us
process.on("SIGINT", () => {});
process.on("SIGTERM", () => child.kill("SIGTERM"));
child.once("error", (error) => {
  console.error(error.message);
  process.exitCode = 1;
});
child.once("exit", (code, signal) => {
  process.exitCode = code ?? { SIGINT: 130, SIGTERM: 143 }[signal] ?? 1;
});
