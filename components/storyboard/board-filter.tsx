"use client";

import type { ReactNode } from "react";
import { cx } from "@/components/ui/cx";
import { StatusDot } from "@/components/ui/status-dot";
import { toneClass } from "@/components/ui/status-tone";
import { type Status, statuses, statusIds } from "@/contract/statuses";

/** "status:wfa" → wfa; anything else lets every frame through. */
export const statusOfFilter = (filter: string): Status | undefined =>
  statusIds.find((status) => filter === `status:${status}`);

interface BoardFilterProps {
  counts: ReadonlyMap<string, number>;
  total: number;
  chosen: Status | undefined;
  onChoose: (status: Status | undefined) => void;
}

/** One button for each status there is, with its count. */
export function BoardFilter({ counts, total, chosen, onChoose }: BoardFilterProps) {
  const offered = statusIds.filter((status) => counts.has(status) || status === chosen);
  return (
    <fieldset className="flex min-w-0 gap-1 overflow-x-auto py-0.5 [scrollbar-width:none]">
      <legend className="sr-only">Show frames by status</legend>
      <FilterButton pressed={chosen === undefined} onClick={() => onChoose(undefined)}>
        All <span className="num text-muted">{total}</span>
      </FilterButton>
      {offered.map((status) => (
        <FilterButton
          key={status}
          pressed={status === chosen}
          onClick={() => onChoose(status === chosen ? undefined : status)}
        >
          <StatusDot tone={status} className={toneClass[status]} />
          {statuses[status].label} <span className="num text-muted">{counts.get(status) ?? 0}</span>
        </FilterButton>
      ))}
    </fieldset>
  );
}

function FilterButton({ pressed, onClick, children }: { pressed: boolean; onClick: () => void; children: ReactNode }) {
  return (
    <button
      type="button"
      aria-pressed={pressed}
      onClick={onClick}
      className={cx(
        "inline-flex h-7 shrink-0 items-center gap-1.5 rounded-control px-2.5 text-xs pointer-coarse:h-10",
        pressed ? "bg-press text-text" : "text-muted hover:bg-hover hover:text-text",
      )}
    >
      {children}
    </button>
  );
}
