import { spawn } from "node:child_process";
import { mkdir, stat } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import postgres from "postgres";
import { newId } from "../contract/ids";
import { hashFile } from "../gpu-agent/input-cache";
import { connectStudio } from "../gpu-agent/studio";
import { figure } from "./lib/figure";
import { slowLine } from "./lib/slow-line";
import { call, sampleProject, signIn, studio } from "./lib/studio";

// How much of the time a GPU works that is behind a line of 50 Mbit/s: jobs of 250 ms, 4 MB in, 4 MB out.
//
// What the line allows. 4 MB take 0.64 s each way and a job 0.25 s, so a GPU with a new input for every job, or with
// every result delivered before the next begins, cannot be busy for more than 0.39 of the time, whatever the software
// does. What makes more possible: jobs share their inputs (a sweep of seeds over ten plates, which is how such short jobs
// come about; the node fetches each plate once) and results may wait on the node's disk while the next jobs run. The
// share is counted from the first job's start to the last one's end; how long the results take from there to the studio
// is printed beside what the line needs for them. The second part gives every job an input of its own and measures
// against the 0.39.
const { values } = parseArgs({
  options: { jobs: { type: "string", default: "300" }, distinct: { type: "string", default: "60" } },
});
const [jobs, distinct, plain] = [Number(values.jobs), Number(values.distinct), 30];
const [megabits, delayMs, jobMs, bytes, plates] = [50, 10, 250, 4_000_000, 10];
const lineMs = (count: number) => (count * bytes * 8) / ((megabits * 1e6) / 1000);

const cookie = await signIn();
const project = await sampleProject(cookie);
const sql = postgres(studio.databaseUrl, { max: 2, onnotice: () => {} });
const line = await slowLine(new URL(studio.url), { megabits, delayMs });

// The studio's own node would take the jobs.
for (const { id } of await call<{ id: string }[]>(cookie, "query", "nodes.list", undefined))
  await call(cookie, "mutation", "nodes.pause", { nodeId: id });
const { code } = await call<{ code: string }>(cookie, "mutation", "nodes.createPairingCode", undefined);
const { token } = await connectStudio(studio.url, undefined).call((api) => api.pair.mutate({ code, name: "Bench" }));
const near = connectStudio(studio.url, token);
const never = new AbortController().signal;

type Span = { from: number; to: number };
const node = (kind: string, url: string, home: string) => {
  const spans: Span[] = [];
  const child = spawn(process.execPath, ["--import", "tsx", "bench/lib/bench-agent.ts", kind, url, token, home], {
    stdio: ["ignore", process.env.BENCH_LOUD ? "inherit" : "ignore", "inherit", "ipc"],
    env: { ...process.env, BENCH_JOB_MS: String(jobMs), BENCH_OUT_BYTES: String(bytes) },
  });
  child.on("message", (span: Span) => spans.push(span));
  const gone = new Promise<number | null>((done) => child.once("exit", done));
  return { child, spans, gone };
};
const folder = path.join(studio.data, "bench-agent");
await mkdir(folder, { recursive: true });

type Picture = { mediaId: string; sha256: string };

/** A picture of so many bytes in the studio, as the node brought it. */
async function makePicture(): Promise<Picture> {
  const file = path.join(folder, "source.png");
  if ((await node("write", "-", file).gone) !== 0) throw new Error("no picture could be made");
  const sha256 = await hashFile(file);
  return { mediaId: await near.upload(file, sha256, never), sha256 };
}

const board = await call<{ versionId: string | null }[]>(cookie, "query", "storyboard.board", {
  projectId: project.id,
});
const versionId = board.find((frame) => frame.versionId)?.versionId;
if (!versionId) throw new Error("the sample project shows no version");
const submitted = await call<{ jobs: { id: string }[] }>(cookie, "mutation", "renders.submit", {
  versionId,
  pass: "crop-resize",
});
const pattern = submitted.jobs[0]?.id ?? "";
await call(cookie, "mutation", "renders.cancel", { jobId: pattern });

/** Jobs like the one a person submitted, each with one input. */
async function queueJobs(count: number, inputOf: (n: number) => Picture): Promise<string[]> {
  const [row] = await sql<{ recipe: object }[]>`select recipe from jobs where id = ${pattern}`;
  const ids = Array.from({ length: count }, () => newId("job"));
  for (const [n, id] of ids.entries()) {
    const recipe = { ...row?.recipe, seed: n, inputs: [{ slot: "image", ...inputOf(n) }] };
    const patch = { id, recipe, state: "ready", finished_at: null, cancel_requested_at: null, title: `Bench ${n}` };
    await sql`insert into jobs overriding user value
      select (jsonb_populate_record(j, ${sql.json(patch)})).* from jobs j where j.id = ${pattern}`;
  }
  return ids;
}
const doneOf = async (ids: readonly string[]) => {
  const [row] = await sql<{ done: number }[]>`
    select count(*)::int as done from jobs where id = any(${[...ids]}) and state = 'succeeded'`;
  return row?.done ?? 0;
};
const allDone = async (ids: readonly string[], limitMs: number) => {
  for (const end = Date.now() + limitMs; (await doneOf(ids)) < ids.length; ) {
    if (Date.now() > end) throw new Error(`${await doneOf(ids)} of ${ids.length} jobs done after ${limitMs / 1000} s`);
    await new Promise((wait) => setTimeout(wait, 100));
  }
};
const busyOf = (spans: readonly Span[]) => {
  const [first, last] = [Math.min(...spans.map(({ from }) => from)), Math.max(...spans.map(({ to }) => to))];
  const worked = spans.reduce((sum, { from, to }) => sum + to - from, 0);
  return { share: worked / (last - first), first, last, worked };
};

/** The agent works through `ids`; answers its GPU's spans and when the last result was in the studio. */
async function runAgentOn(ids: readonly string[], home: string) {
  const { child, spans, gone } = node("agent", line.url, path.join(folder, home));
  await allDone(ids, 60_000 + 3 * lineMs(ids.length));
  const delivered = performance.timeOrigin + performance.now();
  child.kill("SIGTERM");
  await gone;
  if (spans.length !== ids.length) throw new Error(`${spans.length} jobs were computed for ${ids.length}`);
  return { ...busyOf(spans), delivered };
}
async function runPlainOn(ids: readonly string[], home: string) {
  const { spans, gone } = node("plain", line.url, path.join(folder, home));
  if ((await gone) !== 0) throw new Error("the plain loop failed");
  if ((await doneOf(ids)) !== ids.length) throw new Error("the plain loop left jobs behind");
  return busyOf(spans);
}

try {
  const shared: Picture[] = [];
  for (let n = 0; n < plates; n++) shared.push(await makePicture());
  const bytesOf = (await stat(path.join(folder, "source.png"))).size;
  const plate = (count: number) => (n: number) =>
    shared[Math.floor((n * plates) / count)] ?? shared[0] ?? { mediaId: "", sha256: "" };

  const ids = await queueJobs(jobs, plate(jobs));
  const ours = await runAgentOn(ids, "shared");
  const plainIds = await queueJobs(plain, plate(plain));
  const theirs = await runPlainOn(plainIds, "plain");
  figure({
    figure: `GPU busy share, ${jobs} jobs of ${jobMs} ms, ${(bytesOf / 1e6).toFixed(1)} MB in (${plates} plates shared) and out, ${megabits} Mbit/s`,
    value: ours.share,
    unit: "of the time",
    target: 0.98,
    atLeast: true,
    beside: { name: `plain claim-run-upload loop, ${plain} jobs`, value: theirs.share },
  });
  figure({
    figure: "the same jobs: first start to last result in the studio",
    value: (ours.delivered - ours.first) / 1000,
    unit: "s",
    target: null,
    beside: { name: "the line alone needs for the results", value: lineMs(jobs) / 1000 },
  });
  if (distinct > 0) {
    const own: Picture[] = [];
    for (let n = 0; n < distinct; n++) own.push(await makePicture());
    const ownIds = await queueJobs(distinct, (n) => own[n] ?? { mediaId: "", sha256: "" });
    const alone = await runAgentOn(ownIds, "distinct");
    figure({
      figure: `GPU busy share, ${distinct} jobs each with an input of its own`,
      value: alone.share,
      unit: "of the time",
      target: null,
      beside: { name: "what the line allows", value: (distinct * jobMs) / (jobMs + lineMs(distinct - 1)) },
    });
  }
} finally {
  await line.close();
  await sql.end();
}
