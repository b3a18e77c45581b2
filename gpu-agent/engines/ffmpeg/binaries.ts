import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Wanted } from "../engine";

const run = promisify(execFile);

const how: Partial<Record<NodeJS.Platform, string>> = {
  linux: "sudo apt install ffmpeg, or the like of your distribution",
  darwin: "brew install ffmpeg",
  win32: "winget install Gyan.FFmpeg, then start the node again",
};

/** First line of `<name> -version`, or undefined when the program does not start. */
const versionLine = async (name: string): Promise<string | undefined> => {
  try {
    const { stdout } = await run(name, ["-version"], { timeout: 10_000, windowsHide: true });
    return stdout.split("\n")[0];
  } catch {
    return undefined;
  }
};

/** Which of ffmpeg's two programs this machine lacks, and how to get them. */
export const probeFfmpeg = async (): Promise<{ blocking: Wanted[] }> => {
  const names = ["ffmpeg", "ffprobe"];
  const found = await Promise.all(names.map(versionLine));
  const blocking = names
    .filter((_, at) => found[at] === undefined)
    .map((name) => ({
      what: `the program ${name}`,
      where: "on the node's search path",
      how: how[process.platform] ?? "install ffmpeg from ffmpeg.org",
    }));
  return { blocking };
};

let passthrough: Promise<string[]> | undefined;

/** The words for "every frame once, as it comes": they changed with ffmpeg 5.1. */
export const everyFrame = (): Promise<string[]> => {
  passthrough ??= versionLine("ffmpeg").then((line) => {
    const [, major = "99", minor = "0"] = /version n?(\d+)\.(\d+)/.exec(line ?? "") ?? [];
    return Number(major) + Number(minor) / 100 < 5.01 ? ["-vsync", "passthrough"] : ["-fps_mode", "passthrough"];
  });
  return passthrough;
};
