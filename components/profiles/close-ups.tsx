"use client";

import { cx } from "@/components/ui/cx";
import { type Slot, slotTitle } from "@/contract/profile/angles";
import { PictureTile, type TileActs } from "./picture-tile";
import { EmptySlot } from "./slot-cell";
import { type CloseUp, closeUpIds } from "./slot-layout";
import type { PackageImage } from "./use-package-edits";
import type { Dragged } from "./use-slot-drop";

interface CloseUpsProps {
  images: ReadonlyMap<CloseUp, readonly PackageImage[]>;
  of: string;
  heroId: string | undefined;
  /** Source and licence stand under each picture. */
  rightsShown: boolean;
  drag: Dragged | null;
  acts: TileActs | undefined;
  onChoose: ((slot: Slot) => void) | undefined;
}

/** Full body, close-ups and expressions: any number of each. */
export function CloseUps({ images, of, heroId, rightsShown, drag, acts, onChoose }: CloseUpsProps) {
  return (
    <div className="grid gap-x-6 gap-y-5 md:grid-cols-3">
      {closeUpIds.map((slot) => {
        const mine = images.get(slot) ?? [];
        const over = drag?.over === slot;
        return (
          <div
            key={slot}
            data-place={slot}
            className={cx(
              "grid content-start gap-1 rounded-picture",
              over && "outline-2 outline-accent outline-offset-2",
            )}
          >
            <h3 className="text-xs">
              {slotTitle(slot)} <span className="num font-normal text-muted">{mine.length}</span>
            </h3>
            <div className="grid grid-cols-3 gap-2">
              {mine.map((image, at) => (
                <PictureTile
                  key={image.id}
                  image={image}
                  label={`${slotTitle(slot)} ${at + 1} of ${of}`}
                  acts={acts}
                  hero={image.picture.id === heroId}
                  rights={rightsShown}
                  sizes="120px"
                />
              ))}
              {onChoose && (
                <EmptySlot slot={slot} dragging={drag !== null} over={over} onChoose={() => onChoose(slot)} />
              )}
              {!onChoose && mine.length === 0 && <p className="col-span-3 text-muted text-xs">None</p>}
            </div>
          </div>
        );
      })}
    </div>
  );
}
