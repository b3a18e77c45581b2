// Runs the PostgreSQL that `npm ci` brought: 127.0.0.1 only, scram passwords, its own process group.
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { closeSync, existsSync, fstatSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { keptSecret, openLog, read, tail, writePrivate } from "./files.mjs";
import { anyPort, isFree } from "./ports.mjs";
import { findBinaries } from "./postgres-binaries.mjs";
import { choosePlace, handOver, makeOwned, postgresEnv, runner } from "./postgres-place.mjs";
import { commandLine, isAlive } from "./process-identity.mjs";

const NAME = "backlot";
// One studio on one machine: no replication, no parallel workers, small memory. Durability stays at its defaults.
const SETTINGS = [
  ...["shared_buffers=64MB", "max_connections=60", "max_wal_senders=0", "wal_level=minimal", "max_wal_size=512MB"],
  ...["max_logical_replication_workers=0", "max_parallel_workers=0", "max_parallel_workers_per_gather=0"],
  ...["autovacuum_max_workers=2", "unix_socket_directories="],
];

/** initdb asks for the name of its user and gives up without one (containers run with bare numbers). */
function nameless(run, bin, dir) {
  const probe = run(path.join(bin, "initdb"), ["-D", dir, "--show"]);
  return /could not look up (effective )?user/.test(probe.stderr ?? "");
}

function localeArgs(major) {
  if (major >= 17) return ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"];
  return [process.platform === "linux" ? "--locale=C.UTF-8" : "--locale=C"];
}

/** Creates the cluster beside its place and moves it there when complete, so that a cut leaves nothing half made. */
function createCluster({ dir, bin, major, identity, password, superuser }) {
  const part = `${dir}.part`;
  rmSync(part, { recursive: true, force: true });
  makeOwned(part, identity);
  let run = runner(identity);
  if (nameless(run, bin, part)) {
    run = runner(identity, ["unshare", "--user", "--map-user=65534", "--map-group=65534"]);
    if (run("true", []).status !== 0)
      throw new Error(
        `user id ${process.getuid()} has no name in /etc/passwd, and PostgreSQL will not create its files without one: run as a user that has one, or set DATABASE_URL`,
      );
  }
  const admin = handOver(identity, superuser ? password : randomBytes(24).toString("base64url"));
  try {
    const init = run(path.join(bin, "initdb"), [
      ...["-D", part, "-U", superuser ? NAME : "postgres", "-A", "scram-sha-256", "--pwfile", admin.file],
      ...["-E", "UTF8", ...localeArgs(major), "--data-checksums", "--no-sync"],
    ]);
    if (init.status !== 0) throw new Error(`initdb failed: ${(init.stderr || init.error?.message || "").trim()}`);
  } finally {
    admin.remove();
  }
  if (!superuser) {
    // The application is no superuser. Single-user mode reads one statement a line and needs no client.
    const input = `create role ${NAME} login password '${password}'\ncreate database ${NAME} owner ${NAME}\n`;
    const made = run(path.join(bin, "postgres"), ["--single", "-j", "-D", part, "postgres"], {
      input: input.replaceAll("\n", ";\n\n"),
    });
    if (made.status !== 0 || /ERROR|FATAL/.test(made.stderr))
      throw new Error(`could not create the database: ${made.stderr.trim()}`);
  }
  rmSync(dir, { recursive: true, force: true });
  renameSync(part, dir);
}

/** A server left by a launcher that was killed -9 still holds the folder: stop it. A stale pid file is removed. */
function stopLeftover({ dir, bin, run, say }) {
  const pidFile = path.join(dir, "postmaster.pid");
  const pid = Number.parseInt(read(pidFile).split("\n")[0], 10);
  if (!isAlive(pid)) return;
  // After a reboot the number may belong to anyone; pg_ctl would signal him.
  if (!commandLine(pid).includes(dir)) return rmSync(pidFile, { force: true });
  say("stopping a database left over from an earlier run");
  const stopped = run(path.join(bin, "pg_ctl"), ["stop", "-D", dir, "-m", "fast", "-w", "-t", "20"]);
  if (stopped.status === 0) return;
  run(path.join(bin, "pg_ctl"), ["stop", "-D", dir, "-m", "immediate", "-w", "-t", "10"]);
  if (isAlive(pid))
    throw new Error(`a database from an earlier run (pid ${pid}) does not stop: end it and start again`);
}

/** The port of last time if it is still free, so that a bookmarked connection keeps working. */
async function keptPort(file) {
  const kept = Number(read(file));
  const port = kept > 0 && (await isFree(kept)) ? kept : await anyPort();
  if (port !== kept) writePrivate(file, String(port));
  return port;
}

/**
 * Starts PostgreSQL on the files in `data` (made on first use).
 * Answers `{url, port, pid, dir, stop}`. `onSpawn(stop)` is called before it is ready, so that an interrupt in between
 * can stop it too; `onExit(how)` if it ends by itself.
 * `settings` are further `name=value`; `superuser` gives the application's role every right (tests clone databases);
 * `major` asks for one version where the files do not decide.
 */
export async function startPostgres({
  root,
  data,
  say = () => {},
  onSpawn = () => {},
  onExit = () => {},
  settings = [],
  superuser = false,
  major = null,
}) {
  mkdirSync(data, { recursive: true });
  const inside = path.join(data, "pg");
  const noted = read(path.join(data, "pg-place")).trim();
  const version = read(path.join(noted || inside, "PG_VERSION")).trim();
  const binaries = findBinaries(root, version ? Number(version) : major);
  const { identity, bin, dir } = choosePlace({ data, binaries, say });
  const password = keptSecret(path.join(data, "pgpass"));
  if (!existsSync(path.join(dir, "PG_VERSION")))
    createCluster({ dir, bin, major: binaries.major, identity, password, superuser });
  else makeOwned(dir, identity);
  stopLeftover({ dir, bin, run: runner(identity), say });

  const port = await keptPort(path.join(data, "pg-port"));
  const logFile = path.join(data, "logs/postgres.log");
  const log = openLog(logFile);
  const from = fstatSync(log).size;
  const quiet = binaries.major >= 18 ? ["io_method=sync"] : []; // saves three worker processes
  const args = [...SETTINGS, ...quiet, ...settings].flatMap((setting) => ["-c", setting]);
  const child = spawn(path.join(bin, "postgres"), ["-D", dir, "-p", String(port), "-h", "127.0.0.1", ...args], {
    ...identity,
    env: postgresEnv(),
    cwd: "/",
    detached: true,
    stdio: ["ignore", log, log],
  });
  closeSync(log);
  let ended = null;
  let stopping = false;
  child.once("error", (error) => {
    ended = error.message;
  });
  child.once("exit", (code, signal) => {
    ended = signal ?? `exit ${code}`;
    if (!stopping) onExit(ended);
  });

  const stop = async () => {
    if (stopping) return;
    stopping = true;
    // fast, immediate, last resort
    for (const [signal, ms] of [
      ["SIGINT", 10_000],
      ["SIGQUIT", 3_000],
      ["SIGKILL", 1_000],
    ]) {
      if (ended !== null) return;
      try {
        process.kill(child.pid, signal);
      } catch {
        return;
      }
      for (let t = 0; t < ms && ended === null; t += 20) await sleep(20);
    }
  };

  onSpawn(stop);

  // a listening port is not yet a ready server
  const logged = () => readFileSync(logFile).subarray(from).toString("utf8");
  for (let t = 0; !logged().includes("ready to accept connections"); t += 10) {
    if (ended !== null || t > 60_000) {
      await stop();
      throw new Error(`PostgreSQL did not start (${ended ?? "no answer in 60 s"}):\n${tail(logFile, 8, from)}`);
    }
    await sleep(10);
  }
  const database = superuser ? "postgres" : NAME;
  return { url: `postgres://${NAME}:${password}@127.0.0.1:${port}/${database}`, port, pid: child.pid, dir, stop };
}
