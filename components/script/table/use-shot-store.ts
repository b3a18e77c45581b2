"use client";

import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import { useStatuses } from "@/components/statuses/statuses";
import { firstWindow, wholeList } from "@/components/studio/first-window";
import { useTRPC } from "@/components/trpc";
import { defaultCode } from "@/contract/status-set";
import { ShotStore } from "./shot-store";

/** The project's shots: the first come with the page, the rest of a long table after it (`complete`). */
export function useShotStore(projectId: string): { store: ShotStore; complete: boolean } {
  const { script } = useTRPC();
  const { set } = useStatuses();
  const { data: first } = useSuspenseQuery(script.table.queryOptions({ projectId, limit: firstWindow }));
  const long = first.rows.length >= firstWindow;
  const { data: whole } = useQuery({ ...script.table.queryOptions({ projectId }), enabled: long, meta: wholeList });
  const [store] = useState(() => {
    const made = new ShotStore(set.rows, defaultCode(set));
    made.load((long && whole) || first);
    return made;
  });
  const loaded = useRef({ first, whole, set });
  useEffect(() => {
    const before = loaded.current;
    loaded.current = { first, whole, set };
    if (set !== before.set) store.setStatuses(set.rows, defaultCode(set));
    // The first rows of a long table are part of the whole: only the whole says what is gone.
    if (long ? whole && whole !== before.whole : first !== before.first) store.load((long && whole) || first);
  }, [first, whole, set, long, store]);
  return { store, complete: !long || whole !== undefined };
}

/** The version of the whole table; a component that reads it draws again with every change of any row. */
export const useTableVersion = (store: ShotStore): number =>
  useSyncExternalStore(
    store.watch,
    () => store.version,
    () => store.version,
  );
