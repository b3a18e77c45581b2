"use client";

import { type KeyboardEvent, type PointerEvent, useRef } from "react";
import { type Light, wrapDegrees } from "@/contract/environment/light";
import { sideWords } from "@/contract/environment/phrase";
import { fromDial, horizon, onDial } from "./light-css";

interface LightDialProps {
  light: Light;
  disabled: boolean;
  /** While it is turned. */
  onTurn: (angles: { azimuth: number; elevation: number }) => void;
  /** Let go, or one key. */
  onCommit: (angles: { azimuth: number; elevation: number }) => void;
}

const half = 60;

/** The sky from above, the camera at its lower edge: the middle is the zenith, the ring the horizon. */
export function LightDial({ light, disabled, onTurn, onCommit }: LightDialProps) {
  const dial = useRef<HTMLDivElement>(null);
  const { azimuth, elevation } = light;
  const place = onDial(light);
  const anglesAt = (event: PointerEvent) => {
    const box = dial.current?.getBoundingClientRect();
    if (!box) return { azimuth, elevation };
    const x = ((event.clientX - box.left) / box.width) * 2 - 1;
    const y = ((event.clientY - box.top) / box.height) * 2 - 1;
    return fromDial(x * (half / (half - 6)), y * (half / (half - 6)), azimuth);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.shiftKey ? 1 : 5;
    const by: Record<string, [number, number]> = {
      ArrowLeft: [-step, 0],
      ArrowRight: [step, 0],
      ArrowUp: [0, step],
      ArrowDown: [0, -step],
    };
    const change = by[event.key];
    if (!change || disabled || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    const next = {
      azimuth: wrapDegrees(Math.round(azimuth) + change[0]),
      elevation: Math.min(90, Math.max(-90, Math.round(elevation) + change[1])),
    };
    onTurn(next);
    onCommit(next);
  };
  const radius = half - 6;
  return (
    <div
      ref={dial}
      role="slider"
      tabIndex={disabled ? -1 : 0}
      aria-label="Direction of the light. Left and right turn it, up and down raise it."
      aria-disabled={disabled || undefined}
      aria-valuemin={0}
      aria-valuemax={360}
      aria-valuenow={Math.round(azimuth)}
      aria-valuetext={`Azimuth ${Math.round(azimuth)} degrees, elevation ${Math.round(elevation)} degrees, ${sideWords(azimuth, elevation)}`}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        if (disabled) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        onTurn(anglesAt(event));
      }}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) onTurn(anglesAt(event));
      }}
      onPointerUp={(event) => {
        if (!disabled) onCommit(anglesAt(event));
      }}
      className="size-36 shrink-0 cursor-pointer touch-none rounded-full pointer-coarse:size-44"
    >
      <svg aria-hidden="true" viewBox={`${-half} ${-half} ${half * 2} ${half * 2}`} className="size-full">
        <circle r={radius} className="fill-well stroke-edge" />
        <circle r={radius * horizon} className="fill-surface stroke-edge" />
        <path d={`M${-radius} 0H${radius}M0 ${-radius}V${radius}`} className="stroke-line" />
        <path d={`M0 0L${place.x * radius} ${place.y * radius}`} className="stroke-control" strokeDasharray="2 3" />
        <path d={`M-5 ${radius - 3}h10l-5 -7z`} className="fill-muted" />
        <circle
          cx={place.x * radius}
          cy={place.y * radius}
          r={7}
          fill={elevation < 0 ? "none" : light.colour}
          stroke={elevation < 0 ? light.colour : "var(--text)"}
          strokeWidth={elevation < 0 ? 3 : 1.5}
        />
      </svg>
    </div>
  );
}
