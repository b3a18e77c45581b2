import { runAgent } from "./agent";
import { type Command, type Config, ConfigError, readCommand, readConfig } from "./config";
import { log, wordsOf } from "./log";
import { pause, resume } from "./owner";
import type { Performer } from "./run-job";

// Engines are loaded with the first job: an idle node is small.
let loaded: Promise<typeof import("./perform")> | undefined;
const engines = () => {
  loaded ??= import("./perform");
  return loaded;
};
const performer: Performer = {
  performPass: async (request) => (await engines()).performPass(request),
  free: async () => (await loaded)?.freeEngines(),
};
const probe = async () => (await import("./capabilities")).probeOffers();

/** A node with an image server beside it asks that for its models; one without loads nothing for it. */
const describeServer = async (config: Config) => {
  if (!config.imageServer && !config.a1111 && !config.trainer) return undefined;
  const { useImageServer } = await import("./passes/diffusion/server");
  await useImageServer(config.imageServer, config.home);
  const { useA1111 } = await import("./passes/a1111/server");
  await useA1111(config.a1111);
  const { useTrainer } = await import("./passes/trainer/train-by-command");
  useTrainer(config.trainer);
  const { describeEngine } = await import("./describe-engine");
  return describeEngine;
};

const work = async () => {
  const config = readConfig(process.argv.slice(2));
  const describe = await describeServer(config);
  await runAgent(config, { performer, probe, ...(describe && { describe }) });
};

async function obey(command: Command): Promise<void> {
  if (command.kind === "pause") {
    await pause(command.home, command.reason);
    console.log(
      `The node in ${command.home} takes no more work and gives back what runs; \`resume\` lets it work again.`,
    );
  } else if (command.kind === "resume") {
    const was = await resume(command.home);
    console.log(was ? `The node in ${command.home} works again.` : `The node in ${command.home} was not paused.`);
  } else await work();
}

try {
  await obey(readCommand(process.argv.slice(2)));
  process.exitCode = 0;
} catch (error) {
  if (error instanceof ConfigError) console.error(error.message);
  else log.warn(wordsOf(error));
  process.exitCode = 1;
}
