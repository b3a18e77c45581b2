import { describe, expect, it } from "vitest";
import {
  type BatchFacts,
  type Entry,
  entriesOf,
  jobsIn,
  neighbourOf,
  placeOver,
  waitingOf,
  withMoved,
} from "./queue-entries";
import type { QueueJob } from "./use-queue-acts";

const job = (id: string, more: Partial<QueueJob> = {}) =>
  ({ id, state: "ready", mine: true, batchId: null, ...more }) as QueueJob;
const batch = (id: string, waiting: number) =>
  ({ id, counts: { waiting, running: 0, succeeded: 2, failed: 0, cancelled: 0 } }) as BatchFacts;
const entry = (id: string, more: Partial<QueueJob> = {}): Entry => ({ key: id, job: job(id, more) });
const keys = (entries: readonly Entry[]) => entries.map(({ key }) => key).join(" ");

describe("rows of a lane", () => {
  it("fold an act of which several are there, and count all of it", () => {
    const lane = [job("a1", { batchId: "A" }), job("b"), job("c9", { batchId: "C" })];
    const entries = entriesOf(lane, [batch("A", 30), batch("C", 1)], waitingOf);

    expect(keys(entries)).toBe("A b c9");
    expect(jobsIn(entries, waitingOf)).toBe(32);
  });
});

describe("moving a row", () => {
  const line = ["a", "b", "c", "d"].map((id) => entry(id));
  const mixed = [entry("a"), entry("x", { mine: false }), entry("b"), entry("h", { state: "held" }), entry("c")];

  it("takes another's place: before it upwards, behind it downwards", () => {
    expect(placeOver(line, "c", "a", true)).toEqual({ to: "a", side: "before" });
    expect(placeOver(line, "a", "c", true)).toEqual({ to: "c", side: "after" });
    expect(keys(withMoved(line, "c", "a", true))).toBe("c a b d");
    expect(keys(withMoved(line, "a", "c", true))).toBe("b c a d");
    expect(placeOver(line, "a", "a", true)).toBeNull();
  });

  it("goes behind the whole of an act, not into it", () => {
    const folded = [entry("a"), { ...entry("b1"), key: "B", batch: batch("B", 9) }, entry("c")];

    expect(placeOver(folded, "a", "B", true)).toEqual({ to: "c", side: "before" });
    expect(placeOver(folded.slice(0, 2), "a", "B", true)).toEqual({ to: "b1", side: "after" });
  });

  it("leaves other people and what has no place in line where they are", () => {
    expect(placeOver(mixed, "a", "x", false)).toBeNull();
    expect(placeOver(mixed, "a", "h", true)).toBeNull();
    expect(keys(withMoved(mixed, "a", "b", false))).toBe("b x a h c");
    expect(keys(withMoved(mixed, "a", "b", true))).toBe("x b a h c");
    expect(neighbourOf(mixed, "a", 1, false)?.key).toBe("b");
    expect(neighbourOf(mixed, "b", 1, true)?.key).toBe("c");
    expect(neighbourOf(mixed, "a", -1, true)).toBeUndefined();
  });
});
