"use client";

import { Plus, Trash2 } from "lucide-react";
import { type KeyboardEvent, type PointerEvent, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Select } from "@/components/ui/select";
import { flickerAt, flickerPeriod } from "@/contract/environment/flicker";
import { flashesInASecond, flickerPresets } from "@/contract/environment/flicker-presets";
import { type FlickerPoint, lightLimits } from "@/contract/environment/light";

interface FlickerEditorProps {
  curve: readonly FlickerPoint[];
  disabled: boolean;
  onDraw: (curve: FlickerPoint[]) => void;
  onCommit: (curve: FlickerPoint[]) => void;
}

const [width, height, margin, top] = [300, 92, 8, 1.5];
const least = 0.05;
const tidy = (value: number) => Math.round(value * 100) / 100;
const same = (a: readonly FlickerPoint[], b: readonly FlickerPoint[]) =>
  a.length === b.length && a.every(({ at, level }, n) => at === b[n]?.at && level === b[n]?.level);

/** Brightness over time as points one can drag, or move by keys; it repeats after the last one. */
export function FlickerEditor({ curve, disabled, onDraw, onCommit }: FlickerEditorProps) {
  const box = useRef<SVGSVGElement>(null);
  const [chosen, setChosen] = useState(0);
  const period = Math.max(flickerPeriod(curve), 1);
  const preset = flickerPresets.find((one) => same(one.curve, curve))?.id ?? "own";
  const flashes = flashesInASecond(curve);
  const at = Math.min(chosen, curve.length - 1);
  const point = curve[at];
  const x = (seconds: number) => margin + (seconds / period) * (width - margin * 2);
  const y = (level: number) => height - margin - (Math.min(level, top) / top) * (height - margin * 2);

  /** A point stays between its neighbours; the first stands at 0 and the last carries the length. */
  const moved = (index: number, seconds: number, level: number): FlickerPoint[] =>
    curve.map((one, n) => {
      if (n !== index) return { ...one };
      const before = curve[n - 1]?.at ?? 0;
      const after = curve[n + 1]?.at ?? lightLimits.flickerSeconds + least;
      const held = n === 0 ? 0 : Math.min(after - least, Math.max(before + least, seconds));
      return { at: tidy(held), level: tidy(Math.min(top, Math.max(0, level))) };
    });
  const placeOf = (event: PointerEvent) => {
    const rect = box.current?.getBoundingClientRect();
    if (!rect) return { seconds: 0, level: 1 };
    const px = ((event.clientX - rect.left) / rect.width) * width;
    const py = ((event.clientY - rect.top) / rect.height) * height;
    return {
      seconds: ((px - margin) / (width - margin * 2)) * period,
      level: ((height - margin - py) / (height - margin * 2)) * top,
    };
  };
  const add = () => {
    const from = curve.length === 0 ? [{ at: 0, level: 1 }] : curve.map((one) => ({ ...one }));
    const last = from.at(-1) ?? { at: 0, level: 1 };
    const next = [...from, { at: tidy(last.at + 0.5), level: last.level > 0.9 ? 0.7 : 1 }];
    setChosen(next.length - 1);
    onCommit(next);
  };
  const remove = () => {
    const next = curve.filter((_, n) => n !== at);
    const first = next[0]?.at ?? 0;
    setChosen(Math.max(0, at - 1));
    onCommit(next.length < 2 ? [] : next.map((one) => ({ at: tidy(one.at - first), level: one.level })));
  };
  const onKeyDown = (event: KeyboardEvent, index: number) => {
    const one = curve[index];
    if (!one || disabled) return;
    const step = event.shiftKey ? 0.2 : 0.05;
    const acts: Record<string, () => void> = {
      ArrowLeft: () => onCommit(moved(index, one.at - step, one.level)),
      ArrowRight: () => onCommit(moved(index, one.at + step, one.level)),
      ArrowUp: () => onCommit(moved(index, one.at, one.level + step)),
      ArrowDown: () => onCommit(moved(index, one.at, one.level - step)),
      Delete: remove,
      Backspace: remove,
    };
    const act = acts[event.key];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };
  const line = curve.length === 0 ? [0, period] : curve.map((one) => one.at);
  return (
    <div className="grid gap-2">
      <div className="flex items-center gap-2">
        <span className="w-36">
          <Select
            aria-label="Flicker"
            value={preset}
            disabled={disabled}
            options={[
              ...flickerPresets.map(({ id, name }) => ({ value: id, label: name })),
              ...(preset === "own" ? [{ value: "own", label: "Own curve" }] : []),
            ]}
            onChange={({ currentTarget }) => {
              const taken = flickerPresets.find(({ id }) => id === currentTarget.value);
              if (taken) onCommit(taken.curve.map((one) => ({ ...one })));
            }}
          />
        </span>
        <span className="num flex-1 text-right text-muted text-xs">
          {curve.length === 0 ? "Steady" : `Repeats after ${flickerPeriod(curve)} s`}
        </span>
      </div>
      <svg
        ref={box}
        viewBox={`0 0 ${width} ${height}`}
        className="w-full touch-none rounded-control border border-edge bg-well"
      >
        <title>Brightness over time</title>
        <path d={`M0 ${y(1)}H${width}`} className="stroke-line" />
        <polyline
          points={line
            .map((seconds) => `${x(seconds)},${y(curve.length === 0 ? 1 : levelAt(curve, seconds))}`)
            .join(" ")}
          className="fill-none stroke-[1.5] stroke-text"
        />
        {curve.map((one, n) => (
          <circle
            key={n}
            cx={x(one.at)}
            cy={y(one.level)}
            r={6}
            role="slider"
            tabIndex={disabled ? -1 : 0}
            aria-label={`Point ${n + 1} of ${curve.length}. Arrows move it, Delete removes it.`}
            aria-valuemin={0}
            aria-valuemax={top}
            aria-valuenow={one.level}
            aria-valuetext={`${one.at} seconds, brightness ${one.level}`}
            onFocus={() => setChosen(n)}
            onKeyDown={(event) => onKeyDown(event, n)}
            onPointerDown={(event) => {
              if (disabled) return;
              setChosen(n);
              event.currentTarget.setPointerCapture(event.pointerId);
            }}
            onPointerMove={(event) => {
              if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
              const { seconds, level } = placeOf(event);
              onDraw(moved(n, seconds, level));
            }}
            onPointerUp={(event) => {
              if (disabled) return;
              const { seconds, level } = placeOf(event);
              onCommit(moved(n, seconds, level));
            }}
            className={`cursor-grab stroke-surface stroke-2 ${n === at ? "fill-accent" : "fill-text"}`}
          />
        ))}
      </svg>
      {!disabled && (
        <div className="flex items-center gap-1">
          <Button size="sm" icon={<Plus />} onClick={add} disabled={curve.length >= lightLimits.flickerPoints}>
            Add a point
          </Button>
          {point && curve.length > 1 && (
            <>
              <span className="num ml-2 text-muted text-xs">
                {point.at} s · {Math.round(point.level * 100)} %
              </span>
              <IconButton label="Remove this point" icon={<Trash2 />} onClick={remove} className="ml-auto" />
            </>
          )}
        </div>
      )}
      {flashes > 3 && (
        <p role="alert" className="text-danger text-xs">
          Flashes {flashes} times in a second. More than 3 can harm viewers with photosensitive epilepsy: slow it down
          or flatten it.
        </p>
      )}
    </div>
  );
}

/** Also the last point itself, where the curve begins again. */
const levelAt = (curve: readonly FlickerPoint[], seconds: number): number =>
  seconds >= flickerPeriod(curve) ? (curve.at(-1)?.level ?? 1) : flickerAt(curve, seconds);
