"use client";

import { ArrowDown, ArrowUp } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { IconButton } from "@/components/ui/icon-button";
import { columns as allColumns, type Column, type TableLook } from "@/contract/script/columns";

export interface ColumnsMenuProps {
  look: TableLook;
  columns: readonly Column[];
  onLook: (next: (look: TableLook) => TableLook) => void;
}

/** Every column with its tick, in the order of the table. Loaded when somebody reaches for it. */
export function ColumnsPanel({ look, columns, onLook }: ColumnsMenuProps) {
  const shown = new Set(columns.map(({ id }) => id));
  const order = [...columns, ...allColumns.filter(({ id }) => !shown.has(id))].filter(({ id }) => id !== "code");
  const show = (id: string, on: boolean) => onLook((now) => ({ ...now, shown: { ...now.shown, [id]: on } }));
  const move = (id: string, by: -1 | 1) => {
    const ids: string[] = order.map((column) => column.id);
    const at = ids.indexOf(id);
    const to = at + by;
    if (to < 0 || to >= ids.length) return;
    ids.splice(at, 1);
    ids.splice(to, 0, id);
    onLook((now) => ({ ...now, order: ids }));
  };
  const reset = () => onLook(({ grouped, sort }) => ({ grouped, sort }));
  const changed = look.order !== undefined || look.widths !== undefined || look.shown !== undefined;
  return (
    <>
      <div className="max-h-[60dvh] overflow-y-auto p-2">
        {order.map((column, at) => (
          <div
            key={column.id}
            className="group flex items-center justify-between gap-2 rounded-control px-1.5 hover:bg-hover"
          >
            <Checkbox
              label={column.label}
              checked={shown.has(column.id)}
              onChange={(event) => show(column.id, event.currentTarget.checked)}
            />
            {shown.has(column.id) && (
              <span className="flex opacity-0 focus-within:opacity-100 group-hover:opacity-100 pointer-coarse:opacity-100">
                <IconButton
                  label={`Move ${column.label} left`}
                  icon={<ArrowUp />}
                  disabled={at === 0}
                  onClick={() => move(column.id, -1)}
                  className="size-7!"
                />
                <IconButton
                  label={`Move ${column.label} right`}
                  icon={<ArrowDown />}
                  disabled={at === columns.length - 2}
                  onClick={() => move(column.id, 1)}
                  className="size-7!"
                />
              </span>
            )}
          </div>
        ))}
      </div>
      <div className="flex justify-between gap-2 border-t p-2">
        <Checkbox
          label="Group by sequence"
          checked={look.grouped !== false}
          onChange={(event) => {
            const grouped = event.currentTarget.checked;
            onLook((now) => ({ ...now, grouped }));
          }}
        />
        {changed && (
          <Button size="sm" variant="quiet" onClick={reset}>
            Reset
          </Button>
        )}
      </div>
    </>
  );
}
