import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, readFile } from "node:fs/promises";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "../..");

export type AgentProcess = { child: ChildProcess; home: string; said: () => string };

/** Polls until it holds; fails with what `about` says after 20 s. */
export async function until(holds: () => Promise<unknown> | unknown, about: () => string = () => ""): Promise<void> {
  for (const end = Date.now() + 20_000; Date.now() < end; ) {
    if (await holds()) return;
    await new Promise((done) => setTimeout(done, 10));
  }
  throw new Error(`still not so after 20 s. ${about()}`);
}

export const ended = (child: ChildProcess): Promise<void> =>
  child.exitCode !== null || child.signalCode
    ? Promise.resolve()
    : new Promise((done) => child.once("exit", () => done()));

/** Whole agents as processes with simulated engines, their homes in `folder`. `url` is asked at every start. */
export function agentProcesses(folder: string, url: () => string) {
  const agents = new Set<ChildProcess>();
  const kill = async (child: ChildProcess) => {
    child.kill("SIGKILL");
    await ended(child);
    agents.delete(child);
  };
  return {
    newHome: () => mkdtemp(path.join(folder, "home-")),
    start: (home: string, ...args: string[]): AgentProcess => {
      const child = spawn(
        process.execPath,
        ["--import", "tsx", "gpu-agent/testing/simulated-main.ts", "--url", url(), "--home", home, ...args],
        { cwd: root },
      );
      let text = "";
      for (const stream of [child.stdout, child.stderr])
        stream?.on("data", (chunk) => {
          text += chunk;
        });
      agents.add(child);
      return { child, home, said: () => text };
    },
    kill,
    killAll: async () => {
      for (const agent of agents) await kill(agent);
    },
    /** Folders the agent performed in, in order. */
    performed: async ({ home }: AgentProcess): Promise<string[]> =>
      (await readFile(path.join(home, "performed"), "utf8").catch(() => "")).split("\n").filter(Boolean),
  };
}
