"use client";

import { Expand, Globe } from "lucide-react";
import { useEffect, useRef } from "react";
import { Thumb } from "@/components/media/thumb";
import { zoomUrl } from "@/components/media/url";
import { Button } from "@/components/ui/button";
import { flickerAt } from "@/contract/environment/flicker";
import type { Light } from "@/contract/environment/light";
import { tintOf } from "./light-css";
import type { Plate } from "./use-environment-edits";

interface StageProps {
  plate: Plate | undefined;
  /** The cover, where no picture of the list is chosen. */
  fallback: Plate["picture"] | null;
  name: string;
  /** The chosen state, when the picture shown is not of it. */
  missing: string | undefined;
  /** Given: tints the picture. */
  light: Light | null;
  playing: boolean;
  onLook: (plate: Plate) => void;
}

/** The picture of the chosen state, the largest thing on the page. */
export function Stage({ plate, fallback, name, missing, light, playing, onLook }: StageProps) {
  const box = useRef<HTMLDivElement>(null);
  useFlicker(box, light?.flicker ?? [], playing && light !== null);
  const picture = plate?.picture ?? fallback;
  if (!picture) return null;
  const tint = light && tintOf(light);
  return (
    <div className="relative h-[clamp(220px,56vh,640px)] overflow-hidden bg-well max-sm:aspect-video max-sm:h-auto">
      <div
        ref={box}
        data-tinted={tint ? "" : undefined}
        className="absolute inset-0"
        style={tint ? { filter: `brightness(calc(${tint.brightness} * var(--flicker, 1)))` } : undefined}
      >
        <Thumb
          media={picture}
          alt={plate ? [name, plate.angle, plate.state].filter(Boolean).join(", ") : name}
          sizes="(min-width: 1100px) calc(100vw - 640px), 100vw"
          eager
          className="absolute! inset-0 size-full rounded-none!"
        />
        {tint && <div className="absolute inset-0 mix-blend-multiply" style={{ background: tint.background }} />}
      </div>
      {missing && (
        <span className="absolute bottom-3 left-3 rounded-control bg-raised px-2 py-1 text-xs">
          No picture of {missing} yet
        </span>
      )}
      <div className="absolute right-3 bottom-3 flex gap-2">
        {tint && <span className="self-center rounded-control bg-raised px-2 py-1 text-xs">Rough preview</span>}
        {plate?.role === "panorama" && (
          <Button variant="primary" icon={<Globe />} keys="O" onClick={() => onLook(plate)}>
            Look around
          </Button>
        )}
        {plate && plate.role !== "panorama" && (
          <Button icon={<Expand />} onClick={() => window.open(zoomUrl(picture), "_blank", "noopener")}>
            Full size
          </Button>
        )}
      </div>
    </div>
  );
}

/** Sets --flicker on the box for each frame, without React; only while a person has pressed play. */
function useFlicker(
  box: { current: HTMLElement | null },
  curve: Parameters<typeof flickerAt>[0],
  playing: boolean,
): void {
  const latest = useRef(curve);
  useEffect(() => {
    latest.current = curve;
  });
  useEffect(() => {
    const at = box.current;
    if (!at || !playing) return;
    const began = performance.now();
    let frame = requestAnimationFrame(function draw(now) {
      at.style.setProperty("--flicker", String(flickerAt(latest.current, (now - began) / 1000)));
      frame = requestAnimationFrame(draw);
    });
    return () => {
      cancelAnimationFrame(frame);
      at.style.removeProperty("--flicker");
    };
  }, [box, playing]);
}
