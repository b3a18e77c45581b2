"use client";

import { type DragEvent, useState } from "react";
import { type Slot, slotIds } from "@/contract/profile/angles";

/** A named slot, or the tray of candidates. */
export type Place = Slot | "tray";

export interface Dragged {
  kind: "files" | "picture";
  over: Place | null;
}

interface SlotDropOptions {
  /** Files dropped beside every slot are meant for the tray. */
  onFiles: (files: File[], place: Place) => void;
  onPicture: (imageId: string, place: Place) => void;
}

/** What a dragged picture carries: its id in the package. */
export const pictureType = "application/x-backlot-package-image";

/** Handlers for the element around all slots; a slot says which it is by `data-place`. */
export function useSlotDrop({ onFiles, onPicture }: SlotDropOptions) {
  const [drag, setDrag] = useState<Dragged | null>(null);
  const handlers = {
    onDragOver: (event: DragEvent<HTMLElement>) => {
      const kind = kindOf(event);
      if (!kind) return;
      const over = placeOf(event, kind);
      if (over !== null) event.preventDefault();
      event.dataTransfer.dropEffect = kind === "files" ? "copy" : "move";
      if (drag?.kind !== kind || drag.over !== over) setDrag({ kind, over });
    },
    onDragLeave: (event: DragEvent<HTMLElement>) => {
      const { relatedTarget } = event;
      if (!(relatedTarget instanceof Node) || !event.currentTarget.contains(relatedTarget)) setDrag(null);
    },
    onDragEnd: () => setDrag(null),
    onDrop: (event: DragEvent<HTMLElement>) => {
      setDrag(null);
      const kind = kindOf(event);
      const place = kind && placeOf(event, kind);
      if (!kind || place === null) return;
      event.preventDefault();
      if (kind === "files") onFiles([...event.dataTransfer.files], place);
      else onPicture(event.dataTransfer.getData(pictureType), place);
    },
  };
  return { drag, handlers };
}

const kindOf = ({ dataTransfer: { types } }: DragEvent): Dragged["kind"] | null =>
  types.includes(pictureType) ? "picture" : types.includes("Files") ? "files" : null;

const placeOf = ({ target }: DragEvent, kind: Dragged["kind"]): Place | null => {
  const named = target instanceof Element ? target.closest<HTMLElement>("[data-place]")?.dataset.place : undefined;
  return slotIds.find((slot) => slot === named) ?? (named === "tray" || kind === "files" ? "tray" : null);
};
