import { eq, sql } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { activity, frames } from "@/db/schema";
import { createTestDatabase } from "@/db/testing/database";
import { makeFrame, makeNode, makeProject, makeTeam, makeUser, makeVersion } from "@/db/testing/factories";
import type { StudioContext } from "@/server/context";
import { asUser } from "@/server/testing/contexts";
import { makeWorld } from "@/server/testing/world";
import { firstSteps } from "./first-steps";
import { listProjects } from "./list";

const file = await createTestDatabase();
const { db } = file;
afterAll(() => file.drop());

let teamId: string;
let ctx: StudioContext;
beforeEach(async () => {
  teamId = (await makeTeam(db)).id;
  ctx = asUser(db, teamId, await makeUser(db, teamId));
});
const minutesAgo = (n: number) => new Date(Date.now() - n * 60_000).toISOString();
/** A frame that shows a picture, last changed so many minutes ago. */
const shown = async (
  project: { id: string; teamId: string },
  status: "wip" | "done" | "wfa",
  minutes: number,
): Promise<string> => {
  const frame = await makeFrame(db, project, { status });
  const version = await makeVersion(db, frame);
  await db
    .update(frames)
    .set({ currentVersionId: version.id, updatedAt: minutesAgo(minutes) })
    .where(eq(frames.id, frame.id));
  return version.mediaId;
};

describe("the team's projects", () => {
  it("count their frames by status, without archived ones and other teams'", async () => {
    const full = await makeProject(db, teamId, { updatedAt: minutesAgo(1) });
    const empty = await makeProject(db, teamId, { updatedAt: minutesAgo(2) });
    await makeProject(db, teamId, { archivedAt: minutesAgo(1) });
    await makeProject(db, (await makeTeam(db)).id);
    for (const status of ["done", "done", "wfa", "wip"] as const) await makeFrame(db, full, { status });
    await makeFrame(db, full, { status: "done", archivedAt: minutesAgo(1) });

    const rows = await listProjects(ctx);

    expect(rows.map(({ id, frames, done, waiting, cover }) => ({ id, frames, done, waiting, cover }))).toEqual([
      { id: full.id, frames: 4, done: 2, waiting: 1, cover: null },
      { id: empty.id, frames: 0, done: 0, waiting: 0, cover: null },
    ]);
  });

  it("are shown by the approved frame that changed last, else by the last that shows anything", async () => {
    const project = await makeProject(db, teamId);
    const coverId = async () => (await listProjects(ctx))[0]?.cover?.id;
    await makeFrame(db, project, { status: "wip" });
    const older = await shown(project, "wip", 5);
    expect(await coverId()).toBe(older);
    const newer = await shown(project, "wfa", 3);
    expect(await coverId()).toBe(newer);
    const approved = await shown(project, "done", 9);
    expect(await coverId()).toBe(approved);
    const approvedLater = await shown(project, "done", 7);
    expect(await coverId()).toBe(approvedLater);
  });
});

describe("the first steps", () => {
  const deed = (actorId: string, verb: string) =>
    db.insert(activity).values({ teamId, actorKind: "user", actorId, verb, subject: "frame", subjectId: "frm_x" });

  it("are what I did, which nodes were paired, and where the sample begins", async () => {
    const project = await makeProject(db, teamId, { isSample: true });
    const frame = await makeFrame(db, project, { status: "retake" });
    await makeFrame(db, project, { status: "wip", archivedAt: minutesAgo(1) });
    await deed(ctx.actor.id, "job.queue");
    await deed(ctx.actor.id, "job.queue");
    await deed("usr_somebody", "approved the frame");
    await makeNode(db, teamId, [], { embedded: true });
    await makeNode(db, teamId, []);
    await makeNode(db, teamId, [], { revokedAt: minutesAgo(1) });

    expect(await firstSteps(ctx)).toEqual({
      verbs: ["job.queue"],
      pairedNodes: 1,
      sample: {
        slug: project.slug,
        frames: [{ id: frame.id, status: "retake", versionId: null }],
        characterCode: null,
      },
    });
  });

  it("name the sample's lead, and no sample once it was put away", async () => {
    const world = await makeWorld(db);
    const owner = asUser(db, world.team.id, world.owner);
    expect((await firstSteps(owner)).sample).toBeNull();
    await db.execute(sql`update projects set is_sample = true where id = ${world.project.id}`);
    expect((await firstSteps(owner)).sample).toMatchObject({ slug: world.project.slug, characterCode: "MARA" });
  });

  it("are not for a client", async () => {
    await expect(firstSteps(asUser(db, teamId, { id: "usr_c", name: "C" }, "client"))).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
  });
});
