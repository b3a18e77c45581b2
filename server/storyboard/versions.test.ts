import { eq } from "drizzle-orm";
import { afterAll, describe, expect, it } from "vitest";
import { frames, liveEvents, shots, versions } from "@/db/schema";
import { createTestDatabase } from "@/db/testing/database";
import { asUser } from "@/server/testing/contexts";
import { makeWorld } from "@/server/testing/world";
import { addVersion } from "./add-version";
import { acceptVersion, chooseVersion, rejectVersion, restoreVersion } from "./decide-version";
import { getShot } from "./read";

const file = await createTestDatabase();
const { db } = file;
afterAll(() => file.drop());

const arrange = async () => {
  const world = await makeWorld(db);
  const ctx = asUser(db, world.team.id, world.owner);
  const frameNow = async () => (await db.select().from(frames).where(eq(frames.id, world.frame.id)))[0];
  return { world, ctx, frameNow };
};

describe("versions", () => {
  it("makes a staged result v+1 and shows it", async () => {
    const { world, ctx, frameNow } = await arrange();

    const accepted = await acceptVersion(ctx, { versionId: world.staged.id });

    expect(accepted.number).toBe(2);
    expect(await frameNow()).toMatchObject({ currentVersionId: world.staged.id, lastNumber: 2 });
  });

  it("lets one of two people accept a result", async () => {
    const { world, ctx } = await arrange();

    const answers = await Promise.allSettled([1, 2].map(() => acceptVersion(ctx, { versionId: world.staged.id })));

    expect(answers.map((answer) => answer.status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await db.$count(versions, eq(versions.frameId, world.frame.id))).toBe(3);
  });

  it("numbers versions that arrive at once without a gap or a repeat", async () => {
    const { world, ctx } = await arrange();

    const made = await Promise.all(
      Array.from({ length: 6 }, () => addVersion(ctx, { frameId: world.frame.id, mediaId: world.media.id })),
    );

    expect(made.map((version) => version.number).sort()).toEqual([2, 3, 4, 5, 6, 7]);
  });

  it("never gives a number twice, also after another version was chosen", async () => {
    const { world, ctx, frameNow } = await arrange();
    await acceptVersion(ctx, { versionId: world.staged.id });
    await chooseVersion(ctx, { versionId: world.version.id });

    const { number } = await addVersion(ctx, { frameId: world.frame.id, mediaId: world.media.id });

    expect(number).toBe(3);
    expect((await frameNow())?.currentVersionId).not.toBe(world.version.id);
  });

  it("keeps a rejected result in history and brings it back", async () => {
    const { world, ctx } = await arrange();

    await rejectVersion(ctx, { versionId: world.staged.id });
    await expect(acceptVersion(ctx, { versionId: world.staged.id })).rejects.toThrow("rejected already");
    await restoreVersion(ctx, { versionId: world.staged.id });

    expect((await acceptVersion(ctx, { versionId: world.staged.id })).number).toBe(2);
  });

  it("asks for eyes again when a picture that was sent back gets a new version", async () => {
    const { world, ctx, frameNow } = await arrange();
    await db.update(frames).set({ status: "retake" }).where(eq(frames.id, world.frame.id));

    await addVersion(ctx, { frameId: world.frame.id, mediaId: world.media.id });

    expect((await frameNow())?.status).toBe("wfa");
    const [shot] = await db.select().from(shots).where(eq(shots.id, world.shot.id));
    expect(shot?.status).toBe("wfa");
  });

  it("makes the first frame of a shot that has none", async () => {
    const { world, ctx } = await arrange();
    await db.update(frames).set({ archivedAt: new Date().toISOString() }).where(eq(frames.id, world.frame.id));

    const { frameId, number } = await addVersion(ctx, { shotId: world.shot.id, mediaId: world.media.id });

    expect(frameId).not.toBe(world.frame.id);
    expect(number).toBe(1);
  });

  it("gives a shot with its frames, versions and parents", async () => {
    const { world, ctx } = await arrange();
    const child = await addVersion(ctx, {
      frameId: world.frame.id,
      mediaId: world.media.id,
      parentId: world.version.id,
    });

    const shot = await getShot(ctx, { projectId: world.project.id, code: world.shot.code });

    const version = shot.frames[0]?.versions.find((candidate) => candidate.id === child.id);
    expect(version?.parents).toEqual([world.version.id]);
    expect(version?.sha256).toBe(world.media.sha256);
  });

  it("announces each deed with the next number and no other team's", async () => {
    const { world, ctx } = await arrange();

    await acceptVersion(ctx, { versionId: world.staged.id });

    const events = await db.select().from(liveEvents).where(eq(liveEvents.teamId, world.team.id));
    expect(events.map((event) => event.seq)).toEqual(events.map((_, n) => n + 1));
    expect(new Set(events.map((event) => event.topic))).toEqual(new Set(["frame", "shot", "version"]));
  });
});
