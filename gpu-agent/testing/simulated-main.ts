import { runAgent } from "../agent";
import { readConfig } from "../config";
import { simulated } from "./simulated";

// The whole agent as a process of its own, with simulated engines: what tests kill and restart.
const config = readConfig(process.argv.slice(2));
await runAgent(config, simulated(config.home)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
