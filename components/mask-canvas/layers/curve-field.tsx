"use client";

import { type KeyboardEvent, type PointerEvent, useRef } from "react";
import { type CurvePoint, curveOf, MAX_CURVE_POINTS } from "@/contract/mask/adjustment";

const SIDE = 256;

interface CurveFieldProps {
  value: readonly CurvePoint[];
  onChange: (value: CurvePoint[]) => void;
}

/** A curve of tones: a press adds a point, drags move it, arrows move the one that has the focus and Delete takes it out. */
export function CurveField({ value, onChange }: CurveFieldProps) {
  const field = useRef<SVGSVGElement>(null);
  const held = useRef<number | null>(null);
  const at = ({ clientX, clientY }: PointerEvent): CurvePoint => {
    const { left, top, width, height } = field.current?.getBoundingClientRect() ?? new DOMRect(0, 0, 1, 1);
    return [byte(((clientX - left) / width) * 255), byte(255 - ((clientY - top) / height) * 255)];
  };
  const move = (n: number, [from, to]: CurvePoint) => {
    // Between its neighbours, or the curve would turn back.
    const least = n === 0 ? 0 : (value[n - 1]?.[0] ?? 0) + 1;
    const most = n === value.length - 1 ? 255 : (value[n + 1]?.[0] ?? 255) - 1;
    onChange(value.map((point, i) => (i === n ? [Math.min(most, Math.max(least, byte(from))), byte(to)] : point)));
  };
  const remove = (n: number) => n > 0 && n < value.length - 1 && onChange(value.filter((_, i) => i !== n));
  const press = (event: PointerEvent<SVGSVGElement>) => {
    const point = at(event);
    const near = value.findIndex(([from, to]) => Math.hypot(from - point[0], to - point[1]) < 14);
    event.currentTarget.setPointerCapture(event.pointerId);
    if (near >= 0) {
      held.current = near;
      return;
    }
    if (value.length >= MAX_CURVE_POINTS || value.some(([from]) => from === point[0])) return;
    const next = [...value, point].toSorted((a, b) => a[0] - b[0]);
    held.current = next.indexOf(point);
    onChange(next);
  };
  const key = (n: number) => (event: KeyboardEvent) => {
    const [from, to] = value[n] ?? [0, 0];
    const step = event.shiftKey ? 10 : 1;
    const moved: Record<string, CurvePoint> = {
      ArrowLeft: [from - step, to],
      ArrowRight: [from + step, to],
      ArrowUp: [from, to + step],
      ArrowDown: [from, to - step],
    };
    const next = moved[event.key];
    if (next) move(n, next);
    else if (event.key === "Delete" || event.key === "Backspace") remove(n);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const curve = curveOf(value);
  const line = Array.from({ length: 65 }, (_, n) => `${n * 4},${SIDE - curve(n / 64) * SIDE}`).join(" ");
  return (
    <fieldset className="grid gap-1">
      <legend className="font-medium text-sm">Curve</legend>
      {/* biome-ignore lint/a11y/noSvgWithoutTitle: the legend names it, and a title would be a tooltip over the points */}
      <svg
        ref={field}
        viewBox={`0 0 ${SIDE} ${SIDE}`}
        onPointerDown={press}
        onPointerMove={(event) => held.current !== null && move(held.current, at(event))}
        onPointerUp={() => {
          held.current = null;
        }}
        onDoubleClick={() => onChange([...value.slice(0, 1), ...value.slice(-1)])}
        className="aspect-[2/1] w-full cursor-crosshair touch-none overflow-visible rounded-control border border-edge bg-well"
        preserveAspectRatio="none"
      >
        <path d="M64 0V256M128 0V256M192 0V256M0 64H256M0 128H256M0 192H256" className="stroke-edge" fill="none" />
        <polyline
          points={line}
          fill="none"
          className="stroke-text"
          strokeWidth={1.5}
          vectorEffect="non-scaling-stroke"
        />
        {value.map(([from, to], n) => (
          <ellipse
            key={`${n}/${value.length}`}
            role="slider"
            tabIndex={0}
            aria-label={`Point ${n + 1}`}
            aria-valuenow={to}
            aria-valuemin={0}
            aria-valuemax={255}
            aria-valuetext={`${from} becomes ${to}`}
            onKeyDown={key(n)}
            cx={(from / 255) * SIDE}
            cy={SIDE - (to / 255) * SIDE}
            rx={4}
            ry={8}
            className="fill-accent stroke-text focus-visible:outline-2 focus-visible:outline-accent"
          />
        ))}
      </svg>
      <p className="text-muted text-xs">A press adds a point, Delete takes it out, a double press straightens.</p>
    </fieldset>
  );
}

const byte = (value: number): number => Math.min(255, Math.max(0, Math.round(value)));
