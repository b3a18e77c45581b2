import { eq } from "drizzle-orm";
import { afterAll, describe, expect, it } from "vitest";
import { newId } from "@/contract/ids";
import type { Role } from "@/contract/roles";
import { type CellEdit, fieldValue, type ShotField } from "@/contract/script/fields";
import { unpackShots } from "@/contract/script/packed-shots";
import { activity, attempts, faceReadings, frames, packageImages, versionFaces } from "@/db/schema";
import { createTestDatabase } from "@/db/testing/database";
import { makeUser } from "@/db/testing/factories";
import { standingOf } from "@/server/profiles/standing";
import { asUser } from "@/server/testing/contexts";
import { makeWorld } from "@/server/testing/world";
import { archiveShots } from "./archive-shots";
import { archivedShots, shotChoices } from "./choices";
import { createShots } from "./create-shots";
import { duplicateShots } from "./duplicate-shots";
import { editShots } from "./edit-shots";
import { placeShots } from "./place-shots";
import { readTable } from "./read-table";
import { renumberShots } from "./renumber-shots";

const file = await createTestDatabase();
const { db } = file;
afterAll(() => file.drop());

const arrange = async (role: Role = "owner") => {
  const world = await makeWorld(db);
  const projectId = world.project.id;
  const ctx = asUser(db, world.team.id, world.owner, role);
  const table = async () => unpackShots(await readTable(ctx, { projectId }));
  const shot = async (code: string) => {
    const row = (await table()).find((one) => one.code === code);
    if (!row) throw new Error(`${code} is not in the table`);
    return row;
  };
  const codes = async (sequence: string) =>
    (await table()).filter((one) => one.sequence === sequence).map((one) => one.code);
  /** Edits from what stands there now. */
  const edit = async (code: string, values: { [field in ShotField]?: string }): Promise<CellEdit[]> => {
    const row = await shot(code);
    return Object.entries(values).map(([field, value]) => ({
      ...{ shotId: row.id, field: field as ShotField, value },
      seen: fieldValue(row, field as ShotField, "todo"),
    }));
  };
  return { world, projectId, ctx, table, shot, codes, edit };
};

describe("the shot table", () => {
  it("holds picture, cast, tasks, last note, likeness and what nodes worked", async () => {
    const { world, projectId, ctx, shot } = await arrange();
    await db.insert(attempts).values([
      { id: newId("attempt"), jobId: world.job.id, n: 1, nodeId: world.node.id, seconds: 40.4, outcome: "failed" },
      { id: newId("attempt"), jobId: world.job.id, n: 2, nodeId: world.node.id, seconds: 50, outcome: "succeeded" },
    ]);
    const face = { box: { x: 0, y: 0, width: 9, height: 9 }, trust: 0.9, yaw: 0, pitch: 0, roll: 0 };
    await db.update(frames).set({ currentVersionId: world.version.id }).where(eq(frames.id, world.frame.id));
    await db.insert(versionFaces).values(
      [0.71, 0.42].map((score) => ({
        ...{ id: newId("face"), teamId: world.team.id, versionId: world.version.id, face, score },
        characterId: world.character,
      })),
    );
    const before = await shot(world.shot.code);
    await editShots(ctx, {
      projectId,
      edits: [
        { shotId: world.shot.id, field: "cast", seen: "", value: world.character },
        { shotId: world.shot.id, field: "task.render", seen: "todo", value: "wip" },
      ],
    });

    expect(before).toMatchObject({ seconds: 90, likeness: 0.42, frames: 1, cast: [], tasks: {} });
    expect(before.picture?.id).toBe(world.version.mediaId);
    expect(before.lastNote?.body).toBe("Look here");
    expect(await shot(world.shot.code)).toMatchObject({
      cast: [world.character],
      tasks: { render: "wip" },
      revision: 1,
    });
    const first = await readTable(ctx, { projectId, limit: 1 });
    expect(first.rows).toHaveLength(1);
  });

  it("says when a likeness was measured beside a package that is another by now", async () => {
    const { world, ctx, shot } = await arrange();
    await db.update(frames).set({ currentVersionId: world.version.id }).where(eq(frames.id, world.frame.id));
    const against = await standingOf(ctx, [world.character]);
    expect(Object.keys(against)).toEqual([world.character]);
    const reading = {
      id: newId("face"),
      teamId: world.team.id,
      versionId: world.version.id,
      detector: "yunet",
      against,
    };
    await db.insert(faceReadings).values(reading);
    expect((await shot(world.shot.code)).likenessStale).toBe(false);

    await db.update(packageImages).set({ yaw: 71 }).where(eq(packageImages.id, world.packageImage));

    expect((await shot(world.shot.code)).likenessStale).toBe(true);
  });

  it("hides notes of the team from a client", async () => {
    const { world, projectId } = await arrange();
    const client = asUser(db, world.team.id, world.owner, "client");
    expect(unpackShots(await readTable(client, { projectId }))[0]?.lastNote).toBeNull();
  });

  it("knows what its cells can be set to", async () => {
    const { world, projectId, ctx } = await arrange();
    const choices = await shotChoices(ctx, { projectId });
    expect(choices.characters).toMatchObject([{ id: world.character, code: "MARA" }]);
    expect(choices.environments).toMatchObject([{ id: world.environment }]);
    expect(choices.people.map(({ id }) => id)).toContain(world.artist.id);
  });
});

describe("changing cells", () => {
  it("writes every kind of cell in one act and logs it once a shot", async () => {
    const { world, projectId, ctx, edit, shot } = await arrange();
    const { code } = world.shot;
    const edits = await edit(code, {
      ...{
        code: "SQ010_SH0010",
        scene: "4",
        description: "Rain",
        size: "CU",
        angle: "Low",
        move: "Pan",
        lens: "35 mm",
      },
      ...{ cast: world.character, place: world.environment, range: "993+56", status: "hold", due: "2026-11-30" },
      ...{ assignee: world.artist.id, "task.board": "done", "task.comp": "wip" },
    });
    const { conflicts, revisions } = await editShots(ctx, { projectId, edits });

    expect(conflicts).toEqual([]);
    const row = await shot("SQ010_SH0010");
    expect(row).toMatchObject({
      ...{ scene: "4", description: "Rain", size: "CU", angle: "Low", move: "Pan", lens: "35 mm", status: "hold" },
      ...{ cast: [world.character], environmentId: world.environment, frameIn: 993, durationFrames: 56 },
      ...{ dueOn: "2026-11-30", assigneeId: world.artist.id, tasks: { board: "done", comp: "wip" } },
    });
    expect(revisions).toEqual([{ id: row.id, revision: row.revision }]);
    const log = await db.select().from(activity).where(eq(activity.subjectId, row.id));
    expect(log.filter(({ verb }) => verb === "changed the shot")).toHaveLength(1);
  });

  it("takes two hundred rows as one act, and goes back as one", async () => {
    const { projectId, ctx, table } = await arrange();
    const made = await createShots(ctx, { projectId, sequence: "SQ100", shots: "SH0010-SH2000" });
    expect(made).toHaveLength(200);
    const forth = made.map(
      ({ id }, n): CellEdit => ({ shotId: id, field: "description", seen: "", value: `Row ${n}` }),
    );
    await editShots(ctx, { projectId, edits: forth });
    expect((await table()).filter(({ description }) => description.startsWith("Row "))).toHaveLength(200);

    const back = forth.map((edit) => ({ ...edit, seen: edit.value, value: edit.seen }));
    await editShots(ctx, { projectId, edits: back });
    expect((await table()).filter(({ description }) => description.startsWith("Row "))).toEqual([]);
  });

  it("writes nothing when one cell was changed by somebody else, and shows both values", async () => {
    const { world, projectId, ctx, shot } = await arrange();
    const mei = await makeUser(db, world.team.id, "artist", { name: "Mei Tan" });
    const theirs = asUser(db, world.team.id, mei, "artist");
    const cell = { shotId: world.shot.id, field: "description" as const, seen: "" };
    await editShots(theirs, { projectId, edits: [{ ...cell, value: "Mei's words" }] });

    const mine = [
      { ...cell, value: "My words" },
      { shotId: world.shot.id, field: "scene" as const, seen: "", value: "7" },
    ];
    const { conflicts } = await editShots(ctx, { projectId, edits: mine });

    expect(conflicts).toEqual([
      { ...cell, value: "My words", code: world.shot.code, now: "Mei's words", by: "Mei Tan" },
    ]);
    expect(await shot(world.shot.code)).toMatchObject({ description: "Mei's words", scene: "" });
    // Having seen it, the later one may decide.
    await editShots(ctx, { projectId, edits: [{ ...cell, seen: "Mei's words", value: "My words" }] });
    expect(await shot(world.shot.code)).toMatchObject({ description: "My words" });
  });

  it("lets one of two at once through and tells the other", async () => {
    const { world, projectId, ctx, shot } = await arrange();
    const cell = { shotId: world.shot.id, field: "description" as const, seen: "" };
    const answers = await Promise.all(
      ["one", "two"].map((value) => editShots(ctx, { projectId, edits: [{ ...cell, value }] })),
    );
    const through = answers.filter(({ conflicts }) => conflicts.length === 0);
    expect(through).toHaveLength(1);
    const { description } = await shot(world.shot.code);
    expect(answers.flatMap(({ conflicts }) => conflicts).map(({ now }) => now)).toEqual([description]);
  });

  it("does not quarrel about a cell that says the same already", async () => {
    const { world, projectId, ctx } = await arrange();
    const edits: CellEdit[] = [{ shotId: world.shot.id, field: "scene", seen: "", value: "4" }];
    await editShots(ctx, { projectId, edits });
    expect(await editShots(ctx, { projectId, edits })).toEqual({ conflicts: [], revisions: [], deed: null });
  });

  it("runs what follows from a task, and takes it back with the act", async () => {
    const { world, projectId, ctx, edit, shot } = await arrange();
    const board = await edit(world.shot.code, { "task.board": "done" });
    const { deed } = await editShots(ctx, { projectId, edits: board });
    expect((await shot(world.shot.code)).tasks).toEqual({ board: "done", render: "ready" });

    const back = board.map((one) => ({ ...one, seen: one.value, value: one.seen }));
    await editShots(ctx, { projectId, edits: back, ...(deed === null ? {} : { undoes: deed }) });
    const { tasks } = await shot(world.shot.code);
    expect([tasks.board ?? "todo", tasks.render ?? "todo"]).toEqual(["todo", "todo"]);
  });

  it("lets codes of one act change places", async () => {
    const { projectId, ctx, edit, shot } = await arrange();
    await createShots(ctx, { projectId, sequence: "SQ100", shots: "SH0010-SH0020" });
    const first = await shot("SQ100_SH0010");
    const edits = [
      ...(await edit("SQ100_SH0010", { code: "SQ100_SH0020" })),
      ...(await edit("SQ100_SH0020", { code: "SQ100_SH0010" })),
    ];
    await editShots(ctx, { projectId, edits });
    expect((await shot("SQ100_SH0020")).id).toBe(first.id);
  });

  it.each([
    [{ range: "1001+0" }, "at least one frame"],
    [{ range: "soon" }, "like 1001+48"],
    [{ due: "2026-02-30" }, "like 2026-11-30"],
    [{ "task.render": "wpi" }, "no status “wpi”"],
    [{ code: "sh 10" }, "only A–Z"],
    [{ scene: "x".repeat(41) }, "longer than 40"],
  ] as const)("refuses %o in words and keeps all", async (values, words) => {
    const { world, projectId, ctx, edit, shot } = await arrange();
    const edits = [...(await edit(world.shot.code, { lens: "50 mm" })), ...(await edit(world.shot.code, values))];
    await expect(editShots(ctx, { projectId, edits })).rejects.toThrow(words);
    expect((await shot(world.shot.code)).lens).toBe("");
  });

  it("refuses what belongs to another team or project", async () => {
    const { world, projectId, ctx, edit } = await arrange();
    const other = await makeWorld(db);
    for (const values of [{ cast: other.character }, { place: other.environment }, { assignee: other.owner.id }])
      await expect(
        editShots(ctx, { projectId, edits: await edit(world.shot.code, values) }),
        JSON.stringify(values),
      ).rejects.toThrow(/not found|not in this team/);
    const foreign: CellEdit[] = [{ shotId: other.shot.id, field: "scene", seen: "", value: "4" }];
    await expect(editShots(ctx, { projectId, edits: foreign })).rejects.toThrow("not found");
  });

  it("keeps approving for those who may", async () => {
    const { world, projectId, edit, shot } = await arrange();
    const artist = asUser(db, world.team.id, world.artist, "artist");
    const edits = await edit(world.shot.code, { "task.render": "done" });
    await expect(editShots(artist, { projectId, edits })).rejects.toThrow("You may not set");
    expect((await shot(world.shot.code)).tasks).toEqual({});
  });
});

describe("making and renumbering shots", () => {
  it("takes a list with what single shots say of themselves", async () => {
    const { projectId, ctx, shot } = await arrange();
    await createShots(ctx, {
      ...{ projectId, sequence: "SQ100", shots: "SH0010, SH0020", durationFrames: 24 },
      details: [{ code: "SH0020", description: "Rain", durationFrames: 96, scene: "4" }],
    });
    expect(await shot("SQ100_SH0010")).toMatchObject({ durationFrames: 24, description: "" });
    expect(await shot("SQ100_SH0020")).toMatchObject({ durationFrames: 96, description: "Rain", scene: "4" });
  });

  it("names the codes that are taken, archived ones too", async () => {
    const { projectId, ctx, shot } = await arrange();
    await createShots(ctx, { projectId, sequence: "SQ100", shots: "SH0010-SH0020" });
    await archiveShots(ctx, { projectId, shotIds: [(await shot("SQ100_SH0020")).id], archived: true });
    await expect(createShots(ctx, { projectId, sequence: "SQ100", shots: "SH0010-SH0030" })).rejects.toThrow(
      "SQ100_SH0010, SQ100_SH0020 (archived) exist already. None was made",
    );
  });

  it("survives codes that change places, and goes back", async () => {
    const { projectId, ctx, codes, table } = await arrange();
    await createShots(ctx, { projectId, sequence: "SQ100", shots: "SH0010-SH0050" });
    const rows = (await table()).filter(({ sequence }) => sequence === "SQ100");
    const changes = rows.map(({ id, code }, n) => ({
      shotId: id,
      from: code,
      to: rows[rows.length - 1 - n]?.code ?? "",
    }));
    await renumberShots(ctx, { projectId, changes });
    expect(await codes("SQ100")).toEqual(rows.map(({ code }) => code).reverse());

    await renumberShots(ctx, {
      projectId,
      changes: changes.map(({ shotId, from, to }) => ({ shotId, from: to, to: from })),
    });
    expect(await codes("SQ100")).toEqual(rows.map(({ code }) => code));
  });

  it("refuses a code of a shot that stays, one given twice, and a preview that is old", async () => {
    const { projectId, ctx, codes, shot } = await arrange();
    await createShots(ctx, { projectId, sequence: "SQ100", shots: "SH0010-SH0030" });
    const [a, b] = [await shot("SQ100_SH0010"), await shot("SQ100_SH0020")];
    const change = (row: { id: string; code: string }, to: string) => ({ shotId: row.id, from: row.code, to });
    const tries = [
      [[change(a, "SQ100_SH0030")], "SQ100_SH0030 is the code of another shot"],
      [[change(a, "SQ100_SH0040"), change(b, "SQ100_SH0040")], "Two shots would have the code"],
      [[{ ...change(a, "SQ100_SH0040"), from: "SQ100_SH0011" }], "is called SQ100_SH0010 by now"],
    ] as const;
    for (const [changes, words] of tries)
      await expect(renumberShots(ctx, { projectId, changes: [...changes] })).rejects.toThrow(words);
    expect(await codes("SQ100")).toEqual(["SQ100_SH0010", "SQ100_SH0020", "SQ100_SH0030"]);
  });

  it("puts copies behind their originals, with words and cast and without work", async () => {
    const { world, projectId, ctx, codes, edit, shot } = await arrange();
    await createShots(ctx, { projectId, sequence: "SQ100", shots: "SH0010-SH0030" });
    await editShots(ctx, {
      projectId,
      edits: await edit("SQ100_SH0020", { description: "Rain", cast: world.character, "task.board": "done" }),
    });
    const ids = [(await shot("SQ100_SH0010")).id, (await shot("SQ100_SH0020")).id];
    await duplicateShots(ctx, { projectId, shotIds: ids });

    expect(await codes("SQ100")).toEqual(
      ["SH0010", "SH0011", "SH0020", "SH0021", "SH0030"].map((code) => `SQ100_${code}`),
    );
    expect(await shot("SQ100_SH0021")).toMatchObject({ description: "Rain", cast: [world.character], tasks: {} });
  });
});

describe("the order of shots", () => {
  const names = (codes: string[]) => codes.map((code) => code.slice(-2)).join(" ");

  it("changes within and between sequences, and goes back", async () => {
    const { projectId, ctx, codes, shot } = await arrange();
    await createShots(ctx, { projectId, sequence: "SQ100", shots: "A1, A2, A3, A4" });
    await createShots(ctx, { projectId, sequence: "SQ200", shots: "B1, B2" });
    const id = async (code: string) => (await shot(code)).id;
    const [a2, a4, b1] = [await id("SQ100_A2"), await id("SQ100_A4"), await id("SQ200_B1")];
    const { before } = await placeShots(ctx, {
      projectId,
      places: [
        { shotId: a4, sequence: "SQ100", after: null },
        { shotId: a2, sequence: "SQ200", after: b1 },
        { shotId: b1, sequence: "SQ300" },
      ],
    });

    expect(names(await codes("SQ100"))).toBe("A4 A1 A3");
    expect(names(await codes("SQ200"))).toBe("A2 B2");
    expect(names(await codes("SQ300"))).toBe("B1");

    await placeShots(ctx, { projectId, places: before });
    expect(names(await codes("SQ100"))).toBe("A1 A2 A3 A4");
    expect(names(await codes("SQ200"))).toBe("B1 B2");
  });

  it("refuses a neighbour that stands elsewhere, and moves nothing", async () => {
    const { projectId, ctx, codes, shot } = await arrange();
    await createShots(ctx, { projectId, sequence: "SQ100", shots: "A1, A2" });
    await createShots(ctx, { projectId, sequence: "SQ200", shots: "B1" });
    const [a1, a2, b1] = [await shot("SQ100_A1"), await shot("SQ100_A2"), await shot("SQ200_B1")];
    const places = [
      { shotId: a2.id, sequence: "SQ100", after: null },
      { shotId: a1.id, sequence: "SQ100", after: b1.id },
    ];
    await expect(placeShots(ctx, { projectId, places })).rejects.toThrow("Nothing was moved");
    expect(names(await codes("SQ100"))).toBe("A1 A2");
  });

  it("is kept by shots that are put away and come back", async () => {
    const { projectId, ctx, codes, shot } = await arrange();
    await createShots(ctx, { projectId, sequence: "SQ100", shots: "A1, A2, A3" });
    const { id } = await shot("SQ100_A2");
    await archiveShots(ctx, { projectId, shotIds: [id], archived: true });
    expect((await archivedShots(ctx, { projectId })).map(({ code }) => code)).toEqual(["SQ100_A2"]);
    expect(names(await codes("SQ100"))).toBe("A1 A3");
    await archiveShots(ctx, { projectId, shotIds: [id], archived: false });
    expect(names(await codes("SQ100"))).toBe("A1 A2 A3");
  });
});
