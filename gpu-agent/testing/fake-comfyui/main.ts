import { existsSync, writeFileSync } from "node:fs";
import { FakeComfy } from "./server";

// The fake server as a process of its own, for tests that end it: PORT [FILE]. With FILE its first life takes hold of a job
// and never lets go of it; that file remembers the life, so that the next one works.
const [port, file] = process.argv.slice(2);
const fake = new FakeComfy({ port: Number(port), stepMs: 40, previews: false });
if (file && !existsSync(file)) {
  writeFileSync(file, String(process.pid));
  fake.executor.beforeNode = (_, name) => (name === "KSampler" ? new Promise(() => {}) : undefined);
}
await fake.start();
