import { and, eq } from "drizzle-orm";
import { afterAll, describe, expect, it } from "vitest";
import { newId } from "@/contract/ids";
import { activity, shots, tasks } from "@/db/schema";
import { createTestDatabase } from "@/db/testing/database";
import { makeShot } from "@/db/testing/factories";
import { setTransition } from "@/server/statuses/transitions";
import { asUser } from "@/server/testing/contexts";
import { makeWorld } from "@/server/testing/world";
import { listMyTasks, listTasks } from "./list";
import { setTasks } from "./set";
import { undoTasks } from "./undo";

const file = await createTestDatabase();
const { db } = file;
afterAll(() => file.drop());

const arrange = async () => {
  const world = await makeWorld(db);
  const ctx = asUser(db, world.team.id, world.owner);
  const projectId = world.project.id;
  const [one, two] = [await makeShot(db, world.project), await makeShot(db, world.project)];
  const statusOf = async (shotId: string, type: string) =>
    (
      await db
        .select()
        .from(tasks)
        .where(and(eq(tasks.shotId, shotId), eq(tasks.type, type)))
    )[0]?.status;
  const set = (shotIds: string[], types: ("board" | "render" | "comp")[], status: string) =>
    setTasks(ctx, { projectId, shotIds, types, status });
  return { world, ctx, projectId, one, two, statusOf, set };
};

describe("tasks of shots", () => {
  it("come into being when somebody sets them, many at once, as one act", async () => {
    const { ctx, projectId, one, two, statusOf } = await arrange();

    const { changed } = await setTasks(ctx, {
      ...{ projectId, shotIds: [one.id, two.id], types: ["render", "comp"] },
      ...{ status: "wip", assigneeId: ctx.actor.id, dueOn: "2026-11-30" },
    });

    expect(changed).toBe(4);
    const rows = (await listTasks(ctx, { projectId })).filter(({ shotId }) => shotId === one.id);
    expect(rows).toEqual(
      ["comp", "render"].map((type) => ({
        ...{ shotId: one.id, type, status: "wip", assigneeId: ctx.actor.id, dueOn: "2026-11-30", revision: 1 },
      })),
    );
    expect(await statusOf(one.id, "board")).toBeUndefined();
    const deeds = await db.select().from(activity).where(eq(activity.projectId, projectId));
    expect(deeds.map(({ verb }) => verb)).toEqual(["set Render, Comp of 2 shots to “In progress”"]);
  });

  it("write nothing where nothing changes", async () => {
    const { set, one } = await arrange();

    expect(await set([one.id], ["render"], "todo")).toEqual({ deed: null, changed: 0 });
  });

  it("go back with one undo, also to being nothing; what somebody moved since stays", async () => {
    const { ctx, set, one, two, statusOf } = await arrange();
    await set([one.id], ["render"], "ready");
    const { deed } = await set([one.id, two.id], ["render"], "wfa");
    await set([two.id], ["render"], "retake");

    expect(await undoTasks(ctx, { deed: deed ?? 0 })).toEqual({ kept: 1 });

    expect([await statusOf(one.id, "render"), await statusOf(two.id, "render")]).toEqual(["ready", "retake"]);
    await expect(undoTasks(ctx, { deed: deed ?? 0 })).rejects.toThrow("already");
  });

  it("are taken back by their author or a supervisor only", async () => {
    const { world, ctx, set, one } = await arrange();
    const { deed } = await set([one.id], ["render"], "wip");
    const artist = asUser(db, world.team.id, world.artist, "artist");

    await expect(undoTasks(artist, { deed: deed ?? 0 })).rejects.toThrow("Only whoever did this");
    expect(await undoTasks(ctx, { deed: deed ?? 0 })).toEqual({ kept: 0 });
  });

  it("refuse a status that is not the one somebody saw, and name who is in the way", async () => {
    const { ctx, projectId, set, one, two, statusOf } = await arrange();
    await set([two.id], ["render"], "retake");

    const late = setTasks(ctx, {
      ...{ projectId, shotIds: [one.id, two.id], types: ["render"], status: "wfa" },
      seen: { [`${one.id}/render`]: "todo", [`${two.id}/render`]: "todo" },
    });

    await expect(late).rejects.toThrow(`Somebody set Render of ${two.code} to “Retake” meanwhile`);
    expect(await statusOf(one.id, "render")).toBeUndefined();
  });

  it("obey rights and ways, all or none", async () => {
    const { world, ctx, projectId, one, two, set, statusOf } = await arrange();
    const artist = asUser(db, world.team.id, world.artist, "artist");
    await setTransition(ctx, { fromCode: "ready", toCode: "wfa", who: "supervisor" });
    await set([two.id], ["render"], "ready");
    const ask = (status: string) =>
      setTasks(artist, { projectId, shotIds: [one.id, two.id], types: ["render"], status });

    await expect(ask("done")).rejects.toThrow("may not set “Approved”");
    await expect(ask("wfa")).rejects.toThrow("Only a supervisor may go from “Ready” to “Needs review”");
    expect(await statusOf(one.id, "render")).toBeUndefined();
    await expect(ask("nowhere")).rejects.toThrow("no status “nowhere”");
    expect((await ask("wip")).changed).toBe(2);
  });

  it("refuse shots of another project and people of another team", async () => {
    const { ctx, projectId, one, set } = await arrange();
    const other = await arrange();

    await expect(set([one.id, other.one.id], ["render"], "wip")).rejects.toThrow("One of the shots");
    const assigneeId = other.world.owner.id;
    await expect(setTasks(ctx, { projectId, shotIds: [one.id], types: ["render"], assigneeId })).rejects.toThrow(
      "not in this team",
    );
  });

  it("wait for each other where two people set the same ones", async () => {
    const { set, one, two, statusOf } = await arrange();

    await Promise.all([
      set([one.id, two.id], ["board", "render"], "wip"),
      set([two.id, one.id], ["render", "board"], "wfa"),
    ]);

    expect(new Set([await statusOf(one.id, "render"), await statusOf(two.id, "render")]).size).toBe(1);
  });

  it("set two thousand shots in one act, and take them back", async () => {
    const { world, ctx, projectId, one, statusOf } = await arrange();
    const { sequenceId, teamId } = one;
    const many = Array.from({ length: 2000 }, (_, n) => ({
      ...{ id: newId("shot"), teamId, projectId, sequenceId, code: `M${n}`, position: n },
    }));
    await db.insert(shots).values(many);
    const shotIds = many.map(({ id }) => id);

    const act = await setTasks(ctx, { projectId, shotIds, types: ["render"], status: "wip" });
    expect(act.changed).toBe(2000);
    expect(await statusOf(shotIds[1999] ?? "", "render")).toBe("wip");
    expect(await undoTasks(ctx, { deed: act.deed ?? 0 })).toEqual({ kept: 0 });
    expect(await db.$count(tasks, eq(tasks.projectId, world.project.id))).toBe(0);
  });
});

describe("my tasks", () => {
  it("are what is unfinished and mine, the due first, then what was sent back", async () => {
    const { ctx, projectId, one, two, set } = await arrange();
    const assigneeId = ctx.actor.id;
    const mine = (shotId: string, type: "render" | "comp" | "audio" | "face", more: object) =>
      setTasks(ctx, { projectId, shotIds: [shotId], types: [type], assigneeId, ...more });
    await mine(one.id, "render", { status: "wip" });
    await mine(one.id, "comp", { status: "done" });
    await mine(two.id, "audio", { status: "retake" });
    await mine(two.id, "face", { dueOn: "2026-12-01" });
    await set([two.id], ["comp"], "wip");

    const { count, tasks: list } = await listMyTasks(ctx);

    expect(count).toBe(3);
    expect(list.map(({ shot, type }) => [shot, type])).toEqual([
      [two.code, "face"],
      [two.code, "audio"],
      [one.code, "render"],
    ]);
  });
});
