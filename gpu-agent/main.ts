import { runAgent } from "./agent";
import { ConfigError, readConfig } from "./config";
import { log, wordsOf } from "./log";
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

try {
  await runAgent(readConfig(process.argv.slice(2)), { performer, probe });
  process.exitCode = 0;
} catch (error) {
  if (error instanceof ConfigError) console.error(error.message);
  else log.warn(wordsOf(error));
  process.exitCode = 1;
}
