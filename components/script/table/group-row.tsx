"use client";

import { ChevronDown, ChevronRight } from "lucide-react";
import { memo, type ReactNode } from "react";
import { timeOf } from "@/contract/script/frame-time";
import { costText } from "./grid-cell";
import { manyShots } from "./many-shots";
import type { ViewRow } from "./table-view";

interface GroupRowProps {
  row: Extract<ViewRow, { kind: "sequence" }>;
  top: number;
  width: number;
  fps: number;
  onCollapse: (sequence: string) => void;
}

/** A sequence with its sums; a press folds it. */
export const GroupRow = memo(function GroupRow({ row, top, width, fps, onCollapse }: GroupRowProps) {
  const { sequence, shots, frames, seconds, collapsed } = row;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a row of the virtual grid
    // biome-ignore lint/a11y/useFocusableInteractive: the grid keeps focus
    <div role="row" className="absolute left-0 h-9 border-b bg-canvas contain-strict" style={{ top, width }}>
      <GroupCell>
        <button
          type="button"
          tabIndex={-1}
          aria-expanded={!collapsed}
          onClick={() => onCollapse(sequence)}
          className="num flex h-full items-center gap-3 pr-3 pl-3 text-muted text-xs hover:text-text"
        >
          {collapsed ? (
            <ChevronRight aria-hidden className="size-4 stroke-[1.5]" />
          ) : (
            <ChevronDown aria-hidden className="size-4 stroke-[1.5]" />
          )}
          <span className="code text-text">{sequence}</span>
          <span>{manyShots(shots)}</span>
          <span>{frames.toLocaleString("en")} frames</span>
          <span>{timeOf(frames, fps)}</span>
          {seconds > 0 && <span>{costText(seconds)} GPU</span>}
        </button>
      </GroupCell>
    </div>
  );
});

// biome-ignore-start lint/a11y/useSemanticElements: a cell of the virtual grid
// biome-ignore-start lint/a11y/useFocusableInteractive: the grid keeps focus
function GroupCell({ children }: { children: ReactNode }) {
  return (
    <div role="gridcell" className="sticky left-0 h-full w-max">
      {children}
    </div>
  );
}
// biome-ignore-end lint/a11y/useFocusableInteractive: see above
// biome-ignore-end lint/a11y/useSemanticElements: see above
