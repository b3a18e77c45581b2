import os from "node:os";
import path from "node:path";
import type { Offer } from "../contract/passes/offer";
import { untilAnswered } from "./backoff";
import { Breaker } from "./breaker";
import { type Config, saveToken } from "./config";
import type { Described } from "./describe-engine";
import { Disk } from "./disk";
import { Home } from "./home";
import { Journal } from "./journal";
import { log, wordsOf } from "./log";
import { Loop } from "./loop";
import { Neighbours, type ReadGpu, readNvidia } from "./neighbours";
import { Owner } from "./owner";
import type { Performer } from "./run-job";
import { connectStudio } from "./studio";
import { agentVersion } from "./version";
import { Workspace } from "./workspace";

export type AgentParts = {
  performer: Performer;
  probe: () => Promise<Offer[]>;
  /** What an image server beside the node adds to its report. */
  describe?: () => Promise<Described>;
  /** What the machine's GPU says; nvidia-smi by default. */
  readGpu?: ReadGpu;
};

/**
 * Build the node from its configuration and work until it is stopped: SIGINT and SIGTERM end it decently, a second one
 * at once. Rejects with words when it cannot be paired or was revoked. A disk that takes nothing is waited for.
 */
export async function runAgent(config: Config, parts: AgentParts): Promise<void> {
  const { performer, probe, describe, readGpu = readNvidia } = parts;
  const workspace = new Workspace(config.home, config.cacheBytes);
  const home = new Home(config.home, workspace);
  await home.look();
  try {
    const token = config.pair ? await pair(config, config.pair) : config.token;
    const studio = connectStudio(config.url, token);
    const { journal, unfinished } = Journal.open(path.join(config.home, "journal.jsonl"));
    home.keep(unfinished.filter(({ produced }) => produced).map(({ job }) => job.leaseId));
    const { reserveBytes, yieldGb } = config;
    const disk = new Disk(config.home, { reserveBytes, makeRoom: (bytes) => workspace.cache.makeRoom(bytes) });
    const watchers = [home, new Owner(config.home), new Neighbours({ yieldGb, read: readGpu })];
    const hardware = await hardwareOf(readGpu);
    const breaker = new Breaker();
    const loop = new Loop({
      ...{
        config,
        studio,
        journal,
        workspace,
        disk,
        breaker,
        watchers,
        performer,
        probe,
        hardware,
        ...(describe && { describe }),
      },
    });
    const unhear = hearSignals(loop, config.embedded);
    log.info(`working for ${config.url}`);
    try {
      await loop.run(unfinished);
    } finally {
      unhear();
      await journal.close();
      await performer.free();
    }
  } finally {
    home.unlock();
  }
}

async function hardwareOf(readGpu: ReadGpu) {
  const { gpus = [] } = (await readGpu()) ?? {};
  return {
    agentVersion,
    platform: `${os.platform()} ${os.arch()}, ${os.cpus().length} cores`,
    gpu: gpus
      .map(({ name }) => name)
      .join(", ")
      .slice(0, 160),
    vramGb: Math.round(Math.max(0, ...gpus.map(({ totalMb }) => totalMb)) / 1024),
    ramGb: os.totalmem() / 1024 ** 3,
    models: [],
  };
}

async function pair(config: Config, code: string): Promise<string> {
  const outside = connectStudio(config.url, undefined);
  const paired = await untilAnswered("pair", new AbortController().signal, () =>
    outside.call((api) => api.pair.mutate({ code, name: config.name })),
  );
  try {
    saveToken(config.home, { url: config.url, token: paired.token });
  } catch (error) {
    // The code is used up: work with what it gave, and say that it will not last.
    log.warn(`the node's token could not be kept (${wordsOf(error)}): after a restart, pair it again`);
  }
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
