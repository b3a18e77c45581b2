import { describe, expect, it } from "vitest";
import { statusSet } from "../../status-set";
import { builtInStatuses } from "../../statuses";
import { guard, unguard } from "./cells";
import { guessColumns } from "./fields";
import { planShots } from "./plan";
import type { CsvWorld } from "./world";
import { type CsvShot, rateText, shotTable } from "./write";

const shot = (values: Partial<CsvShot>): CsvShot => ({
  ...{ code: "SQ010_SH0010", sequence: "SQ010", description: "", scene: "", size: "", angle: "", move: "", lens: "" },
  ...{
    frameIn: 1001,
    frames: 48,
    status: "todo",
    tasks: {},
    people: {},
    cast: [],
    environment: "",
    assignee: "",
    dueOn: null,
  },
  ...{ lastNote: "", ...values },
});
const film = { name: "Low Tide", fpsNum: 24, fpsDen: 1 };

describe("guarded cells", () => {
  it.each(["=1+1", "+cmd", "-x", "@sum", "\tx", "'=quoted", "-5 and more"])("%j comes back as it was", (text) => {
    expect(guard(text)).toBe(`'${text}`);
    expect(unguard(guard(text))).toBe(text);
  });

  it.each(["-5", "+3.2", "-0,5", "plain", "'quoted'", "", "a=b"])("%j is left alone", (text) => {
    expect(guard(text)).toBe(text);
    expect(unguard(text)).toBe(text);
  });
});

it("writes Kitsu's header in Kitsu's order, then ours, then a column a task", () => {
  const [header = []] = shotTable("kitsu", film, []);
  expect(header.slice(0, 10).join(",")).toBe(
    "Project,Episode,Sequence,Name,Description,Time Spent,Frames,Frame In,Frame Out,FPS",
  );
  expect(header.slice(-8).join(",")).toBe("Board,Layout,Render,Face,Upscale,Comp,Audio,Assignations");
});

it("says whose a task is behind Kitsu's columns, where somebody has one, and reads it again", () => {
  const table = shotTable("kitsu", film, [shot({ people: { render: "Ines Duarte" } }), shot({ code: "SQ010_SH0020" })]);
  const [header = [], ...rows] = table;
  expect(header.slice(-2)).toEqual(["Assignations", "Render Assignations"]);
  expect(rows.map((row) => row.at(-1))).toEqual(["Ines Duarte", ""]);
  expect(guessColumns(header).slice(-2)).toEqual(["assignee", "who.render"]);
});

it("counts frames as Out − In + 1 and names the rate", () => {
  const [, row = []] = shotTable("kitsu", { ...film, fpsNum: 24000, fpsDen: 1001 }, [
    shot({ frameIn: 1001, frames: 96 }),
  ]);
  expect(row.slice(6, 10)).toEqual(["96", "1001", "1096", "23.976"]);
  expect(rateText({ ...film, fpsNum: 25 })).toBe("25");
});

it("writes the whole code where the short one is another shot's", () => {
  const rows = shotTable("kitsu", film, [
    shot({}),
    shot({ code: "SH0010", sequence: "SQ020" }),
    shot({ code: "INSERT" }),
  ]);
  expect(rows.slice(1).map((row) => row.slice(2, 4))).toEqual([
    ["SQ010", "SQ010_SH0010"],
    ["SQ020", "SH0010"],
    ["SQ010", "INSERT"],
  ]);
});

describe.each(["kitsu", "set"] as const)("the %s profile", (profile) => {
  it("is read back as the same shots", () => {
    const shots = [
      shot({
        description: 'Two lines,\na "quote" and =no formula',
        scene: "12A",
        size: "MCU",
        angle: "low",
        move: "dolly in",
        lens: "-35",
        frames: 49,
      }),
      shot({
        code: "SQ020_SH0020",
        sequence: "SQ020",
        description: "=SUM(A1)",
        frameIn: 900,
        status: "wfa",
        tasks: { board: "done", comp: "wip" },
        cast: ["MARA", "PIP"],
        environment: "The flats",
        assignee: "Ines Duarte",
        dueOn: "2026-11-30",
      }),
    ];
    const world: CsvWorld = {
      shots: shots.map(({ code, sequence }) => ({
        ...{ id: code, code, sequence, archived: false, status: "todo", frameIn: 900, frames: 1, tasks: {} },
      })),
      ...{ sequences: ["SQ010", "SQ020"], statuses: builtInStatuses, transitions: [], role: "owner" },
      characters: ["MARA", "PIP"].map((code) => ({ id: code, code, name: code })),
      environments: [{ id: "env", code: "FLATS", name: "The flats" }],
      people: [{ id: "usr", name: "Ines Duarte" }],
      ...{ fps: 24, today: "2026-11-21" },
    };
    const [header = [], ...rows] = shotTable(profile, film, shots);

    const plan = planShots({ header, rows }, { columns: guessColumns(header), sequence: "", statuses: {} }, world);

    expect(plan.problems).toEqual([]);
    expect([plan.made, plan.changed]).toEqual([0, 2]);
    const again = plan.shots.map(({ code, sequence, values, cast = [], tasks }) =>
      shot({
        ...{ code, sequence, cast, tasks, status: values.status ?? "" },
        ...{ description: values.description ?? "", scene: values.scene ?? "", size: values.size ?? "" },
        ...{ angle: values.angle ?? "", move: values.move ?? "", lens: values.lens ?? "" },
        ...{ frameIn: profile === "kitsu" ? (values.frameIn ?? 0) : 1001, frames: values.frames ?? 0 },
        environment: values.environmentId ? "The flats" : "",
        ...(profile === "kitsu"
          ? { assignee: values.assigneeId ? "Ines Duarte" : "", dueOn: values.dueOn ?? null }
          : {}),
      }),
    );
    const told = shots.map((it) =>
      profile === "kitsu" ? it : shot({ ...it, tasks: {}, assignee: "", dueOn: null, frameIn: 1001 }),
    );
    expect(again).toEqual(told);
    expect(statusSet(world.statuses).has(again[1]?.status ?? "")).toBe(true);
  });
});
