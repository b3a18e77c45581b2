import { describe, expect, it } from "vitest";
import { readCsvBytes } from "./read-csv";

const bytes = (text: string) => new TextEncoder().encode(text);
const read = (text: string) => readCsvBytes("shots.csv", bytes(text));

describe("the table of a file", () => {
  it.each([
    ["commas", "Name,Frames\nSH0010,48\n"],
    ["semicolons", "\ufeffName;Frames\r\nSH0010;48\r\n"],
    ["tabs", "Name\tFrames\nSH0010\t48"],
  ])("is found between %s", (delimiter, text) => {
    expect(read(text)).toMatchObject({ delimiter, header: ["Name", "Frames"], rows: [["SH0010", "48"]] });
  });

  it("keeps semicolons, commas and lines inside quotes, and blank rows where they stand", () => {
    const table = read('Name;Text\n"SH0010";"a; ""b"",\nc"\n\nSH0020;1,5\n\n\n');
    expect(table).toMatchObject({ rows: [["SH0010", 'a; "b",\nc'], [""], ["SH0020", "1,5"]] });
  });

  it("says which row opens a quote that never closes", () => {
    expect(read('Name,Text\nA,"open\nB,2\n')).toEqual({ problem: expect.stringContaining("Row 2: a quotation mark") });
  });

  it("refuses a hundred thousand rows with their number", () => {
    const text = `Name\n${Array.from({ length: 100_000 }, (_, n) => `SH${n}`).join("\n")}`;
    expect(read(text)).toEqual({ problem: expect.stringContaining("100,000 rows; 10,000 go in at once") });
  });

  it("refuses what is no text", () => {
    expect(readCsvBytes("a.xlsx", new Uint8Array([0x50, 0x4b, 3, 4]))).toEqual({
      problem: expect.stringContaining("workbook"),
    });
  });
});
