import { expect, it } from "vitest";
import { statusSet } from "@/contract/status-set";
import { builtInStatuses } from "@/contract/statuses";
import { countFrames, posterOf } from "./frame-counts";

const set = statusSet(builtInStatuses);
const frame = (status: "done" | "wip" | "todo" | "wfa", day: number, picture: object | null = {}) => ({
  ...{ status, picture },
  updatedAt: `2026-01-${String(day).padStart(2, "0")}T00:00:00Z`,
});

it("counts frames by status, finished ones first, and leaves out what there is none of", () => {
  expect(countFrames(set, new Map(Object.entries({ todo: 2, done: 1, wfa: 1 })))).toEqual({
    total: 4,
    parts: [
      { status: "done", count: 1 },
      { status: "wfa", count: 1 },
      { status: "todo", count: 2 },
    ],
  });
  expect(countFrames(set, new Map())).toEqual({ total: 0, parts: [] });
});

it("takes the newest approved frame as the poster, even when newer work is under way", () => {
  const old = frame("done", 1);
  const newer = frame("done", 2);
  expect(posterOf(set, [old, frame("wip", 9), newer])).toBe(newer);
});

it("takes the newest picture while nothing is approved, and never an empty frame", () => {
  const only = frame("wip", 3);
  expect(posterOf(set, [frame("wip", 1), only, frame("done", 9, null)])).toBe(only);
  expect(posterOf(set, [frame("todo", 1, null)])).toBeUndefined();
});
