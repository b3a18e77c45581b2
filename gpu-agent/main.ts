import { runAgent } from "./agent";
import { type Command, ConfigError, readCommand, readConfig } from "./config";
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

async function obey(command: Command): Promise<void> {
  if (command.kind === "pause") {
    await pause(command.home, command.reason);
    console.log(
      `The node in ${command.home} takes no more work and gives back what runs; \`resume\` lets it work again.`,
    );
  } else if (command.kind === "resume") {
    const was = await resume(command.home);
    console.log(was ? `The node in ${command.home} works again.` : `The node in ${command.home} was not paused.`);
  } else await runAgent(readConfig(process.argv.slice(2)), { performer, probe });
}

try {
  await obey(readCommand(process.argv.slice(2)));
  process.exitCode = 0;
} catch (error) {
  if (error instanceof ConfigError) console.error(error.message);
  else log.warn(wordsOf(error));
  process.exitCode = 1;
}
