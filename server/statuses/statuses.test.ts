import { eq } from "drizzle-orm";
import { afterAll, describe, expect, it } from "vitest";
import { cssColour } from "@/contract/status-colour";
import { builtInStatuses } from "@/contract/statuses";
import { frames, shots, tasks } from "@/db/schema";
import { createTestDatabase } from "@/db/testing/database";
import { asUser } from "@/server/testing/contexts";
import { makeWorld } from "@/server/testing/world";
import { archiveStatus, restoreStatus, statusUse } from "./archive";
import { createStatus, orderStatuses, updateStatus } from "./edit";
import { listStatuses, statusesOf } from "./read";
import { setTransition } from "./transitions";

const file = await createTestDatabase();
const { db } = file;
afterAll(() => file.drop());

const arrange = async () => {
  const world = await makeWorld(db);
  return { world, ctx: asUser(db, world.team.id, world.owner) };
};
const looks = { code: "looks", name: "Client looks", colour: "#00AA88", state: "in_progress" } as const;

describe("the statuses of a team", () => {
  it("begin with the eight, each with its flags", async () => {
    const { ctx } = await arrange();

    const { statuses } = await listStatuses(ctx);
    expect(statuses).toEqual(builtInStatuses.map((row) => expect.objectContaining(row)));
    // Their colours are tokens of the design.
    expect(statuses.flatMap(({ drawn }) => drawn ?? [])).toEqual([]);
  });

  it("take a new word at the end and keep its short name for ever", async () => {
    const { ctx } = await arrange();

    await createStatus(ctx, { ...looks, isFeedbackRequest: true });

    expect((await statusesOf(ctx)).active.at(-1)).toMatchObject({ code: "looks", colour: "#00aa88", position: 8 });
    expect((await listStatuses(ctx)).statuses.at(-1)?.drawn).toBe(cssColour("#00aa88"));
    await expect(createStatus(ctx, { ...looks, name: "Another" })).rejects.toThrow("has the short name");
    await expect(createStatus(ctx, { ...looks, code: "second" })).rejects.toThrow("both be called");
    await expect(createStatus(ctx, { ...looks, code: "far-too-long" })).rejects.toThrow("1 to 10");
    await expect(createStatus(ctx, { ...looks, code: "x", name: "X", colour: "teal" })).rejects.toThrow("#rrggbb");
  });

  it("have one default, and somebody for every part", async () => {
    const { ctx } = await arrange();

    const { defaultBefore } = await updateStatus(ctx, { code: "ready", isDefault: true });

    expect(defaultBefore).toBe("todo");
    expect((await statusesOf(ctx)).codes("isDefault")).toEqual(["ready"]);
    await expect(updateStatus(ctx, { code: "ready", isDefault: false })).rejects.toThrow("another one the default");
    await expect(updateStatus(ctx, { code: "retake", isRetake: false })).rejects.toThrow("sends work back");
    await expect(updateStatus(ctx, { code: "done", state: "blocked" })).rejects.toThrow("approves");
    await expect(updateStatus(ctx, { code: "wip", state: "blocked" })).rejects.toThrow("work under way");
    await expect(archiveStatus(ctx, { code: "wfa", replacement: "wip" })).rejects.toThrow("asks for review");
    expect((await statusesOf(ctx)).of("wfa").archived).toBe(false);
  });

  it("keep the order somebody gave them, refused when one is missing", async () => {
    const { ctx } = await arrange();
    const codes = ["wfa", "todo", "ready", "wip", "retake", "done", "hold", "omit"];

    const { before } = await orderStatuses(ctx, { codes });

    expect((await statusesOf(ctx)).active.map(({ code }) => code)).toEqual(codes);
    expect(before[0]).toBe("todo");
    await expect(orderStatuses(ctx, { codes: codes.slice(1) })).rejects.toThrow("meanwhile");
  });

  it("are of one team: another's are untouched", async () => {
    const [one, other] = [await arrange(), await arrange()];

    await updateStatus(one.ctx, { code: "wip", name: "Cooking" });

    expect((await statusesOf(other.ctx)).of("wip").name).toBe("In progress");
  });
});

describe("archiving a status", () => {
  const used = async () => {
    const { world, ctx } = await arrange();
    await createStatus(ctx, looks);
    const status = "looks";
    await db.update(frames).set({ status }).where(eq(frames.id, world.frame.id));
    await db.update(shots).set({ status }).where(eq(shots.id, world.shot.id));
    const { teamId } = ctx;
    await db.insert(tasks).values({
      id: `tsk_${teamId}`,
      teamId,
      projectId: world.project.id,
      shotId: world.shot.id,
      type: "comp",
      status,
    });
    const standing = async () => [
      (await db.select().from(frames).where(eq(frames.id, world.frame.id)))[0]?.status,
      (await db.select().from(shots).where(eq(shots.id, world.shot.id)))[0]?.status,
      (await db.select().from(tasks).where(eq(tasks.shotId, world.shot.id)))[0]?.status,
    ];
    return { world, ctx, standing };
  };

  it("is refused without a replacement while rows carry it, and says how many", async () => {
    const { ctx, standing } = await used();

    await expect(archiveStatus(ctx, { code: "looks" })).rejects.toThrow("1 frame, 1 shot and 1 task");
    await expect(archiveStatus(ctx, { code: "looks", replacement: "looks" })).rejects.toThrow("Choose another");

    expect(await standing()).toEqual(["looks", "looks", "looks"]);
    expect((await statusUse(ctx)).looks).toEqual({ frames: 1, shots: 1, tasks: 1 });
  });

  it("moves what carries it, and brings back what nobody moved since", async () => {
    const { world, ctx, standing } = await used();

    await archiveStatus(ctx, { code: "looks", replacement: "wfa" });
    expect(await standing()).toEqual(["wfa", "wfa", "wfa"]);
    expect((await statusesOf(ctx)).of("looks").archived).toBe(true);

    await db.update(shots).set({ status: "done" }).where(eq(shots.id, world.shot.id));
    expect(await restoreStatus(ctx, { code: "looks" })).toEqual({ code: "looks", back: 2 });
    expect(await standing()).toEqual(["looks", "done", "looks"]);
  });

  it("spares the default and the one that leaves work out", async () => {
    const { ctx } = await arrange();

    await expect(archiveStatus(ctx, { code: "todo", replacement: "ready" })).rejects.toThrow("default first");
    await expect(archiveStatus(ctx, { code: "omit", replacement: "hold" })).rejects.toThrow("left out of every count");
  });

  it("lets one of two people do it", async () => {
    const { ctx } = await used();

    const answers = await Promise.allSettled(
      ["wfa", "wip"].map((replacement) => archiveStatus(ctx, { code: "looks", replacement })),
    );

    expect(answers.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });
});

describe("ways between statuses", () => {
  it("are limited, changed and opened again, each answer the way back", async () => {
    const { ctx } = await arrange();
    const way = { fromCode: "wfa", toCode: "done" };

    expect((await setTransition(ctx, { ...way, who: "manager" })).before).toBe("anybody");
    expect((await setTransition(ctx, { ...way, who: "nobody" })).before).toBe("manager");
    expect((await listStatuses(ctx)).transitions).toEqual([{ ...way, role: null }]);
    expect((await setTransition(ctx, { ...way, who: "anybody" })).before).toBe("nobody");
    expect((await listStatuses(ctx)).transitions).toEqual([]);
    await expect(setTransition(ctx, { fromCode: "wfa", toCode: "wfa", who: "nobody" })).rejects.toThrow("to itself");
  });
});
