import { describe, expect, it } from "vitest";
import { builtInStatuses } from "../../statuses";
import { fieldOfHeader, guessColumns, profileOf, whyLeft } from "./fields";
import { mostRows, planShots, whyNoTable } from "./plan";
import type { CsvMapping, CsvWorld } from "./world";

const world: CsvWorld = {
  shots: [
    {
      ...{ id: "sht_1", code: "SQ010_SH0010", sequence: "SQ010", archived: false, status: "wip" },
      ...{ frameIn: 1001, frames: 48, tasks: { board: "wfa" } },
    },
    {
      ...{ id: "sht_2", code: "SQ010_SH0020", sequence: "SQ010", archived: true, status: "todo" },
      ...{ frameIn: 1001, frames: 48, tasks: {} },
    },
    {
      ...{ id: "sht_3", code: "INSERT", sequence: "SQ010", archived: false, status: "todo" },
      ...{ frameIn: 1001, frames: 48, tasks: {} },
    },
  ],
  sequences: ["SQ010"],
  statuses: builtInStatuses,
  transitions: [{ fromCode: "wfa", toCode: "done", role: "manager" }],
  role: "supervisor",
  characters: [
    { id: "chr_m", code: "MARA", name: "Mara" },
    { id: "chr_p", code: "PIP", name: "Pip" },
  ],
  environments: [
    { id: "env_f", code: "FLATS", name: "The flats" },
    { id: "env_a", code: "HALL_A", name: "Hall" },
    { id: "env_b", code: "HALL_B", name: "Hall" },
  ],
  people: [{ id: "usr_i", name: "Ines Duarte" }],
  ...{ fps: 24, today: "2026-11-21" },
};
const plan = (header: string[], rows: string[][], more: Partial<CsvMapping> = {}, at: Partial<CsvWorld> = {}) =>
  planShots(
    { header, rows },
    { columns: guessColumns(header), sequence: "SQ010", statuses: {}, ...more },
    { ...world, ...at },
  );
const errors = (found: ReturnType<typeof plan>) =>
  found.problems
    .filter(({ severity }) => severity === "error")
    .map(({ row, column, message }) => `${row} ${column}: ${message}`);
const warnings = (found: ReturnType<typeof plan>) =>
  found.problems
    .filter(({ severity }) => severity === "warning")
    .map(({ row, column, message }) => `${row} ${column}: ${message}`);

describe("columns", () => {
  it("of Kitsu and of film sets are known by name", () => {
    const kitsu = [
      "Project",
      "Episode",
      "Sequence",
      "Name",
      "Description",
      "Time Spent",
      "Frames",
      "Frame In",
      "Frame Out",
      "FPS",
      "RENDER",
      "Render comment",
      "Assignations",
    ];
    expect(profileOf(kitsu)).toBe("Kitsu");
    expect(guessColumns(kitsu)).toEqual([
      null,
      null,
      "sequence",
      "code",
      "description",
      null,
      "frames",
      "in",
      "out",
      null,
      "task.render",
      null,
      "assignee",
    ]);
    const set =
      "Scene,Shot,Description,Size,Angle,Movement,Lens,Equipment,Cast,Location,INT/EXT,Time of day,Dialogue,Duration,Notes,Status".split(
        ",",
      );
    expect(profileOf(set)).toBe("Film set");
    expect(guessColumns(set)).toEqual([
      "scene",
      "code",
      "description",
      "size",
      "angle",
      "move",
      "lens",
      null,
      "cast",
      "place",
      null,
      null,
      null,
      "duration",
      null,
      "status",
    ]);
  });

  it("name a field once, and say why one is left", () => {
    expect(guessColumns(["Name", "Shot", "Due date"])).toEqual(["code", null, "due"]);
    expect(fieldOfHeader("rnd")).toBe("task.render");
    expect(fieldOfHeader("")).toBeUndefined();
    expect(whyLeft("Comp comment")).toContain("comments");
    expect(whyLeft("Gaffer")).toBeUndefined();
  });

  it("must name the shot, and rows be there and not endless", () => {
    const why = (rows: string[][], columns: Parameters<typeof whyNoTable>[2]) =>
      whyNoTable(["Name", "Shot"], rows, columns);
    expect(why([["a"]], [null, null])).toContain("holds the shot’s code");
    expect(why([["a"]], ["code", "code"])).toContain("both read as Shot");
    expect(why([], ["code", null])).toContain("no row");
    expect(
      why(
        Array.from({ length: 100_000 }, () => ["a"]),
        ["code", null],
      ),
    ).toContain("100,000 rows; 10,000");
    expect(
      why(
        Array.from({ length: mostRows }, () => ["a"]),
        ["code", null],
      ),
    ).toBeUndefined();
    expect(whyNoTable(["", ""], [["a"]], ["code", null])).toContain("it is empty");
  });
});

describe("codes", () => {
  it("are put together with their sequence and matched, archived ones too", () => {
    const found = plan(
      ["Sequence", "Name"],
      [
        ["sq010", "sh0010"],
        ["SQ010", "SQ010_SH0020"],
        ["SQ020", "SH0010"],
        ["SQ010", "INSERT"],
      ],
    );
    expect(found.shots.map(({ shotId, code }) => [shotId, code])).toEqual([
      ["sht_1", "SQ010_SH0010"],
      ["sht_2", "SQ010_SH0020"],
      [null, "SQ020_SH0010"],
      ["sht_3", "INSERT"],
    ]);
    expect(found).toMatchObject({ made: 1, changed: 3, revived: 1, newSequences: ["SQ020"] });
    expect(warnings(found)).toEqual(["3 Name: SQ010_SH0020 is archived: it is brought back and changed."]);
  });

  it("without a sequence column take it from the code, else the one that is chosen", () => {
    const found = plan(["Shot"], [["SQ030_SH0040"], ["12A"], ["INSERT"], ["SQ010_SH0010"]], { sequence: "sq050" });
    expect(found.shots.map(({ sequence, code }) => [sequence, code])).toEqual([
      ["SQ030", "SQ030_SH0040"],
      ["SQ050", "SQ050_12A"],
      ["SQ010", "INSERT"],
      ["SQ010", "SQ010_SH0010"],
    ]);
    expect(errors(plan(["Shot"], [["12A"]], { sequence: "" }))[0]).toContain("names no sequence");
  });

  it("never make a second shot: a whole code stays in its sequence", () => {
    const found = plan(["Sequence", "Name"], [["SQ020", "SQ010_SH0010"]]);
    expect(found.shots[0]).toMatchObject({ shotId: "sht_1", sequence: "SQ010" });
    expect(warnings(found)).toEqual(["2 Sequence: SQ010_SH0010 is in SQ010 and stays there."]);
  });

  it("that stand twice, are empty or could not be file names are errors of their cell", () => {
    const found = plan(
      ["Sequence", "Name"],
      [
        ["SQ010", "SH0030"],
        ["SQ010", "SH-0040"],
        ["SQ010", ""],
        ["", ""],
        ["SQ010", "SQ010_SH0030"],
        ["SQ 10", "A"],
      ],
    );
    expect(errors(found)).toEqual([
      "3 Name: “SH-0040” may hold only A–Z, 0–9 and single underscores, like SH_0040.",
      "4 Name: is empty: every row needs the code of a shot.",
      "6 Name: SQ010_SH0030 stands in row 2 already.",
      "7 Sequence: “SQ 10” may hold only A–Z, 0–9 and single underscores, like SQ_10.",
    ]);
    expect(found.shots).toHaveLength(1);
  });
});

describe("frames", () => {
  const range = (frames: string, first: string, last: string) =>
    plan(["Name", "Frames", "Frame In", "Frame Out"], [["SQ010_SH0090", frames, first, last]]);

  it.each([
    [["", "1001", "1048"], { frameIn: 1001, frames: 48 }],
    [["48", "1001", ""], { frameIn: 1001, frames: 48 }],
    [["48", "", "1048"], { frameIn: 1001, frames: 48 }],
    [["60", "", ""], { frameIn: 1001, frames: 60 }],
    [["48.0", "1001", "1048"], { frameIn: 1001, frames: 48 }],
  ] as const)("%j make %j: Frames = Out − In + 1", ([frames, first, last], values) => {
    const found = range(frames, first, last);
    expect([found.shots[0]?.values, errors(found)]).toEqual([values, []]);
  });

  it("that disagree follow In and Out, and it is said", () => {
    const found = range("40", "1001", "1048");
    expect(found.shots[0]?.values).toEqual({ frameIn: 1001, frames: 48 });
    expect(warnings(found)).toEqual(["2 Frames: says 40; In 1001 to Out 1048 makes 48, which is taken."]);
  });

  it.each([
    [["", "1048", "1001"], "Frame Out: Out 1001 lies before In 1048"],
    [["-5", "", ""], "Frames: -5 is below one frame"],
    [["", "-1", ""], "Frame In: -1 is below 0"],
    [["0", "", ""], "Frames: 0 is below one frame"],
    [["1e9", "", ""], "Frames: “1e9” is no whole number"],
    [["999999999", "", ""], "Frames: 999,999,999 frames are more"],
    [["=1+1", "", ""], "Frames: “=1+1” is no whole number"],
  ] as const)("%j are refused: %s", ([frames, first, last], words) => {
    expect(errors(range(frames, first, last))[0]).toContain(words);
  });

  it("come from a duration where nothing else says them", () => {
    const found = plan(
      ["Shot", "Duration"],
      [
        ["SQ010_SH0010", "2.042 s"],
        ["A", "1:05"],
        ["B", "soon"],
      ],
    );
    expect(found.shots.map(({ values }) => values.frames)).toEqual([49, 1560, undefined]);
    expect(errors(found)).toEqual(["4 Duration: “soon” is no duration. Write 48, 2.5 s or 1:05."]);
  });
});

describe("statuses", () => {
  it("are known by short name, by name and by the words of other tools", () => {
    const found = plan(
      ["Name", "Status", "Board", "Render", "Comp"],
      [["SQ010_SH0090", "WFA", "needs review", "Work In Progress", "Ready To Start"]],
    );
    expect(found.shots[0]).toMatchObject({
      values: { status: "wfa" },
      tasks: { board: "wfa", render: "wip", comp: "ready" },
    });
    expect(found.problems).toEqual([]);
  });

  it("that are unknown are errors until somebody says what they mean, or to leave them", () => {
    const rows = [
      ["SQ010_SH0090", "Client ok"],
      ["SQ010_SH0091", "client OK"],
      ["SQ010_SH0092", "wip"],
    ];
    const found = plan(["Name", "Render"], rows);
    expect(errors(found)[0]).toContain("2 Render: “Client ok” is no status of this team");
    expect(found.unknownStatuses).toEqual([{ word: "client ok", count: 2 }]);
    const said = plan(["Name", "Render"], rows, { statuses: { "client ok": "done" } });
    expect(said.shots.map(({ tasks }) => tasks.render)).toEqual(["done", "done", "wip"]);
    const left = plan(["Name", "Render"], rows, { statuses: { "client ok": "" } });
    expect([left.shots.map(({ tasks }) => tasks.render), left.problems]).toEqual([[undefined, undefined, "wip"], []]);
  });

  it("somebody may not set are errors with who may", () => {
    const found = plan(["Name", "Board", "Render"], [["SQ010_SH0010", "done", "done"]]);
    expect(errors(found)).toEqual(["2 Board: Only a manager may go from “Needs review” to “Approved”."]);
    expect(errors(plan(["Name", "Render"], [["SQ010_SH0010", "retake"]], {}, { role: "artist" }))[0]).toContain(
      "Ask a supervisor",
    );
  });
});

describe("names", () => {
  it("of characters, places and people are found by code or name; others are left out and said", () => {
    const found = plan(
      ["Name", "Cast", "Environment", "Assignee"],
      [
        ["SQ010_SH0010", "mara; Pip/mara", "the flats", "ines duarte"],
        ["SQ010_SH0090", "Bob, PIP", "Hall", "Jonas"],
        ["SQ010_SH0091", "Bob", "Moon", "Ines Duarte, Jonas"],
      ],
    );
    expect(found.shots.map(({ cast, values }) => [cast, values.environmentId, values.assigneeId])).toEqual([
      [["chr_m", "chr_p"], "env_f", "usr_i"],
      [["chr_p"], undefined, undefined],
      [undefined, undefined, "usr_i"],
    ]);
    expect(errors(found)).toEqual([]);
    expect(warnings(found).map((text) => text.slice(0, 60))).toEqual([
      "3 Environment: “Hall” names 2 environments: write the code. ",
      "3 Assignee: “jonas” is nobody of this team: invite them firs",
      "3 Cast: No character “bob”: it is left out. Add it under Cha",
      "4 Environment: “Moon” is no environment of this project: add",
      "4 Assignee: A shot has one assignee: Ines Duarte is taken, t",
      "4 Cast: No character “bob”: it is left out. Add it under Cha",
    ]);
  });
});

describe("whose a task is", () => {
  it("stands in a column of its own, by any name a sheet gives it", () => {
    expect(guessColumns(["Name", "Render", "Render Assignations", "RND artist", "Comp assigned to"])).toEqual([
      ...["code", "task.render", "who.render", null, "who.comp"],
    ]);
  });

  it("stands behind its task where Kitsu repeats the column; one alone is the shot's", () => {
    expect(guessColumns(["Name", "Board", "Assignations", "Render", "Assignations"])).toEqual([
      ...["code", "task.board", "who.board", "task.render", "who.render"],
    ]);
    expect(guessColumns(["Name", "Board", "Render", "Assignations"])).toEqual([
      ...["code", "task.board", "task.render", "assignee"],
    ]);
  });

  it("is one person of the team; others are left out and said", () => {
    const found = plan(
      ["Name", "Render Assignations", "Comp Assignations"],
      [
        ["SH0010", "Ines Duarte", "Nobody"],
        ["SH0030", "Ines Duarte, Mei", ""],
      ],
    );
    expect(found.shots.map(({ people }) => people)).toEqual([{ render: "usr_i" }, { render: "usr_i" }]);
    expect(warnings(found)).toEqual([
      "2 Comp Assignations: “nobody” is nobody of this team: invite them first. The cell is left out.",
      "3 Render Assignations: A task has one assignee: Ines Duarte is taken, the others are left out.",
    ]);
    expect(errors(found)).toEqual([]);
  });
});

describe("texts", () => {
  it("that look like formulas stay text and are said once a cell; guards are taken off", () => {
    const found = plan(
      ["Name", "Description", "Lens"],
      [
        ["SQ010_SH0090", '=HYPERLINK("http://x")', "'+50mm"],
        ["SQ010_SH0091", "'=safe", "-50"],
      ],
    );
    expect(found.shots.map(({ values }) => [values.description, values.lens])).toEqual([
      ['=HYPERLINK("http://x")', "+50mm"],
      ["=safe", "-50"],
    ]);
    expect(warnings(found)).toEqual([
      '2 Description: “=HYPERLINK("http://x")” looks like a formula: it is kept as text and never run.',
    ]);
  });

  it("too long, days that are none and cells beyond the columns are errors of their cell", () => {
    const found = plan(
      ["Name", "Scene", "Due"],
      [
        ["SQ010_SH0090", "x".repeat(41), "31.02.2026"],
        ["SQ010_SH0091", "", "30.11.2026", "more"],
      ],
    );
    expect(errors(found)).toEqual([
      "2 Scene: has 41 characters; 40 at most. Shorten it.",
      "2 Due: “31.02.2026” is no day. Write it as 2026-11-30.",
      "3 : has 4 cells under 3 columns: a comma or quote inside a text is not quoted.",
    ]);
    expect(found.shots[1]?.values.dueOn).toBe("2026-11-30");
  });

  it("that are empty leave what is there", () => {
    expect(plan(["Name", "Description", "Cast"], [["SQ010_SH0010", "", ""]]).shots[0]).toEqual({
      ...{ row: 2, shotId: "sht_1", sequence: "SQ010", code: "SQ010_SH0010", values: {}, tasks: {}, people: {} },
    });
  });
});

it("reads as many rows as go in at once", () => {
  const rows = Array.from({ length: mostRows }, (_, n) => ["SQ100", `SH${n}`, "A text", "48", "wip", "Mara, Pip"]);
  const found = plan(["Sequence", "Name", "Description", "Frames", "Render", "Cast"], rows);
  expect([found.shots.length, found.problems, found.newSequences]).toEqual([mostRows, [], ["SQ100"]]);
});
