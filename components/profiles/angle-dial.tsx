"use client";

import type { CSSProperties } from "react";
import { type Angle, angleIds, type Slot, slotTitle } from "@/contract/profile/angles";
import { PictureTile, type TileActs } from "./picture-tile";
import { SlotCell } from "./slot-cell";
import { angleRows } from "./slot-layout";
import type { PackageImage } from "./use-package-edits";
import type { Dragged } from "./use-slot-drop";

interface AngleDialProps {
  images: ReadonlyMap<Angle, PackageImage>;
  /** The character's name. */
  of: string;
  heroId: string | undefined;
  /** Source and licence stand under each picture. */
  rightsShown: boolean;
  drag: Dragged | null;
  acts: TileActs | undefined;
  onChoose: ((slot: Slot) => void) | undefined;
}

const places = new Map(
  angleRows.flatMap((row, y) => row.flatMap((angle, x) => (angle ? [[angle, { x: x + 1, y: y + 1 }] as const] : []))),
);

/** The nine angles around the front, as one would walk around the person. On a phone, three in a row in reading order. */
export function AngleDial({ images, of, heroId, rightsShown, drag, acts, onChoose }: AngleDialProps) {
  return (
    <div className="grid grid-cols-3 gap-x-3 gap-y-4 md:grid-cols-5">
      {angleIds.map((angle) => {
        const image = images.get(angle);
        const place = places.get(angle);
        return (
          <SlotCell
            key={angle}
            slot={angle}
            drag={drag}
            onChoose={onChoose && (() => onChoose(angle))}
            style={{ "--x": place?.x, "--y": place?.y } as CSSProperties}
            className="md:[grid-column:var(--x)] md:[grid-row:var(--y)]"
          >
            {image && (
              <PictureTile
                key={image.id}
                image={image}
                label={`${slotTitle(angle)} of ${of}`}
                acts={acts}
                hero={image.picture.id === heroId}
                rights={rightsShown}
                sizes="(max-width: 768px) 33vw, 200px"
              />
            )}
          </SlotCell>
        );
      })}
    </div>
  );
}
