import { eq } from "drizzle-orm";
import { afterAll, describe, expect, it } from "vitest";
import { frames, notes } from "@/db/schema";
import { createTestDatabase } from "@/db/testing/database";
import { asUser } from "@/server/testing/contexts";
import { makeWorld } from "@/server/testing/world";
import { addNote, listNotes } from "./notes";
import { setStatus, undoStatus } from "./set-status";

const file = await createTestDatabase();
const { db } = file;
afterAll(() => file.drop());

const arrange = async () => {
  const world = await makeWorld(db);
  await db.delete(notes).where(eq(notes.frameId, world.frame.id));
  await db
    .update(frames)
    .set({ status: "wfa", currentVersionId: world.version.id })
    .where(eq(frames.id, world.frame.id));
  const statusNow = async () => (await db.select().from(frames).where(eq(frames.id, world.frame.id)))[0]?.status;
  return { world, ctx: asUser(db, world.team.id, world.owner, "supervisor"), statusNow };
};

describe("judging a frame", () => {
  it("is one act: status and note in one row, on the version that was seen", async () => {
    const { world, ctx, statusNow } = await arrange();

    await setStatus(ctx, { frameId: world.frame.id, status: "retake", body: "The horizon tilts" });

    expect(await statusNow()).toBe("retake");
    const [note] = await listNotes(ctx, { frameId: world.frame.id });
    expect(note).toMatchObject({ body: "The horizon tilts", status: "retake", statusBefore: "wfa", number: 1 });
  });

  it("needs words for a retake and a picture for an approval", async () => {
    const { world, ctx, statusNow } = await arrange();

    await expect(setStatus(ctx, { frameId: world.frame.id, status: "retake" })).rejects.toThrow("needs a note");
    await db.update(frames).set({ currentVersionId: null }).where(eq(frames.id, world.frame.id));
    await expect(setStatus(ctx, { frameId: world.frame.id, status: "done" })).rejects.toThrow("no picture");

    expect(await statusNow()).toBe("wfa");
  });

  it("refuses a judgement of a picture that is no longer shown", async () => {
    const { world, ctx, statusNow } = await arrange();

    const judged = setStatus(ctx, { frameId: world.frame.id, status: "done", versionId: world.staged.id });

    await expect(judged).rejects.toThrow("newer version");
    expect(await statusNow()).toBe("wfa");
  });

  it("lets one of two approvers approve", async () => {
    const { world, ctx } = await arrange();

    const answers = await Promise.allSettled(
      [1, 2].map(() => setStatus(ctx, { frameId: world.frame.id, status: "done" })),
    );

    expect(answers.map((answer) => answer.status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await db.$count(notes, eq(notes.frameId, world.frame.id))).toBe(1);
  });

  it("can be taken back by its author until somebody else judges", async () => {
    const { world, ctx, statusNow } = await arrange();
    const { noteId } = await setStatus(ctx, { frameId: world.frame.id, status: "done" });

    await undoStatus(ctx, { noteId });
    expect(await statusNow()).toBe("wfa");

    const again = await setStatus(ctx, { frameId: world.frame.id, status: "done" });
    const other = asUser(db, world.team.id, world.artist, "supervisor");
    await setStatus(other, { frameId: world.frame.id, status: "retake", body: "The lamp flickers" });
    await expect(undoStatus(ctx, { noteId: again.noteId })).rejects.toThrow("changed the status since");
  });

  it("shows a client only what was written for the client", async () => {
    const { world, ctx } = await arrange();
    await addNote(ctx, { frameId: world.frame.id, body: "For us" });
    await addNote(ctx, { frameId: world.frame.id, body: "For them", audience: "client" });
    const client = asUser(db, world.team.id, world.artist, "client");
    await addNote(client, { frameId: world.frame.id, body: "From them" });

    expect((await listNotes(client, { frameId: world.frame.id })).map((note) => note.body)).toEqual([
      "For them",
      "From them",
    ]);
  });
});
