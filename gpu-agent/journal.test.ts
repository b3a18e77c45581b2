import { spawnSync } from "node:child_process";
import { appendFile, mkdtemp, readFile, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { ClaimedJob } from "../contract/agent-api";
import { newId } from "../contract/ids";
import { Journal, type Produced } from "./journal";

const folder = await mkdtemp(path.join(os.tmpdir(), "backlot-journal-"));
afterAll(() => rm(folder, { recursive: true }));
const root = path.resolve(import.meta.dirname, "..");

const job = (title = "Adjust"): ClaimedJob => ({
  ...{
    jobId: newId("job"),
    leaseId: newId("attempt"),
    attempt: 1,
    title,
    pass: "adjust",
    passVersion: 1,
    roughAllowed: false,
  },
  recipe: { format: 1, pass: "adjust", passVersion: 1, params: {}, inputs: [], seed: null, mask: null },
});
const produced: Produced = {
  outputs: [],
  facts: {},
  engine: "native",
  algorithm: "levels",
  rough: false,
  warnings: [],
  seconds: 1,
};
const reopen = async (file: string) => {
  const { journal, unfinished } = Journal.open(file);
  await journal.close();
  return unfinished;
};

describe("journal", () => {
  it("remembers what was claimed and made, and forgets what ended", async () => {
    const file = path.join(folder, "a.jsonl");
    const [ended, claimed, made] = [job(), job(), job()];
    const { journal, unfinished } = Journal.open(file);
    for (const each of [ended, claimed, made]) await journal.claimed(each);
    await journal.produced(made.leaseId, produced);
    await journal.ended(ended.leaseId);
    await journal.close();

    expect(unfinished).toEqual([]);
    expect(await reopen(file)).toEqual([
      { job: claimed, produced: undefined },
      { job: made, produced },
    ]);
  });

  it("survives a line cut off by a crash, and being opened again and again", async () => {
    const file = path.join(folder, "b.jsonl");
    const whole = job();
    const { journal } = Journal.open(file);
    await journal.claimed(whole);
    await journal.close();
    await appendFile(file, '{"type":"produced","leaseId":"att_');

    expect(await reopen(file)).toEqual([{ job: whole, produced: undefined }]);
    expect(await reopen(file)).toEqual([{ job: whole, produced: undefined }]);
    expect((await readFile(file, "utf8")).trim().split("\n")).toHaveLength(1);
  });

  it("cut at any byte, knows every line before the cut and none behind it", async () => {
    const file = path.join(folder, "c.jsonl");
    const jobs = [job(), job(), job()];
    const { journal } = Journal.open(file);
    const ends: number[] = [];
    for (const each of jobs) {
      await journal.claimed(each);
      ends.push((await readFile(file)).length);
    }
    await journal.close();
    const bytes = await readFile(file);

    for (let cut = 0; cut <= bytes.length; cut += 7) {
      const torn = path.join(folder, "torn.jsonl");
      await rm(torn, { force: true });
      await appendFile(torn, bytes.subarray(0, cut));
      const known = (await reopen(torn)).map(({ job }) => job.leaseId);
      // A line that lacks nothing but its end counts: it was written whole.
      const whole = jobs.filter((_, n) => (ends[n] ?? 0) - 1 <= cut).map(({ leaseId }) => leaseId);
      expect(known).toEqual(whole);
    }
  });

  it("writes lines that come together whole and in order", async () => {
    const file = path.join(folder, "d.jsonl");
    const jobs = Array.from({ length: 200 }, () => job());
    const { journal } = Journal.open(file);
    await Promise.all(jobs.flatMap((each) => [journal.claimed(each), journal.produced(each.leaseId, produced)]));
    await Promise.all(jobs.slice(0, 150).map(({ leaseId }) => journal.ended(leaseId)));
    await journal.close();

    expect((await reopen(file)).map(({ job }) => job.leaseId)).toEqual(jobs.slice(150).map(({ leaseId }) => leaseId));
  });

  it("does not grow with the jobs it has seen off", async () => {
    const file = path.join(folder, "e.jsonl");
    const { journal } = Journal.open(file);
    const staying = job();
    await journal.claimed(staying);
    for (let n = 0; n < 30; n++) {
      const long = job("x".repeat(500_000));
      await journal.claimed(long);
      await journal.ended(long.leaseId);
    }
    await journal.close();

    expect((await readFile(file)).length).toBeLessThan(9 * 1024 ** 2);
    expect((await reopen(file)).map(({ job }) => job.leaseId)).toEqual([staying.leaseId]);
  });

  // A limit on the size of files is the kernel's own refusal, also for root: the write stops in the middle of a line.
  it.skipIf(process.platform !== "linux")("a disk that refuses in mid-line costs that line and no other", async () => {
    const file = path.join(folder, "f.jsonl");
    const script = `
      import { Journal } from "./gpu-agent/journal.ts";
      import { execFileSync } from "node:child_process";
      const limit = (size) => execFileSync("prlimit", ["--pid", String(process.pid), "--fsize=" + size + ":unlimited"]);
      const job = (leaseId) => ({ jobId: "job_" + "a".repeat(20), leaseId, attempt: 1, title: "T", pass: "adjust",
        passVersion: 1, roughAllowed: false,
        recipe: { format: 1, pass: "adjust", passVersion: 1, params: {}, inputs: [], seed: null, mask: null } });
      const [first, second, third] = process.argv.slice(1);
      const { journal } = Journal.open(${JSON.stringify(file)});
      await journal.claimed(job(first));
      limit(400);
      const refused = await journal.claimed(job(second)).then(() => "written", (error) => error.code);
      limit("unlimited");
      await journal.claimed(job(third));
      await journal.close();
      console.log(refused);`;
    const leases = [newId("attempt"), newId("attempt"), newId("attempt")];
    const node = ["--import", "tsx", "--input-type=module", "--eval", script, ...leases];
    const ran = spawnSync(process.execPath, node, { cwd: root, encoding: "utf8" });
    expect(ran.stdout.trim(), ran.stderr).toBe("EFBIG");
    const ids = (await readFile(file, "utf8")).split("\n").filter(Boolean);

    expect(ids.map((line) => JSON.parse(line).job.leaseId)).toEqual([leases[0], leases[2]]);
  });
});
