import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import path from "node:path";
import { ConfigError } from "./config";
import { diskTroubleOf } from "./disk";
import { log, wordsOf } from "./log";
import type { Rest, Watcher } from "./resting";
import type { Workspace } from "./workspace";

/** The node's own folder: locked for one process and tidied, as soon as its disk lets it be. */
export class Home implements Watcher {
  readonly #folder: string;
  readonly #workspace: Workspace;
  #unlock: (() => void) | undefined;
  #keep: readonly string[] | undefined;
  #said = "";

  constructor(folder: string, workspace: Workspace) {
    this.#folder = folder;
    this.#workspace = workspace;
  }

  /** Attempts whose folders hold a result: all others may be removed now. */
  keep(leaseIds: readonly string[]): void {
    this.#keep = leaseIds;
  }

  /** Locks and tidies once. Rejects with a ConfigError when another process works from here. */
  async look(): Promise<Rest | undefined> {
    try {
      this.#unlock ??= lock(this.#folder);
      if (this.#keep) {
        await this.#workspace.tidy(this.#keep);
        this.#keep = undefined;
      }
      return undefined;
    } catch (error) {
      if (error instanceof ConfigError && !this.#keep) throw error;
      if (!diskTroubleOf(error) && wordsOf(error) !== this.#said) log.warn(wordsOf(error));
      this.#said = wordsOf(error);
      return {
        what: "a folder it can write to",
        how: "Free some space, or make the node's folder writable; it goes on by itself",
        yields: false,
      };
    }
  }

  unlock(): void {
    this.#unlock?.();
  }
}

/** One agent a home: two would answer for each other's leases. A lock whose process is gone is taken over. */
function lock(home: string): () => void {
  mkdirSync(home, { recursive: true, mode: 0o700 });
  const file = path.join(home, "agent.pid");
  for (let tries = 0; ; tries++) {
    try {
      const handle = openSync(file, "wx", 0o600);
      writeSync(handle, `${process.pid} ${birthOf(process.pid)}`);
      closeSync(handle);
      return () => rmSync(file, { force: true });
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST") || tries > 2) throw error;
      const owner = readOwner(file);
      if (owner && owner.pid !== process.pid && lives(owner))
        throw new ConfigError(
          `Another node already works from ${home} (process ${owner.pid}). Give this one its own --home.`,
        );
      rmSync(file, { force: true });
    }
  }
}

type Owner = { pid: number; birth: string };

const readOwner = (file: string): Owner | undefined => {
  try {
    const [, pid, birth = ""] = /^(\d+)(?: (.*))?$/.exec(readFileSync(file, "utf8").trim()) ?? [];
    return pid ? { pid: Number(pid), birth } : undefined;
  } catch {
    return undefined;
  }
};

/** Numbers of processes come again, after a restart of the machine almost at once: the same number must be the same birth. */
const lives = ({ pid, birth }: Owner): boolean => isAlive(pid) && (birth === "" || birthOf(pid) === birth);

/** When a process began, in the kernel's words; "" where it does not say. */
function birthOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name may hold anything; what follows its bracket is numbers. The 22nd of all is the start, in ticks since boot.
    const ticks = stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "";
    return `${readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim()} ${ticks}`;
  } catch {
    return "";
  }
}

const isAlive = (pid: number): boolean => {
  if (pid < 1) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
};
