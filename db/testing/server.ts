import { spawn } from "node:child_process";
import path from "node:path";
import { createInterface } from "node:readline";

const ROOT = path.resolve(import.meta.dirname, "../..");

export type TestServer = { url: string; stop: () => Promise<void> };

/**
 * Starts a throw-away PostgreSQL for a test run and answers its administrator's URL. It ends, and its files go,
 * on `stop()` or when this process dies. Rejects with the reason when it does not start.
 */
export async function startTestServer(): Promise<TestServer> {
  const child = spawn(process.execPath, [path.join(ROOT, "scripts/throwaway-postgres.mjs")], {
    cwd: ROOT,
    stdio: ["pipe", "pipe", "inherit"],
  });
  const ended = new Promise<void>((done) => child.once("exit", () => done()));
  const firstLine = new Promise<string>((done) => createInterface(child.stdout).once("line", done));
  const url = await Promise.race([firstLine, ended.then(() => "")]);
  if (!url) throw new Error("the test database did not start; the reason is printed above");
  const stop = async () => {
    child.stdin.end();
    await ended;
  };
  return { url, stop };
}
