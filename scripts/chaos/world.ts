import { type ChildProcess, execFileSync, fork, spawn } from "node:child_process";
import { appendFileSync, mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const { CHAOS_COMPILED: compiled = "", CHAOS_ROOT: root = "" } = process.env;
export const chaosSecret = "the secret of a studio that nobody will miss";
const skewed = ["--enable-source-maps", "--import", path.join(root, "scripts/chaos/skew.mjs")];

/** A process that is started again whenever it ends, until it is told to stay down. */
export class Undying {
  readonly name: string;
  readonly #start: () => ChildProcess;
  readonly #log: string;
  #child: ChildProcess | undefined;
  #stay = false;
  #restarting: Promise<void> | undefined;
  kills = 0;
  /** Times it ended though nobody killed it. */
  fell = 0;
  /** Those we killed ourselves; their end may be heard of after the next one is up. */
  readonly #killed = new WeakSet<ChildProcess>();

  constructor(name: string, log: string, start: () => ChildProcess) {
    this.name = name;
    this.#log = log;
    this.#start = start;
  }

  get pid(): number | undefined {
    return this.#child?.exitCode === null && this.#child.signalCode === null ? this.#child.pid : undefined;
  }

  /** Megabytes that live in a process that answers "weigh"; NaN while it is down or silent. */
  async liveMb(): Promise<number> {
    const child = this.#child;
    if (!child?.connected) return Number.NaN;
    const answer = new Promise<number>((done) => {
      const hear = (told: unknown) => {
        if (typeof told !== "object" || told === null || !("liveMb" in told)) return;
        child.off("message", hear);
        done(Number(told.liveMb));
      };
      child.on("message", hear);
    });
    child.send("weigh");
    return Promise.race([answer, sleep(5_000, Number.NaN, { ref: false })]);
  }

  up(): void {
    if (this.#stay) return;
    const child = this.#start();
    this.#child = child;
    for (const stream of [child.stdout, child.stderr]) stream?.on("data", (text) => appendFileSync(this.#log, text));
    child.once("exit", (code, signal) => {
      if (this.#stay || this.#killed.has(child)) return;
      this.fell++;
      appendFileSync(this.#log, `--- ended by itself (${signal ?? code})\n`);
      this.#again(200);
    });
  }

  /** Kill -9 now, up again after `ms`. */
  kill(ms: number): void {
    if (this.pid === undefined) return;
    this.kills++;
    if (this.#child) this.#killed.add(this.#child);
    this.#child?.kill("SIGKILL");
    appendFileSync(this.#log, "--- killed\n");
    this.#again(ms);
  }

  async down(signal: NodeJS.Signals = "SIGKILL"): Promise<void> {
    this.#stay = true;
    await this.#restarting;
    const child = this.#child;
    if (!child || this.pid === undefined) return;
    const gone = new Promise((done) => child.once("exit", done));
    child.kill(signal);
    await Promise.race([gone, sleep(30_000, undefined, { ref: false })]);
    if (this.pid !== undefined) child.kill("SIGKILL");
  }

  #again(ms: number): void {
    this.#restarting = sleep(ms).then(() => this.up());
  }
}

type WebPlace = { name: string; port: number; folder: string; databaseUrl: string; data: string; skewMs: number };

export const webProcess = ({ name, port, folder, databaseUrl, data, skewMs }: WebPlace): Undying =>
  new Undying(name, path.join(folder, `${name}.log`), () =>
    fork(path.join(compiled, "scripts/chaos/web.mjs"), [String(port)], {
      execArgv: skewed,
      env: {
        ...process.env,
        ...{ DATABASE_URL: databaseUrl, BACKLOT_DATA: data, CHAOS_SKEW_MS: String(skewMs) },
        BACKLOT_SECRET: chaosSecret,
      },
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    }),
  );

export type Node = { process: Undying; home: string; token: () => string; limit: (size: "0" | "unlimited") => void };

/** A whole agent with simulated engines; `skewMs` is asked at every start. */
export function nodeProcess(name: string, folder: string, url: string, skewMs: () => number, code: string): Node {
  const home = path.join(folder, name);
  mkdirSync(home, { recursive: true });
  let paired = false;
  const undying = new Undying(name, path.join(folder, `${name}.log`), () => {
    paired ||= tokenOf(home) !== "";
    const pair = paired ? [] : ["--pair", code, "--name", name];
    const args = [path.join(compiled, "gpu-agent/testing/simulated-main.mjs"), "--url", url, "--home", home, ...pair];
    return spawn(process.execPath, [...skewed, ...args], {
      env: { ...process.env, CHAOS_SKEW_MS: String(skewMs()), AGENT_RESERVE_GB: "0" },
      stdio: ["ignore", "pipe", "pipe"],
    });
  });
  return {
    process: undying,
    home,
    token: () => tokenOf(home),
    limit: (size) => {
      const { pid } = undying;
      if (pid !== undefined) execFileSync("prlimit", ["--pid", String(pid), `--fsize=${size}:unlimited`]);
    },
  };
}

const tokenOf = (home: string): string => {
  try {
    return (JSON.parse(readFileSync(path.join(home, "node.json"), "utf8")) as { token: string }).token;
  } catch {
    return "";
  }
};
