/** Bigger files are no shot list; they are refused before a byte is read. */
export const mostBytes = 16 * 1024 * 1024;

export type Decoded = { text: string; encoding: "UTF-8" | "UTF-8 with BOM" | "UTF-16 LE" | "UTF-16 BE" };

const starts = (bytes: Uint8Array, ...with_: number[]) => with_.every((byte, at) => bytes[at] === byte);

const decoded = (bytes: Uint8Array, label: string): string | undefined => {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
};

/**
 * The text of a CSV file: UTF-8 with or without a byte order mark, UTF-16 with one. What is no text at all is told by
 * name, with what to do about it.
 */
export function decodeCsv(bytes: Uint8Array): Decoded | { problem: string } {
  if (bytes.length === 0) return { problem: "The file is empty: export it again." };
  if (bytes.length > mostBytes)
    return {
      problem: `The file has ${Math.ceil(bytes.length / 1024 / 1024)} MB; a shot list of at most 16 MB goes in.`,
    };
  if (starts(bytes, 0x50, 0x4b, 0x03, 0x04))
    return { problem: "This is an Excel or Numbers workbook. Save it as “CSV UTF-8” and drop that file." };
  if (starts(bytes, 0xd0, 0xcf, 0x11, 0xe0))
    return { problem: "This is an old Excel workbook. Save it as “CSV UTF-8” and drop that file." };
  if (starts(bytes, 0x25, 0x50, 0x44, 0x46)) return { problem: "This is a PDF. A shot list comes as CSV." };
  const found = decodeText(bytes);
  if ("problem" in found) return found;
  if (found.text.startsWith("version https://git-lfs"))
    return { problem: "This is a Git LFS pointer, not the file itself. Run “git lfs pull”, then drop it again." };
  if (found.text.includes("\u0000"))
    return { problem: "The file holds zero bytes: it is no text, or UTF-16 without its mark. Save it as “CSV UTF-8”." };
  if (found.text.trim() === "") return { problem: "The file holds no words: export it again." };
  return found;
}

function decodeText(bytes: Uint8Array): Decoded | { problem: string } {
  if (starts(bytes, 0xff, 0xfe) || starts(bytes, 0xfe, 0xff)) {
    const little = bytes[0] === 0xff;
    const text = decoded(bytes.subarray(2), little ? "utf-16le" : "utf-16be");
    if (text === undefined) return { problem: "The file says it is UTF-16 and is cut off. Export it again." };
    return { text, encoding: little ? "UTF-16 LE" : "UTF-16 BE" };
  }
  const marked = starts(bytes, 0xef, 0xbb, 0xbf);
  const text = decoded(marked ? bytes.subarray(3) : bytes, "utf-8");
  if (text === undefined)
    return {
      problem: "The file is not UTF-8, so letters such as é and ü would be lost. In Excel save it as “CSV UTF-8”.",
    };
  return { text, encoding: marked ? "UTF-8 with BOM" : "UTF-8" };
}
