"use client";

import { useRef, useState } from "react";
import { useUpload } from "@/components/media/use-upload";
import { type Slot, slotIds } from "@/contract/profile/angles";
import type { Rights } from "./package-facts";
import type { PackageActs } from "./use-package-acts";
import type { Store } from "./use-package-store";
import type { Place } from "./use-slot-drop";

/** One line of uploads for the page; each file knows the slot it was meant for, and who stood there when it was dropped. */
export function useSlotUploads(projectId: string, store: Store, acts: PackageActs) {
  const [rights, setRights] = useState<Rights>({ source: "", licence: "", consent: false, depicts: "unknown" });
  const seen = useRef(new Map<string, string | null>());
  const upload = useUpload({
    projectId,
    purpose: "character-image",
    onDone: (pictures, place) => {
      const slot = slotIds.find((one) => one === place) ?? null;
      const ids = pictures.map(({ mediaId }) => mediaId);
      void acts.addFiles(ids, slot, seen.current.get(place ?? "") ?? null, rights, place === "paste");
    },
  });
  const add = (files: readonly File[], place: Place | "paste" = "tray") => {
    if (files.length === 0) return;
    seen.current.set(place, store.all().find(({ slot }) => slot === place)?.id ?? null);
    upload.add(files, place);
  };
  const field = useRef<HTMLInputElement>(null);
  const wanted = useRef<Place>("tray");
  const choose = (place: Place | Slot) => {
    wanted.current = place;
    field.current?.click();
  };
  const input = (
    <input
      ref={field}
      type="file"
      multiple
      accept="image/png,image/jpeg,image/webp,image/tiff,image/gif"
      aria-label="Pictures of the character"
      tabIndex={-1}
      className="sr-only"
      onChange={({ currentTarget }) => {
        add([...(currentTarget.files ?? [])], wanted.current);
        currentTarget.value = "";
      }}
    />
  );
  return { upload, add, input, choose, rights, setRights };
}
