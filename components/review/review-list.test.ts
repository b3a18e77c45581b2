import { describe, expect, it } from "vitest";
import { nextToReview, stepFrom } from "@/components/review/review-list";

const waits = (status: string) => status === "wfa";
const frames = (...statuses: string[]) => statuses.map((status, n) => ({ id: String(n), status }));

describe("the next frame to review", () => {
  it("is the first one after this that needs review", () => {
    expect(nextToReview(frames("wfa", "done", "wfa"), "0", waits)?.id).toBe("2");
  });

  it("goes round the end", () => {
    expect(nextToReview(frames("wfa", "done", "retake"), "1", waits)?.id).toBe("0");
  });

  it("is none where only this one is left", () => {
    expect(nextToReview(frames("done", "wfa"), "1", waits)).toBeUndefined();
    expect(nextToReview([], undefined, waits)).toBeUndefined();
  });

  it("is the first of all where nothing is looked at", () => {
    expect(nextToReview(frames("done", "wfa"), undefined, waits)?.id).toBe("1");
  });
});

it("steps along the list and stops at its ends", () => {
  const list = frames("wfa", "wfa", "wfa");
  expect([stepFrom(list, "1", 1), stepFrom(list, "2", 1), stepFrom(list, "0", -1)].map((frame) => frame?.id)).toEqual([
    "2",
    "2",
    "0",
  ]);
  expect(stepFrom([], "1", 1)).toBeUndefined();
});
