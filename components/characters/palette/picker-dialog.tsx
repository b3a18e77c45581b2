"use client";

import { X } from "lucide-react";
import { type KeyboardEvent, type PointerEvent, useEffect, useMemo, useRef, useState } from "react";
import { Thumb } from "@/components/media/thumb";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import type { Picture } from "@/contract/media";
import type { PaletteColour } from "@/contract/profile/palette";
import { readPixels } from "../read-pixels";
import { colourAt, colourWord, dominantColours } from "./dominant";

interface PickerDialogProps {
  name: string;
  palette: readonly PaletteColour[];
  pictures: readonly Picture[];
  onClose: () => void;
  onAdd: (colours: PaletteColour[]) => Promise<void>;
}

/** An eyedropper over a picture, the colours it is mostly made of, and names for what was picked. */
export function PickerDialog({ name, palette, pictures, onClose, onAdd }: PickerDialogProps) {
  const [shown, setShown] = useState(pictures[0]);
  const [pixels, setPixels] = useState<ImageData>();
  const [problem, setProblem] = useState<string>();
  const [picked, setPicked] = useState<PaletteColour[]>([]);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    if (!shown) return;
    let live = true;
    setPixels(undefined);
    setProblem(undefined);
    readPixels(shown.id, 1024).then(
      (read) => live && setPixels(read),
      () => live && setProblem("The picture could not be read. Choose another one, or try again."),
    );
    return () => {
      live = false;
    };
  }, [shown]);
  const suggested = useMemo(() => (pixels ? dominantColours(pixels) : []), [pixels]);
  const has = (hex: string) => picked.some((one) => one.hex === hex) || palette.some((one) => one.hex === hex);
  const pick = (hex: string) => !has(hex) && setPicked((all) => [...all, { hex, name: colourWord(hex) }]);
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      size="lg"
      title={`Palette of ${name}`}
      description="Press a place in the picture, or take one of its main colours."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            busy={busy}
            {...(picked.length === 0 ? { blocked: "Pick a colour first." } : {})}
            onClick={() => {
              setBusy(true);
              void onAdd(picked).finally(() => setBusy(false));
            }}
          >
            {picked.length > 1 ? `Add ${picked.length} colours` : "Add colour"}
          </Button>
        </>
      }
    >
      <div className="grid gap-4 sm:grid-cols-[minmax(0,1fr)_240px]">
        <div className="grid content-start gap-2">
          {pixels ? (
            <Dropper pixels={pixels} onPick={pick} />
          ) : (
            <div
              className="grid w-full place-items-center rounded-picture bg-well p-4 text-center text-muted text-xs"
              style={{ aspectRatio: shown ? shown.width / shown.height : 1, maxHeight: 440 }}
            >
              {problem ?? "Reading the picture"}
            </div>
          )}
          {pictures.length > 1 && (
            <div className="flex gap-1.5 overflow-x-auto p-0.5">
              {pictures.map((picture, at) => (
                <button
                  key={picture.id}
                  type="button"
                  aria-label={`Picture ${at + 1}`}
                  aria-pressed={picture.id === shown?.id}
                  onClick={() => setShown(picture)}
                  className="shrink-0 rounded-picture opacity-70 hover:opacity-100 aria-pressed:opacity-100 aria-pressed:outline-2 aria-pressed:outline-accent"
                >
                  <Thumb media={picture} alt="" ratio={1} sizes="44px" className="w-11" />
                </button>
              ))}
            </div>
          )}
        </div>
        <div className="grid content-start gap-4">
          <section className="grid gap-2">
            <h3 className="text-muted text-xs">Mostly made of</h3>
            <div className="grid min-h-8 grid-cols-8 gap-1">
              {suggested.map((hex) => (
                <button
                  key={hex}
                  type="button"
                  aria-label={`Take ${colourWord(hex)}, ${hex}`}
                  aria-pressed={has(hex)}
                  data-tip={`${colourWord(hex)} ${hex}`}
                  onClick={() => pick(hex)}
                  className="aspect-square rounded-[4px] border border-edge aria-pressed:outline-2 aria-pressed:outline-accent"
                  style={{ backgroundColor: hex }}
                />
              ))}
            </div>
          </section>
          <section className="grid gap-2" aria-live="polite">
            <h3 className="text-muted text-xs">Picked</h3>
            {picked.length === 0 && <p className="text-muted">Nothing yet.</p>}
            {picked.map(({ hex, name: of }) => (
              <div key={hex} className="flex items-center gap-2">
                <span
                  className="size-8 shrink-0 rounded-[4px] border border-edge"
                  style={{ backgroundColor: hex }}
                  title={hex}
                />
                <Input
                  aria-label={`What ${hex} is of`}
                  defaultValue={of}
                  maxLength={60}
                  onChange={({ currentTarget: { value } }) =>
                    setPicked((all) => all.map((one) => (one.hex === hex ? { hex, name: value } : one)))
                  }
                />
                <IconButton
                  label={`Drop ${of || hex}`}
                  icon={<X />}
                  onClick={() => setPicked((all) => all.filter((one) => one.hex !== hex))}
                />
              </div>
            ))}
          </section>
        </div>
      </div>
    </Dialog>
  );
}

/** The picture on a canvas. The pointer or the arrow keys aim, a press or Enter picks. */
function Dropper({ pixels, onPick }: { pixels: ImageData; onPick: (hex: string) => void }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [aim, setAim] = useState({ x: pixels.width >> 1, y: pixels.height >> 1 });
  useEffect(() => canvas.current?.getContext("2d")?.putImageData(pixels, 0, 0), [pixels]);
  const hex = colourAt(pixels, aim.x, aim.y);
  const placeOf = ({ clientX, clientY, currentTarget }: PointerEvent<HTMLElement>) => {
    const box = currentTarget.getBoundingClientRect();
    const scale = pixels.width / box.width;
    const within = (value: number, most: number) => Math.min(most - 1, Math.max(0, Math.floor(value)));
    return {
      x: within((clientX - box.left) * scale, pixels.width),
      y: within((clientY - box.top) * scale, pixels.height),
    };
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const far = event.shiftKey ? 40 : 4;
    const steps: Record<string, [number, number]> = {
      ...{ ArrowLeft: [-far, 0], ArrowRight: [far, 0], ArrowUp: [0, -far], ArrowDown: [0, far] },
    };
    const step = steps[event.key];
    if (event.key === "Enter" || event.key === " ") onPick(hex);
    else if (step)
      setAim(({ x, y }) => ({
        x: Math.min(pixels.width - 1, Math.max(0, x + step[0])),
        y: Math.min(pixels.height - 1, Math.max(0, y + step[1])),
      }));
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className="grid justify-items-center gap-2">
      <button
        type="button"
        aria-label={`Eyedropper at ${colourWord(hex)} ${hex}: arrows aim, Enter picks`}
        onPointerMove={(event) => setAim(placeOf(event))}
        onClick={(event) => {
          // A press by keyboard has no place: the aim stands.
          if (event.detail === 0) return;
          onPick(hex);
        }}
        onPointerDown={(event) => setAim(placeOf(event))}
        onKeyDown={onKeyDown}
        className="relative block max-h-[440px] max-w-full cursor-crosshair overflow-hidden rounded-picture"
        style={{
          aspectRatio: pixels.width / pixels.height,
          width: `min(100%, ${(440 * pixels.width) / pixels.height}px)`,
        }}
      >
        <canvas ref={canvas} width={pixels.width} height={pixels.height} className="block size-full" />
        <span
          aria-hidden
          className="pointer-events-none absolute size-6 -translate-x-1/2 -translate-y-1/2 rounded-full border-2 border-white shadow-[0_0_0_1px_#000]"
          style={{
            left: `${((aim.x + 0.5) / pixels.width) * 100}%`,
            top: `${((aim.y + 0.5) / pixels.height) * 100}%`,
            backgroundColor: hex,
          }}
        />
      </button>
      <span className="flex items-center gap-2 text-xs">
        <span className="size-5 rounded-[4px] border border-edge" style={{ backgroundColor: hex }} />
        <span className="code">{hex}</span>
        <span className="text-muted">{colourWord(hex)}</span>
      </span>
    </div>
  );
}
