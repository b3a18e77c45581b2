"use client";

import { Select } from "@/components/ui/select";
import type { Checked, CsvImport } from "./use-csv-import";

interface StatusWordsProps {
  csv: CsvImport;
  checked: Extract<Checked, { plan: unknown }>;
}

const unsaid = "?";

/** Words of the file that are no status of the team: what each means, or that its cells are left. */
export function StatusWords({ csv, checked: { plan, world } }: StatusWordsProps) {
  const { statuses } = csv.mapping;
  const said = Object.keys(statuses).map((word) => ({ word, count: 0 }));
  const words = [...said, ...plan.unknownStatuses.filter(({ word }) => !(word in statuses))];
  if (words.length === 0) return null;
  const options = [
    { value: unsaid, label: "Choose what it means" },
    { value: "", label: "Leave these cells out" },
    ...world.statuses.filter(({ archived }) => !archived).map(({ code, name }) => ({ value: code, label: name })),
  ];
  return (
    <section aria-label="Unknown statuses" className="grid gap-2">
      <h3 className="font-medium">Statuses this team does not have</h3>
      <ul className="grid gap-2">
        {words.map(({ word, count }) => (
          <li key={word} className="grid grid-cols-[1fr_14rem] items-center gap-3">
            <span className="truncate">
              “{word}”
              {count > 0 && <span className="num text-muted">{` in ${count} ${count === 1 ? "cell" : "cells"}`}</span>}
            </span>
            <Select
              aria-label={`What “${word}” means`}
              options={options}
              value={statuses[word] ?? unsaid}
              onChange={(event) => {
                const { value } = event.currentTarget;
                csv.setStatus(word, value === unsaid ? undefined : value);
              }}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
