import { expect, test } from "vitest";
import { missingFields } from "./active-fields";
import { findPass } from "./catalogue";
import { formFields } from "./fields";
import { hasThing, marksOf, marksWords, mostMarks, thingsOf } from "./marks";
import { parseParams } from "./params";
import type { Mark } from "./parts";

const keep = (x: number, y: number): Mark => ({ kind: "keep", x, y });
const not = (x: number, y: number): Mark => ({ kind: "not", x, y });
const box = (x: number, y: number, width: number, height: number): Mark => ({ kind: "box", x, y, width, height });

test("points in no box are one thing together, with what is not of it", () => {
  expect(thingsOf([keep(1, 2), not(9, 9), keep(3, 4)])).toEqual([
    {
      box: null,
      keep: [
        { x: 1, y: 2 },
        { x: 3, y: 4 },
      ],
      not: [{ x: 9, y: 9 }],
    },
  ]);
});

test("each box is a thing with the points in it; a loose “not” counts for all, a loose “keep” is a thing of its own", () => {
  const things = thingsOf([box(0, 0, 10, 10), keep(5, 5), not(6, 6), box(20, 0, 10, 10), not(50, 50), keep(60, 60)]);
  expect(things).toEqual([
    {
      ...{ box: { x: 0, y: 0, width: 10, height: 10 }, keep: [{ x: 5, y: 5 }] },
      not: [
        { x: 6, y: 6 },
        { x: 50, y: 50 },
      ],
    },
    { box: { x: 20, y: 0, width: 10, height: 10 }, keep: [], not: [{ x: 50, y: 50 }] },
    { box: null, keep: [{ x: 60, y: 60 }], not: [{ x: 50, y: 50 }] },
  ]);
});

test("a point in two boxes belongs to the smaller one, its edge included", () => {
  const [large, small] = thingsOf([box(0, 0, 100, 100), box(10, 10, 20, 20), keep(30, 30)]);
  expect(large?.keep).toEqual([]);
  expect(small?.keep).toEqual([{ x: 30, y: 30 }]);
});

test("only “not this” is nothing to look for, and the pass says so before it is queued", () => {
  expect(hasThing([not(1, 1)])).toBe(false);
  expect(thingsOf([not(1, 1)])).toEqual([]);
  expect(hasThing([box(0, 0, 4, 4)])).toBe(true);
  const pass = findPass("segment-points");
  if (!pass) throw new Error("no such pass");
  const missing = (marks: unknown) => missingFields(formFields(pass), { marks });
  expect(missing([])).toEqual(["Click on what to cut out, or drag a box around it"]);
  expect(missing([not(1, 1)])).toHaveLength(1);
  expect(missing(undefined)).toHaveLength(1);
  expect(missing([keep(1, 1)])).toEqual([]);
});

test("counts are said in words", () => {
  expect(marksWords([])).toBe("none");
  expect(marksWords([keep(1, 1), keep(2, 2), not(3, 3), box(0, 0, 4, 4)])).toBe("2 keep, 1 not this, 1 box");
  expect(marksWords([box(0, 0, 4, 4), box(1, 1, 4, 4)])).toBe("2 boxes");
});

test("what is no list is none; wild marks are refused by name", () => {
  expect(marksOf("x")).toEqual([]);
  expect(marksOf(undefined)).toEqual([]);
  const pass = findPass("segment-points");
  if (!pass) throw new Error("no such pass");
  const problems = (marks: unknown) => {
    const parsed = parseParams(pass, { marks });
    return "problems" in parsed ? parsed.problems : [];
  };
  expect(problems([keep(1, 1), box(0, 0, 4, 4)])).toEqual([]);
  expect(problems([{ kind: "maybe", x: 1, y: 1 }])[0]).toMatch(/^Marks: /);
  expect(problems([keep(Number.NaN, 1)])[0]).toMatch(/^Marks: /);
  expect(problems([box(0, 0, 0, 4)])[0]).toMatch(/^Marks: /);
  expect(problems(Array.from({ length: mostMarks + 1 }, () => keep(1, 1)))[0]).toMatch(/^Marks: /);
});
