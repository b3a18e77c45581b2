"use client";

import { useEffect, useRef, useState } from "react";
import type { MaskEditor } from "../engine/editor-types";
import { toImage } from "../engine/viewport";
import type { Layer } from "../layers/layer-words";
import { regionAt } from "./region-at";

/** What a dragged picture of the studio is known by. */
export const PICTURE_TYPE = "application/x-backlot-picture";

type Dropped = { mediaId: string } | { files: File[] };

/** Pictures dropped on the picture go to the region under the pointer; answers which that is while one is dragged over it. */
export function useRegionDrop(
  container: HTMLElement,
  editor: MaskEditor,
  regions: readonly Layer[],
  onDrop: (region: Layer, dropped: Dropped) => void,
): Layer | undefined {
  const [over, setOver] = useState<Layer>();
  const latest = useRef({ regions, onDrop });
  useEffect(() => {
    latest.current = { regions, onDrop };
  });
  useEffect(() => {
    const stop = new AbortController();
    const { signal } = stop;
    const carries = ({ dataTransfer }: DragEvent) =>
      dataTransfer !== null && [PICTURE_TYPE, "Files"].some((type) => dataTransfer.types.includes(type));
    const under = ({ clientX, clientY }: DragEvent) => {
      const { left, top } = container.getBoundingClientRect();
      const point = toImage(editor.viewport, { x: clientX - left, y: clientY - top });
      const visible = latest.current.regions.filter((region) => region.visible);
      return regionAt(visible, (id) => editor.documents.get(id)?.mask, point);
    };
    const move = (event: DragEvent) => {
      if (!carries(event)) return;
      event.preventDefault();
      const region = under(event);
      if (event.dataTransfer) event.dataTransfer.dropEffect = region ? "copy" : "none";
      setOver(region);
    };
    const drop = (event: DragEvent) => {
      if (!carries(event) || !event.dataTransfer) return;
      event.preventDefault();
      setOver(undefined);
      const region = under(event);
      if (!region) return;
      const mediaId = event.dataTransfer.getData(PICTURE_TYPE);
      const files = [...event.dataTransfer.files];
      if (mediaId !== "") latest.current.onDrop(region, { mediaId });
      else if (files.length > 0) latest.current.onDrop(region, { files });
    };
    container.addEventListener("dragover", move, { signal });
    container.addEventListener("dragleave", () => setOver(undefined), { signal });
    container.addEventListener("drop", drop, { signal });
    return () => stop.abort();
  }, [container, editor]);
  return over;
}
