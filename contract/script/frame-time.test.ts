import { describe, expect, it } from "vitest";
import { framesFrom, timeOf } from "@/contract/script/frame-time";

describe("times of shots", () => {
  it.each([
    [48, 24, "2.0 s"],
    [1, 24, "0.0 s"],
    [1439, 24, "1:00.0"],
    [1560, 24, "1:05.0"],
    [100, 24000 / 1001, "4.2 s"],
  ])("writes %i frames at %d fps as %s", (frames, fps, text) => {
    expect(timeOf(frames, fps)).toBe(text);
  });

  it.each([
    ["48", 48],
    ["48 f", 48],
    ["2s", 48],
    ["2,5 s", 60],
    ["1:05", 1560],
    ["0.5s", 12],
  ])("reads %s as %i frames", (text, frames) => {
    expect(framesFrom(text, 24)).toBe(frames);
  });

  it.each(["", "0", "-3", "two", "2.5", "0.001s", "4:"])("reads no frames from %j", (text) => {
    expect(framesFrom(text, 24)).toBeUndefined();
  });
});
