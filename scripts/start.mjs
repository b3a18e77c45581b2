#!/usr/bin/env node
// One command: install, database, migrate, build, serve, render node. Node builtins only until the packages are there.
// Environment: PORT, HOST, DATABASE_URL, BACKLOT_DATA, NEXTAUTH_URL, BACKLOT_VERBOSE (see .env.example).
import { existsSync, mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
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
const verbose = dev || process.env.BACKLOT_VERBOSE === "1";
const data = path.resolve(process.env.BACKLOT_DATA || ".data");
const host = process.env.HOST || "127.0.0.1";
const lock = path.join(data, "launcher.json");
const logOf = (name) => (verbose ? undefined : path.join(data, `logs/${name}.log`));
const node = process.execPath;

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
const giveUp = (error) => supervisor.stop(1, error.message);

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
  const database = await startPostgres({ root: ROOT, data, say, onExit });
  supervisor.add("database", database.stop);
  return database.url;
}

/** A compiled entry of .cache/node, run to its end; false when the source does not exist. */
async function runEntry(compiled, entry, env, logName) {
  const file = path.join(compiled, entry);
  if (!existsSync(file)) return false;
  await supervisor.step(logName, node, [...tied, "--enable-source-maps", file], { env, logFile: logOf(logName) });
  return true;
}

async function waitForWeb(port) {
  const at = `http://${["0.0.0.0", "::"].includes(host) ? "127.0.0.1" : host.includes(":") ? `[${host}]` : host}:${port}/api/health`;
  for (const until = Date.now() + 60_000; Date.now() < until; await sleep(25)) {
    if (supervisor.stopping) return supervisor.stop(1);
    if (await answersOk(at)) return;
  }
  await supervisor.stop(1, "the web server did not answer within 60 s");
}

async function main() {
  const port = await choosePort();
  noteRunning(ROOT);
  await installIfNeeded(ROOT, (name, command, args) => supervisor.step(name, command, args), say);
  const secret = keptSecret(path.join(data, "secret"));
  const databaseUrl = await openDatabase();
  writePrivate(path.join(data, "database-url"), databaseUrl);
  const open = `http://localhost:${port}`;
  const env = {
    ...{ DATABASE_URL: databaseUrl, BACKLOT_DATA: data, BACKLOT_SECRET: secret, NEXTAUTH_SECRET: secret },
    ...{ NEXTAUTH_URL: process.env.NEXTAUTH_URL || open, NEXT_TELEMETRY_DISABLED: "1", PORT: String(port) },
    NODE_ENV: dev ? "development" : "production",
  };
  const migrated = supervisor.step("migrate", node, [...tied, "scripts/migrate.mjs"], { env, output: "pipe" });
  const { compileNode } = await import("./lib/compile.mjs");
  const [status, compiled] = await Promise.all([migrated.then((text) => JSON.parse(text)), compileNode(ROOT)]);
  if (status.teams === 0 && existsSync(path.join(compiled, "db/seed/index.mjs"))) {
    say("making the sample project");
    await runEntry(compiled, "db/seed/index.mjs", env, "seed");
  }

  const next = "node_modules/next/dist/bin/next";
  const slot = dev
    ? ".next"
    : await buildIfNeeded(
        ROOT,
        (into) =>
          supervisor.step("build", node, [...tied, next, "build"], {
            env: { ...env, BACKLOT_DIST: into },
            logFile: logOf("build"),
          }),
        say,
      );
  supervisor.serve("the web server", node, [...tied, next, dev ? "dev" : "start", "-H", host, "-p", String(port)], {
    ...{ env: { ...env, BACKLOT_DIST: slot }, logFile: logOf("web"), graceMs: 3_000 },
  });
  const agentEnv = {
    BACKLOT_URL: `http://127.0.0.1:${port}`,
    BACKLOT_DATA: data,
    BACKLOT_NODE_TOKEN: embeddedNodeToken(data),
  };
  const [hasNode] = await Promise.all([
    runEntry(compiled, "db/seed/embedded-node.mjs", { ...env, ...agentEnv }, "embedded-node"),
    waitForWeb(port),
  ]);
  const agent = path.join(compiled, "gpu-agent/main.mjs");
  if (hasNode && existsSync(agent))
    keepAlive(
      supervisor,
      "the local render node",
      () =>
        supervisor.start("agent", node, [...tied, "--enable-source-maps", agent, "--embedded"], {
          env: agentEnv,
          logFile: logOf("agent"),
        }),
      { say },
    );

  const setup =
    status.users === 0
      ? await supervisor.step("setup link", node, [...tied, "scripts/setup-link.mjs"], { env, output: "pipe" })
      : "";
  const token = setup.trim();
  const setupUrl = token ? `${open}/setup?token=${token}` : undefined;
  updateLock(lock, { url: open, setupUrl });
  say(
    `ready after ${((Date.now() - began) / 1000).toFixed(1)} s; logs in ${path.relative(ROOT, path.join(data, "logs")) || data}`,
  );
  if (setupUrl) say("This studio has no owner yet. The link works once, for 24 hours.");
  console.log(`\n  Open ${setupUrl ?? open}\n`);
}

await main().catch(giveUp);
