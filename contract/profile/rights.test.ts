import { describe, expect, it } from "vitest";
import { rightsUnsaid, unsaidWords } from "./rights";

const said = { slot: "front", keep: null, depicts: "drawn", source: "Mei", licence: "CC0" };

describe("rights that nobody said", () => {
  it("are counted for each thing, without discarded candidates", () => {
    const images = [
      said,
      { ...said, depicts: "unknown", source: " " },
      { ...said, slot: null, licence: "" },
      { ...said, slot: null, keep: false, depicts: "unknown", source: "", licence: "" },
    ];
    expect(rightsUnsaid(images)).toEqual({ pictures: 3, depicts: 1, source: 1, licence: 1 });
  });

  it("are told in sentences, one for each thing", () => {
    expect(unsaidWords(rightsUnsaid([said]))).toEqual([]);
    expect(unsaidWords({ pictures: 9, depicts: 2, source: 9, licence: 1 })).toEqual([
      "Of 2 of 9 pictures it is not said whom they show.",
      "Of no picture is the source named.",
      "Of 1 of 9 pictures no licence is named.",
    ]);
    expect(unsaidWords({ pictures: 1, depicts: 1, source: 0, licence: 0 })).toEqual([
      "Of the picture it is not said whom it shows.",
    ]);
  });
});
