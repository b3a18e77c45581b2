"use client";

import { type CSSProperties, memo, useCallback } from "react";
import { cx } from "@/components/ui/cx";
import { Section } from "@/components/ui/section";
import { type Angle, angleIds, type Slot, slotTitle } from "@/contract/profile/angles";
import { checkImage, middleSharpness } from "@/contract/profile/checks";
import { misplacedWords } from "@/contract/profile/directions";
import { CheckLine } from "./check-words";
import { PictureCell } from "./picture-cell";
import { EmptySlot, SlotCell } from "./slot-cell";
import { angleRows, type CloseUp, closeUpIds } from "./slot-layout";
import { type PackageImage, sameList, useImage, useOfAll } from "./use-package-store";
import type { Dragged } from "./use-slot-drop";

export interface PicturesProps {
  /** The character's name. */
  of: string;
  heroId: string | null;
  editable: boolean;
  drag: Dragged | null;
  /** Left out for those who only look. */
  onChoose: ((slot: Slot) => void) | undefined;
  onLook: (id: string) => void;
}

const places = new Map(
  angleRows.flatMap((row, y) => row.flatMap((angle, x) => (angle ? [[angle, { x: x + 1, y: y + 1 }] as const] : []))),
);

/** The nine angles around the front, as one would walk around the person; below them what holds any number. */
export function SlotsView(props: PicturesProps) {
  return (
    <div className="grid gap-8">
      <Section title="Angles">
        <div className="grid grid-cols-3 gap-x-3 gap-y-4 md:grid-cols-5">
          {angleIds.map((angle) => (
            <AngleSlot key={angle} angle={angle} {...props} />
          ))}
        </div>
      </Section>
      <Section title="Full body, close-ups, expressions">
        <div className="grid gap-x-6 gap-y-5 md:grid-cols-3">
          {closeUpIds.map((slot) => (
            <CloseUpSlot key={slot} slot={slot} {...props} />
          ))}
        </div>
      </Section>
    </div>
  );
}

const inSlot = (slot: Slot) => (images: readonly PackageImage[]) =>
  images.filter((image) => image.slot === slot).map(({ id }) => id);

const useIn = (slot: Slot) =>
  useOfAll(
    useCallback((images) => inSlot(slot)(images), [slot]),
    sameList,
  );

const AngleSlot = memo(function AngleSlot({
  angle,
  of,
  heroId,
  editable,
  drag,
  onChoose,
  onLook,
}: PicturesProps & { angle: Angle }) {
  const [id] = useIn(angle);
  const place = places.get(angle);
  return (
    <SlotCell
      slot={angle}
      drag={drag}
      number={angleIds.indexOf(angle) + 1}
      onChoose={onChoose && (() => onChoose(angle))}
      style={{ "--x": place?.x, "--y": place?.y } as CSSProperties}
      className="md:[grid-column:var(--x)] md:[grid-row:var(--y)]"
    >
      {id && <Placed id={id} label={`${slotTitle(angle)} of ${of}`} {...{ heroId, editable, onLook }} large />}
    </SlotCell>
  );
});

const CloseUpSlot = memo(function CloseUpSlot({
  slot,
  of,
  heroId,
  editable,
  drag,
  onChoose,
  onLook,
}: PicturesProps & { slot: CloseUp }) {
  const ids = useIn(slot);
  const over = drag?.over === slot;
  return (
    <div
      data-place={slot}
      className={cx("grid content-start gap-1 rounded-picture", over && "outline-2 outline-accent outline-offset-2")}
    >
      <h3 className="text-xs">
        {slotTitle(slot)} <span className="num font-normal text-muted">{ids.length}</span>
      </h3>
      <div className="grid grid-cols-3 gap-2">
        {ids.map((id, at) => (
          <Placed key={id} id={id} label={`${slotTitle(slot)} ${at + 1} of ${of}`} {...{ heroId, editable, onLook }} />
        ))}
        {onChoose && <EmptySlot slot={slot} dragging={drag !== null} over={over} onChoose={() => onChoose(slot)} />}
        {!onChoose && ids.length === 0 && <p className="col-span-3 text-muted text-xs">None</p>}
      </div>
    </div>
  );
});

type PlacedProps = Pick<PicturesProps, "heroId" | "editable" | "onLook"> & {
  id: string;
  label: string;
  large?: boolean;
};

function Placed({ id, label, heroId, editable, onLook, large = false }: PlacedProps) {
  const image = useImage(id);
  const middle = useOfAll(middleSharpness);
  if (!image) return null;
  const misplaced = misplacedWords(image);
  return (
    <div className="grid min-w-0 gap-1">
      <PictureCell
        {...{ id, label, editable, heroId, onLook }}
        sizes={large ? "(max-width: 768px) 33vw, 200px" : "100px"}
        first
        eager={large}
      />
      <CheckLine checks={checkImage(image, middle)} signedOff={image.signedOffBy} />
      {misplaced !== undefined && <span className="text-[11px] text-danger leading-4">{misplaced}</span>}
      {image.deviations !== "" && (
        <span className="truncate text-[11px] text-muted leading-4" data-tip={image.deviations}>
          Known: {image.deviations}
        </span>
      )}
    </div>
  );
}
