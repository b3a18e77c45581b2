/**
 * Rows of cells as a spreadsheet copies them: tabs between cells, lines between rows, a cell with either (or a quote)
 * inside double quotes with its own quotes doubled. The line end after the last row makes no row.
 */
export function parseTsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  const source = text.replace(/^\ufeff/, "");
  while (at <= source.length) {
    const cell = source[at] === '"' ? quoted(source, at) : undefined;
    const end = cell ? cell.end : plainEnd(source, at);
    row.push(cell ? cell.text : source.slice(at, end));
    at = end;
    if (source[at] === "\t") {
      at += 1;
      continue;
    }
    rows.push(row);
    row = [];
    at += source[at] === "\r" && source[at + 1] === "\n" ? 2 : 1;
    if (at >= source.length) break;
  }
  return rows;
}

const plainEnd = (text: string, from: number): number => {
  let end = from;
  while (end < text.length && text[end] !== "\t" && text[end] !== "\n" && text[end] !== "\r") end += 1;
  return end;
};

/** A quoted cell, or undefined when the quotes do not close before a border: then they are plain letters. */
function quoted(text: string, from: number): { text: string; end: number } | undefined {
  let cell = "";
  for (let at = from + 1; at < text.length; at++) {
    if (text[at] !== '"') cell += text[at];
    else if (text[at + 1] === '"') {
      cell += '"';
      at += 1;
    } else {
      const next = text[at + 1];
      if (next !== undefined && next !== "\t" && next !== "\n" && next !== "\r") return undefined;
      return { text: cell.replace(/\r\n?/g, "\n"), end: at + 1 };
    }
  }
  return undefined;
}

/** The same the other way: what a spreadsheet takes from the clipboard. */
export const writeTsv = (rows: readonly (readonly string[])[]): string =>
  rows
    .map((row) => row.map((cell) => (/["\t\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join("\t"))
    .join("\n");
