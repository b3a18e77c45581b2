import { spawn } from "node:child_process";
import { closeSync, fstatSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { openLog, ROOT, tail } from "./files.mjs";

/** Node arguments that tie a child's life to ours, even through kill -9. */
export const tied = ["--import", pathToFileURL(path.join(ROOT, "scripts/lib/with-parent.mjs")).href];

const never = () => new Promise(() => {});

/**
 * Runs children and stops them, newest first, whatever goes wrong. `stop(code, why)` ends this process.
 * Every child has its own process group: the terminal's Ctrl-C reaches only us, and we stop them in order.
 */
export function createSupervisor({ say = console.log, onExit = () => {} } = {}) {
  const running = [];
  let stopping = null;

  const forget = (entry) => running.includes(entry) && running.splice(running.indexOf(entry), 1);

  function stop(code, why) {
    if (why && !stopping) say(why);
    stopping ??= (async () => {
      for (const entry of [...running].reverse()) await entry.stop();
      onExit();
      process.exit(code);
    })();
    return stopping;
  }

  /** Starts a child. `ended` resolves to its exit code or signal name. Output goes to `logFile`, else to ours. */
  function start(name, command, args, { env = {}, logFile, graceMs = 6_000, cwd = ROOT, output } = {}) {
    if (stopping) throw new Error(`${name} is not started: stopping`);
    const log = logFile ? openLog(logFile) : null;
    const from = log === null ? 0 : fstatSync(log).size;
    const out = output ?? log ?? "inherit";
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ["pipe", out, log ?? "inherit"],
      detached: true,
    });
    if (log !== null) closeSync(log);
    child.stdin.on("error", () => {});
    let how = null;
    const ended = new Promise((done) => {
      const end = (outcome) => {
        how = outcome;
        done(outcome);
      };
      child.once("error", (error) => end(error.message));
      child.once("exit", (code, signal) => end(signal ?? code));
    });
    const entry = {
      name,
      stop: async () => {
        for (const [signal, ms] of [
          ["SIGTERM", graceMs],
          ["SIGKILL", 1_000],
        ]) {
          if (how !== null || child.pid === undefined) return;
          try {
            process.kill(-child.pid, signal);
          } catch {
            return;
          }
          await Promise.race([ended, sleep(ms, null, { ref: false })]);
        }
      },
    };
    running.push(entry);
    void ended.then(() => forget(entry));
    return { child, ended, lastLines: (lines) => (logFile ? tail(logFile, lines, from) : ""), stop: entry.stop };
  }

  /** Runs one command to its end; a failure stops everything. Signals stay handled while it runs. */
  async function step(name, command, args, options = {}) {
    if (stopping) return never();
    const run = start(name, command, args, options);
    let text = "";
    run.child.stdout?.setEncoding("utf8").on("data", (chunk) => {
      text += chunk;
    });
    const how = await run.ended;
    if (stopping) return never();
    if (how !== 0) {
      const last = run.lastLines(40);
      if (last) console.error(last);
      await stop(1, `${name} failed (${typeof how === "number" ? `exit ${how}` : how})`);
    }
    return text;
  }

  /** A child that must live as long as we do. */
  function serve(name, command, args, options = {}) {
    const run = start(name, command, args, options);
    void run.ended.then((how) => {
      if (stopping) return;
      const last = run.lastLines(20);
      if (last) console.error(last);
      void stop(1, `${name} ended (${typeof how === "number" ? `exit ${how}` : how}); everything else was stopped`);
    });
    return run;
  }

  for (const [signal, code] of [
    ["SIGINT", 130],
    ["SIGTERM", 143],
    ["SIGHUP", 129],
  ])
    process.on(signal, () => void stop(code));
  process.on("uncaughtException", (error) => void stop(1, error.stack));
  process.on("unhandledRejection", (error) => void stop(1, error?.stack ?? String(error)));

  return {
    start,
    step,
    serve,
    stop,
    add: (name, stopIt) => running.push({ name, stop: stopIt }),
    get stopping() {
      return stopping !== null;
    },
  };
}

/**
 * Keeps a helper process alive: restarted after a crash, waiting longer each time, given up after `limit` quick
 * crashes in a row. Exit 0 means it wanted to end.
 */
export function keepAlive(
  supervisor,
  name,
  begin,
  { limit = 5, quickMs = 30_000, firstWaitMs = 500, say, onStart } = {},
) {
  let quick = 0;
  const again = () => {
    const began = Date.now();
    const run = begin();
    onStart?.(run);
    void run.ended.then(async (how) => {
      if (supervisor.stopping) return;
      if (how === 0) return say(`${name} ended by itself; the studio keeps running without it`);
      quick = Date.now() - began < quickMs ? quick + 1 : 1;
      const last = run.lastLines(5);
      if (last) console.error(last);
      if (quick > limit) return say(`${name} ended ${quick} times in a row; the studio keeps running without it`);
      const wait = firstWaitMs * 2 ** (quick - 1);
      say(`${name} ended (${typeof how === "number" ? `exit ${how}` : how}), starting it again in ${wait / 1000} s`);
      await sleep(wait, null, { ref: false });
      if (!supervisor.stopping) again();
    });
  };
  again();
}
