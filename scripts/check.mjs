#!/usr/bin/env node
// Everything that can be judged without running the studio: the CI job "check". One line a gate; exit 1 on any.
import { ROOT } from "./lib/files.mjs";
import { installIfNeeded } from "./lib/install.mjs";
import { requireNode } from "./lib/node-version.mjs";
import { run, runOrThrow } from "./lib/run.mjs";

requireNode();
process.chdir(ROOT);
const bin = (name) => `node_modules/${name}`;
const node = (...args) => [process.execPath, args];
const GATES = {
  lock: node("scripts/complete-lock.mjs", "--check"),
  types: node(bin("typescript/bin/tsc"), "--noEmit", "--pretty", "false"),
  contract: node(bin("typescript/bin/tsc"), "--noEmit", "--pretty", "false", "-p", "contract"),
  biome: node(bin("@biomejs/biome/bin/biome"), "check", "--colors=off", "."),
  floors: node("scripts/check-floors.mjs"),
  knip: node(bin("knip/bin/knip.js"), "--no-progress", "--no-config-hints"),
  docs: node("scripts/check-docs.mjs"),
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !GATES[name]);
if (unknown.length > 0) {
  console.error(`unknown gate ${unknown.join(", ")}; there are: ${Object.keys(GATES).join(", ")}`);
  process.exit(2);
}
await installIfNeeded(ROOT, runOrThrow, console.log).catch((error) => {
  console.error(error.message);
  process.exit(1);
});

const waiting = asked.length > 0 ? asked : Object.keys(GATES);
const results = [];
async function worker() {
  for (let name = waiting.shift(); name; name = waiting.shift()) {
    const began = Date.now();
    const [command, args] = GATES[name];
    const { code, text } = await run(command, args, { quiet: true });
    const seconds = ((Date.now() - began) / 1000).toFixed(1);
    results.push({ name, code });
    if (code !== 0 && text.trim()) console.log(`\n--- ${name}\n${text.trim()}\n`);
    console.log(`${code === 0 ? "ok  " : "FAIL"} ${name.padEnd(9)} ${seconds} s`);
  }
}
await Promise.all([worker(), worker()]); // two at a time: the smallest machine we aim at has two cores
const failed = results.filter((result) => result.code !== 0).map((result) => result.name);
console.log(failed.length > 0 ? `check failed: ${failed.join(", ")}` : `check passed: ${results.length} gates`);
process.exitCode = failed.length > 0 ? 1 : 0;
