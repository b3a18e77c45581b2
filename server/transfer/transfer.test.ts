import { readFileSync } from "node:fs";
import path from "node:path";
import { and, asc, eq } from "drizzle-orm";
import Papa from "papaparse";
import { afterAll, describe, expect, it } from "vitest";
import { newId } from "@/contract/ids";
import { guessColumns } from "@/contract/script/csv/fields";
import { mostRows } from "@/contract/script/csv/plan";
import { characters, environments, frames, notes, sequences, shotCast, shots, tasks, users } from "@/db/schema";
import { createTestDatabase } from "@/db/testing/database";
import { makeFrame, makeProject, makeTeam, makeUser } from "@/db/testing/factories";
import { createStatus } from "@/server/statuses/edit";
import { setTransition } from "@/server/statuses/transitions";
import { asUser } from "@/server/testing/contexts";
import { exportShots } from "./export-shots";
import { type ImportShots, importShots } from "./import-shots";
import { undoImport } from "./undo-import";

const file = await createTestDatabase();
const { db } = file;
afterAll(() => file.drop());

const golden = (name: string) => readFileSync(path.join(import.meta.dirname, "goldens", name), "utf8");

const arrange = async () => {
  const team = await makeTeam(db);
  const owner = await makeUser(db, team.id, "owner");
  const ines = await makeUser(db, team.id, "artist", { name: "Ines Duarte" });
  const project = await makeProject(db, team.id, { slug: "low-tide", name: "Low Tide", fpsNum: 24000, fpsDen: 1001 });
  const base = { teamId: team.id, projectId: project.id };
  for (const [code, name] of [
    ["MARA", "Mara"],
    ["PIP", "Pip"],
  ] as const)
    await db.insert(characters).values({ id: newId("character"), ...base, code, name });
  await db.insert(environments).values({ id: newId("environment"), ...base, code: "FLATS", name: "The flats" });
  const ctx = asUser(db, team.id, owner);
  const table = async () => {
    const rows = await db
      .select({ shot: shots, sequence: sequences.code, assignee: users.name, environment: environments.name })
      .from(shots)
      .innerJoin(sequences, eq(sequences.id, shots.sequenceId))
      .leftJoin(users, eq(users.id, shots.assigneeId))
      .leftJoin(environments, eq(environments.id, shots.environmentId))
      .where(eq(shots.projectId, project.id))
      .orderBy(asc(shots.position));
    const cast = await db
      .select({ shotId: shotCast.shotId, code: characters.code })
      .from(shotCast)
      .innerJoin(characters, eq(characters.id, shotCast.characterId))
      .where(eq(characters.projectId, project.id))
      .orderBy(asc(characters.code));
    const work = await db.select().from(tasks).where(eq(tasks.projectId, project.id)).orderBy(asc(tasks.type));
    return rows.map(({ shot, ...more }) => ({
      ...more,
      ...{ code: shot.code, description: shot.description, scene: shot.scene, size: shot.size, angle: shot.angle },
      ...{ move: shot.move, lens: shot.lens, frameIn: shot.frameIn, frames: shot.durationFrames },
      ...{ status: shot.status, dueOn: shot.dueOn, archived: shot.archivedAt !== null },
      cast: cast.filter(({ shotId }) => shotId === shot.id).map(({ code }) => code),
      tasks: Object.fromEntries(
        work.filter(({ shotId }) => shotId === shot.id).map(({ type, status }) => [type, status]),
      ),
    }));
  };
  const read = (text: string, more: Partial<ImportShots> = {}): ImportShots => {
    const [header = [], ...rows] = Papa.parse<string[]>(text.replace(/^\ufeff/, "").trimEnd()).data;
    return { projectId: project.id, header, rows, columns: guessColumns(header), ...more };
  };
  const bring = (text: string, more?: Partial<ImportShots>) => importShots(ctx, read(text, more));
  const shotOf = async (code: string) => {
    const [row] = await db
      .select()
      .from(shots)
      .where(and(eq(shots.projectId, project.id), eq(shots.code, code)));
    if (!row) throw new Error(`no shot ${code}`);
    return row;
  };
  return { team, owner, ines, project, ctx, table, bring, read, shotOf };
};

const film = [
  "Sequence,Name,Description,Frame In,Frame Out,Scene,Size,Angle,Movement,Lens,Environment,Cast,Due,Status,Board,Render,Assignations",
  'SQ010,SH0010,"Dusk. ""The tide"" is out,',
  'and nobody waits.",1001,1096,1,WS,eye,static,35,The flats,"MARA, PIP",2026-11-30,wip,done,wip,Ines Duarte',
  'SQ010,SH0020,"\'=HYPERLINK(""http://tide"")",1001,1048,1,MCU,low,dolly in,\'+50,,PIP,,todo,retake,,',
  "SQ020,SH0010,潮が引く,900,923,2A,,,,,,,,done,done,done,",
  "SQ020,INSERT,,1001,1001,,,,,-35,,,,omit,,,",
  "",
].join("\n");

describe("a shot list", () => {
  it("goes in as new shots with their sequences, cast, place, people and tasks", async () => {
    const { bring, table } = await arrange();

    expect(await bring(film, { fileName: "film.csv" })).toMatchObject({ made: 4, changed: 0 });

    const rows = await table();
    expect(rows[0]).toEqual({
      ...{ sequence: "SQ010", code: "SQ010_SH0010", description: 'Dusk. "The tide" is out,\nand nobody waits.' },
      ...{ scene: "1", size: "WS", angle: "eye", move: "static", lens: "35", frameIn: 1001, frames: 96 },
      ...{ status: "wip", dueOn: "2026-11-30", archived: false, assignee: "Ines Duarte", environment: "The flats" },
      ...{ cast: ["MARA", "PIP"], tasks: { board: "done", render: "wip" } },
    });
    expect(rows.map(({ code, status, frames }) => [code, status, frames])).toEqual([
      ["SQ010_SH0010", "wip", 96],
      ["SQ010_SH0020", "todo", 48],
      ["SQ020_SH0010", "done", 24],
      ["SQ020_INSERT", "omit", 1],
    ]);
    expect(rows[1]).toMatchObject({ description: '=HYPERLINK("http://tide")', lens: "+50" });
  });

  it("changes what has the code already and leaves empty cells alone", async () => {
    const { bring, table } = await arrange();
    await bring(film);

    const act = await bring("Name,Description,Lens,Frames\nSQ010_SH0010,,50,72\nSQ010_SH0030,New,,\n");

    expect(act).toMatchObject({ made: 1, changed: 1 });
    const rows = await table();
    expect(rows).toHaveLength(5);
    expect(rows[0]).toMatchObject({ lens: "50", frames: 72, frameIn: 1001, size: "WS", cast: ["MARA", "PIP"] });
  });

  it("is taken back by one undo: made shots and sequences go, changed ones stand as before", async () => {
    const { ctx, bring, table, project } = await arrange();
    await bring(film);
    const before = await table();

    const act = await bring(
      "Sequence,Name,Description,Cast,Render,Status\nSQ010,SH0010,Other,PIP,wfa,wfa\nSQ090,SH0010,New,MARA,wip,wip\n",
    );
    expect((await table()).find(({ code }) => code === "SQ010_SH0010")).toMatchObject({
      ...{ description: "Other", cast: ["PIP"], tasks: { board: "done", render: "wfa" } },
    });

    expect(await undoImport(ctx, { deed: act.deed })).toEqual({ removed: 1, restored: 1, kept: 0 });
    expect(await table()).toEqual(before);
    const codes = await db.select({ code: sequences.code }).from(sequences).where(eq(sequences.projectId, project.id));
    expect(codes.map(({ code }) => code).sort()).toEqual(["SQ010", "SQ020"]);
    await expect(undoImport(ctx, { deed: act.deed })).rejects.toThrow("already");
  });

  it("undone keeps shots that somebody changed or drew for since", async () => {
    const { ctx, bring, table, shotOf, project } = await arrange();
    const act = await bring("Name\nSQ010_SH0010\nSQ010_SH0020\nSQ010_SH0030\n");
    const [changed, drawn] = [await shotOf("SQ010_SH0010"), await shotOf("SQ010_SH0020")];
    await db.update(shots).set({ description: "Mine", revision: 9 }).where(eq(shots.id, changed.id));
    await makeFrame(db, project, { shotId: drawn.id });

    expect(await undoImport(ctx, { deed: act.deed })).toEqual({ removed: 1, restored: 0, kept: 2 });
    expect((await table()).map(({ code }) => code)).toEqual(["SQ010_SH0010", "SQ010_SH0020"]);
  });

  it("brings an archived shot back instead of making a second", async () => {
    const { ctx, bring, table, shotOf } = await arrange();
    await bring("Name,Description\nSQ010_SH0010,Old\n");
    const { id } = await shotOf("SQ010_SH0010");
    await db.update(shots).set({ archivedAt: new Date().toISOString() }).where(eq(shots.id, id));

    const act = await bring("Name\nSQ010_SH0010\n");
    expect(await table()).toMatchObject([{ code: "SQ010_SH0010", description: "Old", archived: false }]);
    await undoImport(ctx, { deed: act.deed });
    expect(await table()).toMatchObject([{ archived: true }]);
  });

  it("goes in whole or not at all, and names row and column", async () => {
    const { bring, table } = await arrange();

    const bad = bring("Name,Frames,Render\nSQ010_SH0010,48,wip\nSQ010_SH0020,-4,nowhere\nSQ010_SH0010,,\n");

    await expect(bad).rejects.toThrow("Nothing was imported. Row 3, Frames: -4 is below one frame. And 2 more.");
    await expect(bring("Name\n\n")).rejects.toThrow("no row");
    await expect(bring("Description\nWords\n")).rejects.toThrow("holds the shot’s code");
    expect(await table()).toEqual([]);
  });

  it("refuses a hundred thousand rows with their number", async () => {
    const { ctx, read } = await arrange();
    const rows = Array.from({ length: 100_000 }, (_, n) => [`SQ010_SH${n}`]);

    await expect(importShots(ctx, { ...read("Name\nA\n"), rows })).rejects.toThrow(`At most ${mostRows} rows`);
  });

  it("obeys the rights and ways of statuses", async () => {
    const { team, ines, ctx, read, bring, table } = await arrange();
    const artist = asUser(db, team.id, ines, "artist");
    await setTransition(ctx, { fromCode: "todo", toCode: "wfa", who: "nobody" });

    await expect(importShots(artist, read("Name,Render\nSQ010_SH0010,done\n"))).rejects.toThrow("Row 2, Render");
    await expect(bring("Name,Status\nSQ010_SH0010,wfa\n")).rejects.toThrow("Nobody goes from “Todo”");
    expect(await table()).toEqual([]);
  });

  it("takes a team's own statuses and words that were mapped to one", async () => {
    const { ctx, bring, table } = await arrange();
    await createStatus(ctx, { code: "looks", name: "Client looks", colour: "#00aa88", state: "in_progress" });

    await bring("Name,Render,Comp\nSQ010_SH0010,client looks,Ok'd\n", { statuses: { "ok'd": "done" } });

    expect((await table())[0]?.tasks).toEqual({ render: "looks", comp: "done" });
  });

  it("imported twice at once is made once", async () => {
    const { bring, table } = await arrange();

    const acts = await Promise.all([bring(film), bring(film)]);

    expect(acts.map(({ made }) => made).sort()).toEqual([0, 4]);
    expect(await table()).toHaveLength(4);
  });

  it("of ten thousand shots goes in", async () => {
    const { ctx, bring, table } = await arrange();
    const rows = Array.from({ length: mostRows }, (_, n) => `SQ${n % 40},SH${n},Words,wip,"MARA, PIP"`);

    const act = await bring(`Sequence,Name,Description,Render,Cast\n${rows.join("\n")}\n`);
    expect(act.made).toBe(mostRows);
    expect(await undoImport(ctx, { deed: act.deed })).toEqual({ removed: mostRows, restored: 0, kept: 0 });
    expect(await table()).toEqual([]);
  }, 60_000);
});

describe("the shot list written out", () => {
  it.each([
    ["kitsu", "shots-kitsu.csv"],
    ["set", "shots-set.csv"],
  ] as const)("for %s is the golden file, byte by byte, however often", async (profile, name) => {
    const { ctx, bring, project, shotOf, owner } = await arrange();
    await bring(film);
    const { id } = await shotOf("SQ010_SH0020");
    const frame = await makeFrame(db, project, { shotId: id });
    const note = { id: newId("note"), teamId: project.teamId, projectId: project.id, frameId: frame.id };
    await db.insert(notes).values({ ...note, authorId: owner.id, body: "-2 stops, please" });

    const { text, fileName, count } = await exportShots(ctx, { projectId: project.id, profile });

    expect([fileName, count]).toEqual([`low-tide-${name}`, 4]);
    expect(text).toBe(golden(name));
    expect((await exportShots(ctx, { projectId: project.id, profile })).text).toBe(text);
  });

  it("holds only what was chosen, in story order", async () => {
    const { ctx, bring, project, shotOf } = await arrange();
    await bring(film);
    const shotIds = [(await shotOf("SQ020_SH0010")).id, (await shotOf("SQ010_SH0020")).id];

    const { text, count } = await exportShots(ctx, { projectId: project.id, shotIds });

    expect(count).toBe(2);
    expect(
      Papa.parse<string[]>(text.trimEnd())
        .data.slice(1)
        .map((row) => row[3]),
    ).toEqual(["SH0020", "SH0010"]);
    await expect(exportShots(ctx, { projectId: project.id, shotIds: [newId("shot")] })).rejects.toThrow(
      "One of the shots",
    );
  });

  it("read again makes the same film in another project, and changes nothing in its own", async () => {
    const here = await arrange();
    await here.bring(film);
    const { text } = await exportShots(here.ctx, { projectId: here.project.id });
    const before = await here.table();

    expect(await here.bring(text)).toMatchObject({ made: 0, changed: 4 });
    expect(await here.table()).toEqual(before);

    const there = await arrange();
    await there.bring(text);
    expect(await there.table()).toEqual(before);
  });

  it("says whose each task is, and gives it to them where it is read; undo takes it from them", async () => {
    const here = await arrange();
    await here.bring("Name,Board,Render,Render Assignations\nSQ010_SH0010,wip,,Ines Duarte\n");
    const { text } = await exportShots(here.ctx, { projectId: here.project.id });
    expect(text).toContain("Audio,Assignations,Render Assignations\r\n");

    const there = await arrange();
    const act = await there.bring(text);
    const { id } = await there.shotOf("SQ010_SH0010");
    const given = () =>
      db
        .select({ type: tasks.type, status: tasks.status, who: users.name })
        .from(tasks)
        .leftJoin(users, eq(users.id, tasks.assigneeId))
        .where(eq(tasks.shotId, id))
        .orderBy(asc(tasks.type));
    expect(await given()).toEqual([
      { type: "board", status: "wip", who: null },
      { type: "render", status: "todo", who: "Ines Duarte" },
    ]);
    await undoImport(there.ctx, { deed: act.deed });
    expect(await given()).toEqual([]);
  });
});

it("leaves frames of another project alone when shots of one are removed", async () => {
  const { ctx, bring } = await arrange();
  const other = await arrange();
  const drawn = await makeFrame(db, other.project);
  const act = await bring("Name\nSQ010_SH0010\n");

  await undoImport(ctx, { deed: act.deed });

  expect(await db.$count(frames, eq(frames.id, drawn.id))).toBe(1);
});
