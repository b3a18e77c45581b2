import { expect, it } from "vitest";
import { sniffDelimiter } from "./sniff";

it.each([
  ["Name,Frames\nA,48\n", ","],
  ["Name;Frames\r\nA;48\r\n", ";"],
  ["Name\tFrames\rA\t48", "\t"],
  // Commas of decimals and of casts, between semicolons.
  ["Name;Frames;Cast\nA;1,5;Mara, Pip\nB;2,5;Mara, Pip\n", ";"],
  ['Name,Text\n"A;1","b;c;d"\n"B;2","e;f"\n', ","],
  ['"A;B",C\n"1;\n2",3\n', ","],
  ["Name\nA\n", ","],
  ["Name;Frames", ";"],
  ["", ","],
])("reads %j between %j", (text, delimiter) => {
  expect(sniffDelimiter(text)).toBe(delimiter);
});
