"use client";

import { useEffect, useMemo, useRef, useState } from "react";
import { sheet, sheetPath } from "@/contract/media-sheet";
import { type LoadingSheet, SheetCache } from "./sheet-cache";

/** From how many pictures on a grid asks for contact sheets. */
export const sheetsFrom = 200;

/** Where a picture stands in a sheet that is there. */
export interface SheetCell {
  url: string;
  at: number;
  /** The sheet's height in cells. */
  rows: number;
}

const load = (url: string): LoadingSheet => {
  const image = new Image();
  image.src = url;
  return {
    // Decoded before it is shown, or its first frame would be a long one.
    done: image.decode(),
    drop: () => image.removeAttribute("src"),
  };
};

/** The sheets of a long list of pictures ("" where an item has none), `[first, end)` of which is mounted. */
export function useSheets(mediaIds: readonly string[], first: number, end: number) {
  const active = mediaIds.length > sheetsFrom;
  const [, setCame] = useState(0);
  const cache = useRef<SheetCache>(undefined);
  const urls = useMemo(() => {
    if (!active) return [];
    return Array.from({ length: Math.ceil(mediaIds.length / sheet.most) }, (_, n) =>
      sheetPath(mediaIds.slice(n * sheet.most, (n + 1) * sheet.most)),
    );
  }, [mediaIds, active]);
  const from = Math.floor(first / sheet.most);
  const to = Math.floor(Math.max(first, end - 1) / sheet.most);
  useEffect(() => {
    if (urls.length === 0) return;
    cache.current ??= new SheetCache(load, () => setCame((n) => n + 1));
    // One on each side is next.
    cache.current.want(urls.slice(from, to + 1), [
      ...urls.slice(to + 1, to + 2),
      ...urls.slice(Math.max(0, from - 1), from),
    ]);
  }, [urls, from, to]);
  // The same cell is the same object, so that a card is drawn again only when its sheet came.
  const cells = useMemo(() => ({ of: urls, byIndex: new Map<number, SheetCell>() }), [urls]).byIndex;
  return (index: number): SheetCell | undefined => {
    const n = Math.floor(index / sheet.most);
    const url = urls[n];
    if (url === undefined || !mediaIds[index] || !cache.current?.isReady(url)) return undefined;
    const count = Math.min(sheet.most, mediaIds.length - n * sheet.most);
    const cell = cells.get(index) ?? { url, at: index % sheet.most, rows: Math.ceil(count / sheet.columns) };
    cells.set(index, cell);
    return cell;
  };
}
