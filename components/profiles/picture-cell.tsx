"use client";

import { Check, Star, X } from "lucide-react";
import { memo } from "react";
import { Thumb } from "@/components/media/thumb";
import type { SheetCell } from "@/components/media/use-sheets";
import { cx } from "@/components/ui/cx";
import { useImage, useMarks, useStore } from "./use-package-store";
import { pictureType } from "./use-slot-drop";

interface PictureCellProps {
  id: string;
  /** "Front of Mara Voss", "Candidate 3". */
  label: string;
  editable: boolean;
  /** The character's main picture, as media id. */
  heroId: string | null;
  ratio?: number;
  sizes: string;
  /** Its place in a contact sheet, and whether its own file waits. */
  sheet?: SheetCell | undefined;
  paused?: boolean;
  /** Can be reached by Tab even when nothing is focused. */
  first?: boolean;
  /** Above the fold: asked for while the page is still read. A lazy picture waits for the first layout. */
  eager?: boolean;
  onLook: (id: string) => void;
}

/** One picture of the package. It listens to its own picture: a key that changes it repaints it alone. */
export const PictureCell = memo(function PictureCell(props: PictureCellProps) {
  const {
    id,
    label,
    editable,
    heroId,
    ratio = 4 / 5,
    sizes,
    sheet,
    paused,
    first = false,
    eager = false,
    onLook,
  } = props;
  const store = useStore();
  const image = useImage(id);
  const { focused, selected } = useMarks(id);
  if (!image) return null;
  const { keep, name, signedOffAt } = image;
  const hero = image.picture.id === heroId;
  // The words of the mark: what is seen is what is heard and what voice control finds.
  const verdict = keep === true ? ", Keep" : keep === false ? ", Out" : "";
  return (
    <button
      type="button"
      data-picture={id}
      aria-label={`${label}: ${name}${verdict}${hero ? ", main picture" : ""}${signedOffAt ? ", signed off" : ""}`}
      aria-pressed={selected}
      tabIndex={focused || first ? 0 : -1}
      draggable={editable}
      onDragStart={(event) => {
        event.dataTransfer.setData(pictureType, id);
        event.dataTransfer.effectAllowed = "move";
      }}
      onFocus={() => store.setFocus(id)}
      onClick={(event) => {
        if (event.shiftKey || event.metaKey || event.ctrlKey) store.toggle(id);
        else if (store.selection().size > 0) store.select([]);
      }}
      onDoubleClick={() => onLook(id)}
      className={cx(
        "relative block w-full rounded-picture outline-1 outline-transparent -outline-offset-1 hover:outline-control",
        editable && "cursor-grab active:cursor-grabbing",
        focused && "outline-2 outline-accent outline-offset-1",
        selected && !focused && "outline-2 outline-text outline-offset-1",
        "focus-visible:outline-2 focus-visible:outline-accent focus-visible:outline-offset-1",
      )}
    >
      <Thumb
        {...{ media: image.picture, alt: "", ratio, sizes, sheet, eager }}
        {...(paused === undefined ? {} : { paused })}
        className={cx(keep === false && "opacity-35")}
      />
      {keep !== null && (
        <span
          aria-hidden
          className={cx(
            "absolute bottom-1 left-1 flex h-5 items-center gap-0.5 rounded-[4px] bg-black/70 pr-1.5 pl-1 text-[11px] text-white",
          )}
        >
          {keep ? <Check aria-hidden className="size-3.5" /> : <X aria-hidden className="size-3.5" />}
          {keep ? "Keep" : "Out"}
        </span>
      )}
      {hero && (
        <span className="absolute top-1 right-1 grid size-5 place-items-center rounded-[4px] bg-black/60 text-white">
          <Star aria-hidden className="size-3 fill-current" />
        </span>
      )}
      {selected && (
        <span className="absolute top-1 left-1 grid size-5 place-items-center rounded-[4px] bg-accent-fill text-on-accent">
          <Check aria-hidden className="size-3.5" />
        </span>
      )}
    </button>
  );
});
