"use client";

import { useState } from "react";
import { messageOf } from "@/components/studio/problem";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { notify } from "@/components/ui/notify";
import { Segmented } from "@/components/ui/segmented";
import { SliderField } from "@/components/ui/slider-field";
import { depthRange, type MaskReading, type RgbaPicture, readMask } from "@/contract/mask/import";
import { rasterOp } from "@/contract/mask/raster-op";
import type { MaskEditor } from "../engine/editor-types";
import { ColourRegions } from "./colour-regions";
import { MaskPreview } from "./mask-preview";
import { picturePixels, sizeProblem } from "./picture-pixels";
import { PictureSource } from "./picture-source";
import type { LayerActs } from "./use-layer-acts";

export interface ImportDialogProps {
  what: "regions" | "depth" | "mask";
  editor: MaskEditor;
  acts: LayerActs;
  versionId: string;
  projectId: string;
  picture: { width: number; height: number };
  onClose: () => void;
}

const words = {
  regions: { title: "Regions by colour", description: "A picture in which every character has its own flat colour." },
  depth: { title: "Mask by depth", description: "Everything between two distances of a depth map." },
  mask: { title: "Mask picture", description: "A black and white picture exactly as large as this version." },
};

/** Pixels of a picture as layers, or into the active layer as one op that undo takes back. */
export function ImportDialog({ what, editor, acts, versionId, projectId, picture, onClose }: ImportDialogProps) {
  const [pixels, setPixels] = useState<RgbaPicture>();
  const [problem, setProblem] = useState<string>();
  const take = async (source: File | { mediaId: string }) => {
    setProblem(undefined);
    try {
      const read = await picturePixels(source);
      const wrong = sizeProblem(read, picture);
      setPixels(wrong === undefined ? read : undefined);
      setProblem(wrong);
    } catch (error) {
      setProblem(messageOf(error));
    }
  };
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} {...words[what]} size="md">
      <div className="grid gap-4 pb-4">
        <PictureSource versionId={versionId} maps={what !== "mask"} onTake={(source) => void take(source)} />
        {problem !== undefined && (
          <p role="alert" className="text-pretty text-danger text-sm">
            {problem}
          </p>
        )}
        {pixels && what === "regions" && <ColourRegions {...{ pixels, acts, projectId, onClose }} />}
        {pixels && what === "depth" && <Depth {...{ pixels, editor, onClose }} />}
        {pixels && what === "mask" && <Reading {...{ pixels, editor, onClose }} />}
      </div>
    </Dialog>
  );
}

type Part = { pixels: RgbaPicture; editor: MaskEditor; onClose: () => void };

function Depth({ pixels, editor, onClose }: Part) {
  const [near, setNear] = useState(160);
  const [far, setFar] = useState(255);
  const mask = depthRange(readMask(pixels, "brightness"), near, far);
  return (
    <>
      <MaskPreview pixels={mask} {...pixels} />
      <SliderField
        label="Near"
        help="0 and 255 are the ends of the depth map."
        value={near}
        min={0}
        max={255}
        step={1}
        onChange={setNear}
      />
      <SliderField label="Far" value={far} min={0} max={255} step={1} onChange={setFar} />
      <Into {...{ editor, onClose, mask }} {...pixels} />
    </>
  );
}

const readings = [
  { value: "brightness", label: "White is masked" },
  { value: "transparency", label: "Transparent is masked" },
] as const;

function Reading({ pixels, editor, onClose }: Part) {
  const [reading, setReading] = useState<MaskReading>("brightness");
  const mask = readMask(pixels, reading);
  return (
    <>
      <Segmented label="How the mask is meant" value={reading} onChange={setReading} options={readings} />
      <MaskPreview pixels={mask} {...pixels} />
      <Into {...{ editor, onClose, mask }} {...pixels} />
    </>
  );
}

const modes = [
  { value: "add", label: "Add" },
  { value: "replace", label: "Replace" },
  { value: "erase", label: "Subtract" },
  { value: "intersect", label: "Intersect" },
] as const;
type Mode = (typeof modes)[number]["value"];

interface IntoProps {
  editor: MaskEditor;
  mask: Uint8Array<ArrayBuffer>;
  width: number;
  height: number;
  onClose: () => void;
}

function Into({ editor, mask, width, height, onClose }: IntoProps) {
  const [mode, setMode] = useState<Mode>("add");
  const bring = () => {
    editor.addRaster(rasterOp(mask, { x: 0, y: 0, w: width, h: height }, mode));
    onClose();
    notify({ title: "Brought into the layer", undo: () => editor.undo() });
  };
  return (
    <div className="flex items-center justify-between gap-3">
      <Segmented label="How it meets the layer" value={mode} onChange={setMode} options={modes} />
      <Button variant="primary" onClick={bring}>
        Bring in
      </Button>
    </div>
  );
}
