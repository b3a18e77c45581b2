"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import { mediaUrl } from "@/components/media/url";
import { useAddress } from "@/components/studio/use-address";
import { useTRPC } from "@/components/trpc";
import type { MaskEditor } from "./engine/editor-types";
import { type CanvasVersion, type StripItem, stripItems } from "./strip-items";

export const pictureOf = (item: StripItem) => (item.kind === "version" ? item.version.picture : item.mask.picture);

/** The strip's items, which one is chosen (kept in the address), and that one shown over the picture. */
export function useResults(editor: MaskEditor, versionId: string, versions: readonly CanvasVersion[]) {
  const trpc = useTRPC();
  const { get, set } = useAddress();
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const { data: masks } = useQuery(trpc.renders.maskResults.queryOptions({ versionId }));
  const items = useMemo(() => stripItems(versions, masks ?? [], hidden), [versions, masks, hidden]);
  const selected = items.find((item) => item.key === get("sel"));
  const pictureId = selected && pictureOf(selected).id;

  useEffect(() => {
    void editor.showCompare(pictureId === undefined ? null : mediaUrl(pictureId, "full"));
    if (pictureId !== undefined && editor.getSnapshot().compare.mode === "off")
      editor.setCompare({ mode: "wipe", position: 0.5 });
  }, [editor, pictureId]);

  return {
    items,
    selected,
    select: (key: string | null) => set({ sel: key }),
    hide: (key: string) => setHidden((now) => new Set([...now, key])),
  };
}

export type Results = ReturnType<typeof useResults>;
