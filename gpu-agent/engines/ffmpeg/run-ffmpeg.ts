import { spawn } from "node:child_process";
import { PassError } from "../engine";

export type FfmpegRun = {
  signal: AbortSignal;
  /** Longest time without any sign of life, in milliseconds. */
  silenceMs?: number;
  /** Reads what comes out of the first pipe; its pace holds ffmpeg back. */
  read?: (stdout: NodeJS.ReadableStream) => Promise<void>;
  /** Frames written so far. */
  onFrame?: (frame: number) => void;
};

/** Nothing but local files: a playlist or a reference inside a hostile file reaches neither network nor other files. */
export const openSafely = (demuxer: string, file: string): string[] => [
  ...["-protocol_whitelist", "file,pipe", "-f", demuxer],
  ...["-i", `file:${file}`],
];

/** The last this much of what ffmpeg complained about is kept. */
const keptErrors = 16_384;

/**
 * Runs ffmpeg to its end; answers its exit code and complaints. Memory is bounded: output is streamed, and the process
 * is ended at once when the signal aborts or nothing moves for a minute. Rejects with a PassError.
 */
export const runFfmpeg = async (args: readonly string[], run: FfmpegRun): Promise<{ code: number; errors: string }> => {
  run.signal.throwIfAborted();
  const { silenceMs = 60_000 } = run;
  const quiet = ["-nostdin", "-hide_banner", "-loglevel", "error", "-threads", "4", "-progress", "pipe:3", "-nostats"];
  const child = spawn("ffmpeg", [...quiet, ...args], {
    stdio: ["ignore", run.read ? "pipe" : "ignore", "pipe", "pipe"],
    windowsHide: true,
  });
  let errors = "";
  let silent = false;
  let watch: NodeJS.Timeout | undefined;
  const alive = () => {
    clearTimeout(watch);
    watch = setTimeout(() => {
      silent = true;
      child.kill("SIGKILL");
    }, silenceMs);
  };
  const abort = () => child.kill("SIGKILL");
  run.signal.addEventListener("abort", abort);
  alive();
  const ended = new Promise<number>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve(code ?? -1));
  });
  // Whoever waits for it first sees the failure; this keeps it from being called unhandled meanwhile.
  ended.catch(() => {});
  const progress = child.stdio[3] as NodeJS.ReadableStream | null | undefined;
  progress?.on("data", (chunk: Buffer) => {
    // ffmpeg says this twice a second as long as it moves, whether or not a frame comes out.
    alive();
    const frame = /^frame=\s*(\d+)/m.exec(chunk.toString("latin1"))?.[1];
    if (frame !== undefined) run.onFrame?.(Number(frame));
  });
  child.stderr?.on("data", (chunk: Buffer) => {
    errors = (errors + chunk.toString("utf8")).slice(-keptErrors);
  });
  try {
    if (run.read && child.stdout) await run.read(child.stdout);
    const code = await ended;
    run.signal.throwIfAborted();
    if (silent)
      throw new PassError(
        "timeout",
        "elsewhere",
        `ffmpeg made no headway for ${silenceMs / 1000} seconds and was stopped.`,
      );
    return { code, errors };
  } finally {
    child.kill("SIGKILL");
    clearTimeout(watch);
    run.signal.removeEventListener("abort", abort);
  }
};
