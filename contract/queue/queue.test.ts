import { describe, expect, it } from "vitest";
import { warmBonus } from "./affinity";
import { makeEstimates } from "./estimate";
import { forecast, type PlanJob } from "./forecast";
import { orderOf, revivals } from "./graph";
import { ladder, planGrid, seedsFrom } from "./grid";
import { isOpen, nextChange, openSeconds, Schedule } from "./schedule";

const all = [1, 2, 3, 4, 5, 6, 7];
const nights: Schedule = { mode: "work", zone: "Europe/Berlin", windows: [{ days: all, from: "22:00", to: "07:00" }] };
const berlin = (text: string) => new Date(`${text}+01:00`);

describe("a schedule", () => {
  it("is open inside its windows, also past midnight, by the wall clock of its zone", () => {
    expect(isOpen(null, new Date())).toBe(true);
    expect(isOpen(nights, berlin("2026-01-05T21:59:00"))).toBe(false);
    expect(isOpen(nights, berlin("2026-01-05T22:00:00"))).toBe(true);
    expect(isOpen(nights, berlin("2026-01-06T06:59:59"))).toBe(true);
    expect(isOpen(nights, berlin("2026-01-06T07:00:00"))).toBe(false);
    expect(isOpen({ ...nights, mode: "quiet" }, berlin("2026-01-06T03:00:00"))).toBe(false);
  });

  it("lets a window belong to the day it begins on", () => {
    const friday: Schedule = { ...nights, windows: [{ days: [5], from: "22:00", to: "07:00" }] };

    expect(isOpen(friday, berlin("2026-01-10T03:00:00"))).toBe(true); // Saturday morning
    expect(isOpen(friday, berlin("2026-01-09T03:00:00"))).toBe(false); // Friday morning
    expect(isOpen(friday, berlin("2026-01-10T23:00:00"))).toBe(false);
  });

  it("names its next change to the minute, also over a change to summer time", () => {
    expect(nextChange(nights, berlin("2026-01-05T12:34:56"))?.toISOString()).toBe("2026-01-05T21:00:00.000Z");
    expect(nextChange(nights, berlin("2026-01-05T23:00:00"))?.toISOString()).toBe("2026-01-06T06:00:00.000Z");
    // 29 March 2026: 02:00 becomes 03:00, seven in the morning is five o'clock UTC.
    expect(nextChange(nights, berlin("2026-03-28T23:00:00"))?.toISOString()).toBe("2026-03-29T05:00:00.000Z");
    expect(openSeconds(nights, berlin("2026-03-28T22:00:00"), new Date("2026-03-29T05:00:00Z"))).toBe(8 * 3600);
    expect(openSeconds(nights, berlin("2026-01-05T12:00:00"), berlin("2026-01-06T12:00:00"))).toBe(9 * 3600);
  });

  it("that never opens has no next change; the whole day is a window too", () => {
    const whole: Schedule = { ...nights, windows: [{ days: all, from: "00:00", to: "00:00" }] };

    expect(isOpen(whole, new Date())).toBe(true);
    expect(isOpen({ ...whole, mode: "quiet" }, new Date())).toBe(false);
    expect(nextChange({ ...whole, mode: "quiet" }, new Date())).toBeNull();
  });

  it("refuses a zone, a time and a day that are none", () => {
    const problems = (value: unknown) => Schedule.safeParse(value).error?.issues.map(({ message }) => message);

    expect(problems({ ...nights, zone: "Mars/Olympus" })).toEqual([
      "There is no such time zone; give one such as Europe/Berlin",
    ]);
    expect(problems({ ...nights, windows: [{ days: [1], from: "25:00", to: "07:00" }] })).toEqual([
      "Give a time such as 22:00",
    ]);
    expect(problems({ ...nights, windows: [{ days: [8], from: "22:00", to: "07:00" }] })).toHaveLength(1);
    expect(problems({ ...nights, windows: [] })).toEqual(["Give at least one window, or remove the schedule"]);
  });
});

describe("the bonus for warm models", () => {
  it("is the loading saved, in seconds, model by model, and never more than its bound", () => {
    const seconds = new Map([
      ["sdxl", 40],
      ["flux", 300],
    ]);

    expect(warmBonus(["sdxl", "tile"], new Set(["sdxl"]), seconds)).toBe(40);
    expect(warmBonus(["sdxl", "tile"], new Set(["sdxl", "tile"]), seconds)).toBe(70);
    expect(warmBonus(["flux"], new Set(["flux"]), seconds)).toBe(120);
    expect(warmBonus([], new Set(["flux"]), seconds)).toBe(0);
  });
});

describe("an order of steps", () => {
  it("puts parents first and keeps the rest as it was", () => {
    const steps = ["c", "a", "b"].map((key) => ({ key, after: key === "c" ? ["b"] : [] }));

    expect(orderOf(steps)).toEqual({ order: [2, 0, 1] });
  });

  it("names a circle in full, also one of a step with itself, and survives a chain of 20,000", () => {
    expect(orderOf([{ key: "a", after: ["a"] }])).toEqual({
      problem: "The plan goes in a circle: a waits for a. Take one of these out.",
    });
    const chain = Array.from({ length: 20_000 }, (_, n) => ({ key: `s${n}`, after: n < 19_999 ? [`s${n + 1}`] : [] }));
    expect(orderOf(chain)).toMatchObject({ order: expect.arrayContaining([0]) });
  });

  it("refuses two steps of one name", () => {
    expect(
      orderOf([
        { key: "a", after: [] },
        { key: "a", after: [] },
      ]),
    ).toMatchObject({
      problem: expect.stringContaining("two steps called “a”"),
    });
  });
});

describe("a revival", () => {
  it("goes down the graph and stops at another parent that is down", () => {
    const edge = (jobId: string, parentId: string, state = "cancelled", blamedOn: string | null = "p") => ({
      ...{ jobId, parentId, state, blamedOn },
    });
    const edges = [
      edge("a", "p", "ready", null),
      edge("b", "a"),
      edge("c", "b"),
      edge("c", "q", "failed", null),
      edge("d", "c"),
    ];

    expect(revivals("p", ["a", "b", "c", "d"], edges)).toEqual({
      revived: ["a", "b"],
      blamed: [
        { id: "c", on: "q" },
        { id: "d", on: "q" },
      ],
    });
  });
});

describe("a grid", () => {
  it("is every combination, the last parameter quickest, each with a name", () => {
    const plan = planGrid([
      { param: "denoise", values: ladder(0.3, 0.5, 3) },
      { param: "seed", values: seedsFrom(7, 2) },
    ]);

    expect(plan).toMatchObject({
      cells: [
        { params: { denoise: 0.3, seed: 7 }, label: "denoise 0.3, seed 7" },
        { params: { denoise: 0.3, seed: 8 } },
        { params: { denoise: 0.4, seed: 7 } },
        { params: { denoise: 0.4, seed: 8 } },
        { params: { denoise: 0.5, seed: 7 } },
        { params: { denoise: 0.5, seed: 8 } },
      ],
    });
  });

  it("refuses 100,000 cells without making one, and says how many it would have been", () => {
    const values = Array.from({ length: 1000 }, (_, n) => n);
    const begin = performance.now();

    expect(
      planGrid([
        { param: "seed", values },
        { param: "denoise", values: values.slice(0, 100) },
      ]),
    ).toEqual({
      problem: "This grid has 100,000 cells (1000 × 100); at most 400 are made at once. Take fewer values.",
    });
    expect(performance.now() - begin).toBeLessThan(50);
  });

  it("refuses no axis, an empty one, one twice, a value twice and no number", () => {
    const problem = (...axes: Parameters<typeof planGrid>[0]) => "problem" in planGrid(axes);

    expect([
      problem(),
      problem({ param: "a", values: [] }),
      problem({ param: "a", values: [1] }, { param: "a", values: [2] }),
      problem({ param: "a", values: [1, 1] }),
      problem({ param: "a", values: [Number.NaN] }),
      problem({ param: "a", values: [1] }),
    ]).toEqual([true, true, true, true, true, false]);
  });

  it("climbs a ladder without crumbs", () => {
    expect(ladder(0.3, 0.5, 5)).toEqual([0.3, 0.35, 0.4, 0.45, 0.5]);
    expect(seedsFrom(2 ** 32 - 1, 2)).toEqual([2 ** 32 - 1, 0]);
  });
});

describe("an estimate", () => {
  const sample = (seconds: number, more: object = {}) => ({
    ...{ pass: "upscale", models: ["a"], megapixels: 1, nodeId: "fast", seconds, ...more },
  });
  const like = { pass: "upscale", models: ["a"], megapixels: 1.1 };

  it("comes from the closest likeness that two tries speak for, with its spread", () => {
    const known = makeEstimates([
      ...[10, 12, 14, 11, 90].map((seconds) => sample(seconds)),
      ...[40, 44].map((seconds) => sample(seconds, { megapixels: 4 })),
      ...[100, 102].map((seconds) => sample(seconds, { nodeId: "slow" })),
    ]);

    expect(known.of(like, "fast")).toMatchObject({ seconds: 12, samples: 5 });
    expect(known.of(like, "fast")?.low).toBeLessThan(12);
    expect(known.of(like, "fast")?.high).toBeGreaterThan(12);
    expect(known.of({ ...like, megapixels: 4 }, "fast")?.seconds).toBe(42);
    expect(known.of(like, "slow")?.seconds).toBe(101);
    expect(known.of({ ...like, models: ["b"] }, "slow")?.seconds).toBe(101);
    expect(known.of({ ...like, pass: "other" }, "slow")).toBeUndefined();
  });
});

describe("a forecast", () => {
  const job = (id: string, minutes: Record<string, number>, more: Partial<PlanJob> = {}): PlanJob => ({
    ...{ id, after: [], held: false },
    seconds: new Map(Object.entries(minutes).map(([node, m]) => [node, { usual: m * 60, high: m * 90 }])),
    ...more,
  });
  const night = { from: berlin("2026-01-05T18:00:00"), until: berlin("2026-01-06T07:00:00") };

  it("says that tonight fits 36 of 52, and fewer when all are slow", () => {
    const jobs = Array.from({ length: 52 }, (_, n) => job(`j${n}`, { box: 15 }));

    // Nine hours from ten at night; those that began in time count only if they end in time.
    const plan = forecast(jobs, [{ id: "box", schedule: nights, freeIn: 0 }], night);

    expect([plan.fits, plan.surely, plan.of]).toEqual([36, 24, 52]);
    // The seventeenth hour is after seven: the rest goes on at ten the next evening.
    expect(plan.ends.get("j36")?.toISOString()).toBe("2026-01-06T21:15:00.000Z");
  });

  it("gives each job to the node that ends it first, after its parents, and leaves out what cannot go", () => {
    const plan = forecast(
      [
        job("child", { fast: 10, slow: 60 }, { after: ["parent"] }),
        job("parent", { slow: 30 }),
        job("held", { fast: 1 }, { held: true }),
        job("below", { fast: 1 }, { after: ["held"] }),
        job("nobody", {}),
        job("next", { fast: 10 }),
      ],
      [
        { id: "fast", schedule: null, freeIn: 60 },
        { id: "slow", schedule: null, freeIn: 0 },
      ],
      night,
    );

    const at = (id: string) => {
      const end = plan.ends.get(id);
      return end ? (end.getTime() - night.from.getTime()) / 60_000 : null;
    };
    expect(["parent", "child", "held", "below", "nobody", "next"].map(at)).toEqual([30, 40, null, null, null, 50]);
    expect([plan.fits, plan.of]).toEqual([3, 6]);
  });
});
