"use client";

import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { useEffect, useState, useSyncExternalStore } from "react";
import { firstWindow, wholeList } from "@/components/studio/first-window";
import { useTRPC } from "@/components/trpc";
import { defaultCode, statusSet } from "@/contract/status-set";
import { ShotStore } from "./shot-store";

/** The project's shots: the first come with the page, the rest of a long table after it (`complete`). */
export function useShotStore(projectId: string): { store: ShotStore; complete: boolean } {
  const { script, statuses } = useTRPC();
  const { data: first } = useSuspenseQuery(script.table.queryOptions({ projectId, limit: firstWindow }));
  const { data: words } = useSuspenseQuery(statuses.list.queryOptions());
  const long = first.rows.length >= firstWindow;
  const { data: whole } = useQuery({ ...script.table.queryOptions({ projectId }), enabled: long, meta: wholeList });
  const [store] = useState(() => {
    const set = statusSet(words.statuses);
    const made = new ShotStore(set.active, defaultCode(set));
    made.load((long && whole) || first);
    return made;
  });
  const [loaded, setLoaded] = useState({ first, whole, words });
  useEffect(() => {
    if (words !== loaded.words) {
      const set = statusSet(words.statuses);
      store.setStatuses(set.active, defaultCode(set));
    }
    // The first rows of a long table are part of the whole: only the whole says what is gone.
    if (long ? whole && whole !== loaded.whole : first !== loaded.first) store.load((long && whole) || first);
    setLoaded({ first, whole, words });
  }, [first, whole, words, long, loaded, store]);
  return { store, complete: !long || whole !== undefined };
}

/** The version of the whole table; a component that reads it draws again with every change of any row. */
export const useTableVersion = (store: ShotStore): number =>
  useSyncExternalStore(
    store.watch,
    () => store.version,
    () => 0,
  );
