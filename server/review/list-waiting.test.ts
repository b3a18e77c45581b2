import { eq } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { frames } from "@/db/schema";
import { createTestDatabase } from "@/db/testing/database";
import { makeFrame, makeProject, makeShot, makeTeam, makeUser, makeVersion } from "@/db/testing/factories";
import type { StudioContext } from "@/server/context";
import { asUser } from "@/server/testing/contexts";
import { listMine, listWaiting } from "./list-waiting";

const file = await createTestDatabase();
const { db } = file;
afterAll(() => file.drop());

let teamId: string;
let me: Awaited<ReturnType<typeof makeUser>>;
let ctx: StudioContext;
let project: Awaited<ReturnType<typeof makeProject>>;
beforeEach(async () => {
  teamId = (await makeTeam(db)).id;
  me = await makeUser(db, teamId);
  ctx = asUser(db, teamId, me);
  project = await makeProject(db, teamId);
});
const minutesAgo = (n: number) => new Date(Date.now() - n * 60_000).toISOString();
const ids = (rows: readonly { id: string }[]) => rows.map(({ id }) => id);

describe("what waits for a judgement", () => {
  it("counts every frame and gives the eight that have waited longest, with what they show", async () => {
    const made = await Promise.all(
      Array.from({ length: 10 }, (_, n) => makeFrame(db, project, { status: "wfa", updatedAt: minutesAgo(10 - n) })),
    );
    const version = await makeVersion(db, made[0] as (typeof made)[number]);
    await db.update(frames).set({ currentVersionId: version.id }).where(eq(frames.id, version.frameId));
    await makeFrame(db, project, { status: "wip" });

    const { count, frames: first } = await listWaiting(ctx);

    expect(count).toBe(10);
    expect(ids(first)).toEqual(ids(made).slice(0, 8));
    expect(first[0]).toMatchObject({
      ...{ status: "wfa", project: "Project", slug: project.slug, versionId: version.id, number: 1 },
      picture: { id: version.mediaId },
    });
    expect(first[1]).toMatchObject({ versionId: null, picture: null });
  });

  it("leaves out what is archived, frame, shot or project, and other teams", async () => {
    const away = { archivedAt: minutesAgo(1) };
    await makeFrame(db, project, { status: "wfa", ...away });
    await makeFrame(db, project, { status: "wfa", shotId: (await makeShot(db, project, away)).id });
    await makeFrame(db, await makeProject(db, teamId, away), { status: "wfa" });
    const other = await makeTeam(db);
    await makeFrame(db, await makeProject(db, other.id), { status: "wfa" });

    expect(await listWaiting(ctx)).toEqual({ count: 0, frames: [] });
  });
});

describe("my work", () => {
  it("is what was sent back, whoever did it, then what I have begun, then what I have not", async () => {
    const mine = await makeShot(db, project, { assigneeId: me.id });
    const theirs = await makeShot(db, project);
    const todo = await makeFrame(db, project, { shotId: mine.id, status: "todo", updatedAt: minutesAgo(9) });
    const begun = await makeFrame(db, project, { shotId: mine.id, status: "wip", updatedAt: minutesAgo(5) });
    const older = await makeFrame(db, project, { shotId: mine.id, status: "wip", updatedAt: minutesAgo(6) });
    const back = await makeFrame(db, project, { shotId: theirs.id, status: "retake" });
    await makeFrame(db, project, { shotId: theirs.id, status: "wip" });
    await makeFrame(db, project, { shotId: mine.id, status: "done" });

    const { count, sentBack, frames: first } = await listMine(ctx);

    expect(ids(first)).toEqual([back.id, older.id, begun.id, todo.id]);
    expect({ count, sentBack }).toEqual({ count: 4, sentBack: 1 });
  });

  it("counts a frame once that was sent back and is mine, and all of a long list", async () => {
    const mine = await makeShot(db, project, { assigneeId: me.id });
    for (let n = 0; n < 12; n++)
      await makeFrame(db, project, { shotId: mine.id, label: `F${n}`, status: n < 10 ? "retake" : "wip" });

    const { count, sentBack, frames: first } = await listMine(ctx);

    expect({ count, sentBack, listed: first.length }).toEqual({ count: 12, sentBack: 10, listed: 8 });
    expect(new Set(first.map(({ status }) => status))).toEqual(new Set(["retake"]));
  });
});
