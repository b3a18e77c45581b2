import { spawn } from "node:child_process";
import { ROOT } from "./files.mjs";

const children = new Set();

/** Passes a signal on to everything `run` has going. */
export function signalRunning(signal) {
  for (const child of children) child.kill(signal);
}

/** Runs a command to its end. Answers `{code, text}`; `quiet` keeps its output in `text` instead of showing it. */
export function run(command, args, { env = {}, quiet = false, cwd = ROOT } = {}) {
  return new Promise((done) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: quiet ? ["ignore", "pipe", "pipe"] : ["ignore", "inherit", "inherit"],
    });
    children.add(child);
    child.once("close", () => children.delete(child));
    let text = "";
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding("utf8").on("data", (chunk) => {
        text += chunk;
      });
    child.once("error", (error) => done({ code: 127, text: `${text}${error.message}\n` }));
    child.once("close", (code, signal) =>
      done({ code: code ?? 1, text: signal ? `${text}ended by ${signal}\n` : text }),
    );
  });
}

/** For `installIfNeeded`: throws when the command fails. */
export async function runOrThrow(name, command, args, env = {}) {
  const { code } = await run(command, args, { env });
  if (code !== 0) throw new Error(`${name} failed (exit ${code})`);
}
