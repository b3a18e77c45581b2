import { eq } from "drizzle-orm";
import { afterAll, describe, expect, it } from "vitest";
import { frames, jobs, shots } from "@/db/schema";
import { createTestDatabase } from "@/db/testing/database";
import { createShots } from "@/server/script/create-shots";
import { asUser } from "@/server/testing/contexts";
import { makeWorld } from "@/server/testing/world";
import { cancelJobs, queueShots } from "./queue-shots";

const file = await createTestDatabase();
const { db } = file;
afterAll(() => file.drop());

const arrange = async () => {
  const world = await makeWorld(db);
  return { world, projectId: world.project.id, ctx: asUser(db, world.team.id, world.owner) };
};

describe("a pass for many shots", () => {
  it("queues what their first frames show in one act, names those without a picture, and is called back", async () => {
    const { world, projectId, ctx } = await arrange();
    await db.update(frames).set({ currentVersionId: world.version.id }).where(eq(frames.id, world.frame.id));
    const [empty] = await createShots(ctx, { projectId, sequence: "SQ100", shots: "SH0010" });
    if (!empty) throw new Error("the shot was not made");

    const { jobIds, skipped } = await queueShots(ctx, {
      projectId,
      shotIds: [world.shot.id, empty.id],
      pass: "adjust",
    });

    expect(jobIds).toHaveLength(1);
    expect(skipped).toEqual(["SQ100_SH0010"]);
    const [job] = await db
      .select()
      .from(jobs)
      .where(eq(jobs.id, jobIds[0] ?? ""));
    expect(job).toMatchObject({ versionId: world.version.id, pass: "adjust", state: "ready" });

    expect(await cancelJobs(ctx, { jobIds })).toEqual({ cancelled: 1, finished: 0 });
    expect(await cancelJobs(ctx, { jobIds })).toEqual({ cancelled: 0, finished: 1 });
    await expect(queueShots(ctx, { projectId, shotIds: [empty.id], pass: "adjust" })).rejects.toThrow(
      "Nothing was queued",
    );
    await expect(queueShots(ctx, { projectId, shotIds: [world.shot.id], pass: "patch-fill" })).rejects.toThrow(
      "canvas",
    );
  });

  it("queues none when one is refused", async () => {
    const { world, projectId, ctx } = await arrange();
    const count = async () => (await db.select().from(jobs).where(eq(jobs.teamId, world.team.id))).length;
    const before = await count();
    await expect(
      queueShots(ctx, { projectId, shotIds: [world.shot.id], pass: "adjust", params: { nothing: 1 } }),
    ).rejects.toThrow();
    expect(await count()).toBe(before);
    expect(await db.select().from(shots).where(eq(shots.id, world.shot.id))).toHaveLength(1);
  });
});
