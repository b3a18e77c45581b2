"use client";

import { Ellipsis, Expand, FlipHorizontal2, Globe, SquarePen, Star, Trash2 } from "lucide-react";
import { Thumb } from "@/components/media/thumb";
import { zoomUrl } from "@/components/media/url";
import { IconButton } from "@/components/ui/icon-button";
import { Menu } from "@/components/ui/menu";
import { tip } from "@/components/ui/tip";
import type { Edits, Plate } from "./use-environment-edits";

export interface PlateCardProps {
  plate: Plate;
  hero: boolean;
  /** Left out for those who only look. */
  edits: Edits | undefined;
  onOpen: (plate: Plate) => void;
  onLook: (plate: Plate) => void;
  ratio?: number;
}

/** One picture of a place. Its picture opens its facts. */
export function PlateCard({ plate, hero, edits, onOpen, onLook, ratio = 16 / 9 }: PlateCardProps) {
  const { picture, name, role, angle, state, licence, source } = plate;
  const label = [angle, state].filter(Boolean).join(", ") || name;
  const rights = licence || source;
  return (
    <div className="grid min-w-0 content-start gap-1.5">
      <button
        type="button"
        onClick={() => onOpen(plate)}
        {...tip("Facts and rights")}
        aria-label={`Facts of ${label}`}
        className="block w-full rounded-picture hover:outline-2 hover:outline-edge"
      >
        <Thumb media={picture} alt="" ratio={ratio} sizes="(max-width: 640px) 100vw, 400px" />
      </button>
      <div className="flex min-w-0 items-start gap-2">
        <span className="grid min-w-0 flex-1">
          <span className="truncate text-sm">{name}</span>
          <span className="num truncate text-muted text-xs">
            {picture.width} × {picture.height} · {rights === "" ? "no licence named" : rights}
          </span>
        </span>
        {hero && <span className="shrink-0 text-muted text-xs">Main</span>}
        <Menu
          label={`More for ${label}`}
          align="end"
          items={[
            { key: "facts", label: "Facts and rights", icon: <SquarePen />, onSelect: () => onOpen(plate) },
            ...(role === "panorama"
              ? [{ key: "look", label: "Look around", icon: <Globe />, onSelect: () => onLook(plate) }]
              : []),
            {
              key: "open",
              label: "Open at full size",
              icon: <Expand />,
              onSelect: () => void window.open(zoomUrl(picture), "_blank", "noopener"),
            },
            ...(edits ? editItems(plate, hero, edits) : []),
          ]}
          trigger={(attributes) => (
            <IconButton {...attributes} label={`More for ${label}`} icon={<Ellipsis />} className="-mr-1.5" />
          )}
        />
      </div>
    </div>
  );
}

const editItems = (plate: Plate, hero: boolean, edits: Edits) => [
  ...(plate.role === "depth"
    ? []
    : [
        {
          key: "hero",
          label: "Make the main picture",
          icon: <Star />,
          onSelect: () => void edits.setHero(plate.picture.id),
          ...(hero ? { blocked: "It is the main picture." } : {}),
        },
      ]),
  ...(plate.angle.startsWith("Seam in the middle")
    ? [
        {
          key: "edge",
          label: "Turn back into a panorama",
          icon: <FlipHorizontal2 />,
          onSelect: () => void edits.turn(plate, "edge"),
        },
      ]
    : []),
  { key: "remove", label: "Remove", icon: <Trash2 />, onSelect: () => void edits.removePlate(plate) },
];
