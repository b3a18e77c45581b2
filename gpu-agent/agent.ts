import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { Offer } from "../contract/passes/offer";
import { untilAnswered } from "./backoff";
import { type Config, ConfigError, saveToken } from "./config";
import { Journal } from "./journal";
import { log } from "./log";
import { Loop } from "./loop";
import type { Performer } from "./run-job";
import { connectStudio } from "./studio";
import { Workspace } from "./workspace";

const version = "0.1.0";

export type AgentParts = { performer: Performer; probe: () => Promise<Offer[]> };

/**
 * Build the node from its configuration and work until it is stopped: SIGINT and SIGTERM end it decently, a second one
 * at once. Rejects with words when it cannot be paired or was revoked.
 */
export async function runAgent(config: Config, { performer, probe }: AgentParts): Promise<void> {
  const unlock = lock(config.home);
  try {
    const token = config.pair ? await pair(config, config.pair) : config.token;
    const studio = connectStudio(config.url, token);
    const { journal, unfinished } = Journal.open(path.join(config.home, "journal.jsonl"));
    const workspace = new Workspace(config.home, config.cacheBytes);
    await workspace.tidy(unfinished.filter(({ produced }) => produced).map(({ job }) => job.leaseId));
    const hardware = {
      agentVersion: version,
      platform: `${os.platform()} ${os.arch()}, ${os.cpus().length} cores`,
      gpu: "",
      vramGb: 0,
      models: [],
    };
    const loop = new Loop({ config, studio, journal, workspace, performer, probe, hardware });
    const unhear = hearSignals(loop, config.embedded);
    log.info(`working for ${config.url}`);
    try {
      await loop.run(unfinished);
    } finally {
      unhear();
      journal.close();
      await performer.free();
    }
  } finally {
    unlock();
  }
}

async function pair(config: Config, code: string): Promise<string> {
  const outside = connectStudio(config.url, undefined);
  const paired = await untilAnswered("pair", new AbortController().signal, () =>
    outside.call((api) => api.pair.mutate({ code, name: config.name })),
  );
  saveToken(config.home, { url: config.url, token: paired.token });
  log.info(`paired with ${paired.studio} as ${paired.name}`);
  return paired.token;
}

function hearSignals(loop: Loop, embedded: boolean): () => void {
  let asked = 0;
  const stop = () => {
    asked++;
    if (asked === 1) {
      log.info(embedded ? "stopping" : "finishing what runs; once more to give it back");
      loop.stop();
    } else loop.giveBack();
  };
  process.on("SIGINT", stop).on("SIGTERM", stop);
  // The launcher holds the other end of this pipe: closed means it is gone.
  if (embedded) process.stdin.on("end", stop).on("error", stop).resume().unref?.();
  return () => {
    process.off("SIGINT", stop).off("SIGTERM", stop);
    if (embedded) process.stdin.off("end", stop).off("error", stop);
  };
}

/** One agent a home: two would answer for each other's leases. A lock whose process is gone is taken over. */
function lock(home: string): () => void {
  mkdirSync(home, { recursive: true, mode: 0o700 });
  const file = path.join(home, "agent.pid");
  for (let tries = 0; ; tries++) {
    try {
      const handle = openSync(file, "wx", 0o600);
      writeSync(handle, String(process.pid));
      closeSync(handle);
      return () => rmSync(file, { force: true });
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST") || tries > 2) throw error;
      const owner = Number(readPid(file));
      if (owner !== process.pid && isAlive(owner))
        throw new ConfigError(
          `Another node already works from ${home} (process ${owner}). Give this one its own --home.`,
        );
      rmSync(file, { force: true });
    }
  }
}

const readPid = (file: string): string => {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
};

const isAlive = (pid: number): boolean => {
  if (!Number.isInteger(pid) || pid < 1) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
};
