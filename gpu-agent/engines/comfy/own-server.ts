import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { log } from "../../log";
import type { ComfyHttp } from "./http";

/** Milliseconds. Tests make them short. */
export const ownPace = {
  /** Between two starts: one that falls over at once is not started in a circle. */
  between: 10_000,
  /** What it gets to end by itself. */
  grace: 5_000,
};
const mostBetween = 10 * 60_000;

type Ways = { command: string; dir: string | undefined; home: string | undefined; pace?: typeof ownPace };

/**
 * A ComfyUI server the node starts itself (COMFY_COMMAND): again when it fell over, and anew when it does not let go of a
 * job. A server that answers already was started by somebody else and is never touched. It ends with the node.
 */
export class OwnServer {
  readonly #http: ComfyHttp;
  readonly #ways: Ways;
  readonly #pace: typeof ownPace;
  #child: ChildProcess | undefined;
  #starting: Promise<void> | undefined;
  #startedAt = Number.NEGATIVE_INFINITY;
  /** Starts in a row that nothing came of. */
  #falls = 0;
  #began = false;
  #closed = false;

  constructor(http: ComfyHttp, ways: Ways) {
    this.#http = http;
    this.#ways = ways;
    this.#pace = ways.pace ?? ownPace;
    process.once("exit", () => {
      if (this.#child) signalGroup(this.#child, "SIGKILL");
    });
  }

  /** Process id of the running child; undefined: none of ours runs. */
  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** Call when the server does not answer: starts it unless it runs, was just started, or the node ends. Returns at once. */
  heal(): void {
    if (this.#child || this.#starting || this.#closed) return;
    const wait = Math.min(mostBetween, this.#pace.between * 2 ** Math.min(10, this.#falls));
    if (performance.now() - this.#startedAt < wait) return;
    this.#starting = this.#startUnlessThere().finally(() => {
      this.#starting = undefined;
    });
  }

  /** Ends the child with all it started and starts it anew. False: it is not ours, and nothing was done. */
  async restart(): Promise<boolean> {
    const child = this.#child;
    if (!child || this.#closed) return false;
    log.warn("the image server does not let go of a job: it is started anew");
    await this.#end(child);
    this.#start();
    return true;
  }

  /** Ends what was started. */
  async close(): Promise<void> {
    this.#closed = true;
    const child = this.#child;
    if (child) await this.#end(child);
  }

  async #startUnlessThere(): Promise<void> {
    const there = await this.#http.systemStats().then(
      () => true,
      () => false,
    );
    if (!there && !this.#closed) this.#start();
  }

  #start(): void {
    const { command, dir, home } = this.#ways;
    this.#startedAt = performance.now();
    // Of this life of the node only: it would grow for ever.
    const said = home ? openSync(path.join(home, "comfyui.log"), this.#began ? "a" : "w") : undefined;
    this.#began = true;
    const out = said ?? "ignore";
    // A group of its own: a command's shell would otherwise outlive, or be outlived by, the server.
    const child = spawn(command, {
      shell: true,
      detached: true,
      stdio: ["ignore", out, out],
      ...(dir && { cwd: dir }),
    });
    if (said !== undefined) closeSync(said);
    this.#child = child;
    log.info("starting the image server");
    const gone = (words: string) => {
      if (this.#child !== child) return;
      this.#child = undefined;
      const short = performance.now() - this.#startedAt < this.#pace.between * 6;
      this.#falls = short ? this.#falls + 1 : 0;
      if (!this.#closed) log.warn(`the image server ended (${words})${home ? ": comfyui.log says more" : ""}`);
    };
    child.once("error", (error) => gone(error.message));
    child.once("exit", (code, signal) => gone(signal ?? `code ${code}`));
  }

  async #end(child: ChildProcess): Promise<void> {
    const gone = new Promise<void>((resolve) => {
      if (child.exitCode !== null || child.signalCode !== null) resolve();
      else child.once("exit", () => resolve());
    });
    this.#child = undefined;
    signalGroup(child, "SIGTERM");
    await Promise.race([gone, sleep(this.#pace.grace, undefined, { ref: false })]);
    signalGroup(child, "SIGKILL");
    await gone;
  }
}

const signalGroup = ({ pid }: ChildProcess, signal: NodeJS.Signals): void => {
  try {
    if (pid !== undefined) process.kill(-pid, signal);
  } catch {
    // It is gone already.
  }
};
