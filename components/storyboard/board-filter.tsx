"use client";

import type { ReactNode } from "react";
import { useStatuses } from "@/components/statuses/statuses";
import { cx } from "@/components/ui/cx";
import { StatusDot } from "@/components/ui/status-dot";

/** "status:wfa" → wfa; anything else lets every frame through. */
export const statusOfFilter = (filter: string): string | undefined => /^status:([a-z0-9-]{1,10})$/.exec(filter)?.[1];

interface BoardFilterProps {
  counts: ReadonlyMap<string, number>;
  total: number;
  chosen: string | undefined;
  onChoose: (status: string | undefined) => void;
  /** What stands in the same row behind it: a row of its own would push the frames down when it comes. */
  children?: ReactNode;
}

/** One button for each status there is, with its count. */
export function BoardFilter({ counts, total, chosen, onChoose, children }: BoardFilterProps) {
  const { set, mark } = useStatuses();
  const offered = set.rows.filter(({ code }) => counts.has(code) || code === chosen);
  return (
    <div className="flex min-w-0 gap-3 overflow-x-auto py-0.5 [scrollbar-width:none]">
      <fieldset className="flex shrink-0 gap-1">
        <legend className="sr-only">Show frames by status</legend>
        <FilterButton pressed={chosen === undefined} onClick={() => onChoose(undefined)}>
          All <span className="num text-muted">{total}</span>
        </FilterButton>
        {offered.map(({ code, name }) => (
          <FilterButton
            key={code}
            pressed={code === chosen}
            onClick={() => onChoose(code === chosen ? undefined : code)}
          >
            <StatusDot {...mark(code)} />
            {name} <span className="num text-muted">{counts.get(code) ?? 0}</span>
          </FilterButton>
        ))}
      </fieldset>
      {children}
    </div>
  );
}

export function FilterButton({
  pressed,
  onClick,
  children,
}: {
  pressed: boolean;
  onClick: () => void;
  children: ReactNode;
}) {
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
