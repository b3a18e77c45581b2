import { execFile, execFileSync } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Is ffmpeg here? Tests that need it say so and are skipped without. */
export const hasFfmpeg = (): boolean => {
  try {
    execFileSync("ffmpeg", ["-version"], { stdio: "ignore" });
    execFileSync("ffprobe", ["-version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
};

/** Runs ffmpeg for a test; rejects with what it said. */
export const ffmpeg = async (...args: string[]): Promise<Buffer> => {
  const options = { encoding: "buffer" as const, maxBuffer: 512 * 1024 * 1024 };
  const { stdout } = await run("ffmpeg", ["-nostdin", "-y", "-loglevel", "error", ...args], options);
  return stdout;
};

type Film = { frames?: number; fps?: string; size?: string; audio?: boolean; filter?: string; codec?: string[] };

/** A moving test picture with a running counter: no two frames are alike. */
export const makeFilm = async (file: string, film: Film = {}): Promise<void> => {
  const { frames = 48, fps = "24", size = "320x180", audio = false, filter, codec = h264 } = film;
  await ffmpeg(
    ...["-f", "lavfi", "-i", `testsrc2=size=${size}:rate=${fps}`],
    ...(audio ? ["-f", "lavfi", "-i", "sine=frequency=440", "-shortest"] : []),
    ...(filter ? ["-vf", filter] : []),
    ...["-frames:v", String(frames), ...codec, ...(audio ? ["-c:a", "aac", "-t", "2"] : []), file],
  );
};

const h264 = ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p"];

/** Every second frame of the film is blurred: 1, 3, 5 … */
export const blurEverySecond = "gblur=sigma=3:enable='mod(n,2)'";
