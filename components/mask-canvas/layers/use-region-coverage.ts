"use client";

import { useEffect, useState } from "react";
import { isComplete, type RegionCoverage, regionCoverage } from "@/contract/mask/coverage";
import type { MaskEditor } from "../engine/editor-types";
import type { Layer } from "./layer-words";

const quietMs = 300;

/** How the regions share the picture, counted once painting rests; null without regions, or before the first count. */
export function useRegionCoverage(
  editor: MaskEditor,
  layers: readonly Layer[],
  size: { width: number; height: number },
) {
  const ids = layers.flatMap(({ id, kind }) => (kind === "region" ? id : [])).join();
  const { width, height } = size;
  const [coverage, setCoverage] = useState<(RegionCoverage & { complete: boolean }) | null>(null);
  useEffect(() => {
    if (ids === "") return setCoverage(null);
    let timer: ReturnType<typeof setTimeout> | undefined;
    let counted = "";
    const count = () => {
      const open = ids.split(",").map((id) => editor.documents.get(id));
      const masks = open.flatMap((session) => session?.mask ?? []);
      // A stroke in progress, or a region still on its way: the next change counts again.
      if (masks.length < open.length || masks.some(({ writing }) => writing)) return;
      const found = regionCoverage(masks, { width, height });
      setCoverage({ ...found, complete: isComplete(found) });
    };
    const watch = () => {
      const mark = ids
        .split(",")
        .map((id) => editor.documents.get(id))
        .map((session) => (session ? `${session.coverage} ${session.history.length}` : "-"))
        .join();
      if (mark === counted) return;
      counted = mark;
      clearTimeout(timer);
      timer = setTimeout(count, quietMs);
    };
    watch();
    const stop = editor.subscribe(watch);
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [editor, ids, width, height]);
  return coverage;
}
