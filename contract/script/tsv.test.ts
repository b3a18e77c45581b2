import { describe, expect, it } from "vitest";
import { parseTsv, writeTsv } from "./tsv";

describe("cells from a spreadsheet", () => {
  it.each([
    [
      "a\tb\nc\td",
      [
        ["a", "b"],
        ["c", "d"],
      ],
    ],
    [
      "a\tb\r\nc\td\r\n",
      [
        ["a", "b"],
        ["c", "d"],
      ],
    ],
    ["a\t\tb", [["a", "", "b"]]],
    ["a\t", [["a", ""]]],
    ["one", [["one"]]],
    ["a\n\nb", [["a"], [""], ["b"]]],
    ['"two\nlines"\tb', [["two\nlines", "b"]]],
    ['"say ""cut"""\tb', [['say "cut"', "b"]]],
    ['"a\tb"\n"c"', [["a\tb"], ["c"]]],
    ['"open\tb\nc', [['"open', "b"], ["c"]]],
    ['5" lens\tb', [['5" lens', "b"]]],
    ['"5" lens\tb', [['"5" lens', "b"]]],
    ["\ufeffa", [["a"]]],
    ["", [[""]]],
  ])("reads %j", (text, rows) => {
    expect(parseTsv(text)).toEqual(rows);
  });

  it("come back as they went", () => {
    const rows = [
      ["SH0010", 'He says "go"', "tab\there"],
      ["", "two\nlines", '5" lens'],
    ];
    expect(parseTsv(writeTsv(rows))).toEqual(rows);
  });
});
