import { describe, expect, it } from "vitest";
import { readNewShots } from "./new-shots";

const read = (text: string, step?: number) => readNewShots(text, { step, fps: 24 });

describe("making shots from text", () => {
  it("takes codes, ranges and lists", () => {
    expect(read("SH0010-SH0030")).toEqual({ codes: ["SH0010", "SH0020", "SH0030"], details: [] });
    expect(read("SH0010\nSH0020")).toEqual({ codes: ["SH0010", "SH0020"], details: [] });
    expect(read("")).toEqual({ codes: [], details: [] });
  });

  it("takes rows of a spreadsheet: code, description, length", () => {
    expect(read('sh0010\t"Rain,\nthen wind"\t48\nSH0020\t\t2 s\n')).toEqual({
      codes: ["SH0010", "SH0020"],
      details: [
        { code: "SH0010", description: "Rain,\nthen wind", durationFrames: 48 },
        { code: "SH0020", durationFrames: 48 },
      ],
    });
  });

  it("follows a first row of headings and passes over columns it does not know", () => {
    expect(read("Scene\tShot\tWeather\tMovement\n4\tSH0010\tRain\tPan")).toEqual({
      codes: ["SH0010"],
      details: [{ code: "SH0010", scene: "4", move: "Pan" }],
    });
  });

  it.each([
    ["SH0010\tRain\nSH 10!\tWind", "Row 2: "],
    ["SH0010\tRain\n\tWind", "Row 2: “” is not one code"],
    ["SH0010-SH0030\tRain", "Row 1: “SH0010-SH0030” is not one code"],
    ["SH0010\tRain\tlong", "Row 1: “long” is no length"],
    ["SH0010\tRain\nSH0010\tWind", "SH0010 is named twice"],
    [`Code\tScene\nSH0010\t${"x".repeat(41)}`, "Row 2: the scene has 41 letters"],
    [Array.from({ length: 1001 }, (_, n) => `SH${n}\tx`).join("\n"), "1001 rows are too many"],
  ])("says what is wrong and where", (text, words) => {
    const answer = read(text);
    expect("problem" in answer && answer.problem).toContain(words);
  });
});
