import { spawn } from "node:child_process";
import { mkdtemp } from "node:fs/promises";
import { createServer } from "node:net";
import os from "node:os";
import path from "node:path";
import { removeData } from "../scripts/lib/remove-data.mjs";
import { figure, median } from "./lib/figure";

// Later starts: data, build and install are there; from the command to the first page that answers.
const data = await mkdtemp(path.join(os.tmpdir(), "backlot-bench-start-"));
const port = await new Promise<number>((done) => {
  const probe = createServer().listen(0, "127.0.0.1", () => {
    const address = probe.address();
    probe.close(() => done(typeof address === "object" && address ? address.port : 0));
  });
});

const once = async (): Promise<number> => {
  const { DATABASE_URL: _, ...clean } = process.env;
  const started = performance.now();
  const child = spawn(process.execPath, ["scripts/start.mjs"], {
    env: { ...clean, BACKLOT_DATA: data, PORT: String(port), HOST: "127.0.0.1" },
    stdio: "ignore",
  });
  try {
    for (;;) {
      const page = await fetch(`http://127.0.0.1:${port}/setup`, { redirect: "manual" }).catch(() => null);
      if (page?.status === 200) {
        await page.text();
        return (performance.now() - started) / 1000;
      }
      if (child.exitCode !== null) throw new Error(`the studio ended with ${child.exitCode}`);
      await new Promise((done) => setTimeout(done, 10));
    }
  } finally {
    child.kill("SIGTERM");
    await new Promise((done) => child.once("exit", done));
  }
};

try {
  const first = await once();
  const later: number[] = [];
  for (let n = 0; n < 5; n++) later.push(await once());
  figure({
    figure: "later start to first page",
    value: median(later),
    unit: "s",
    target: 2,
    beside: { name: "first start on an empty data folder", value: first },
  });
} finally {
  removeData(data);
}
