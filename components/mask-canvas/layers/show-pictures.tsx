"use client";

import { useEffect, useState } from "react";
import type { MaskEditor } from "../engine/editor-types";
import type { Layer } from "./layer-words";
import { PicturePreview, type PreviewLayer } from "./picture-preview";

interface ShowPicturesProps {
  editor: MaskEditor;
  container: HTMLElement;
  pictureId: string;
  layers: readonly Layer[];
}

/** Draws the visible picture layers and adjustments over the picture while it is mounted. */
export function ShowPictures({ editor, container, pictureId, layers }: ShowPicturesProps) {
  const [preview, setPreview] = useState<PicturePreview | null>(null);
  useEffect(() => {
    const made = new PicturePreview(container, editor, pictureId);
    setPreview(made);
    return () => made.close();
  }, [container, editor, pictureId]);
  useEffect(() => {
    preview?.show(
      layers.flatMap(({ id, kind, visible, mediaId, blend, opacity, adjustment }): PreviewLayer[] => {
        if (!visible) return [];
        if (kind === "picture" && mediaId) return [{ id, mediaId, blend, opacity }];
        return kind === "adjustment" && adjustment ? [{ id, adjustment, opacity }] : [];
      }),
    );
  }, [preview, layers]);
  return null;
}
