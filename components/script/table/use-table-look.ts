"use client";

import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useViewer } from "@/components/studio/viewer";
import { useTRPCClient } from "@/components/trpc";
import { isColumn, laidOut, type TableLook } from "@/contract/script/columns";
import type { Sort } from "./table-view";

// The viewer comes with the first page of a visit; what was changed since is known here.
let changed: TableLook | undefined;

/** How a person keeps the table: columns, grouping, sorting. It goes with them to every machine. */
export function useTableLook() {
  const client = useTRPCClient();
  const saved = useViewer().preferences.shotTable;
  const [look, setLook] = useState<TableLook>(changed ?? saved ?? {});
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const save = useCallback(() => {
    if (timer.current === undefined || !changed) return;
    clearTimeout(timer.current);
    timer.current = undefined;
    const { order, widths, shown, grouped, sort } = changed;
    const shotTable = {
      ...(order && { order: [...order] }),
      ...(widths && { widths: { ...widths } }),
      ...(shown && { shown: { ...shown } }),
      ...(grouped !== undefined && { grouped }),
      ...(sort !== undefined && { sort }),
    };
    // Only a look: what could not be kept holds for this visit.
    void client.account.setPreferences.mutate({ shotTable }).catch(() => undefined);
  }, [client]);
  const change = useCallback(
    (next: (look: TableLook) => TableLook) => {
      setLook((now) => {
        changed = next(now);
        return changed;
      });
      clearTimeout(timer.current);
      // A drag is many widths: the last one is kept.
      timer.current = setTimeout(save, 600);
    },
    [save],
  );
  useEffect(() => save, [save]);
  const columns = useMemo(() => laidOut(look), [look]);
  const { sort: kept } = look;
  const sort = useMemo(
    (): Sort | null => (kept && isColumn(kept.column) ? { ...kept, column: kept.column } : null),
    [kept],
  );
  return { look, change, columns, sort, grouped: look.grouped !== false };
}
