import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { newId } from "@/contract/ids";
import { unpackBoard } from "@/contract/packed-board";
import { notes } from "@/db/schema";
import { createTestDatabase } from "@/db/testing/database";
import { makeFrame, makeProject, makeShot, makeTeam, makeUser, makeVersion } from "@/db/testing/factories";
import type { StudioContext } from "@/server/context";
import { asUser } from "@/server/testing/contexts";
import { countBoard, listBoard, wholeBoard } from "./board";

const file = await createTestDatabase();
const { db } = file;
afterAll(() => file.drop());

let ctx: StudioContext;
let project: Awaited<ReturnType<typeof makeProject>>;
beforeEach(async () => {
  const team = await makeTeam(db);
  ctx = asUser(db, team.id, await makeUser(db, team.id));
  project = await makeProject(db, team.id);
});
const away = { archivedAt: new Date().toISOString() };

describe("the board", () => {
  it("gives its first frames with their open notes and staged results, as the whole does", async () => {
    const shot = await makeShot(db, project);
    const made = [];
    for (let n = 0; n < 4; n++)
      made.push(await makeFrame(db, project, { shotId: shot.id, label: `F${n}`, position: n }));
    const second = made[1] as (typeof made)[number];
    await makeVersion(db, second, { state: "staged", number: null });
    await db.insert(notes).values({
      ...{ id: newId("note"), teamId: ctx.teamId, projectId: project.id, frameId: second.id },
      ...{ authorId: ctx.actor.id, body: "Look here" },
    });

    const first = await listBoard(ctx, { projectId: project.id, limit: 3 });

    expect(first.map(({ label, notes, staged }) => ({ label, notes, staged }))).toEqual([
      { label: "F0", notes: 0, staged: 0 },
      { label: "F1", notes: 1, staged: 1 },
      { label: "F2", notes: 0, staged: 0 },
    ]);
    expect(unpackBoard(await wholeBoard(ctx, { projectId: project.id })).slice(0, 3)).toEqual(first);
  });

  it("counts by status what it shows: not archived frames, nor those of archived shots", async () => {
    const hidden = await makeShot(db, project, away);
    for (const status of ["wip", "wip", "wfa"] as const) await makeFrame(db, project, { status });
    await makeFrame(db, project, { status: "wip", ...away });
    await makeFrame(db, project, { status: "wip", shotId: hidden.id });
    await makeFrame(db, project, { status: "hold", shotId: hidden.id });
    await makeFrame(db, project, { status: "wfa", shotId: hidden.id, ...away });
    await makeFrame(db, await makeProject(db, ctx.teamId), { status: "done" });

    expect(await countBoard(ctx, { projectId: project.id })).toEqual({ wip: 2, wfa: 1 });
    expect(await listBoard(ctx, { projectId: project.id })).toHaveLength(3);
  });

  it("of another team's project is not found", async () => {
    const stranger = asUser(db, (await makeTeam(db)).id, { id: "usr_x", name: "Eve" });
    for (const ask of [listBoard, wholeBoard, countBoard])
      await expect(ask(stranger, { projectId: project.id })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});
