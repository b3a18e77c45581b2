import { and, eq } from "drizzle-orm";
import { afterAll, describe, expect, it } from "vitest";
import { activity, frames, notes, shots, tasks } from "@/db/schema";
import { createTestDatabase } from "@/db/testing/database";
import { makeMedia } from "@/db/testing/factories";
import { addVersion } from "@/server/storyboard/add-version";
import { setTasks } from "@/server/tasks/set";
import { listAutomations, switchAutomation } from "@/server/tasks/switch";
import { undoTasks } from "@/server/tasks/undo";
import { asUser } from "@/server/testing/contexts";
import { makeWorld } from "@/server/testing/world";
import { setStatus, undoStatus } from "./set-status";

const file = await createTestDatabase();
const { db } = file;
afterAll(() => file.drop());

const arrange = async () => {
  const world = await makeWorld(db);
  const ctx = asUser(db, world.team.id, world.owner);
  const { project, shot, frame, version } = world;
  await db.delete(notes).where(eq(notes.frameId, frame.id));
  await db.update(frames).set({ status: "wfa", currentVersionId: version.id }).where(eq(frames.id, frame.id));
  const standing = async () => {
    const [row] = await db.select().from(shots).where(eq(shots.id, shot.id));
    const rows = await db.select().from(tasks).where(eq(tasks.shotId, shot.id));
    return { shot: row?.status, ...Object.fromEntries(rows.map(({ type, status }) => [type, status])) };
  };
  const automated = async () => {
    const system = and(eq(activity.teamId, world.team.id), eq(activity.actorKind, "system"));
    return (await db.select().from(activity).where(system)).map(({ verb, data }) => ({ verb, cause: data.cause }));
  };
  const off = (automation: "board-done" | "tasks-done" | "retake-asks") =>
    switchAutomation(ctx, { projectId: project.id, automation, on: false });
  const approve = () => setStatus(ctx, { frameId: frame.id, status: "done" });
  return { world, ctx, projectId: project.id, shotId: shot.id, standing, automated, off, approve };
};

describe("Board", () => {
  it("follows the frames of its shot", async () => {
    const { world, ctx, standing } = await arrange();

    await setStatus(ctx, { frameId: world.frame.id, status: "retake", body: "The horizon tilts" });

    expect(await standing()).toEqual({ shot: "retake", board: "retake" });
  });

  it("done makes Render ready, as the studio's own act that names its cause", async () => {
    const { approve, standing, automated } = await arrange();

    const { noteId } = await approve();

    expect(await standing()).toEqual({ shot: "wip", board: "done", render: "ready" });
    expect(await automated()).toEqual([{ verb: "made Render ready: Board is done", cause: noteId }]);
  });

  it("takes that back with the judgement, unless somebody took Render up", async () => {
    const first = await arrange();
    const { noteId } = await first.approve();
    await undoStatus(first.ctx, { noteId });
    expect(await first.standing()).toEqual({ shot: "wfa", board: "wfa" });

    const second = await arrange();
    const judged = await second.approve();
    const { ctx, projectId, shotId } = second;
    await setTasks(ctx, { projectId, shotIds: [shotId], types: ["render"], status: "wip" });
    await undoStatus(ctx, { noteId: judged.noteId });
    expect(await second.standing()).toEqual({ shot: "wfa", board: "wfa", render: "wip" });
  });

  it("leaves Render alone once work on it began, and where the automation is off", async () => {
    const begun = await arrange();
    const { ctx, projectId, shotId } = begun;
    await setTasks(ctx, { projectId, shotIds: [shotId], types: ["render"], status: "hold" });
    await begun.approve();
    expect(await begun.standing()).toMatchObject({ board: "done", render: "hold" });

    const switched = await arrange();
    await switched.off("board-done");
    await switched.approve();
    expect(await switched.standing()).toEqual({ shot: "done", board: "done" });
    expect(await listAutomations(switched.ctx, { projectId: switched.projectId })).toContainEqual({
      ...{ id: "board-done", on: false },
    });
  });
});

describe("a shot", () => {
  it("is complete when every begun task is done, and takes that back with the act", async () => {
    const { ctx, projectId, shotId, approve, standing, automated } = await arrange();
    await approve();

    const act = await setTasks(ctx, { projectId, shotIds: [shotId], types: ["render"], status: "done" });
    expect((await standing()).shot).toBe("done");
    expect((await automated()).at(-1)).toEqual({
      ...{ verb: "completed the shot: all its tasks are done", cause: `act ${act.deed}` },
    });

    await undoTasks(ctx, { deed: act.deed ?? 0 });
    expect(await standing()).toEqual({ shot: "wip", board: "done", render: "ready" });
  });

  it("follows its frames alone where the automation is off", async () => {
    const { off, approve, standing } = await arrange();
    await off("tasks-done");

    await approve();

    expect(await standing()).toEqual({ shot: "done", board: "done", render: "ready" });
  });

  it("that is on hold stays so", async () => {
    const { shotId, approve, standing } = await arrange();
    await db.update(shots).set({ status: "hold" }).where(eq(shots.id, shotId));

    await approve();

    expect((await standing()).shot).toBe("hold");
  });
});

describe("a new version", () => {
  const bring = async (world: Awaited<ReturnType<typeof makeWorld>>, ctx: ReturnType<typeof asUser>) => {
    await db.update(frames).set({ status: "retake" }).where(eq(frames.id, world.frame.id));
    const media = await makeMedia(db, world.team.id);
    const { id } = await addVersion(ctx, { frameId: world.frame.id, mediaId: media.id });
    const [frame] = await db.select().from(frames).where(eq(frames.id, world.frame.id));
    return { id, status: frame?.status };
  };

  it("asks for review where the frame was sent back", async () => {
    const { world, ctx, standing, automated } = await arrange();

    const { id, status } = await bring(world, ctx);

    expect(status).toBe("wfa");
    expect(await standing()).toMatchObject({ shot: "wfa", board: "wfa" });
    expect(await automated()).toEqual([{ verb: "asked for review: a new version came", cause: id }]);
  });

  it("leaves it sent back where the automation is off", async () => {
    const { world, ctx, off } = await arrange();
    await off("retake-asks");

    expect((await bring(world, ctx)).status).toBe("retake");
  });
});
