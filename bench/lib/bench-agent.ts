import { randomBytes } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { Worker } from "node:worker_threads";
import { crc32, deflate } from "node:zlib";
import { passIds } from "../../contract/passes/catalogue";
import { type AgentParts, runAgent } from "../../gpu-agent/agent";
import { readConfig } from "../../gpu-agent/config";
import { hashFile } from "../../gpu-agent/input-cache";
import { connectStudio } from "../../gpu-agent/studio";

// A node as a process of its own, for bench/agent.bench.ts: the agent's own parts or a plain loop, with a GPU that is a
// thread which is busy for an exact time. Says when each job had it over IPC.
const [kind, url, token, home] = process.argv.slice(2);
if (!url || !token || !home) throw new Error("bench-agent KIND URL TOKEN HOME");
const jobMs = Number(process.env.BENCH_JOB_MS ?? 250);
const outBytes = Number(process.env.BENCH_OUT_BYTES ?? 4_000_000);

// Without the bench there is nothing left to measure for.
process.once("disconnect", () => process.exit());

const gpu = new Worker(
  `const { parentPort } = require("node:worker_threads");
   const cell = new Int32Array(new SharedArrayBuffer(4));
   parentPort.on("message", (ms) => {
     const from = performance.timeOrigin + performance.now();
     for (let left = ms; left > 0; left = ms - (performance.timeOrigin + performance.now() - from)) Atomics.wait(cell, 0, 0, left);
     parentPort.postMessage({ from, to: performance.timeOrigin + performance.now() });
   });`,
  { eval: true },
);
const compute = () =>
  new Promise<void>((done) => {
    gpu.once("message", (span) => {
      process.send?.(span);
      done();
    });
    gpu.postMessage(jobMs);
  });

/** A picture that no wire can make smaller: noise under a header of PNG, stored. Grey, one byte a pixel. */
async function writePicture(file: string, bytes: number): Promise<void> {
  const side = Math.floor(Math.sqrt(bytes));
  const rows = await promisify(randomBytes)(side * (side + 1));
  for (let y = 0; y < side; y++) rows[y * (side + 1)] = 0;
  const chunk = (name: string, body: Buffer) => {
    const out = Buffer.alloc(body.length + 12);
    out.writeUInt32BE(body.length, 0);
    out.write(name, 4, "latin1");
    body.copy(out, 8);
    out.writeUInt32BE(crc32(out.subarray(4, 8 + body.length)), 8 + body.length);
    return out;
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(side, 0);
  head.writeUInt32BE(side, 4);
  head.set([8, 0, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const body = await promisify<Buffer, object, Buffer>(deflate)(rows, { level: 0 });
  await writeFile(
    file,
    Buffer.concat([signature, chunk("IHDR", head), chunk("IDAT", body), chunk("IEND", Buffer.alloc(0))]),
  );
}

const offers = passIds.map((pass) => ({ pass, version: 1, state: "ready" as const, engine: "bench", missing: [] }));
const about = { facts: {}, engine: "bench", algorithm: "wait", rough: false, warnings: [] };

const parts: AgentParts = {
  probe: async () => offers,
  readGpu: async () => undefined,
  performer: {
    performPass: async ({ outDir, onFree }) => {
      await compute();
      onFree?.();
      const file = path.join(outDir, "picture.png");
      await writePicture(file, outBytes);
      return { ...about, outputs: [{ slot: "picture", path: file }] };
    },
    free: async () => {},
  },
};

/** What one writes first: ask, fetch, work, bring, and ask again. */
async function plainLoop(url: string, token: string, home: string): Promise<void> {
  const studio = connectStudio(url, token);
  const never = new AbortController().signal;
  await mkdir(home, { recursive: true });
  await studio.call((api) =>
    api.hello.mutate({
      protocol: 1,
      agentVersion: "plain",
      platform: "bench",
      gpu: "",
      vramGb: 0,
      models: [],
      offers,
      holding: [],
    }),
  );
  for (;;) {
    const job = await studio.call((api) => api.claim.mutate({ holding: [], holdSeconds: 0 }));
    if (!job) return;
    const { jobId, leaseId } = job;
    for (const { mediaId, sha256 } of job.recipe.inputs) {
      const file = path.join(home, "input.png");
      await studio.download(mediaId, file, never);
      if ((await hashFile(file)) !== sha256) throw new Error("an input arrived broken");
    }
    await compute();
    const file = path.join(home, "picture.png");
    await writePicture(file, outBytes);
    const mediaId = await studio.upload(file, await hashFile(file), never);
    const result = { ...about, seconds: jobMs / 1000, outputs: [{ slot: "picture", mediaId, label: "" }] };
    await studio.call((api) => api.complete.mutate({ jobId, leaseId, result }));
  }
}

if (kind === "plain") await plainLoop(url, token, home);
else if (kind === "write") await writePicture(home, outBytes);
else
  await runAgent(
    readConfig(["--url", url, "--home", home, "--name", "Bench"], { ...process.env, BACKLOT_NODE_TOKEN: token }),
    parts,
  );
await gpu.terminate();
if (process.connected) process.disconnect();
