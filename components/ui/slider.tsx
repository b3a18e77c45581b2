"use client";

import type { CSSProperties } from "react";
import { cx } from "@/components/ui/cx";

export interface SliderTick {
  value: number;
  label: string;
}

export interface SliderProps {
  id?: string;
  /** Accessible name where no `<label for=id>` points here. */
  label?: string;
  "aria-describedby"?: string | undefined;
  value: number;
  min: number;
  max: number;
  step: number;
  onChange: (value: number) => void;
  /** Called once when the person lets go. */
  onCommit?: (value: number) => void;
  /** Marked band: where good results usually lie. */
  recommended?: readonly [low: number, high: number];
  /** Marked tick; double-click returns to it. */
  defaultValue?: number;
  ticks?: readonly SliderTick[];
  unit?: string;
  disabled?: boolean;
}

const thumb = cx(
  "[&::-webkit-slider-thumb]:size-3.5 [&::-webkit-slider-thumb]:appearance-none [&::-webkit-slider-thumb]:rounded-full [&::-webkit-slider-thumb]:bg-text",
  "[&::-moz-range-thumb]:size-3.5 [&::-moz-range-thumb]:rounded-full [&::-moz-range-thumb]:border-0 [&::-moz-range-thumb]:bg-text",
);

/** A native range: arrows step, Page keys leap, Home and End reach the ends. */
export function Slider({
  value,
  min,
  max,
  step,
  onChange,
  onCommit,
  recommended,
  defaultValue,
  ticks,
  ...rest
}: SliderProps) {
  const { label, unit, ...native } = rest;
  const share = (at: number) => (max === min ? 0 : Math.min(1, Math.max(0, (at - min) / (max - min))));
  const commit =
    onCommit && ((event: { currentTarget: HTMLInputElement }) => onCommit(event.currentTarget.valueAsNumber));
  return (
    <span className="grid">
      <span className="relative flex h-6 items-center pointer-coarse:h-11">
        <span aria-hidden className="absolute inset-x-[7px] h-[3px] rounded-full bg-edge">
          {recommended && <Band low={share(recommended[0])} high={share(recommended[1])} />}
          <span className="absolute inset-y-0 left-0 rounded-full bg-text" style={{ width: percent(share(value)) }} />
          {defaultValue !== undefined && (
            <span className="absolute -top-1 h-[11px] w-px bg-text" style={{ left: percent(share(defaultValue)) }} />
          )}
        </span>
        <input
          {...native}
          type="range"
          aria-label={label}
          aria-valuetext={unit === undefined ? undefined : `${value} ${unit}`}
          value={value}
          min={min}
          max={max}
          step={step}
          onChange={(event) => onChange(event.currentTarget.valueAsNumber)}
          onPointerUp={commit}
          onKeyUp={commit}
          onDoubleClick={defaultValue === undefined ? undefined : () => onChange(defaultValue)}
          className={cx(
            "relative h-full w-full cursor-pointer appearance-none rounded-control bg-transparent disabled:opacity-45",
            thumb,
          )}
        />
      </span>
      {ticks && <Ticks ticks={ticks} share={share} />}
    </span>
  );
}

function Band({ low, high }: { low: number; high: number }) {
  const style: CSSProperties = { left: percent(low), width: percent(high - low) };
  return <span className="absolute -inset-y-[2px] rounded-full bg-control" style={style} />;
}

function Ticks({ ticks, share }: { ticks: readonly SliderTick[]; share: (at: number) => number }) {
  return (
    <span aria-hidden className="relative mx-[7px] block h-4 text-muted text-xs">
      {ticks.map((tick) => (
        <span key={tick.value} className="absolute -translate-x-1/2" style={{ left: percent(share(tick.value)) }}>
          {tick.label}
        </span>
      ))}
    </span>
  );
}

const percent = (share: number) => `${(share * 100).toFixed(2)}%`;
