"use client";

import { ArrowDown, ArrowUp } from "lucide-react";
import { type PointerEvent as ReactPointerEvent, useState } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { cx } from "@/components/ui/cx";
import { type Column, type ColumnId, clampWidth, type TableLook } from "@/contract/script/columns";
import { leadWidth } from "./grid-row";
import type { Sort } from "./table-view";

interface GridHeadProps {
  columns: readonly Column[];
  lefts: readonly number[];
  width: number;
  first: number;
  end: number;
  sort: Sort | null;
  onSort: (sort: Sort | null) => void;
  onLook: (next: (look: TableLook) => TableLook) => void;
  ticked: "all" | "some" | "none";
  onTickAll: () => void;
}

/** The heads of the columns: press to sort, drag to move, drag the edge to widen. */
export function GridHead({
  columns,
  lefts,
  width,
  first,
  end,
  sort,
  onSort,
  onLook,
  ticked,
  onTickAll,
}: GridHeadProps) {
  const [drag, setDrag] = useState<{ id: ColumnId; x: number } | null>(null);
  const sortBy = (id: ColumnId) =>
    onSort(sort?.column !== id ? { column: id, down: false } : sort.down ? null : { column: id, down: true });

  const resize = (column: Column) => (event: ReactPointerEvent<HTMLElement>) => {
    event.preventDefault();
    event.stopPropagation();
    const handle = event.currentTarget;
    handle.setPointerCapture(event.pointerId);
    const from = event.clientX;
    const move = (now: PointerEvent) =>
      onLook((look) => ({
        ...look,
        widths: { ...look.widths, [column.id]: clampWidth(column.width + now.clientX - from) },
      }));
    const stop = () => {
      handle.removeEventListener("pointermove", move);
      handle.removeEventListener("lostpointercapture", stop);
    };
    handle.addEventListener("pointermove", move);
    handle.addEventListener("lostpointercapture", stop);
  };

  const reorder = (column: Column) => (event: ReactPointerEvent<HTMLElement>) => {
    if (column.id === "code" || event.button !== 0) return;
    const head = event.currentTarget;
    const from = event.clientX;
    const target = (x: number) => {
      const offset = x - (head.parentElement?.getBoundingClientRect().left ?? 0);
      const at = columns.findIndex((one, n) => n > 0 && offset < (lefts[n] ?? 0) + one.width / 2);
      return at === -1 ? columns.length : Math.max(1, at);
    };
    let moved = false;
    const move = (now: PointerEvent) => {
      moved ||= Math.abs(now.clientX - from) > 6;
      if (moved) setDrag({ id: column.id, x: lefts[target(now.clientX)] ?? width });
    };
    const stop = (now: PointerEvent) => {
      removeEventListener("pointermove", move);
      removeEventListener("pointerup", stop);
      setDrag(null);
      if (!moved) return;
      // The press that ends a drag is no wish to sort.
      addEventListener("click", (click) => click.stopPropagation(), { capture: true, once: true });
      const to = target(now.clientX);
      const ids = columns.map(({ id }) => id);
      const rest = ids.filter((id) => id !== column.id);
      rest.splice(to > ids.indexOf(column.id) ? to - 1 : to, 0, column.id);
      onLook((look) => ({ ...look, order: withHidden(rest, look.order) }));
    };
    addEventListener("pointermove", move);
    addEventListener("pointerup", stop);
  };

  const label = (column: Column) => (
    <button
      type="button"
      tabIndex={-1}
      onClick={() => sortBy(column.id)}
      className={cx(
        "flex h-full min-w-0 flex-1 items-center gap-1 hover:text-text",
        column.numeric && "justify-end",
        sort?.column === column.id && "text-text",
      )}
    >
      <span className="truncate">{column.label}</span>
      {sort?.column === column.id &&
        (sort.down ? <ArrowDown aria-hidden className="size-3.5" /> : <ArrowUp aria-hidden className="size-3.5" />)}
    </button>
  );
  const edge = (column: Column) => (
    <span
      aria-hidden
      onPointerDown={resize(column)}
      onDoubleClick={() => onLook((look) => ({ ...look, widths: omit(look.widths, column.id) }))}
      className="absolute inset-y-0 -right-1 z-[1] w-2 cursor-col-resize after:absolute after:inset-y-2 after:left-[3.5px] after:w-px after:bg-line hover:after:bg-accent"
    />
  );
  const sorted = (id: ColumnId) => (sort?.column !== id ? undefined : sort.down ? "descending" : "ascending");
  const [code] = columns;
  return (
    // biome-ignore lint/a11y/useSemanticElements: see the grid
    // biome-ignore lint/a11y/useFocusableInteractive: the grid keeps focus
    <div
      role="row"
      aria-rowindex={1}
      style={{ width }}
      className="sticky top-0 z-20 h-8 border-b bg-surface text-muted text-xs"
    >
      {code && (
        <HeadCell
          aria-colindex={1}
          aria-sort={sorted("code")}
          style={{ width: lefts[1] ?? leadWidth }}
          className="sticky left-0 z-10 flex h-[31px] items-center border-r bg-surface"
        >
          <span className="flex shrink-0 items-center pr-3 pl-1" style={{ width: leadWidth }}>
            <span className="w-4" />
            <Checkbox
              aria-label="Select all shots shown"
              tabIndex={-1}
              checked={ticked === "all"}
              mixed={ticked === "some"}
              onChange={onTickAll}
              className="ml-1"
            />
          </span>
          {label(code)}
          {edge(code)}
        </HeadCell>
      )}
      {columns.slice(Math.max(1, first), end).map((column, n) => {
        const at = Math.max(1, first) + n;
        return (
          <HeadCell
            key={column.id}
            aria-colindex={at + 1}
            aria-sort={sorted(column.id)}
            onPointerDown={reorder(column)}
            style={{ left: lefts[at], width: column.width }}
            className={cx(
              "absolute top-0 flex h-[31px] items-center px-2",
              drag?.id === column.id && "bg-press text-text",
            )}
          >
            {label(column)}
            {edge(column)}
          </HeadCell>
        );
      })}
      {drag && <span aria-hidden className="absolute top-0 z-20 h-8 w-0.5 bg-accent" style={{ left: drag.x - 1 }} />}
    </div>
  );
}

/** Columns that are put away keep their place behind the neighbour they had. */
const withHidden = (shown: readonly ColumnId[], before: readonly string[] = []): string[] => {
  const order: string[] = [...shown];
  for (const id of before)
    if (!order.includes(id)) {
      const neighbour = before[before.indexOf(id) - 1];
      order.splice(neighbour === undefined ? 0 : order.indexOf(neighbour) + 1, 0, id);
    }
  return order;
};

const omit = (widths: TableLook["widths"], id: string) =>
  Object.fromEntries(Object.entries(widths ?? {}).filter(([key]) => key !== id));

// biome-ignore-start lint/a11y/useSemanticElements: see the grid
// biome-ignore-start lint/a11y/useFocusableInteractive: the grid keeps focus
function HeadCell(props: React.ComponentProps<"div">) {
  return <div {...props} role="columnheader" />;
}
// biome-ignore-end lint/a11y/useFocusableInteractive: see above
// biome-ignore-end lint/a11y/useSemanticElements: see above
