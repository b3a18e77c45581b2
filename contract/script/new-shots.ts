import { type Codes, expandCodes, mostAtOnce } from "./codes";
import { longest, type TextField } from "./fields";
import { framesFrom } from "./frame-time";
import { parseTsv } from "./tsv";

export type ShotDetails = { code: string; durationFrames?: number } & { [field in TextField]?: string };
export type NewShots = { codes: string[]; details: ShotDetails[] } | { problem: string };

type Heading = "code" | "frames" | TextField;
const headings: Readonly<Record<string, Heading>> = {
  ...{ code: "code", shot: "code", name: "code", "shot code": "code", "shot name": "code" },
  ...{ description: "description", action: "description", frames: "frames", duration: "frames", length: "frames" },
  ...{ scene: "scene", size: "size", "shot size": "size", angle: "angle", lens: "lens" },
  ...{ move: "move", movement: "move", "camera movement": "move" },
};
const usual: readonly Heading[] = ["code", "description", "frames"];

/**
 * What to make from what was typed or pasted: a code, a range, a list of both, or rows of a spreadsheet (code,
 * description, frames; or whatever a first row of headings names). The first thing wrong is said with its row.
 */
export function readNewShots(text: string, { step, fps }: { step?: number | undefined; fps: number }): NewShots {
  if (!text.includes("\t")) {
    const codes: Codes = expandCodes(text, step);
    return "problem" in codes ? codes : { codes: codes.codes, details: [] };
  }
  const rows = parseTsv(text).filter((row) => row.some((cell) => cell.trim() !== ""));
  const [first = []] = rows;
  const named = first.map((cell) => headings[cell.trim().toLowerCase()]);
  const headed = named.includes("code") && headings[first[0]?.trim().toLowerCase() ?? ""] !== undefined;
  const columns = headed ? named : usual;
  const codes: string[] = [];
  const details: ShotDetails[] = [];
  for (const [at, row] of rows.slice(headed ? 1 : 0).entries()) {
    const read = readRow(row, columns, fps);
    if ("problem" in read) return { problem: `Row ${at + (headed ? 2 : 1)}: ${read.problem}` };
    codes.push(read.code);
    details.push(read);
  }
  if (codes.length > mostAtOnce)
    return { problem: `${codes.length} rows are too many; make at most ${mostAtOnce} shots at once` };
  const seen = new Set<string>();
  for (const code of codes) {
    if (seen.has(code)) return { problem: `${code} is named twice` };
    seen.add(code);
  }
  return { codes, details };
}

function readRow(
  row: readonly string[],
  columns: readonly (Heading | undefined)[],
  fps: number,
): ShotDetails | { problem: string } {
  const details: ShotDetails = { code: "" };
  for (const [at, column] of columns.entries()) {
    const text = row[at]?.trim() ?? "";
    if (column === undefined || (text === "" && column !== "code")) continue;
    if (column === "code") {
      const one = expandCodes(text);
      if ("problem" in one) return one;
      const [code, ...more] = one.codes;
      if (code === undefined || more.length > 0) return { problem: `“${text}” is not one code` };
      details.code = code;
    } else if (column === "frames") {
      const frames = framesFrom(text, fps);
      if (frames === undefined) return { problem: `“${text}” is no length: write frames like 48, or time like 2 s` };
      details.durationFrames = frames;
    } else {
      if (text.length > longest[column])
        return { problem: `the ${column} has ${text.length} letters, at most ${longest[column]} fit` };
      details[column] = text;
    }
  }
  return details;
}
