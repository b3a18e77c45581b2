"use client";

import { Expand, Star, Trash2 } from "lucide-react";
import { Thumb } from "@/components/media/thumb";
import { mediaUrl } from "@/components/media/url";
import { cx } from "@/components/ui/cx";
import { Menu } from "@/components/ui/menu";
import type { MenuItem } from "@/components/ui/menu-list";
import { tip } from "@/components/ui/tip";
import { angleIds, type Slot, slotTitle } from "@/contract/profile/angles";
import { rightsWords } from "./rights-words";
import { closeUpIds } from "./slot-layout";
import type { PackageImage } from "./use-package-edits";
import { pictureType } from "./use-slot-drop";

export interface TileActs {
  move: (imageId: string, slot: Slot | null) => void;
  remove: (image: PackageImage) => void;
  setHero: (mediaId: string) => void;
}

interface PictureTileProps {
  image: PackageImage;
  /** "Front of Mara Voss", "Candidate 3". */
  label: string;
  /** Left out for those who only look. */
  acts: TileActs | undefined;
  hero: boolean;
  ratio?: number;
  sizes: string;
  /** Its source and licence stand under it; left out where they are said once for all. */
  rights: boolean;
}

/** A picture of the package: dragged to another place, or pressed for everything one may do with it. */
export function PictureTile({ image, label, acts, hero, ratio = 4 / 5, sizes, rights }: PictureTileProps) {
  const { id, picture, name } = image;
  const thumb = <Thumb media={picture} alt={acts ? "" : label} ratio={ratio} sizes={sizes} />;
  return (
    <div className="grid min-w-0 gap-1">
      {acts ? (
        <Menu
          label={label}
          items={tileItems(image, acts, hero)}
          trigger={(attributes) => (
            <button
              type="button"
              {...attributes}
              aria-label={`${label}: ${name}${hero ? ", main picture" : ""}`}
              draggable
              onDragStart={(event) => {
                event.dataTransfer.setData(pictureType, id);
                event.dataTransfer.effectAllowed = "move";
              }}
              onKeyDown={(event) => {
                if (event.key !== "Delete" && event.key !== "Backspace") return;
                event.preventDefault();
                acts.remove(image);
              }}
              className={cx(
                "relative block w-full cursor-grab rounded-picture outline-1 outline-transparent -outline-offset-1 hover:outline-control active:cursor-grabbing",
                "focus-visible:outline-2 focus-visible:outline-accent focus-visible:outline-offset-2",
              )}
            >
              {thumb}
              {hero && (
                <span className="absolute top-1 right-1 grid size-5 place-items-center rounded-[4px] bg-black/60 text-white">
                  <Star aria-hidden className="size-3 fill-current" />
                </span>
              )}
            </button>
          )}
        />
      ) : (
        thumb
      )}
      {rights && (
        <span className="truncate text-[11px] text-muted leading-4" {...tip(`${name} · ${rightsWords(image)}`)}>
          {rightsWords(image)}
        </span>
      )}
    </div>
  );
}

function tileItems(image: PackageImage, acts: TileActs, hero: boolean): MenuItem[] {
  const { id, slot: at, picture, source, licence, consent } = image;
  const to = (slot: Slot) => ({
    key: slot,
    label: slotTitle(slot),
    checked: at === slot,
    onSelect: () => acts.move(id, slot),
  });
  const facts = [source && `Source: ${source}`, licence && `Licence: ${licence}`, consent && "Consent given"];
  return [
    {
      key: "hero",
      label: "Make the main picture",
      icon: <Star />,
      onSelect: () => acts.setHero(picture.id),
      ...(hero ? { blocked: "It is the main picture." } : {}),
    },
    {
      key: "open",
      label: "Open at full size",
      icon: <Expand />,
      onSelect: () => void window.open(mediaUrl(picture.id, "original"), "_blank", "noopener"),
    },
    { key: "remove", label: "Remove", icon: <Trash2 />, keys: "Delete", onSelect: () => acts.remove(image) },
    { key: "angles", separator: true, label: "Put it in" },
    ...angleIds.map(to),
    { key: "line", separator: true },
    ...closeUpIds.map(to),
    { key: "tray", label: "Candidates", checked: at === null, onSelect: () => acts.move(id, null) },
    { key: "rights", separator: true, label: facts.filter(Boolean).join(" · ") || "No source or licence given" },
  ];
}
