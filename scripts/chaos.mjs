#!/usr/bin/env node
// Kills everything at random and counts what that cost:  npm run chaos
//   --jobs N --agents N --webs N --seed N    1,000 jobs in graphs, 8 nodes, 2 web processes, seed 1
//   --only "node killed"                     one kind of fault (see scripts/chaos/faults.ts); --keep leaves the logs
//   --soak 10m                               no faults: memory and connections over that time
// One line of JSON a figure; exit 1 when one of them is not what it must be.
import path from "node:path";
import { compileNode } from "./lib/compile.mjs";
import { ROOT } from "./lib/files.mjs";
import { installIfNeeded } from "./lib/install.mjs";
import { requireNode } from "./lib/node-version.mjs";
import { run, runOrThrow, signalRunning } from "./lib/run.mjs";

requireNode();
process.chdir(ROOT);
for (const name of ["DATABASE_URL", "BACKLOT_DATA", "NEXTAUTH_URL", "UPLOADTHING_TOKEN"]) delete process.env[name];
process.on("SIGINT", () => {}); // the run ends what it started, then we end
process.on("SIGTERM", () => signalRunning("SIGTERM"));
try {
  await installIfNeeded(ROOT, runOrThrow, console.log);
  const entries = ["scripts/chaos/run.ts", "scripts/chaos/web.ts", "gpu-agent/testing/simulated-main.ts"];
  const folder = await compileNode(ROOT, { entries, name: "chaos", sources: ["scripts/chaos", "scripts/lib"] });
  const node = ["--enable-source-maps", path.join(folder, "scripts/chaos/run.mjs"), ...process.argv.slice(2)];
  const { code } = await run(process.execPath, node, { env: { CHAOS_COMPILED: folder, CHAOS_ROOT: ROOT } });
  process.exitCode = code;
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
