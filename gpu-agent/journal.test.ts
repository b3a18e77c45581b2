import { appendFile, mkdtemp, readFile, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { ClaimedJob } from "../contract/agent-api";
import { newId } from "../contract/ids";
import { Journal, type Produced } from "./journal";

const folder = await mkdtemp(path.join(os.tmpdir(), "backlot-journal-"));
afterAll(() => rm(folder, { recursive: true }));

const job = (): ClaimedJob => ({
  ...{
    jobId: newId("job"),
    leaseId: newId("attempt"),
    attempt: 1,
    title: "Adjust",
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
const reopen = (file: string) => {
  const { journal, unfinished } = Journal.open(file);
  journal.close();
  return unfinished;
};

describe("journal", () => {
  it("remembers what was claimed and made, and forgets what ended", () => {
    const file = path.join(folder, "a.jsonl");
    const [ended, claimed, made] = [job(), job(), job()];
    const { journal, unfinished } = Journal.open(file);
    for (const each of [ended, claimed, made]) journal.claimed(each);
    journal.produced(made.leaseId, produced);
    journal.ended(ended.leaseId);
    journal.close();

    expect(unfinished).toEqual([]);
    expect(reopen(file)).toEqual([
      { job: claimed, produced: undefined },
      { job: made, produced },
    ]);
  });

  it("survives a line cut off by a crash, and being opened again and again", async () => {
    const file = path.join(folder, "b.jsonl");
    const whole = job();
    const { journal } = Journal.open(file);
    journal.claimed(whole);
    journal.close();
    await appendFile(file, '{"type":"produced","leaseId":"att_');

    expect(reopen(file)).toEqual([{ job: whole, produced: undefined }]);
    expect(reopen(file)).toEqual([{ job: whole, produced: undefined }]);
    expect((await readFile(file, "utf8")).trim().split("\n")).toHaveLength(1);
  });
});
