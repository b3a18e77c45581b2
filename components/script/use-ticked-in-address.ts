"use client";

import { useEffect, useMemo, useRef, useSyncExternalStore } from "react";
import { useAddress } from "@/components/studio/use-address";
import { notify } from "@/components/ui/notify";
import { readSelection, writeSelection } from "@/contract/script/selection-text";
import type { GridCursor } from "./table/grid-cursor";
import type { ShotStore } from "./table/shot-store";

/**
 * The ticked shots stand in the address, so that a reload keeps them and a link shares them. Answers false while they are
 * too many single ones for an address.
 */
export function useTickedInAddress(
  cursor: GridCursor,
  store: ShotStore,
  all: readonly { id: string; code: string }[],
  complete: boolean,
): boolean {
  const { get, set } = useAddress();
  const wanted = get("sel");
  const started = useRef(false);
  const ticked = useSyncExternalStore(
    cursor.watch,
    () => cursor.ticked,
    () => cursor.ticked,
  );
  const text = useMemo(() => writeSelection(all, ticked), [all, ticked]);
  useEffect(() => {
    // A run is known by how many shots it holds: it is read once all of them are there, drawn or not.
    if (started.current || !complete) return;
    started.current = true;
    if (wanted === "") return;
    const { ids, changed } = readSelection(store.all(), wanted);
    cursor.tick(ids);
    if (changed > 0)
      notify({
        title: "Part of the selection in this link is not what it was, and was left out",
        description: "Shots of it were moved, added or archived since.",
      });
  }, [cursor, store, wanted, complete]);
  useEffect(() => {
    if (complete && started.current && (text ?? "") !== (new URLSearchParams(window.location.search).get("sel") ?? ""))
      set({ sel: text });
  }, [text, set, complete]);
  return text !== null;
}
