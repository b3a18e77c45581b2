"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useEffect, useMemo, useRef } from "react";
import { indices, useWindow } from "@/components/media/use-window";
import { useProject } from "@/components/studio/project";
import { useCan } from "@/components/studio/viewer";
import { cx } from "@/components/ui/cx";
import { timeOf } from "@/contract/script/frame-time";
import { ShotCard } from "./shot-card";
import { ShotRow, shotColumns } from "./shot-row";
import { rowsOf, type SequenceSum, type TableRow } from "./shot-rows";
import { useNarrow } from "./use-narrow";
import { useRowKeys } from "./use-row-keys";
import type { Shot, useShotEdits } from "./use-shot-edits";

interface ShotTableProps {
  shots: readonly Shot[];
  selected: ReadonlySet<string>;
  onSelect: (selected: ReadonlySet<string>) => void;
  edits: ReturnType<typeof useShotEdits>;
  /** Lets the screen hand focus to the table. */
  handle: { current: (() => void) | null };
}

const heights = { wide: { sequence: 36, shot: 52 }, narrow: { sequence: 36, shot: 97 } };

/** A thousand shots in rows of fixed height; only those near the window are mounted. */
export function ShotTable({ shots, selected, onSelect, edits, handle }: ShotTableProps) {
  const { href, fpsNum, fpsDen } = useProject();
  const fps = fpsNum / fpsDen;
  const router = useRouter();
  const editable = useCan()("edit shots");
  const narrow = useNarrow();
  const frame = useRef<HTMLDivElement>(null);
  const rows = useMemo(() => rowsOf(shots), [shots]);
  const ids = useMemo(() => shots.map(({ id }) => id), [shots]);
  const { startOf, first, end, scrollTo } = useRowWindow(frame, rows, narrow);
  const hrefOf = (shot: Shot) => `${href}/script/shots/${shot.code}`;
  const rowIndex = (index: number) => rows.findIndex((row) => row.kind === "shot" && row.index === index);
  const keys = useRowKeys(frame, {
    ids,
    selected,
    onSelect,
    onOpen: (index) => shots[index] && router.push(hrefOf(shots[index])),
    reveal: (index) => scrollTo(index === 0 ? 0 : rowIndex(index)),
  });
  useEffect(() => {
    handle.current = keys.focusFirst;
  });
  const draw = (row: TableRow<Shot>): ReactNode => {
    if (row.kind === "sequence") return <SequenceHead sum={row} fps={fps} />;
    if (narrow) return <ShotCard shot={row.shot} href={hrefOf(row.shot)} fps={fps} edits={edits} />;
    const state = { current: row.index === keys.at, selected: selected.has(row.shot.id) };
    return (
      <ShotRow
        shot={row.shot}
        index={row.index}
        href={hrefOf(row.shot)}
        fps={fps}
        editable={editable}
        edits={edits}
        onToggle={keys.toggle}
        onFocusRow={keys.onFocusRow}
        {...state}
      />
    );
  };
  const grid = narrow
    ? { role: "list", "aria-label": "Shots" }
    : {
        role: "grid",
        "aria-label": "Shots",
        "aria-rowcount": shots.length + 1,
        "aria-multiselectable": true,
        onKeyDown: keys.onKeyDown,
      };
  return (
    <div
      ref={frame}
      className={cx("min-h-0 flex-1 overflow-auto scroll-pt-8 bg-surface", !narrow && "max-md:invisible")}
    >
      <div {...grid} className="min-w-fit">
        {!narrow && <TableHead />}
        <div role={narrow ? undefined : "rowgroup"} className="relative" style={{ height: startOf(rows.length) }}>
          {indices(first, end).map((index) => {
            const row = rows[index];
            return (
              row && (
                <div
                  key={row.kind === "shot" ? row.shot.id : `${row.sequence} ${index}`}
                  role={narrow ? "listitem" : "presentation"}
                  className="absolute inset-x-0 top-0"
                  style={{ height: startOf(index + 1) - startOf(index), transform: `translateY(${startOf(index)}px)` }}
                >
                  {draw(row)}
                </div>
              )
            );
          })}
        </div>
      </div>
    </div>
  );
}

function useRowWindow(frame: { current: HTMLDivElement | null }, rows: readonly TableRow<Shot>[], narrow: boolean) {
  const height = narrow ? heights.narrow : heights.wide;
  const starts = useMemo(() => {
    const edges = [0];
    for (const row of rows) edges.push((edges.at(-1) ?? 0) + (row.kind === "sequence" ? height.sequence : height.shot));
    return edges;
  }, [rows, height]);
  const startOf = (index: number) => starts[Math.min(index, rows.length)] ?? 0;
  // What the server draws before anyone measured: one screen.
  const shape = { count: rows.length, startOf, overscan: 6, assumed: 900, lead: narrow ? 0 : 32 };
  return { startOf, ...useWindow(frame, shape) };
}

const head = ["", "Shot", "Description", "Cast", "Environment", "Duration", "Status", "Frames", "Last note", "Who"];

function TableHead() {
  return (
    // biome-ignore lint/a11y/useSemanticElements: see the grid
    // biome-ignore lint/a11y/useFocusableInteractive: headings take no focus
    <div
      role="row"
      aria-rowindex={1}
      className={cx(shotColumns, "sticky top-0 z-[2] h-8 min-w-[1156px] border-b bg-surface text-muted text-xs")}
    >
      {head.map((label) => (
        // biome-ignore lint/a11y/useSemanticElements: see the grid
        // biome-ignore lint/a11y/useFocusableInteractive: headings take no focus
        <span key={label} role="columnheader" className={cx("truncate", label === "Frames" && "text-right")}>
          {label === "" ? <span className="sr-only">Selected</span> : label}
        </span>
      ))}
    </div>
  );
}

function SequenceHead({ sum, fps }: { sum: SequenceSum; fps: number }) {
  return (
    <div className="num flex h-full items-center gap-3 border-b bg-canvas px-4 text-muted text-xs sm:px-6">
      <span className="sticky left-4 flex items-center gap-3 sm:left-6">
        <span className="code text-text">{sum.sequence}</span>
        <span>{sum.shots === 1 ? "1 shot" : `${sum.shots} shots`}</span>
        <span>{sum.frames.toLocaleString("en")} frames</span>
        <span>{timeOf(sum.frames, fps)}</span>
      </span>
    </div>
  );
}
