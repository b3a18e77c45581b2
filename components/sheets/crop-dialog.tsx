"use client";

import { useState } from "react";
import { largeUrl } from "@/components/media/url";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog } from "@/components/ui/dialog";
import { Segmented } from "@/components/ui/segmented";
import type { Picture } from "@/contract/media";
import { fitLongestSide } from "@/contract/passes/size";
import { lockedRatios, middleBox, type PixelBox, packageSide, toRatio, wholeBox } from "@/contract/profile/box";
import { headCrop, headPadding } from "@/contract/profile/head-crop";
import { BoxLayer } from "./box-layer";

interface CropDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  picture: Picture;
  name: string;
  /** Where a node saw the face, in pixels of the picture. */
  face?: PixelBox | undefined;
  /** `longestSide` only when the smaller size was chosen. */
  onCrop: (box: PixelBox, longestSide?: number) => Promise<void>;
}

/** A crop of a picture with a locked ratio, brought to the preset size. Makes a new picture; the original stays. */
export function CropDialog({ open, onOpenChange, picture, name, face, onCrop }: CropDialogProps) {
  const [ratio, setRatioTo] = useState<number | null>(4 / 5);
  const [box, setBox] = useState(() => middleBox(picture, 4 / 5));
  const [small, setSmall] = useState(true);
  const [busy, setBusy] = useState(false);
  const whole = wholeBox(box, picture);
  const size = small ? fitLongestSide(whole, packageSide, false) : whole;
  const setRatio = (next: number | null) => {
    setRatioTo(next);
    setBox(toRatio(box, next));
  };
  const save = async () => {
    setBusy(true);
    await onCrop(whole, small ? packageSide : undefined).finally(() => setBusy(false));
  };
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      size="lg"
      title={`Crop ${name}`}
      description="A new picture takes its place; the original stays among the candidates."
      footer={
        <>
          <Button variant="quiet" onClick={() => onOpenChange(false)}>
            Cancel
          </Button>
          <Button variant="primary" busy={busy} onClick={() => void save()}>
            Make {size.width} × {size.height}
          </Button>
        </>
      }
    >
      <div className="grid gap-3">
        <div className="flex flex-wrap items-center gap-3">
          <Segmented
            label="Ratio"
            options={lockedRatios.map(({ id, label }) => ({ value: id, label }))}
            value={lockedRatios.find((one) => one.ratio === ratio)?.id ?? "free"}
            onChange={(id) => setRatio(lockedRatios.find((one) => one.id === id)?.ratio ?? null)}
          />
          <Button
            size="sm"
            onClick={() => {
              if (!face) return;
              setRatioTo(null);
              setBox(headCrop(face, picture));
            }}
            {...(face ? {} : { blocked: "No node has read a face in this picture" })}
          >
            Head with {headPadding * 100} % room
          </Button>
          <Checkbox
            label={`Longest side ${packageSide} px`}
            checked={small}
            onChange={({ currentTarget: { checked } }) => setSmall(checked)}
          />
        </div>
        <div
          className="relative mx-auto max-h-[56dvh] max-w-full select-none overflow-hidden"
          style={{ aspectRatio: picture.width / picture.height, backgroundColor: picture.colour }}
        >
          <img
            src={largeUrl(picture)}
            alt={name}
            width={picture.width}
            height={picture.height}
            draggable={false}
            className="block size-full"
          />
          <BoxLayer
            size={picture}
            boxes={[{ id: "crop", box, label: `${whole.width} × ${whole.height}` }]}
            selected="crop"
            ratio={ratio}
            dim
            onSelect={() => {}}
            onChange={(_, next) => setBox(next)}
          />
        </div>
      </div>
    </Dialog>
  );
}
