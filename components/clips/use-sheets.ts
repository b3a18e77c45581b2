"use client";

import { useEffect, useRef, useState } from "react";
import { mediaUrl } from "@/components/media/url";
import { cellOf, type SheetLayout } from "@/contract/profile/clip";

/** Sheets that stay decoded: the ones around the playhead. */
const keptSheets = 8;

/** A clip's sheets as pictures to draw from; `version` rises when another one is there. The one in view comes first. */
export function useSheets(ids: readonly string[], layout: SheetLayout, frame: number) {
  const [version, setVersion] = useState(0);
  const loaded = useRef(new Map<number, HTMLImageElement>());
  const { sheet } = cellOf(layout, frame);
  useEffect(() => {
    const near = [0, 1, -1, 2, 3].map((step) => sheet + step).filter((at) => at >= 0 && at < ids.length);
    const kept = loaded.current;
    for (const at of near) {
      const id = ids[at];
      if (id === undefined) continue;
      const known = kept.get(at);
      // Asked for again: it goes to the end of the line of those that are dropped.
      if (known) {
        kept.delete(at);
        kept.set(at, known);
        continue;
      }
      const image = new Image();
      image.src = mediaUrl(id, "original");
      kept.set(at, image);
      image
        .decode()
        .then(() => setVersion((n) => n + 1))
        .catch(() => kept.delete(at));
    }
    for (const at of [...kept.keys()].slice(0, Math.max(0, kept.size - keptSheets))) kept.delete(at);
  }, [ids, sheet]);
  const pictureOf = (at: number) => {
    const image = loaded.current.get(at);
    return image?.complete && image.naturalWidth > 0 ? image : undefined;
  };
  return { version, pictureOf };
}
