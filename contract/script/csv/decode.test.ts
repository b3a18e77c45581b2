import { describe, expect, it } from "vitest";
import { decodeCsv, mostBytes } from "./decode";

const utf8 = (text: string) => new TextEncoder().encode(text);
const utf16 = (text: string, little: boolean) => {
  const bytes = new Uint8Array(2 + text.length * 2);
  const view = new DataView(bytes.buffer);
  for (const [n, letter] of [...`\ufeff${text}`].entries()) view.setUint16(n * 2, letter.charCodeAt(0), little);
  return bytes;
};
const text = "Séquence;Café\r\nSQ010;明";

describe("the bytes of a file", () => {
  it.each([
    ["UTF-8", utf8(text)],
    ["UTF-8 with BOM", utf8(`\ufeff${text}`)],
    ["UTF-16 LE", utf16(text, true)],
    ["UTF-16 BE", utf16(text, false)],
  ])("are read as %s, without the mark", (encoding, bytes) => {
    expect(decodeCsv(bytes)).toEqual({ text, encoding });
  });

  it.each([
    ["nothing", new Uint8Array(), "is empty"],
    ["blanks", utf8(" \r\n "), "no words"],
    ["Latin-1", new Uint8Array([0x43, 0x61, 0x66, 0xe9]), "not UTF-8"],
    ["a workbook", new Uint8Array([0x50, 0x4b, 3, 4, 20]), "Excel or Numbers"],
    ["an old workbook", new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1]), "old Excel"],
    ["a PDF", utf8("%PDF-1.7"), "a PDF"],
    ["UTF-16 without its mark", utf16("abc", true).subarray(2), "zero bytes"],
    ["half a letter of UTF-16", utf16("abc", true).subarray(0, 5), "cut off"],
    ["a Git LFS pointer", utf8("version https://git-lfs.github.com/spec/v1\n"), "Git LFS"],
    ["too much", new Uint8Array(mostBytes + 1), "17 MB"],
  ])("that are %s are refused by name", (_, bytes, words) => {
    const found = decodeCsv(bytes);
    expect("problem" in found && found.problem).toContain(words);
  });
});
