"use client";

import { CircleAlert, TriangleAlert } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { mostProblems } from "@/contract/script/csv/plan";
import type { Checked } from "./use-csv-import";

const few = 20;

/** Everything that is wrong or guessed, by row and column; errors first. */
export function ImportProblems({ checked }: { checked: Extract<Checked, { plan: unknown }> }) {
  const [all, setAll] = useState(false);
  const { errors, warnings, plan } = checked;
  const sorted = [...plan.problems].sort(
    (a, b) => Number(a.severity === "warning") - Number(b.severity === "warning") || a.row - b.row,
  );
  if (sorted.length === 0) return null;
  const shown = sorted.slice(0, all ? mostProblems : few);
  return (
    <section aria-label="Problems" className="grid gap-2">
      <h3 className="font-medium" aria-live="polite">
        {[count(errors, "error"), count(warnings, "warning")].filter(Boolean).join(", ")}
        {errors > 0 && <span className="font-normal text-muted"> · correct the errors in the file, or above</span>}
      </h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <ul tabIndex={0} aria-label="Problems by row" className="focus-inset max-h-64 overflow-y-auto border-y">
        {shown.map(({ severity, row, column, message }) => (
          <li key={`${row} ${column} ${message}`} className="flex gap-2 py-1.5 text-sm">
            {severity === "error" ? (
              <CircleAlert aria-label="Error" className="mt-0.5 size-4 shrink-0 stroke-[1.5] text-danger" />
            ) : (
              <TriangleAlert aria-label="Warning" className="mt-0.5 size-4 shrink-0 stroke-[1.5] text-muted" />
            )}
            <span>
              <span className="num font-medium">
                Row {row}
                {column !== "" && `, ${column}`}:
              </span>{" "}
              {message}
            </span>
          </li>
        ))}
      </ul>
      {sorted.length > shown.length && (
        <div className="flex items-center gap-3 text-muted text-xs">
          <span>and {sorted.length - shown.length} more</span>
          {!all && (
            <Button size="sm" variant="quiet" onClick={() => setAll(true)}>
              Show more
            </Button>
          )}
        </div>
      )}
    </section>
  );
}

const count = (n: number, word: string) => (n === 0 ? "" : `${n} ${word}${n === 1 ? "" : "s"}`);
