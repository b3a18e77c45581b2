import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { removeData } from "../lib/remove-data.mjs";
import { seeded } from "./random";
import { soak } from "./soak";
import { storm } from "./storm";
import { startStudio, stopAll } from "./studio";

const { values } = parseArgs({
  options: {
    jobs: { type: "string", default: "1000" },
    agents: { type: "string", default: "8" },
    webs: { type: "string", default: "2" },
    seed: { type: "string", default: "1" },
    soak: { type: "string" },
    only: { type: "string" },
    keep: { type: "boolean", default: false },
  },
});
const whole = (name: "jobs" | "agents" | "webs" | "seed"): number => {
  const value = Number(values[name]);
  if (!Number.isInteger(value) || value < 1) throw new Error(`--${name} ${values[name]} is not a whole number above 0`);
  return value;
};
const milliseconds = (text: string): number => {
  const [, number, unit] = /^(\d+)(s|m)$/.exec(text) ?? [];
  if (!number) throw new Error(`--soak ${text} is not a time like 90s or 10m`);
  return Number(number) * (unit === "m" ? 60_000 : 1_000);
};

const folder = mkdtempSync(path.join(os.tmpdir(), "backlot-chaos-"));
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.on(signal, () => void stopAll().then(() => process.exit(130)));
let failed = 0;
try {
  const studio = await startStudio({
    ...{ folder, random: seeded(whole("seed")), agents: whole("agents"), webs: whole("webs"), skewed: !values.soak },
  });
  const findings = values.soak
    ? await soak(studio, milliseconds(values.soak))
    : await storm(studio, whole("jobs"), values.only);
  for (const { must, ...finding } of findings) {
    const ok = must === undefined ? null : finding.value === must;
    if (ok === false) failed++;
    console.log(JSON.stringify({ ...finding, ...(must !== undefined && { must }), ok }));
  }
} catch (error) {
  failed++;
  console.error(error);
} finally {
  await stopAll();
  await sleep(200);
  if (values.keep || failed > 0) console.log(`logs, homes and the studio's data: ${folder}`);
  else {
    removeData(path.join(folder, "database"));
    rmSync(folder, { recursive: true, force: true });
  }
}
process.exitCode = failed > 0 ? 1 : 0;
