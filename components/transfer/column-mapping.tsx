"use client";

import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { type CsvField, fieldIds, fieldLabel, profileOf, whyLeft } from "@/contract/script/csv/fields";
import type { CsvTable } from "./read-csv";
import type { CsvImport } from "./use-csv-import";

const options = [
  { value: "", label: "Leave out" },
  ...fieldIds.map((field) => ({ value: field, label: fieldLabel(field) })),
];

/** What each column of the file means: guessed, with its first value beside it, and changed by hand. */
export function ColumnMapping({ csv, table }: { csv: CsvImport; table: CsvTable }) {
  const { columns, sequence } = csv.mapping;
  const profile = profileOf(table.header);
  const asks = !columns.includes("sequence");
  return (
    <section aria-label="Columns" className="grid gap-3">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h3 className="font-medium">What the columns mean</h3>
        <p className="num text-muted text-xs">
          {table.fileName} · {table.rows.length} rows · {table.delimiter} · {table.encoding}
          {profile === "Other" ? "" : ` · ${profile}`}
        </p>
      </div>
      <div className="overflow-x-auto border-y">
        <table className="w-full table-fixed text-left text-sm">
          <thead>
            <tr className="text-muted text-xs">
              <th scope="col" className="h-8 pr-3 font-normal">
                Column
              </th>
              <th scope="col" className="pr-3 font-normal max-sm:hidden">
                First value
              </th>
              <th scope="col" className="w-44 font-normal sm:w-56">
                Read as
              </th>
            </tr>
          </thead>
          <tbody>
            {table.header.map((name, at) => (
              <tr key={at} className="border-t">
                <td className="py-1 pr-3">
                  <span className="block truncate">{name || `Column ${at + 1}`}</span>
                  <span className="block truncate text-muted text-xs sm:hidden">{sampleOf(table, at)}</span>
                </td>
                <td className="truncate py-1 pr-3 text-muted max-sm:hidden">{sampleOf(table, at)}</td>
                <td className="py-1">
                  <Select
                    aria-label={`Read ${name || `column ${at + 1}`} as`}
                    options={options}
                    value={columns[at] ?? ""}
                    onChange={(event) => csv.setColumn(at, (event.currentTarget.value || null) as CsvField | null)}
                  />
                  {(columns[at] ?? null) === null && whyLeft(name) !== undefined && (
                    <span className="mt-0.5 block text-muted text-xs">Left out: {whyLeft(name)}.</span>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {asks && (
        <div className="max-w-56">
          <Field label="Sequence" help="For codes that name none: 12A becomes SQ010_12A.">
            {(control) => (
              <Input
                {...control}
                className="code"
                value={sequence}
                autoComplete="off"
                onChange={(event) => csv.setSequence(event.currentTarget.value)}
              />
            )}
          </Field>
        </div>
      )}
    </section>
  );
}

const sampleOf = ({ rows }: CsvTable, at: number): string =>
  rows.slice(0, 50).find((row) => (row[at] ?? "").trim() !== "")?.[at] ?? "–";
