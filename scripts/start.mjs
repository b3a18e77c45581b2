#!/usr/bin/env node
// One command: install, database, migrate, build, serve, render node. Node builtins only until the packages are there.
// `-- --web`: one more web process for a studio that has its database, secret and bucket elsewhere; no sample, no node.
// Environment: PORT, HOST, DATABASE_URL, BACKLOT_DATA, BACKLOT_SECRET, NEXTAUTH_URL, BACKLOT_VERBOSE (see .env.example).
import { existsSync, mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { addressesOf } from "./lib/addresses.mjs";
import { buildIfNeeded } from "./lib/build.mjs";
import { embeddedNodeToken } from "./lib/embedded-node.mjs";
import { keptSecret, ROOT, writePrivate } from "./lib/files.mjs";
import { installIfNeeded } from "./lib/install.mjs";
import { releaseLock, takeLock, updateLock } from "./lib/lock-file.mjs";
import { requireNode } from "./lib/node-version.mjs";
import { answersOk, isFree, parsePort, pickPort } from "./lib/ports.mjs";
import { startPostgres } from "./lib/postgres.mjs";
import { forgetRunning, noteRunning } from "./lib/running.mjs";
import { createSupervisor, keepAlive, tied } from "./lib/supervisor.mjs";

const began = Date.now();
requireNode();
process.chdir(ROOT);
const say = (message) => console.log(`[backlot] ${message}`);
const dev = process.argv.includes("--dev");
const webOnly = process.argv.includes("--web");
const verbose = dev || process.env.BACKLOT_VERBOSE === "1";
const data = path.resolve(process.env.BACKLOT_DATA || ".data");
const host = process.env.HOST || "127.0.0.1";
const lock = path.join(data, "launcher.json");
const logOf = (name) => (verbose ? undefined : path.join(data, `logs/${name}.log`));
const node = process.execPath;
const NEXT = "node_modules/next/dist/bin/next";

mkdirSync(data, { recursive: true });
const owner = takeLock(lock);
if (owner) {
  console.error(`[backlot] already running${owner.url ? ` at ${owner.url}` : ""} (pid ${owner.pid})`);
  process.exit(1);
}
const supervisor = createSupervisor({
  say,
  onExit: () => {
    forgetRunning(ROOT);
    rmSync(path.join(data, "database-url"), { force: true });
    releaseLock(lock);
  },
});

/** Ports first: a second copy must not reach `npm ci` and pull node_modules from under a running one. */
async function choosePort() {
  const wanted = process.env.PORT ? parsePort(process.env.PORT) : 3000;
  if (process.env.PORT && !(await isFree(wanted, host)))
    throw new Error(`port ${wanted} is in use (PORT was set, so no other is taken)`);
  const port = await pickPort(wanted, host);
  if (port !== wanted) say(`port ${wanted} is in use, using ${port}`);
  return port;
}

async function openDatabase() {
  if (process.env.DATABASE_URL) return process.env.DATABASE_URL;
  const onExit = (how) =>
    supervisor.stopping || void supervisor.stop(1, `the database ended (${how}); everything else was stopped`);
  const onSpawn = (stop) => supervisor.add("database", stop);
  const { url } = await startPostgres({ root: ROOT, data, say, onSpawn, onExit });
  return url;
}

/** Runs one of our scripts to its end; answers what it printed if `output` is "pipe". */
const script = (name, file, env, more = {}) =>
  supervisor.step(name, node, [...tied, "--enable-source-maps", file], { env, ...more });

/** Migrates and compiles, then makes the sample project in a database that holds no team. */
async function prepare(env) {
  const { compileNode } = await import("./lib/compile.mjs");
  const migrated = script("migrate", "scripts/migrate.mjs", env, { output: "pipe" });
  const [text, compiled] = await Promise.all([migrated, compileNode(ROOT)]);
  const { teams, owners } = JSON.parse(text);
  const seed = path.join(compiled, "db/seed/index.mjs");
  if (teams === 0 && !webOnly && existsSync(seed)) {
    say("making the sample project");
    await script("seed", seed, env, { logFile: logOf("seed") });
  }
  return { compiled, hasOwner: owners > 0 };
}

const build = (env) =>
  buildIfNeeded(
    ROOT,
    (slot) =>
      supervisor.step("build", node, [...tied, NEXT, "build"], {
        env: { ...env, BACKLOT_DIST: slot },
        logFile: logOf("build"),
      }),
    say,
  );

/**
 * A thousand nodes that wait are requests held for 25 s: all of them outlive V8's nursery, however large, and what they leave
 * behind would lie there until the old space has doubled. Pages cost no more with these (decision 20); --optimize-for-size
 * would make them cost two thirds more.
 */
const lean = ["--max-semi-space-size=2", "--heap-growing-percent=30"];

async function serveWeb(env, port, local) {
  const slot = dev ? ".next" : await build(env);
  const args = [...(dev ? [] : lean), ...tied, NEXT, dev ? "dev" : "start", "-H", host, "-p", String(port)];
  const options = { env: { ...env, BACKLOT_DIST: slot }, logFile: logOf("web"), graceMs: 3_000 };
  supervisor.serve("the web server", node, args, options);
  for (const until = Date.now() + 60_000; Date.now() < until; await sleep(25))
    if (await answersOk(`${local}/api/health`)) return;
  await supervisor.stop(1, "the web server did not answer within 60 s");
}

/** Makes sure the database knows this machine's render node; false when there is none in this tree. */
async function enrolNode(compiled, env) {
  const enrol = path.join(compiled, "db/seed/embedded-node.mjs");
  if (!existsSync(enrol)) return false;
  await script("embedded-node", enrol, env, { logFile: logOf("embedded-node") });
  return true;
}

function startAgent(compiled, env) {
  const args = [...tied, "--enable-source-maps", path.join(compiled, "gpu-agent/main.mjs"), "--embedded"];
  const begin = () => supervisor.start("agent", node, args, { env, logFile: logOf("agent") });
  if (existsSync(path.join(compiled, "gpu-agent/main.mjs")))
    keepAlive(supervisor, "the local render node", begin, { say });
}

async function announce(open, env, hasOwner) {
  const token = hasOwner ? "" : (await script("setup link", "scripts/setup-link.mjs", env, { output: "pipe" })).trim();
  const setupUrl = token ? `${open}/setup?token=${token}` : undefined;
  updateLock(lock, { url: open, setupUrl });
  const logs = path.relative(ROOT, path.join(data, "logs"));
  say(`ready after ${((Date.now() - began) / 1000).toFixed(1)} s; logs in ${logs}`);
  if (setupUrl) say("This studio has no owner yet. The link works once, for 24 hours.");
  console.log(`\n  Open ${setupUrl ?? open}\n`);
}

/** What every web process of one studio must share; said before anything is started. */
function requireShared() {
  const missing = ["DATABASE_URL", "BACKLOT_SECRET", "BACKLOT_S3_BUCKET"].filter((name) => !process.env[name]);
  if (missing.length > 0)
    throw new Error(`--web joins a studio that runs elsewhere, and ${missing.join(" and ")} must name what they share`);
}

async function main() {
  if (webOnly) requireShared();
  const port = await choosePort();
  noteRunning(ROOT);
  await installIfNeeded(ROOT, (name, command, args) => supervisor.step(name, command, args), say);
  const secret = process.env.BACKLOT_SECRET || keptSecret(path.join(data, "secret"));
  const databaseUrl = await openDatabase();
  writePrivate(path.join(data, "database-url"), databaseUrl);
  const { open, local } = addressesOf(host, port);
  const env = {
    ...{ DATABASE_URL: databaseUrl, BACKLOT_DATA: data, BACKLOT_SECRET: secret, NEXTAUTH_SECRET: secret },
    ...{ NEXTAUTH_URL: process.env.NEXTAUTH_URL || open, PORT: String(port), HOST: host },
    ...{ NODE_ENV: dev ? "development" : "production", NEXT_TELEMETRY_DISABLED: "1" },
  };
  const agentEnv = { BACKLOT_URL: local, BACKLOT_DATA: data, BACKLOT_NODE_TOKEN: embeddedNodeToken(data) };

  const { compiled, hasOwner } = await prepare(env);
  const enrolled = webOnly ? false : enrolNode(compiled, { ...env, ...agentEnv });
  const [hasNode] = await Promise.all([enrolled, serveWeb(env, port, local)]);
  if (hasNode) startAgent(compiled, agentEnv);
  // A new setup link takes the place of an older one, and the first process printed that.
  await announce(open, env, hasOwner || webOnly);
}

await main().catch((error) => supervisor.stop(1, error.message));
