import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { PassError } from "../engine";
import { readLine, type Seen } from "./command";

type Run = {
  words: readonly string[];
  /** Where it runs and writes; nothing above it is watched. */
  folder: string;
  /** Bytes that folder may grow to. */
  mostBytes: number;
  /** Keeps the number of the running process, for whoever comes after a crash. */
  pidFile: string;
  signal: AbortSignal;
  onSeen: (seen: Seen) => void;
};

const tailLines = 12;
const graceMs = 5_000;

/** Runs a trainer without a shell, in a process group of its own. Resolves with the last lines; rejects with a PassError. */
export const runTrainer = async ({ words, folder, mostBytes, pidFile, signal, onSeen }: Run): Promise<string[]> => {
  const [program = "", ...rest] = words;
  signal.throwIfAborted();
  // The node's own token is none of its business.
  const { BACKLOT_NODE_TOKEN: _token, A1111_AUTH: _auth, COMFY_TOKEN: _comfy, ...env } = inherited();
  const child = spawn(program, rest, {
    cwd: folder,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
    env: env as NodeJS.ProcessEnv,
  });
  if (child.pid) writeFileSync(pidFile, `${child.pid} ${birthOf(child.pid)}`);
  const tail: string[] = [];
  const hear = lineHearer((line) => {
    tail.push(line.slice(0, 300));
    tail.splice(0, Math.max(0, tail.length - tailLines));
    onSeen(readLine(line));
  });
  child.stdout.on("data", hear);
  child.stderr.on("data", hear);
  const ended = new Promise<{ code: number | null; error?: Error }>((resolve) => {
    child.on("error", (error) => resolve({ code: null, error }));
    child.on("close", (code) => resolve({ code }));
  });
  const over = new AbortController();
  const stop = () => void end(child, ended);
  signal.addEventListener("abort", stop, { once: true });
  const tooLarge = watchSize(folder, mostBytes, over.signal, stop);
  try {
    const { code, error } = await ended;
    over.abort();
    if (signal.aborted) throw new PassError("cancelled", "never", "Cancelled");
    if (await tooLarge)
      throw new PassError(
        "engine",
        "never",
        `The trainer wrote more than ${Math.round(mostBytes / 1024 ** 3)} GB and was ended: keep fewer checkpoints, or raise AGENT_TRAINER_GB.`,
      );
    if (error)
      throw new PassError(
        "missing",
        "elsewhere",
        `The trainer could not be started: ${path.basename(program)} (${error.message.replace(program, "")}).`,
        error,
      );
    if (code !== 0) throw failed(code, tail);
    return tail;
  } finally {
    over.abort();
    signal.removeEventListener("abort", stop);
    kill(child.pid, "SIGKILL");
    rmSync(pidFile, { force: true });
  }
};

/** Ends what an earlier life of this node left running: nobody would take its result. */
export const endLeftover = (pidFile: string): void => {
  try {
    const [pid = "", birth] = readFileSync(pidFile, "utf8").split(" ");
    if (birth && birth !== "?" && birth === birthOf(Number(pid))) kill(Number(pid), "SIGKILL");
    rmSync(pidFile, { force: true });
  } catch {
    // None was left.
  }
};

const failed = (code: number | null, tail: readonly string[]): PassError => {
  const words = withoutPaths(tail.slice(-5).join(" / "));
  if (/out of memory|OutOfMemory/i.test(tail.join("\n")))
    return new PassError("oom", "elsewhere", `The trainer ran out of GPU memory: ${words}`);
  return new PassError(
    "engine",
    "elsewhere",
    `The trainer ended with ${code === null ? "a signal" : `code ${code}`}: ${words || "it said nothing"}`,
  );
};

/** Folders of the owner's machine are nobody else's business. */
const withoutPaths = (text: string) => text.replace(/(?:[A-Za-z]:)?(?:[\\/][\w.@ +-]+)+[\\/]/g, "…/").slice(-900);

/** Progress bars end their lines with a carriage return. */
const lineHearer = (onLine: (line: string) => void) => {
  let rest = "";
  return (part: Buffer) => {
    const lines = `${rest}${part.toString("utf8")}`.split(/[\r\n]+/);
    rest = (lines.pop() ?? "").slice(-4_000);
    for (const line of lines) if (line.trim()) onLine(line);
  };
};

const watchSize = async (folder: string, most: number, over: AbortSignal, stop: () => void): Promise<boolean> => {
  while (!over.aborted) {
    if ((await sizeOf(folder)) > most) {
      stop();
      return true;
    }
    await sleep(500, undefined, { signal: over }).catch(() => {});
  }
  return false;
};

const sizeOf = async (folder: string): Promise<number> => {
  const files = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const sizes = files.map((file) =>
    file.isFile()
      ? stat(path.join(file.parentPath, file.name)).then(
          ({ size }) => size,
          () => 0,
        )
      : 0,
  );
  return (await Promise.all(sizes)).reduce<number>((sum, size) => sum + size, 0);
};

const end = async (child: ChildProcess, ended: Promise<unknown>): Promise<void> => {
  kill(child.pid, "SIGTERM");
  await Promise.race([ended, sleep(graceMs, undefined, { ref: false })]);
  kill(child.pid, "SIGKILL");
};

/** The whole group: trainers start workers. */
const kill = (pid: number | undefined, signal: NodeJS.Signals): void => {
  if (!pid) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // Gone already.
  }
};

/** When a process began, in ticks since boot: numbers of processes come again. "?" where the kernel does not say. */
const birthOf = (pid: number): string => {
  try {
    const told = readFileSync(`/proc/${pid}/stat`, "utf8");
    return told.slice(told.lastIndexOf(")") + 2).split(" ")[19] ?? "?";
  } catch {
    return "?";
  }
};

// biome-ignore lint/style/noProcessEnv: handed on to the owner's own program, not read
const inherited = (): Record<string, string | undefined> => process.env;
