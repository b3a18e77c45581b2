import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { eq, sql } from "drizzle-orm";
import sharp from "sharp";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { newId } from "@/contract/ids";
import { attempts, jobDeps, jobOutputs, jobs, media, versions } from "@/db/schema";
import { createTestDatabase } from "@/db/testing/database";
import { makeFrame, makeJob, makeNode, makeProject, makeTeam, makeUser, makeVersion } from "@/db/testing/factories";
import type { StudioContext } from "@/server/context";
import { stopDecoder } from "@/server/media/decoder";
import { ingest } from "@/server/media/ingest";
import type { MediaRow } from "@/server/media/media-row";
import { localStorage } from "@/server/storage/local";
import { asUser } from "@/server/testing/contexts";
import { audit } from "./ledger";

// The books of a storm are only worth something if they would show it: every kind of damage, planted one by one.
const file = await createTestDatabase();
const { db } = file;
const folder = await mkdtemp(path.join(os.tmpdir(), "backlot-ledger-"));
const home = path.join(folder, "node 1");

let owner: StudioContext;
let project: Awaited<ReturnType<typeof makeProject>>;
let frame: Awaited<ReturnType<typeof makeFrame>>;
let node: Awaited<ReturnType<typeof makeNode>>;
let picture: MediaRow;
beforeAll(async () => {
  vi.stubEnv("DATABASE_URL", file.url);
  vi.stubEnv("BACKLOT_DATA", folder);
  vi.stubEnv("BACKLOT_SECRET", "a secret of the test run, long enough");
  await mkdir(home);
  const team = await makeTeam(db);
  owner = { ...asUser(db, team.id, await makeUser(db, team.id)), storage: localStorage(folder) };
  project = await makeProject(db, team.id);
  frame = await makeFrame(db, project);
  node = await makeNode(db, team.id);
  const temporaryPath = await owner.storage.temporaryPath();
  const create = { width: 8, height: 8, channels: 3 as const, background: "#268bd2" };
  await writeFile(temporaryPath, await sharp({ create }).png().toBuffer());
  picture = await ingest(owner, { temporaryPath, name: "a.png" });
});
beforeEach(async () => {
  await db.delete(jobs);
  await db.delete(versions);
  await rm(path.join(home, "performed"), { force: true });
  await rm(path.join(home, "work"), { recursive: true, force: true });
});
afterAll(async () => {
  stopDecoder();
  await file.drop();
  await rm(folder, { recursive: true });
});

const staged = (jobId: string) =>
  ({ mediaId: picture.id, jobId, slot: "picture", state: "staged", origin: "pass", number: null }) as const;

/** A job that went as it should: one attempt, one output, one version. */
const good = async () => {
  const [began, finishedAt] = [new Date(Date.now() - 10_000).toISOString(), new Date().toISOString()];
  const job = await makeJob(db, project, { frameId: frame.id, state: "succeeded", finishedAt });
  const attemptId = newId("attempt");
  await db.insert(attempts).values({
    ...{ id: attemptId, jobId: job.id, n: 1, nodeId: node.id, outcome: "succeeded" },
    startedAt: began,
  });
  await db
    .insert(jobOutputs)
    .values({ jobId: job.id, slot: "picture", attemptId, mediaId: picture.id, kind: "picture" });
  const version = await makeVersion(db, frame, staged(job.id));
  return { job, attemptId, version };
};
/** The figures that are not what they must be. */
const wrong = async (expected: number) =>
  (await audit(file.sql, owner, expected, [home]))
    .filter(({ value, must }) => must !== undefined && value !== must)
    .map(({ figure }) => figure.split(":")[0]);

describe("the books of a storm", () => {
  it("find nothing where nothing is wrong", async () => {
    await good();
    await good();
    expect(await wrong(2)).toEqual([]);
  });

  it.each<[string, () => Promise<unknown>]>([
    ["jobs queued", () => db.delete(jobs)],
    ["stuck", () => db.update(jobs).set({ state: "ready" }).where(sql`id = (select min(id) from jobs)`)],
    ["stuck", () => db.update(jobs).set({ state: "failed" }).where(sql`id = (select min(id) from jobs)`)],
    ["lost", () => db.delete(versions)],
    ["lost", () => db.delete(jobOutputs)],
    [
      "lost",
      () =>
        db
          .update(media)
          .set({ sha256: "0".repeat(64) })
          .where(eq(media.id, picture.id)),
    ],
    [
      "duplicated versions",
      async () => {
        const [version] = await db.select().from(versions);
        await makeVersion(db, frame, staged(version?.jobId ?? ""));
      },
    ],
    [
      "jobs with two attempts that succeeded",
      async () => {
        const [attempt] = await db.select().from(attempts);
        if (attempt) await db.insert(attempts).values({ ...attempt, id: newId("attempt"), n: 2 });
      },
    ],
    ["results of another attempt than the one that succeeded", () => db.update(jobOutputs).set({ attemptId: "att_x" })],
    [
      "children begun before their parents had succeeded",
      async () => {
        const [parent, child] = await db.select().from(jobs);
        await db.insert(jobDeps).values({ jobId: child?.id ?? "", parentId: parent?.id ?? "" });
      },
    ],
    ["attempts performed twice", () => writeFile(path.join(home, "performed"), "att_1\natt_2\natt_1\n")],
    ["results still on the nodes' disks", () => mkdir(path.join(home, "work", "att_1"), { recursive: true })],
    ["attempts without an end", () => db.update(attempts).set({ outcome: null })],
  ])("show %s", async (figure, damage) => {
    await good();
    await good();
    await damage();
    try {
      expect(await wrong(2)).toContain(figure);
    } finally {
      await db.update(media).set({ sha256: picture.sha256 }).where(eq(media.id, picture.id));
    }
  });
});
