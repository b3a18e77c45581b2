import { describe, expect, it } from "vitest";
import { changeRange, setRange } from "./change-range";
import { frameOut } from "./frame-range";

const shot = { frameIn: 1001, frames: 48 };

describe("frames of a shot", () => {
  it("end at In + Frames − 1", () => {
    expect(frameOut(shot)).toBe(1048);
    expect(frameOut({ frameIn: 0, frames: 1 })).toBe(0);
  });

  it.each([
    ["in", 993, { frameIn: 993, frames: 56 }],
    ["in", 1048, { frameIn: 1048, frames: 1 }],
    ["out", 1100, { frameIn: 1001, frames: 100 }],
    ["frames", 24, { frameIn: 1001, frames: 24 }],
  ] as const)("follow when %s becomes %i", (part, value, range) => {
    expect(changeRange(shot, part, value)).toEqual(range);
  });

  it.each([
    ["in", 1049, "In 1049 lies after Out 1048"],
    ["out", 1000, "Out 1000 lies before In 1001"],
    ["frames", 0, "at least one frame"],
    ["frames", -3, "cannot last -3 frames"],
    ["in", -1, "start at 0"],
    ["frames", 1.5, "whole numbers"],
    ["frames", 100_001, "more than a shot may hold"],
    ["in", 99_999_999, "lies after Out"],
  ] as const)("refuse %s %d in words", (part, value, words) => {
    const answer = changeRange(shot, part, value);
    expect("problem" in answer && answer.problem).toContain(words);
  });

  it("are set by any two at once, wherever they were before", () => {
    const far = { frameIn: 2000, frames: 100 };
    expect(setRange(shot, { in: 2000, out: 2099 })).toEqual(far);
    expect(setRange(shot, { in: 2000, frames: 100 })).toEqual(far);
    expect(setRange(shot, { out: 2099, frames: 100 })).toEqual(far);
    expect(setRange(shot, { in: 2000, out: 2099, frames: 100 })).toEqual(far);
    expect(setRange(shot, { frames: 10 })).toEqual({ frameIn: 1001, frames: 10 });
    expect(setRange(shot, {})).toEqual(shot);
  });

  it("refuse three numbers that disagree, and a start below 0", () => {
    expect(setRange(shot, { in: 1001, out: 1048, frames: 40 })).toEqual({
      problem: "Frames 40 is not Out 1048 − In 1001 + 1 = 48",
    });
    expect(setRange(shot, { out: 10, frames: 48 })).toEqual({ problem: "48 frames before Out 10 would start below 0" });
    expect(setRange(shot, { in: 10, out: 4 })).toHaveProperty("problem");
  });
});
