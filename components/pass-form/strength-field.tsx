"use client";

import { Plus, X } from "lucide-react";
import { type KeyboardEvent, type PointerEvent, useId, useRef } from "react";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Segmented } from "@/components/ui/segmented";
import { SliderField } from "@/components/ui/slider-field";
import { curveAt } from "@/contract/passes/curve";
import type { Curve, Strength } from "@/contract/passes/diffusion";
import { SmallNumber } from "./small-number";

interface StrengthFieldProps {
  label: string;
  value: Strength;
  onChange: (value: Strength) => void;
}

// Not imported: the contract's own comes with the schema library.
const falling: Curve = {
  points: [
    { at: 0, value: 0.9 },
    { at: 1, value: 0.3 },
  ],
  ease: "linear",
};
const usual = 0.7;
const mostPoints = 16;
const hundredth = (value: number) => Math.round(value * 100) / 100;
const clamp = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value));

/** How strongly something counts: the same all the way, or a line over the steps drawn by points. */
export function StrengthField({ label, value, onChange }: StrengthFieldProps) {
  const still = typeof value === "number";
  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <span aria-hidden className="font-medium text-sm">
          {label}
        </span>
        <Segmented
          label={`${label}: how`}
          options={[
            { value: "same", label: "The same" },
            { value: "over", label: "Over the steps" },
          ]}
          value={still ? "same" : "over"}
          onChange={(how) => {
            if ((how === "same") === still) return;
            onChange(
              how === "over" ? falling : hundredth(value instanceof Object ? (value.points[0]?.value ?? usual) : usual),
            );
          }}
        />
      </div>
      {still ? (
        <SliderField label={label} value={value} min={0} max={2} step={0.05} defaultValue={usual} onChange={onChange} />
      ) : (
        <CurveEditor label={label} curve={value} onChange={onChange} />
      )}
    </div>
  );
}

interface CurveEditorProps {
  label: string;
  curve: Curve;
  onChange: (curve: Curve) => void;
}

/** The line, its points to drag or move by arrows, and the same points as numbers. */
function CurveEditor({ label, curve, onChange }: CurveEditorProps) {
  const plot = useRef<HTMLDivElement>(null);
  const help = useId();
  const { points, ease } = curve;
  const top = points.some(({ value }) => value > 1) ? 2 : 1;
  const move = (n: number, at: number, value: number) => {
    const [low, high] = [(points[n - 1]?.at ?? -0.01) + 0.01, (points[n + 1]?.at ?? 1.01) - 0.01];
    const moved = { at: hundredth(clamp(at, low, high)), value: hundredth(clamp(value, 0, 2)) };
    onChange({ ...curve, points: points.map((point, index) => (index === n ? moved : point)) });
  };
  const remove = (n: number) => {
    if (points.length > 2) onChange({ ...curve, points: points.filter((_, index) => index !== n) });
  };
  const add = () => {
    const gaps = points.slice(1).map((point, n) => point.at - (points[n]?.at ?? 0));
    const widest = gaps.indexOf(Math.max(...gaps));
    const at = hundredth((points[widest]?.at ?? 0) + (gaps[widest] ?? 0) / 2);
    const fresh = { at, value: hundredth(curveAt(curve, at)) };
    onChange({ ...curve, points: [...points.slice(0, widest + 1), fresh, ...points.slice(widest + 1)] });
  };
  const room = points.length < mostPoints && points.some(({ at }, n) => n > 0 && at - (points[n - 1]?.at ?? 0) > 0.02);
  const drag = (n: number) => (event: PointerEvent<HTMLButtonElement>) => {
    const box = plot.current?.getBoundingClientRect();
    if (!box || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
    move(n, (event.clientX - box.left) / box.width, (1 - (event.clientY - box.top) / box.height) * top);
  };
  const press = (n: number) => (event: KeyboardEvent<HTMLButtonElement>) => {
    const point = points[n];
    const by = event.shiftKey ? 0.01 : 0.05;
    const to: Record<string, [number, number]> = {
      ArrowLeft: [-by, 0],
      ArrowRight: [by, 0],
      ArrowUp: [0, by],
      ArrowDown: [0, -by],
    };
    const step = to[event.key];
    if (!point || (!step && event.key !== "Delete" && event.key !== "Backspace")) return;
    event.preventDefault();
    event.stopPropagation();
    if (step) move(n, point.at + step[0], point.value + step[1]);
    else remove(n);
  };
  return (
    <fieldset className="grid gap-2">
      <legend className="sr-only">{label} over the steps</legend>
      <div className="px-2 py-1.5">
        <div ref={plot} className="relative h-28 border-edge border-b border-l bg-well">
          <svg
            aria-hidden
            viewBox="0 0 100 100"
            preserveAspectRatio="none"
            className="absolute inset-0 size-full overflow-visible"
          >
            <path d="M0 50H100" className="stroke-line" strokeWidth={1} vectorEffect="non-scaling-stroke" />
            <path
              d={line(curve, top)}
              className="fill-none stroke-text"
              strokeWidth={1.5}
              vectorEffect="non-scaling-stroke"
            />
          </svg>
          {points.map((point, n) => (
            <button
              key={n}
              type="button"
              role="slider"
              aria-label={`Point ${n + 1} of ${points.length}`}
              aria-valuemin={0}
              aria-valuemax={2}
              aria-valuenow={point.value}
              aria-valuetext={`${point.value} at ${Math.round(point.at * 100)} % of the steps`}
              aria-describedby={help}
              onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
              onPointerMove={drag(n)}
              onKeyDown={press(n)}
              style={{ left: `${point.at * 100}%`, top: `${(1 - clamp(point.value / top, 0, 1)) * 100}%` }}
              className="absolute size-6 -translate-x-1/2 -translate-y-1/2 cursor-grab touch-none rounded-full before:absolute before:inset-[6px] before:rounded-full before:bg-text active:cursor-grabbing"
            />
          ))}
          <span aria-hidden className="num absolute -top-1.5 left-1 text-[10px] text-muted">
            {top}
          </span>
        </div>
        <div aria-hidden className="flex justify-between pt-1 text-[10px] text-muted">
          <span>first step</span>
          <span>last step</span>
        </div>
      </div>
      <p id={help} className="text-muted text-xs">
        Arrows move a point by 0.05, with Shift by 0.01; Delete takes it out.
      </p>
      <ul className="grid gap-1">
        {points.map((point, n) => (
          <li key={n} className="flex items-end gap-1.5">
            <SmallNumber
              label={`Point ${n + 1}, % of the steps`}
              value={Math.round(point.at * 100)}
              min={0}
              max={100}
              onChange={(at) => move(n, at / 100, point.value)}
            />
            <SmallNumber
              label={`Point ${n + 1}, strength`}
              value={point.value}
              min={0}
              max={2}
              step={0.05}
              onChange={(value) => move(n, point.at, value)}
            />
            <IconButton
              label={`Take out point ${n + 1}`}
              icon={<X />}
              disabled={points.length <= 2}
              onClick={() => remove(n)}
            />
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap items-center gap-2">
        <Button
          size="sm"
          icon={<Plus />}
          onClick={add}
          {...(room ? {} : { blocked: "There is no room for another point." })}
        >
          Add a point
        </Button>
        <Button size="sm" variant="quiet" onClick={() => onChange(falling)}>
          0.9 → 0.3
        </Button>
        <Segmented
          label="Between the points"
          options={[
            { value: "linear", label: "Straight" },
            { value: "ease-in-out", label: "Soft" },
            { value: "ease-in", label: "Late" },
            { value: "ease-out", label: "Early" },
          ]}
          value={ease}
          onChange={(next) => onChange({ ...curve, ease: next })}
        />
      </div>
    </fieldset>
  );
}

/** Sampled: an eased stretch is no straight line. */
const line = (curve: Curve, top: number): string =>
  Array.from({ length: 65 }, (_, n) => {
    const at = n / 64;
    return `${n === 0 ? "M" : "L"}${(at * 100).toFixed(2)} ${((1 - curveAt(curve, at) / top) * 100).toFixed(2)}`;
  }).join("");
