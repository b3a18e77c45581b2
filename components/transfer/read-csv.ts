import Papa from "papaparse";
import { decodeCsv, mostBytes } from "@/contract/script/csv/decode";
import { mostRows } from "@/contract/script/csv/plan";
import { type Delimiter, sniffDelimiter } from "@/contract/script/csv/sniff";

export type CsvTable = {
  fileName: string;
  header: string[];
  rows: string[][];
  /** In words: "semicolons", "UTF-8 with BOM". */
  delimiter: string;
  encoding: string;
};

const delimiterWords: Record<Delimiter, string> = { ",": "commas", ";": "semicolons", "\t": "tabs" };

/** What bytes of a file say as a table, or what is wrong with them. Blank rows at the end are left out. */
export function readCsvBytes(fileName: string, bytes: Uint8Array): CsvTable | { problem: string } {
  const decoded = decodeCsv(bytes);
  if ("problem" in decoded) return decoded;
  const delimiter = sniffDelimiter(decoded.text);
  const { data, errors } = Papa.parse<string[]>(decoded.text, { delimiter });
  const quote = errors.find(({ type }) => type === "Quotes");
  if (quote)
    return {
      problem: `Row ${(quote.row ?? 0) + 1}: a quotation mark is opened and not closed, so the rest of the file would be one cell. Close it, or export the file again.`,
    };
  while (data.length > 0 && data.at(-1)?.every((cell) => cell.trim() === "")) data.pop();
  const [header = [], ...rows] = data;
  if (rows.length > mostRows)
    return {
      problem: `The file has ${rows.length.toLocaleString("en")} rows; ${mostRows.toLocaleString("en")} go in at once. Split it, for example by sequence.`,
    };
  return {
    ...{ fileName, rows, encoding: decoded.encoding },
    header: header.map((name) => name.trim()),
    delimiter: delimiterWords[delimiter],
  };
}

/** The table of a file somebody dropped. */
export async function readCsv(file: File): Promise<CsvTable | { problem: string }> {
  // Told before it is read: a gigabyte would only fill the memory.
  if (file.size > mostBytes)
    return {
      problem: `${file.name} has ${Math.ceil(file.size / 1024 / 1024)} MB; a shot list of at most 16 MB goes in.`,
    };
  return readCsvBytes(file.name, new Uint8Array(await file.arrayBuffer()));
}
