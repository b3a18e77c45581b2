const delimiters = [",", ";", "\t"] as const;
export type Delimiter = (typeof delimiters)[number];

/** How often each delimiter stands outside quotes, for the first records of a text. */
function countRecords(text: string, most: number): Record<Delimiter, number>[] {
  const records: Record<Delimiter, number>[] = [];
  let counts = { ",": 0, ";": 0, "\t": 0 };
  let quoted = false;
  let blank = true;
  for (const letter of text.slice(0, 100_000)) {
    if (letter === '"') quoted = !quoted;
    else if (!quoted && (letter === "\n" || letter === "\r")) {
      if (!blank) records.push(counts);
      if (records.length === most) return records;
      counts = { ",": 0, ";": 0, "\t": 0 };
      blank = true;
      continue;
    } else if (!quoted && (letter === "," || letter === ";" || letter === "\t")) counts[letter] += 1;
    blank = false;
  }
  if (!blank) records.push(counts);
  return records;
}

/**
 * What parts the cells: the sign that stands in the header and as often in the rows after it; where two do, the one that
 * makes more columns. A file of one column is read with commas.
 */
export function sniffDelimiter(text: string): Delimiter {
  const [header, ...rows] = countRecords(text, 20);
  if (!header) return ",";
  const worth = (delimiter: Delimiter): number => {
    const columns = header[delimiter];
    if (columns === 0) return 0;
    const alike = rows.filter((row) => row[delimiter] === columns).length;
    return (rows.length === 0 ? 1 : alike / rows.length) * 1000 + columns;
  };
  return [...delimiters].sort((a, b) => worth(b) - worth(a))[0] ?? ",";
}
