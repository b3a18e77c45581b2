import { eq } from "drizzle-orm";
import { afterAll, describe, expect, it } from "vitest";
import { newId } from "@/contract/ids";
import { frames, notes, shots, versions } from "@/db/schema";
import { createTestDatabase } from "@/db/testing/database";
import { makeJob } from "@/db/testing/factories";
import { asUser } from "@/server/testing/contexts";
import { makeWorld } from "@/server/testing/world";
import { addVersion } from "./add-version";
import { acceptVersion, chooseVersion, restoreVersion } from "./decide-version";
import { unacceptVersion } from "./unaccept-version";

const file = await createTestDatabase();
const { db } = file;
afterAll(() => file.drop());

const arrange = async () => {
  const world = await makeWorld(db);
  const ctx = asUser(db, world.team.id, world.owner);
  await db
    .update(frames)
    .set({ currentVersionId: world.version.id, status: "retake" })
    .where(eq(frames.id, world.frame.id));
  const frameNow = async () => (await db.select().from(frames).where(eq(frames.id, world.frame.id)))[0];
  const versionNow = async (id: string) => (await db.select().from(versions).where(eq(versions.id, id)))[0];
  return { world, ctx, frameNow, versionNow, staged: { versionId: world.staged.id } };
};

describe("taking back an acceptance", () => {
  it("puts the result back in the strip and gives the frame its picture and status again", async () => {
    const { world, ctx, frameNow, versionNow, staged } = await arrange();
    await acceptVersion(ctx, staged);
    expect((await frameNow())?.status).toBe("wfa");

    await unacceptVersion(ctx, staged);

    expect(await frameNow()).toMatchObject({ currentVersionId: world.version.id, status: "retake" });
    expect(await versionNow(world.staged.id)).toMatchObject({ state: "staged", number: null });
    const [shot] = await db.select().from(shots).where(eq(shots.id, world.shot.id));
    expect(shot?.status).toBe("retake");
  });

  it("never gives its number again", async () => {
    const { ctx, frameNow, staged } = await arrange();
    expect((await acceptVersion(ctx, staged)).number).toBe(2);
    await unacceptVersion(ctx, staged);

    expect((await frameNow())?.lastNumber).toBe(2);
    expect((await acceptVersion(ctx, staged)).number).toBe(3);
  });

  it("keeps an uploaded picture in the history, from where it can come back", async () => {
    const { world, ctx, frameNow, versionNow } = await arrange();
    const added = await addVersion(ctx, { frameId: world.frame.id, mediaId: world.media.id });

    await unacceptVersion(ctx, { versionId: added.id });

    expect(await versionNow(added.id)).toMatchObject({ state: "rejected", number: null });
    expect((await frameNow())?.currentVersionId).toBe(world.version.id);
    await restoreVersion(ctx, { versionId: added.id });
    expect((await acceptVersion(ctx, { versionId: added.id })).number).toBe(3);
  });

  it("takes several back, the newest first", async () => {
    const { world, ctx, frameNow } = await arrange();
    const add = () => addVersion(ctx, { frameId: world.frame.id, mediaId: world.media.id });
    const [first, second] = [await add(), await add()];

    await expect(unacceptVersion(ctx, { versionId: first.id })).rejects.toThrow("A newer version came since");
    await unacceptVersion(ctx, { versionId: second.id });
    expect((await frameNow())?.currentVersionId).toBe(first.id);
    await unacceptVersion(ctx, { versionId: first.id });

    expect(await frameNow()).toMatchObject({ currentVersionId: world.version.id, status: "retake" });
  });

  it("leaves a choice that somebody made since", async () => {
    const { world, ctx, frameNow, staged } = await arrange();
    const added = await addVersion(ctx, { frameId: world.frame.id, mediaId: world.media.id });
    await acceptVersion(ctx, staged);
    await chooseVersion(ctx, { versionId: world.version.id });

    await unacceptVersion(ctx, staged);

    expect((await frameNow())?.currentVersionId).toBe(world.version.id);
    expect((await frameNow())?.currentVersionId).not.toBe(added.id);
  });

  it("is refused once a pass was queued on it or somebody judged it", async () => {
    const { world, ctx, staged } = await arrange();
    await acceptVersion(ctx, staged);
    const job = await makeJob(db, world.project, {
      frameId: world.frame.id,
      versionId: world.staged.id,
      createdBy: world.owner.id,
    });
    await expect(unacceptVersion(ctx, staged)).rejects.toThrow("A pass was queued on this version");

    const other = await arrange();
    await acceptVersion(other.ctx, other.staged);
    await db.insert(notes).values({
      ...{ id: newId("note"), teamId: other.world.team.id, projectId: other.world.project.id },
      ...{ frameId: other.world.frame.id, versionId: other.world.staged.id, authorId: other.world.owner.id },
      ...{ body: "", status: "done", statusBefore: "wfa" },
    });
    await expect(unacceptVersion(other.ctx, other.staged)).rejects.toThrow("Somebody judged this version");
    expect(job.versionId).toBe(world.staged.id);
  });

  it("is for whoever accepted it and for supervisors", async () => {
    const { world, ctx, staged } = await arrange();
    const artist = asUser(db, world.team.id, world.artist, "artist");
    await acceptVersion(ctx, staged);

    await expect(unacceptVersion(artist, staged)).rejects.toThrow("Only whoever accepted this version");
    await expect(unacceptVersion(asUser(db, world.team.id, world.artist, "client"), staged)).rejects.toThrow(
      "You may not add versions",
    );
    await unacceptVersion(asUser(db, world.team.id, world.artist, "supervisor"), staged);
    await acceptVersion(artist, staged);
    await unacceptVersion(artist, staged);
  });

  it("happens once, also when two press at the same moment", async () => {
    const { ctx, staged } = await arrange();
    await acceptVersion(ctx, staged);

    const answers = await Promise.allSettled([unacceptVersion(ctx, staged), unacceptVersion(ctx, staged)]);

    expect(answers.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });
});
