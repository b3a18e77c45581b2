"use client";

import { useEffect, useState } from "react";
import type { MaskEditor } from "../engine/editor-types";
import { AreasOverlay } from "./areas-overlay";
import type { Layer } from "./layer-words";

interface ShowAreasProps {
  editor: MaskEditor;
  container: HTMLElement;
  layers: readonly Layer[];
}

/** Hatches gaps, overlaps and what is kept over the picture while it is mounted. */
export function ShowAreas({ editor, container, layers }: ShowAreasProps) {
  const [overlay, setOverlay] = useState<AreasOverlay | null>(null);
  useEffect(() => {
    const made = new AreasOverlay(container, editor);
    setOverlay(made);
    return () => made.close();
  }, [container, editor]);
  useEffect(() => {
    const ids = (kind: Layer["kind"]) => layers.flatMap((layer) => (layer.kind === kind ? layer.id : []));
    overlay?.show({ regions: ids("region"), kept: ids("protected"), inpaint: ids("inpaint")[0] ?? null });
  }, [overlay, layers]);
  return null;
}
