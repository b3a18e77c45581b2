"use client";

import { Contrast } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { mediaUrl } from "@/components/media/url";
import { Button } from "@/components/ui/button";
import { Segmented } from "@/components/ui/segmented";
import { Slider } from "@/components/ui/slider";
import { nearness } from "@/contract/environment/depth";
import type { Edits, Plate } from "./use-environment-edits";

interface DepthPreviewProps {
  plate: Plate;
  edits: Edits | undefined;
  onOpen: (plate: Plate) => void;
}

const widest = 512;

/** A depth map as distance: near is bright whichever way it was made, and what lies outside near and far is marked. */
export function DepthPreview({ plate, edits, onOpen }: DepthPreviewProps) {
  const { picture, name } = plate;
  const [near, setNear] = useState(100);
  const [far, setFar] = useState(0);
  const [busy, setBusy] = useState(false);
  const whiteIsNear = plate.whiteIsNear ?? true;
  const { canvas, failed } = useDepth(picture.id, whiteIsNear, near / 100, far / 100);
  const size = Math.min(widest, picture.width);
  const invert = async () => {
    setBusy(true);
    await edits?.invert(plate);
    setBusy(false);
  };
  return (
    <div className="grid gap-x-6 gap-y-3 md:grid-cols-[minmax(0,1fr)_280px]">
      <div
        className="relative overflow-hidden rounded-picture bg-well"
        style={{ aspectRatio: picture.width / picture.height }}
      >
        {failed ? (
          <p role="alert" className="grid size-full place-items-center text-muted">
            The depth map did not load. Reload the page.
          </p>
        ) : (
          <canvas
            ref={canvas}
            width={size}
            height={Math.max(1, Math.round((size * picture.height) / picture.width))}
            role="img"
            aria-label={`Depth map ${name}, near is bright`}
            className="size-full"
          />
        )}
      </div>
      <div className="grid content-start gap-3">
        <div>
          <button
            type="button"
            onClick={() => onOpen(plate)}
            className="block max-w-full truncate rounded-control text-left text-sm hover:underline"
          >
            {name}
          </button>
          <p className="text-muted text-xs">Depth map. Near is bright here, beyond near and far is tinted.</p>
        </div>
        {edits ? (
          <Segmented
            label="Polarity"
            value={whiteIsNear ? "white" : "black"}
            options={[
              { value: "white", label: "White is near" },
              { value: "black", label: "Black is near" },
            ]}
            onChange={(next) =>
              void edits.changePlate(
                plate,
                { whiteIsNear: next === "white" },
                `${next === "white" ? "White" : "Black"} is near`,
              )
            }
          />
        ) : (
          <p>{whiteIsNear ? "White is near." : "Black is near."}</p>
        )}
        <div className="grid">
          <span className="num flex justify-between text-muted text-xs">
            <span>Near</span>
            <span>{near} %</span>
          </span>
          <Slider
            label="Near"
            value={near}
            min={1}
            max={100}
            step={1}
            unit="percent"
            onChange={(at) => setNear(Math.max(at, far + 1))}
          />
          <span className="num flex justify-between text-muted text-xs">
            <span>Far</span>
            <span>{far} %</span>
          </span>
          <Slider
            label="Far"
            value={far}
            min={0}
            max={99}
            step={1}
            unit="percent"
            onChange={(at) => setFar(Math.min(at, near - 1))}
          />
        </div>
        {edits && (
          <Button
            size="sm"
            icon={<Contrast />}
            busy={busy}
            onClick={() => void invert()}
            className="justify-self-start"
          >
            Invert
          </Button>
        )}
      </div>
    </div>
  );
}

/** Draws the map's 1024 rung as nearness, again whenever near, far or polarity move. */
function useDepth(id: string, whiteIsNear: boolean, near: number, far: number) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [image, setImage] = useState<HTMLImageElement | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    const made = new Image();
    made.onload = () => setImage(made);
    made.onerror = () => setFailed(true);
    made.src = mediaUrl(id, 1024);
    return () => {
      made.onload = null;
      made.onerror = null;
    };
  }, [id]);
  useEffect(() => {
    const at = canvas.current;
    const context = at?.getContext("2d", { willReadFrequently: true });
    if (!at || !context || !image) return;
    context.drawImage(image, 0, 0, at.width, at.height);
    const pixels = context.getImageData(0, 0, at.width, at.height);
    const { data } = pixels;
    for (let n = 0; n < data.length; n += 4) {
      const value = nearness((data[n] ?? 0) / 255, whiteIsNear);
      const level = Math.round(255 * Math.min(1, Math.max(0, (value - far) / (near - far))));
      const [beyond, before] = [value < far, value > near];
      data[n] = before ? 242 : beyond ? 30 : level;
      data[n + 1] = before ? 163 : beyond ? 44 : level;
      data[n + 2] = before ? 58 : beyond ? 72 : level;
    }
    context.putImageData(pixels, 0, 0);
  }, [image, whiteIsNear, near, far]);
  return { canvas, failed };
}
