import { eq } from "drizzle-orm";
import { afterAll, describe, expect, it } from "vitest";
import { frames } from "@/db/schema";
import { createTestDatabase } from "@/db/testing/database";
import { asUser } from "@/server/testing/contexts";
import { makeWorld } from "@/server/testing/world";
import { addFrame } from "./add-version";
import { getShot } from "./read";
import { nextLabel, updateFrame } from "./update-frame";

const file = await createTestDatabase();
const { db } = file;
afterAll(() => file.drop());

const arrange = async () => {
  const world = await makeWorld(db);
  await db.update(frames).set({ label: "A" }).where(eq(frames.id, world.frame.id));
  const ctx = asUser(db, world.team.id, world.owner);
  const shot = () => getShot(ctx, { projectId: world.project.id, code: world.shot.code });
  return { world, ctx, shot, frameId: world.frame.id, shotId: world.shot.id };
};

describe("a frame", () => {
  it("gets another label and tells the one before", async () => {
    const { ctx, frameId, shot } = await arrange();

    expect(await updateFrame(ctx, { frameId, label: "  Close   up " })).toMatchObject({
      label: "Close up",
      before: "A",
    });
    expect((await shot()).frames.map(({ label }) => label)).toEqual(["Close up"]);
  });

  it("never shares a label with another of its shot", async () => {
    const { ctx, frameId, shotId } = await arrange();
    const b = await addFrame(ctx, { shotId });

    await expect(updateFrame(ctx, { frameId: b.id, label: "a" })).rejects.toThrow(
      "Another frame of this shot is called a",
    );
    await expect(addFrame(ctx, { shotId, label: "A" })).rejects.toThrow("Another frame of this shot is called A");
    const answers = await Promise.allSettled(
      [frameId, b.id].map((id) => updateFrame(ctx, { frameId: id, label: "Wide" })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  it("is put away with its versions and comes back as it was", async () => {
    const { ctx, frameId, shot, world } = await arrange();

    await updateFrame(ctx, { frameId, archived: true });
    expect(await shot()).toMatchObject({ frames: [], archivedFrames: [{ id: frameId, label: "A" }] });
    await updateFrame(ctx, { frameId, archived: false });

    const [frame] = (await shot()).frames;
    expect(frame?.label).toBe("A");
    expect(frame?.versions.some(({ id }) => id === world.version.id)).toBe(true);
  });

  it("does not come back beside another of its label", async () => {
    const { ctx, frameId, shotId } = await arrange();
    await updateFrame(ctx, { frameId, archived: true });
    const b = await addFrame(ctx, { shotId });
    expect(b.label).toBe("B");
    await updateFrame(ctx, { frameId: b.id, label: "A" });

    await expect(updateFrame(ctx, { frameId, archived: false })).rejects.toThrow("called A. Rename that one first");
    await expect(updateFrame(ctx, { frameId, archived: false, label: "A2" })).resolves.toMatchObject({ label: "A2" });
  });

  it("is named by the first letter that is free", () => {
    expect(nextLabel([])).toBe("A");
    expect(nextLabel(["A", "Close", "c"])).toBe("B");
    expect(nextLabel(Array.from({ length: 26 }, (_, n) => String.fromCharCode(65 + n)))).toBe("A2");
  });
});
