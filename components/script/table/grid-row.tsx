"use client";

import { type ComponentProps, memo, useCallback, useState, useSyncExternalStore } from "react";
import { Thumb } from "@/components/media/thumb";
import { cx } from "@/components/ui/cx";
import { type CellContext, cellText } from "@/contract/script/cells";
import type { Column } from "@/contract/script/columns";
import type { TableShot } from "@/contract/script/table-shot";
import { CellField } from "./cell-field";
import type { DescriptionField } from "./description-field";
import { CellContent } from "./grid-cell";
import type { Cell, GridCursor, RowMark } from "./grid-cursor";
import { RowGrip, RowTick } from "./row-lead";
import type { ShotStore } from "./shot-store";
import type { Leave } from "./use-cell-typing";

export const rowHeight = 44;
/** Grip and tick box before the first column. */
export const leadWidth = 52;

/** What all rows share; a new object draws every row again. */
export type GridFrame = {
  store: ShotStore;
  cursor: GridCursor;
  columns: readonly Column[];
  /** Px from the left edge of the table, for each column. */
  lefts: readonly number[];
  width: number;
  context: CellContext;
  editable: boolean;
  /** Rows can be dragged: nothing is sorted. */
  movable: boolean;
  id: string;
  hrefOf: (code: string) => string;
  onSave: (cell: Cell, text: string, leave: Leave, from: TableShot) => Promise<string | undefined>;
  onCancel: () => void;
  /** A field with chips, once it has come; until then descriptions are typed as they are stored. */
  Description: typeof DescriptionField | undefined;
};

interface GridRowProps {
  id: string;
  index: number;
  top: number;
  /** The columns to mount beside the first: `[first, end)`. */
  first: number;
  end: number;
  frame: GridFrame;
}

/** One shot. It listens for its own row and its own place in the selection, and to nothing else. */
export const GridRow = memo(function GridRow({ id, index, top, first, end, frame }: GridRowProps) {
  const { store, cursor } = frame;
  const watchShot = useCallback((tell: () => void) => store.watchRow(id, tell), [store, id]);
  const watchMark = useCallback((tell: () => void) => cursor.watchRow(id, tell), [cursor, id]);
  const shot = useSyncExternalStore(
    watchShot,
    () => store.get(id),
    () => store.get(id),
  );
  const mark = useSyncExternalStore(
    watchMark,
    () => cursor.mark(id),
    () => cursor.mark(id),
  );
  if (!shot) return null;
  const { columns, lefts, context, editable } = frame;
  const [codeColumn] = columns;
  const cells = columns.slice(Math.max(1, first), end);
  const fieldOf = (column: Column, place: number) => {
    if (mark.editing !== place || column.choice) return null;
    const typing: ComponentProps<typeof CellField> = {
      label: `${column.label} of ${shot.code}`,
      ...{ column, shot },
      start: mark.draft ?? cellText(shot, column.id, context),
      typed: mark.draft !== undefined,
      onSave: (text, leave, from) => frame.onSave({ id, column: column.id }, text, leave, from),
      onCancel: frame.onCancel,
    };
    // The row may come to draw another shot: what is typed belongs to this one.
    return <CellTyped key={id} {...typing} Description={frame.Description} />;
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a row of a virtual grid, laid out by hand
    // biome-ignore lint/a11y/useFocusableInteractive: the grid keeps focus and names the active cell
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={mark.selected}
      data-index={index}
      data-id={id}
      style={{ top, width: frame.width }}
      className={cx(
        "group absolute left-0 h-11 border-b text-sm",
        // Nothing in one row moves or paints another; only a field may hang out of it.
        mark.editing === -1 && "contain-strict",
        mark.selected
          ? "bg-[color-mix(in_srgb,var(--surface),var(--accent)_10%)]"
          : "bg-surface hover:bg-[color-mix(in_srgb,var(--surface),var(--text)_4%)]",
      )}
    >
      <GridCell
        aria-colindex={1}
        id={`${frame.id}-${id}-code`}
        data-column="code"
        style={{ width: lefts[1] ?? leadWidth }}
        className={cx("sticky left-0 z-10 flex h-[43px] items-center border-r bg-inherit", cellMark(mark, 0))}
      >
        <span className="flex shrink-0 items-center pr-3 pl-1" style={leadStyle}>
          <RowGrip movable={frame.movable} />
          <RowTick code={shot.code} selected={mark.selected} />
        </span>
        <Thumb
          // Another picture begins as its own colour, not as the one that stood there.
          key={shot.picture?.id ?? ""}
          media={shot.picture}
          alt=""
          ratio={16 / 9}
          sizes="56px"
          className="mr-3 w-14 shrink-0"
        />
        <a href={frame.hrefOf(shot.code)} tabIndex={-1} data-open className="code min-w-0 truncate hover:underline">
          {shot.code}
        </a>
        {codeColumn && fieldOf(codeColumn, 0) && (
          <span className="absolute inset-y-0 right-0" style={{ left: leadWidth + 64 }}>
            {fieldOf(codeColumn, 0)}
          </span>
        )}
      </GridCell>
      {cells.map((column, at) => {
        const place = Math.max(1, first) + at;
        const field = fieldOf(column, place);
        return (
          <GridCell
            key={column.id}
            aria-colindex={place + 1}
            aria-readonly={column.field === null || !editable}
            id={`${frame.id}-${id}-${column.id}`}
            data-column={column.id}
            style={{ left: lefts[place], width: column.width }}
            className={cx(
              "absolute top-0 flex h-[43px] items-center px-2",
              column.numeric && "justify-end",
              cellMark(mark, place),
            )}
          >
            {field ?? <CellContent shot={shot} column={column} context={context} editable={editable} />}
          </GridCell>
        );
      })}
    </div>
  );
});

const cellMark = (mark: RowMark, place: number): string =>
  cx(
    mark.active === place && "outline-2 outline-accent -outline-offset-2",
    place >= mark.from && place <= mark.to && "bg-[color-mix(in_srgb,var(--surface),var(--accent)_14%)]",
  );

const leadStyle = { width: leadWidth };

// biome-ignore-start lint/a11y/useSemanticElements: a cell of the virtual grid
// biome-ignore-start lint/a11y/useFocusableInteractive: the grid keeps focus and names the active cell
function GridCell(props: ComponentProps<"div">) {
  return <div {...props} role="gridcell" />;
}
// biome-ignore-end lint/a11y/useFocusableInteractive: see above
// biome-ignore-end lint/a11y/useSemanticElements: see above

/** The field of a cell. The one that typing began in stays, though the one with chips may come meanwhile. */
function CellTyped({ Description, ...typing }: ComponentProps<typeof CellField> & Pick<GridFrame, "Description">) {
  const [Chips] = useState(() => (typing.column.id === "description" ? Description : undefined));
  return Chips ? <Chips {...typing} /> : <CellField {...typing} />;
}
