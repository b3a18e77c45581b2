import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { ROOT } from "./files.mjs";

const FLOORS = ["app", "components", "contract", "db", "server", "gpu-agent", "e2e", "bench"];
const SEED = "db/seed";
const CRUISER = path.join(ROOT, "node_modules/dependency-cruiser/bin/dependency-cruise.mjs");

function depcruise(tree, args) {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [CRUISER, "--output-type", "json", ...args], { cwd: tree });
    let text = "";
    let errors = "";
    child.stdout.setEncoding("utf8").on("data", (chunk) => {
      text += chunk;
    });
    child.stderr.setEncoding("utf8").on("data", (chunk) => {
      errors += chunk;
    });
    child.once("close", () =>
      text ? done(JSON.parse(text).summary) : fail(new Error(`the cruiser did not run: ${errors}`)),
    );
  });
}

/**
 * Violations of .dependency-cruiser.cjs in `tree`, and how many modules were read.
 * db/seed is read apart: it calls verbs, so as part of db it would close a circle of folders with every area.
 */
export async function cruise(tree) {
  // depcruise refuses a folder that does not exist yet
  const roots = FLOORS.filter((root) => existsSync(path.join(tree, root)));
  const hasSeed = existsSync(path.join(tree, SEED));
  const [house, seed] = await Promise.all([
    depcruise(tree, ["--exclude", `^${SEED}/`, ...roots]),
    hasSeed ? depcruise(tree, [SEED]) : { violations: [] },
  ]);
  const ofSeed = seed.violations.filter(
    ({ from, rule }) => from.startsWith(`${SEED}/`) && rule.name !== "no-circles-between-areas",
  );
  return { modules: house.totalCruised, violations: [...house.violations, ...ofSeed] };
}
